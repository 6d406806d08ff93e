/**
 * What a listing discloses, computed from the bundle and the simulation; nothing in it is typed in by the creator but the
 * texts of its model card. The legend of hypothetical performance is part of it and cannot be left out.
 */
import {
  type Bundle,
  HYPOTHETICAL_LEGEND,
  outOfSampleShare,
  trialSharpes,
} from '../bundle/index.js';
import {
  type Disclosure,
  type DisclosureReport,
  disclosureReport,
  maximumDrawdown,
  quantileOf,
} from '../measures/index.js';

const YEAR_MS = 365 * 86_400_000;
/** Points of an equity curve that are shown. */
const CURVE_POINTS = 500;

export interface CurvePoint {
  readonly atMs: number;
  /** Of a capital of 1. */
  readonly equity: number;
}

export interface SweepSummary {
  readonly trials: number;
  readonly trialsSha: string;
  /** Sharpe ratios per period, of all trials. */
  readonly best: number;
  readonly median: number;
  readonly worst: number;
  /** Of the selected trial among all, 1 the best. */
  readonly selectedRank: number;
}

export interface BacktestSummary {
  readonly observations: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly folds: number;
  readonly outOfSampleShare: number;
  /** Means a year, not compounded. */
  readonly grossPerYear: number;
  readonly feesPerYear: number;
  readonly netPerYear: number;
  readonly maximumDrawdown: number;
  readonly curve: readonly CurvePoint[];
}

export interface Disclosures {
  readonly modelCard: Bundle['model_card'];
  readonly lineage: Bundle['stamp']['lineage'];
  readonly stampSha: string;
  readonly thresholds: Bundle['thresholds'];
  readonly sweep: SweepSummary;
  readonly backtest: BacktestSummary;
  readonly legend: string;
}

export function disclosuresOf(bundle: Bundle): Disclosures {
  const { model_card, stamp, thresholds } = bundle;
  return {
    modelCard: model_card,
    lineage: stamp.lineage,
    stampSha: stamp.stamp_sha,
    thresholds,
    sweep: sweepSummary(bundle),
    backtest: backtestSummary(bundle),
    legend: HYPOTHETICAL_LEGEND,
  };
}

function sweepSummary({ sweep }: Bundle): SweepSummary {
  const ratios = trialSharpes(sweep.trials);
  const at = sweep.trials.findIndex(({ id }) => id === sweep.selected);
  const own = ratios[at] ?? Number.NEGATIVE_INFINITY;
  return {
    trials: sweep.trials.length,
    trialsSha: sweep.trials_sha,
    best: quantileOf(ratios, 1),
    median: quantileOf(ratios, 0.5),
    worst: quantileOf(ratios, 0),
    selectedRank: 1 + ratios.filter((ratio) => ratio > own).length,
  };
}

function backtestSummary({ backtest }: Bundle): BacktestSummary {
  const { observations, folds, period_ms } = backtest;
  const perYear = YEAR_MS / period_ms;
  let [gross, fees, equity] = [0, 0, 1];
  const curve: CurvePoint[] = [];
  const step = Math.max(1, Math.ceil(observations.length / CURVE_POINTS));
  for (const [at, one] of observations.entries()) {
    gross += one.gross;
    fees += one.fees;
    equity = Math.max(0, equity * (1 + one.net));
    if (at % step === 0 || at === observations.length - 1) curve.push({ atMs: one.at_ms, equity });
  }
  const count = Math.max(1, observations.length);
  return {
    observations: observations.length,
    fromMs: observations[0]?.at_ms ?? 0,
    toMs: observations.at(-1)?.at_ms ?? 0,
    folds: folds.length,
    outOfSampleShare: outOfSampleShare(folds),
    grossPerYear: (gross / count) * perYear,
    feesPerYear: (fees / count) * perYear,
    netPerYear: ((gross - fees) / count) * perYear,
    maximumDrawdown: maximumDrawdown(observations.map(({ net }) => net)),
    curve,
  };
}

/** Which of the required disclosures are there; the platform's own count once it has made them. */
export function completenessOf(
  bundle: Bundle,
  has: { readonly simVariance: boolean; readonly changeLog: boolean },
): DisclosureReport {
  const { model_card, sweep, backtest } = bundle;
  const present = new Set<Disclosure>(['model_card', 'lineage', 'risk_statements']);
  if (says(model_card.intended_use)) present.add('intended_use');
  if (says(model_card.limitations)) present.add('limitations');
  if (says(model_card.training_data.description)) present.add('training_data');
  if (says(model_card.conflicts_of_interest)) present.add('conflicts_of_interest');
  if (bundle.policy.assets.every((asset) => model_card.universe.includes(asset))) {
    present.add('universe');
  }
  if (sweep.trials.length > 0) present.add('sweep');
  if (backtest.observations.length > 0) present.add('backtest_net_of_fees');
  if (backtest.folds.length > 0) present.add('walk_forward_folds');
  if (has.simVariance) present.add('sim_variance');
  if (has.changeLog) present.add('change_log');
  return disclosureReport(present);
}

/** A dash, "n/a" or three letters are no disclosure. */
function says(text: string): boolean {
  return (text.match(/\p{L}{2,}/gu) ?? []).length >= 3;
}
