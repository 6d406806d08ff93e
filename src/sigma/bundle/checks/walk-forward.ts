/** Walk-forward only: training ends before its test, tests do not overlap, and every return lies in a test. */
import { type Finding, finding } from '../findings.js';
import type { Backtest } from '../schema.js';

export function checkWalkForward({ folds, observations }: Backtest): readonly Finding[] {
  const found: Finding[] = [];
  let testedTo = 0;
  for (const [at, fold] of folds.entries()) {
    const field = `backtest.folds[${at}]`;
    const { train_from_ms, train_to_ms, test_from_ms, test_to_ms } = fold;
    if (train_to_ms <= train_from_ms || test_to_ms <= test_from_ms) {
      found.push(finding('FOLD_BACKWARDS', field, `[${Object.values(fold).join(', ')}]`));
    }
    if (train_to_ms > test_from_ms) {
      const evidence = `trains to ${train_to_ms}, tests from ${test_from_ms}`;
      found.push(finding('FOLD_TRAINS_ON_TEST', field, evidence));
    }
    if (at > 0 && test_from_ms < testedTo) {
      const evidence = `tests from ${test_from_ms}, before ${testedTo}`;
      found.push(finding('FOLDS_OVERLAP', field, evidence));
    }
    testedTo = Math.max(testedTo, test_to_ms);
  }
  const outside = observations.findIndex(
    ({ at_ms }) =>
      !folds.some(({ test_from_ms, test_to_ms }) => at_ms >= test_from_ms && at_ms < test_to_ms),
  );
  if (outside >= 0) {
    const evidence = `time ${observations[outside]?.at_ms}`;
    found.push(finding('OUTSIDE_FOLDS', `backtest.observations[${outside}]`, evidence));
  }
  return found;
}
