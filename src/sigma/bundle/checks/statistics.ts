/** Whether the returns are better than chance, over every trial of the sweep and every model its owner ever entered. */
import { CONFIDENCE, deflatedSharpe, type Measure, sharpeEstimate } from '../../measures/index.js';
import { type Finding, finding } from '../findings.js';
import type { Backtest, Sweep } from '../schema.js';

/** Per-period Sharpe ratios of the trials; a trial that never varied has none better than 0. */
export function trialSharpes(trials: Sweep['trials']): readonly number[] {
  return trials.map(({ returns }) => {
    const estimate = sharpeEstimate(returns);
    return typeof estimate === 'string' ? 0 : estimate.sharpe;
  });
}

export interface BundleStatistics {
  readonly deflatedSharpe: Measure;
  readonly findings: readonly Finding[];
}

/** @param ownersSharpes of other models of the owner, per period of the same length */
export function checkStatistics(
  { sweep, backtest }: { readonly sweep: Sweep; readonly backtest: Backtest },
  ownersSharpes: readonly number[] = [],
): BundleStatistics {
  const returns = backtest.observations.map(({ net }) => net);
  const measure = deflatedSharpe(returns, [...trialSharpes(sweep.trials), ...ownersSharpes]);
  if (measure.status === 'UNRATED') {
    const code = measure.reason === 'CONSTANT_SERIES' ? 'CONSTANT_RETURNS' : 'DEFLATED_SHARPE_LOW';
    const findings = [finding(code, 'backtest.observations', measure.detail)];
    return { deflatedSharpe: measure, findings };
  }
  if (measure.value >= CONFIDENCE) return { deflatedSharpe: measure, findings: [] };
  const { trials, threshold } = measure.inputs;
  const evidence = `${measure.value.toFixed(4)} of ${trials} trials, SR0 ${Number(threshold).toFixed(4)}`;
  const findings = [finding('DEFLATED_SHARPE_LOW', 'sweep.trials', evidence)];
  return { deflatedSharpe: measure, findings };
}
