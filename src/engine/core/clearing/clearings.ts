/**
 * The clearing of each instrument, chosen by what the instrument is. One object for the core: what the last fill reports
 * of itself is read from the clearing that posted it.
 */
import type { State } from '../kernel/state.js';
import type { Clearing } from './clearing.js';
import { SpotClearing } from './spot.js';

export class Clearings {
  private readonly spot: SpotClearing;

  constructor(state: State) {
    this.spot = new SpotClearing(state);
  }

  /** The clearing of an instrument. */
  of(_seriesId: number): Clearing {
    return this.spot;
  }
}
