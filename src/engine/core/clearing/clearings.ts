/**
 * The clearing of each instrument, chosen by what the instrument is. One object for the core: what the last fill reports
 * of itself is read from the clearing that posted it.
 */
import { CLEARING, SERIES_FIELD, type SeriesTable } from '../instruments/series-table.js';
import type { EventWriter } from '../kernel/event-writer.js';
import type { State } from '../kernel/state.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import type { Clearing } from './clearing.js';
import { ForwardClearing } from './forward.js';
import { CashClearing } from './margin/cash.js';
import { OptionClearing } from './margin/option-clearing.js';
import { SpotClearing } from './spot.js';

// Bound again as a constant of this module: V8 folds those, but reads imported ones every time.
const S = SERIES_FIELD;

export class Clearings {
  readonly spot: SpotClearing;
  readonly forward: ForwardClearing;
  readonly cash: CashClearing;
  readonly option: OptionClearing;
  private readonly series: SeriesTable;

  constructor(state: State, parameters: ParameterValues, reports: EventWriter) {
    this.series = state.series;
    this.spot = new SpotClearing(state);
    this.forward = new ForwardClearing(state, parameters);
    this.cash = new CashClearing(state);
    this.option = new OptionClearing(state, parameters, reports);
  }

  /** The clearing of an instrument. */
  of(seriesId: number): Clearing {
    const kind = this.series.get(seriesId, S.clearing);
    if (kind === CLEARING.SPOT) return this.spot;
    if (kind === CLEARING.FORWARD) return this.forward;
    return kind === CLEARING.CASH ? this.cash : this.option;
  }
}
