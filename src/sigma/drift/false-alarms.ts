/** How often the drift rules act on a model that did not drift, simulated with a seed: the price of h, shown beside it. */
import { Chance } from '../../values/index.js';
import { DRIFT_START, driftStep } from './drift-state.js';

export interface FalseAlarms {
  readonly runs: number;
  readonly weeks: number;
  /** Share of runs that were downgraded, and delisted, within the weeks. */
  readonly downgradedShare: number;
  readonly delistedShare: number;
}

export function simulateFalseAlarms(options: {
  readonly runs: number;
  readonly weeks: number;
  readonly seed: number;
}): FalseAlarms {
  const { runs, weeks, seed } = options;
  const chance = new Chance(seed, 'drift');
  let [downgraded, delisted] = [0, 0];
  for (let run = 0; run < runs; run += 1) {
    let state = DRIFT_START;
    let hasAlarmed = false;
    for (let week = 0; week < weeks; week += 1) {
      ({ state } = driftStep(state, chance.normal()));
      hasAlarmed ||= state.alarms > 0;
    }
    if (hasAlarmed) downgraded += 1;
    if (state.level === 'DELISTED') delisted += 1;
  }
  return { runs, weeks, downgradedShare: downgraded / runs, delistedShare: delisted / runs };
}
