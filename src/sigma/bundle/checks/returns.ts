/** Enough out of sample, and net of the fees that trading costs. */
import { type Finding, finding } from '../findings.js';
import type { Backtest } from '../schema.js';

/** Least share of tested time in all of the time that folds cover. */
export const OUT_OF_SAMPLE_SHARE_MIN = 0.2;
/** Least number of returns out of sample. */
export const OUT_OF_SAMPLE_MIN = 100;
/** Rounding that is forgiven between net and gross less fees. */
const ROUNDING = 1e-9;

export function checkOutOfSample({ folds, observations }: Backtest): readonly Finding[] {
  const found: Finding[] = [];
  const share = outOfSampleShare(folds);
  if (!(share >= OUT_OF_SAMPLE_SHARE_MIN)) {
    const evidence = `${(100 * share).toFixed(1)} % of the time`;
    found.push(finding('TOO_LITTLE_OUT_OF_SAMPLE', 'backtest.folds', evidence));
  }
  if (observations.length < OUT_OF_SAMPLE_MIN) {
    const evidence = `${observations.length} of at least ${OUT_OF_SAMPLE_MIN}`;
    found.push(finding('TOO_FEW_OBSERVATIONS', 'backtest.observations', evidence));
  }
  return found;
}

/** Tested time over all time from the first training to the last test. */
export function outOfSampleShare(folds: Backtest['folds']): number {
  let tested = 0;
  let [from, to] = [Number.POSITIVE_INFINITY, 0];
  for (const { train_from_ms, test_from_ms, test_to_ms } of folds) {
    tested += Math.max(0, test_to_ms - test_from_ms);
    from = Math.min(from, train_from_ms);
    to = Math.max(to, test_to_ms);
  }
  return to > from ? tested / (to - from) : 0;
}

export function checkNetOfFees({ observations }: Backtest): readonly Finding[] {
  const found: Finding[] = [];
  for (const [at, { gross, fees, net, turnover }] of observations.entries()) {
    const field = `backtest.observations[${at}]`;
    if (Math.abs(gross - fees - net) > ROUNDING) {
      const evidence = `gross ${gross}, fees ${fees}, net ${net}`;
      found.push(finding('NET_IS_NOT_GROSS_LESS_FEES', field, evidence));
    }
    if (turnover > 0 && !(fees > 0)) {
      found.push(finding('FEES_MISSING', field, `turnover ${turnover}, fees ${fees}`));
    }
    if (found.length >= 3) return found;
  }
  return found;
}
