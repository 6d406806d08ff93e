/**
 * Opens and releases positions, keeping the chains per series and per account.
 *
 * A first order opens a position before anything is bought. When the store is full, or an account has its share of it, those
 * that nothing came of and no live order names are given up for the next, so that orders alone cannot fill it. Fails by
 * answering why there is no place.
 */
import { SERIES_STATE } from '../../../values/index.js';
import { orderLayout } from '../book/index.js';
import { CLEARING, SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT } from '../kernel/accounts.js';
import { CODE } from '../kernel/reject.js';
import { crowdProblem } from '../kernel/shares.js';
import type { State } from '../kernel/state.js';
import { POSITION_FIELD as P, POSITION_FLAG } from './positions.js';

/** Positions looked at for one to give up, of the account and of all, and orders that may name them: bounded work. */
const RECLAIM_STEPS = 64;
const RECLAIM_ORDERS = 8_192;

export class PositionBook {
  private readonly state: State;
  /** Scratch: orders that may still be looked at. */
  private ordersLeft = 0;

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
    accounts.add(account, A.positions, 1);
    return slot;
  }

  /** The position of an account in a series, opened if need be; the caller has asked for its `problem`. */
  ensure(account: number, seriesId: number): number {
    return this.state.positions.find(account, seriesId) || this.open(account, seriesId);
  }

  /** Why there can be no position of an account in a series, or 0. */
  problem(account: number, seriesId: number): number {
    return this.state.positions.find(account, seriesId) !== 0 ? 0 : this.placeProblem(account);
  }

  /**
   * Why an account cannot have one more position, or 0: the store is full, or the account has its share of it. Positions
   * that nothing came of are given up first, its own and those that come next of all.
   */
  placeProblem(account: number): number {
    let problem = this.crowd(account);
    if (problem === 0) return 0;
    this.ordersLeft = RECLAIM_ORDERS;
    const { positions, accounts } = this.state;
    let own = accounts.get(account, A.firstPosition);
    for (let step = 0; own !== 0 && problem !== 0 && step < RECLAIM_STEPS; step += 1) {
      const next = positions.get(own, P.accountNext);
      if (this.giveUp(own)) problem = this.crowd(account);
      own = next;
    }
    for (let step = 0; problem !== 0 && step < RECLAIM_STEPS; step += 1) {
      if (this.giveUp(positions.nextToReclaim())) problem = this.crowd(account);
    }
    return problem;
  }

  /** As the store stands. The broker is the venue's own: it takes whatever is free. */
  private crowd(account: number): number {
    const { positions, accounts } = this.state;
    if (account === BROKER_ACCOUNT) return positions.isFull ? CODE.CAPACITY_FULL : 0;
    return crowdProblem(positions, accounts.get(account, A.positions), 1, accounts.count);
  }

  /** Gives a position up if nothing came of it and no live order names it. */
  private giveUp(slot: number): boolean {
    if (!this.state.positions.exists(slot) || !this.canGiveUp(slot)) return false;
    this.release(slot);
    return true;
  }

  private canGiveUp(slot: number): boolean {
    const { positions, series, accounts, orders } = this.state;
    if (!positions.isUntouched(slot)) return false;
    // A close has a cursor on the chain of its series.
    const seriesState = series.get(positions.seriesOf(slot), S.state);
    if (seriesState === SERIES_STATE.CLOSING || this.isConverting(slot)) return false;
    const { COLD_I32, ACCOUNT_NEXT, POSITION_SLOT } = orderLayout;
    let order = accounts.get(positions.accountOf(slot), A.oldestOrder);
    for (; order !== 0; this.ordersLeft -= 1) {
      const isNamed = orders.coldI32[order * COLD_I32 + POSITION_SLOT] === slot;
      if (isNamed || this.ordersLeft <= 0) return false;
      order = orders.coldI32[order * COLD_I32 + ACCOUNT_NEXT] as number;
    }
    return true;
  }

  /** Whether the opening of a series of forwards walks the positions. */
  private isConverting(slot: number): boolean {
    const { positions, series, timeMs } = this.state;
    const seriesId = positions.seriesOf(slot);
    const hasBegun = series.get(seriesId, S.startMs) <= timeMs;
    return hasBegun && series.get(seriesId, S.clearing) === CLEARING.FORWARD;
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
    accounts.add(account, A.positions, -1);
    positions.release(slot);
  }
}
