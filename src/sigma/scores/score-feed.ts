/**
 * Everything the market says of a feed, from its inputs, in one call: gates, trust and its parts, capacity and seats, risk,
 * regimes, parity, slippage, badges and statements. Pure; equal inputs give equal scores.
 */
import { type Bundle, type BundleReport, trialSharpes } from '../bundle/index.js';
import { type Badge, badgesOf, type RiskStatement, riskStatements } from '../listing/index.js';
import {
  type CapacityUse,
  capacityOf,
  type DisclosureReport,
  deflatedSharpe,
  headroom,
  isSlippageAlert,
  type Measure,
  type PairedFill,
  type PairedReturns,
  type ParityReport,
  parityReport,
  type RiskReport,
  regimeStability,
  riskReport,
  seatLimit,
  simVariance,
  slippageDelta,
  stability,
  trustScore,
} from '../measures/index.js';
import {
  burnInReport,
  capacityInputs,
  type PriceSource,
  type SimResult,
  type SimTerms,
  weeklyReturns,
} from '../sim/index.js';
import { completenessOf } from './disclosures.js';
import { failedGate, type ListingGate, listingGates } from './gates.js';

const DAY_MS = 86_400_000;
const DAYS_PER_YEAR = 365;

export interface FeedInputs {
  readonly bundle: Bundle;
  readonly report: BundleReport;
  /** Sharpe ratios a day of every other entry of the owner. */
  readonly ownersSharpes: readonly number[];
  readonly sim: SimResult;
  readonly terms: SimTerms;
  readonly source: PriceSource;
  /** Weekly, paired. */
  readonly verified: PairedReturns;
  readonly reported: PairedReturns;
  readonly fills: readonly PairedFill[];
  readonly use: CapacityUse;
  readonly hasChangeLog: boolean;
}

export interface FeedScores {
  readonly gates: readonly ListingGate[];
  readonly trust: Measure;
  readonly deflatedSharpe: Measure;
  readonly stability: Measure;
  readonly headroom: Measure;
  readonly parity: ParityReport;
  readonly capacityLimit: Measure;
  readonly capacity: Measure;
  readonly seats: Measure;
  readonly risk: RiskReport;
  readonly regimeStability: Measure;
  readonly simVariance: Measure;
  readonly slippage: Measure;
  readonly isSlippageAlert: boolean;
  readonly disclosures: DisclosureReport;
  readonly badges: readonly Badge[];
  readonly statements: readonly RiskStatement[];
}

export function scoreFeed(inputs: FeedInputs): FeedScores {
  const { bundle, report, ownersSharpes, sim, terms, source } = inputs;
  const daily = sim.days.map((day) => day.return);
  const { limit, capacity } = capacityOf(capacityInputs(sim, { source, terms }));
  const variance = simVariance(weeklyReturns(sim.days), backtestWeekly(bundle));
  const disclosures = completenessOf(bundle, {
    simVariance: variance.status === 'RATED',
    changeLog: inputs.hasChangeLog,
  });
  const burnIn = burnInReport(sim, ownersSharpes);
  const gates = listingGates({ report, burnIn, disclosures, capacity });
  const parts = {
    deflatedSharpe: skillOf(bundle, daily, ownersSharpes),
    stability: stability(daily),
    headroom: headroom(capacity, inputs.use),
  };
  const parity = parityReport({ verified: inputs.verified, reported: inputs.reported });
  const risk = riskReport(daily, DAYS_PER_YEAR);
  const slippage = slippageDelta(inputs.fills);
  const facts = {
    hasBacktest: bundle.backtest.observations.length > 0,
    hasForward: burnIn.isPassed,
    hasLive: parity.basis === 'LIVE',
    riskBand: risk.band,
    shortsAssets: sim.fills.some(({ sequence, amount }) => sequence > 0 && amount < 0),
    isCapacityKnown: capacity.status === 'RATED',
  };
  return {
    gates,
    trust: trustScore({ ...parts, parity: parity.parity }, failedGate(gates)),
    ...parts,
    parity,
    capacityLimit: limit,
    capacity,
    seats: seatLimit(capacity, bundle.policy.capital_per_seat),
    risk,
    regimeStability: regimeStability(daily, marketReturns(source, sim)),
    simVariance: variance,
    slippage,
    isSlippageAlert: isSlippageAlert(slippage),
    disclosures,
    badges: badgesOf(facts),
    statements: riskStatements(facts),
  };
}

/**
 * Deflated Sharpe ratio of all that is out of sample and net: the backtest's returns and those in Sigma Sim where both are
 * daily, else Sim's alone, with the trials' ratios brought to a day.
 */
function skillOf(
  { backtest, sweep }: Bundle,
  daily: readonly number[],
  ownersSharpes: readonly number[],
): Measure {
  const isDaily = backtest.period_ms === DAY_MS;
  const toDaily = Math.sqrt(DAY_MS / backtest.period_ms);
  const trials = trialSharpes(sweep.trials).map((ratio) => ratio * toDaily);
  const returns = isDaily ? [...backtest.observations.map(({ net }) => net), ...daily] : daily;
  return deflatedSharpe(returns, [...trials, ...ownersSharpes]);
}

/** Weeks of the backtest, each of as many periods as a week has; none where a period is longer than a day. */
function backtestWeekly({ backtest }: Bundle): readonly number[] {
  const perDay = Math.round(DAY_MS / backtest.period_ms);
  if (perDay < 1) return [];
  const days: { return: number }[] = [];
  for (let at = 0; at + perDay <= backtest.observations.length; at += perDay) {
    let growth = 1;
    for (const { net } of backtest.observations.slice(at, at + perDay)) growth *= 1 + net;
    days.push({ return: growth - 1 });
  }
  return weeklyReturns(days);
}

/** Of the source's assets, equally weighted, for each day of the simulation. */
function marketReturns(source: PriceSource, { days }: SimResult): readonly number[] {
  return days.map(({ atMs }) => {
    let [sum, count] = [0, 0];
    for (const asset of source.assets) {
      const [now, before] = [source.lastAt(asset, atMs), source.lastAt(asset, atMs - DAY_MS)];
      if (now === undefined || before === undefined) continue;
      sum += now.price / before.price - 1;
      count += 1;
    }
    return count === 0 ? 0 : sum / count;
  });
}
