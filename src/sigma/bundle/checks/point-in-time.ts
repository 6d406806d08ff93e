/** Point in time: no signal knows what came after it, nor data younger than the lag of every indicator allows. */
import { type Finding, finding } from '../findings.js';
import type { Bundle } from '../schema.js';

export function checkPointInTime({
  backtest,
  indicator_set,
}: Pick<Bundle, 'backtest' | 'indicator_set'>): readonly Finding[] {
  const lagMs = Math.min(...indicator_set.indicators.map(({ lag_ms }) => lag_ms));
  const found: Finding[] = [];
  let before = -1;
  for (const [at, { at_ms, data_as_of_ms }] of backtest.observations.entries()) {
    const field = `backtest.observations[${at}]`;
    const evidence = `time ${at_ms}, data as of ${data_as_of_ms}`;
    if (data_as_of_ms > at_ms) found.push(finding('LOOK_AHEAD', field, evidence));
    else if (data_as_of_ms > at_ms - lagMs) found.push(finding('LAG_VIOLATED', field, evidence));
    if (at_ms <= before) {
      found.push(finding('NOT_ASCENDING', field, `time ${at_ms} after ${before}`));
    }
    before = at_ms;
    // One is enough to fail; a few are enough to understand.
    if (found.length >= 3) return found;
  }
  return found;
}
