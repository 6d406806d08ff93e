/**
 * Opens and releases positions, keeping the chains per series and per account.
 *
 * A first order opens a position before anything is bought. When the store is full, one that nothing came of and no
 * live order names is given up for the next, so that orders alone cannot fill it. Fails by answering that there is no
 * room.
 */
import { SERIES_STATE } from '../../../values/index.js';
import { orderLayout } from '../book/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { State } from '../kernel/state.js';
import { POSITION_FIELD as P, POSITION_FLAG } from './positions.js';

/** Positions looked at for one to give up, and orders of its account: bounded work. */
const RECLAIM_STEPS = 64;
const RECLAIM_ORDERS = 1024;

export class PositionBook {
  private readonly state: State;

  constructor(state: State) {
    this.state = state;
  }

  /** A fresh position at the end of the series' chain; the caller has checked that there is room. */
  open(account: number, seriesId: number): number {
    const { positions, series, accounts } = this.state;
    const slot = positions.create(account, seriesId);
    const last = series.get(seriesId, S.lastPosition);
    positions.set(slot, P.seriesPrevious, last);
    if (last !== 0) positions.set(last, P.seriesNext, slot);
    else series.set(seriesId, S.firstPosition, slot);
    series.set(seriesId, S.lastPosition, slot);
    const first = accounts.get(account, A.firstPosition);
    positions.set(slot, P.accountNext, first);
    if (first !== 0) positions.set(first, P.accountPrevious, slot);
    accounts.set(account, A.firstPosition, slot);
    return slot;
  }

  /** The position of an account in a series, opened if need be; 0 when there is no room. */
  ensure(account: number, seriesId: number): number {
    const { positions } = this.state;
    const found = positions.find(account, seriesId);
    if (found !== 0) return found;
    return this.makeRoom() ? this.open(account, seriesId) : 0;
  }

  /** Whether a position can be opened, giving up an untouched one if need be. */
  makeRoom(): boolean {
    const { positions } = this.state;
    if (!positions.isFull) return true;
    for (let step = 0; step < RECLAIM_STEPS; step += 1) {
      const slot = positions.nextToReclaim();
      if (!this.canGiveUp(slot)) continue;
      this.release(slot);
      return true;
    }
    return false;
  }

  private canGiveUp(slot: number): boolean {
    const { positions, series, accounts, orders } = this.state;
    if (!positions.isUntouched(slot)) return false;
    // A close has a cursor on the chain of its series.
    const seriesState = series.get(positions.seriesOf(slot), S.state);
    if (seriesState === SERIES_STATE.CLOSING) return false;
    const { COLD_I32, ACCOUNT_NEXT, POSITION_SLOT } = orderLayout;
    let order = accounts.get(positions.accountOf(slot), A.oldestOrder);
    for (let i = 0; order !== 0; i += 1) {
      if (i >= RECLAIM_ORDERS || orders.coldI32[order * COLD_I32 + POSITION_SLOT] === slot)
        return false;
      order = orders.coldI32[order * COLD_I32 + ACCOUNT_NEXT] as number;
    }
    return true;
  }

  /** The close is done with a position: it goes, or stays until none of its rights is outstanding. */
  leave(slot: number): void {
    const { positions } = this.state;
    if (positions.get(slot, P.outstandingLots) === 0) this.release(slot);
    else positions.mark(slot, POSITION_FLAG.CLOSED, true);
  }

  private release(slot: number): void {
    const { positions, series, accounts } = this.state;
    const seriesId = positions.seriesOf(slot);
    const account = positions.accountOf(slot);
    const next = positions.get(slot, P.seriesNext);
    const previous = positions.get(slot, P.seriesPrevious);
    if (previous !== 0) positions.set(previous, P.seriesNext, next);
    else series.set(seriesId, S.firstPosition, next);
    if (next !== 0) positions.set(next, P.seriesPrevious, previous);
    else series.set(seriesId, S.lastPosition, previous);
    const accountNext = positions.get(slot, P.accountNext);
    const accountPrevious = positions.get(slot, P.accountPrevious);
    if (accountPrevious !== 0) positions.set(accountPrevious, P.accountNext, accountNext);
    else accounts.set(account, A.firstPosition, accountNext);
    if (accountNext !== 0) positions.set(accountNext, P.accountPrevious, accountPrevious);
    positions.release(slot);
  }
}
