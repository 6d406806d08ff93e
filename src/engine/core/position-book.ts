/** Opens and releases positions, keeping the chains per series and per account. */
import { ACCOUNT_FIELD as A } from './accounts.js';
import { POSITION_FIELD as P } from './positions.js';
import { SERIES_FIELD as S } from './series-table.js';
import type { State } from './state.js';

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
    return positions.isFull ? 0 : this.open(account, seriesId);
  }

  /** The close is done with a position: it goes, or stays until none of its rights is outstanding. */
  leave(slot: number): void {
    const { positions } = this.state;
    if (positions.get(slot, P.outstandingLots) === 0) this.release(slot);
    else positions.set(slot, P.closed, 1);
  }

  private release(slot: number): void {
    const { positions, series, accounts } = this.state;
    const seriesId = positions.get(slot, P.series);
    const account = positions.get(slot, P.account);
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
