/**
 * How a cash instrument ends: at its expiry its orders end, by an item of work; then it waits for its settlement price, with
 * the run of the minute (margin-run.ts), which settles it; and when nobody holds any of it, the places its orders had among
 * positions are given back. A bounded stretch a command.
 */
import { CANCEL_REASON, SERIES_STATE } from '../../../../values/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import type { State } from '../../kernel/state.js';
import type { OrderRecords } from '../../trading/order-records.js';
import type { PositionBook } from '../../trading/position-book.js';
import type { Ending } from '../clearing.js';

export class CashEnding implements Ending {
  readonly isWaiting = false;
  private readonly state: State;
  private readonly live: OrderRecords;
  private readonly positions: PositionBook;

  constructor(state: State, live: OrderRecords, positions: PositionBook) {
    this.state = state;
    this.live = live;
    this.positions = positions;
  }

  stretch(stepsMax: number): void {
    const { work, series } = this.state;
    const seriesId = work.reference;
    if (series.get(seriesId, S.state) !== SERIES_STATE.CLOSED) {
      this.live.cancelSeries(seriesId, CANCEL_REASON.SERIES_CLOSED, stepsMax);
      if (series.get(seriesId, S.openOrders) === 0) work.shift();
      return;
    }
    for (let left = stepsMax; left > 0; left -= 1) {
      const position = series.get(seriesId, S.firstPosition);
      if (position === 0) {
        work.shift();
        return;
      }
      this.positions.leave(position);
    }
  }
}
