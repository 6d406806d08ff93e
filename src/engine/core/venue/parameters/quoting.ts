/**
 * Every quoting parameter: name, unit, default, bounds and meaning.
 *
 * The broker reads them, but the fold refuses changes by their bounds and answers with their defaults, so they are part
 * of what CORE_VERSION covers. Parameter changes arrive as journaled commands, so every value is an integer: ppm for
 * ratios, ms for times, micro-PAT for amounts, lots, counts, or the number of a choice. Names are forever. A rate in ppm
 * is in millionths of a lot a day.
 */
import type { ParameterDefinition, ParameterUnit } from '../../../../values/index.js';

interface ParameterEntry {
  readonly unit: ParameterUnit;
  readonly defaultValue: number;
  readonly minValue: number;
  readonly maxValue: number;
  readonly scope: 'venue' | 'series';
  readonly description: string;
  readonly twoPerson?: true;
}

/** Default, least, most. */
type Range = readonly [number, number, number];

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PAT = 1_000_000;

function entry(
  unit: ParameterUnit,
  [defaultValue, minValue, maxValue]: Range,
  description: string,
): ParameterEntry {
  return { unit, defaultValue, minValue, maxValue, scope: 'series', description };
}

const ppm = (range: Range, description: string): ParameterEntry => entry('ppm', range, description);
const ms = (range: Range, description: string): ParameterEntry => entry('ms', range, description);
const lots = (range: Range, description: string): ParameterEntry =>
  entry('lots', range, description);
const count = (range: Range, description: string): ParameterEntry =>
  entry('count', range, description);
const microPat = (range: Range, description: string): ParameterEntry =>
  entry('micro_pat', range, description);
/** One value for the whole venue. */
const venue = (spec: ParameterEntry): ParameterEntry => ({ ...spec, scope: 'venue' });

/** One value for the whole venue, which takes two people to change: it is what bounds a loss. */
const guarded = (spec: ParameterEntry): ParameterEntry => ({ ...venue(spec), twoPerson: true });

/** Keyed by name. `[default, min, max]`. */
const TABLE = {
  baseValueMicroPat: microPat(
    [0, 0, 1e6 * PAT],
    'B, value of one lot at full freshness and balanced demand. 0: not quoted.',
  ),
  baseChangePerDayPpm: ppm(
    [20_000, 0, 1_000_000],
    'Most B moves in a day; a larger change is spread over days.',
  ),
  freshnessShape: entry(
    'choice',
    [1, 0, 3],
    'Decay curve: 0 linear, 1 halflife, 2 logistic, 3 exp.',
  ),
  freshnessStartPpm: ppm([1_250_000, 1, 10_000_000], 'F0, freshness at the window start.'),
  freshnessEndPpm: ppm(
    [200_000, 1, 10_000_000],
    'F1, freshness at the window end, before the terminal factor.',
  ),
  freshnessHalfLifePpm: ppm(
    [350_000, 10_000, 10_000_000],
    'c, half-life of the halflife curve as a share of the window.',
  ),
  logisticSteepnessPpm: ppm(
    [10_000_000, 100_000, 100_000_000],
    'Steepness of the logistic curve per unit of age.',
  ),
  logisticMidpointPpm: ppm([600_000, 0, 1_000_000], 'Age of the steepest fall, logistic curve.'),
  terminalStartPpm: ppm([900_000, 0, 1_000_000], 'Age from which the terminal factor bites.'),
  terminalCutPpm: ppm([500_000, 0, 990_000], 'What the terminal factor takes off at the end.'),
  decayStepPpm: ppm([1_000, 10, 100_000], 'Fall of F that makes a scheduled reprice.'),
  decayMinIntervalMs: ms([1_000, 100, HOUR], 'Least time between scheduled reprices.'),

  consumptionTauMs: ms([6 * HOUR, MINUTE, 30 * DAY], 'Time constant of λ, consumption.'),
  burnTauMs: ms([DAY, MINUTE, 30 * DAY], 'Time constant of ν, exercise.'),
  mintTauMs: ms([DAY, MINUTE, 30 * DAY], 'Time constant of μ, minting.'),
  flowEpsilonPpm: ppm(
    [1_000_000, 1, 1_000_000_000_000],
    'ε, added to every flow, millionths of a lot a day.',
  ),
  demandFullPpm: ppm([1_150_000, 1_000_000, 10_000_000], 'D at full demand pressure.'),
  demandSlowSharePpm: ppm(
    [500_000, 0, 1_000_000],
    'Share of the pressure that lowers D while clearing is slow.',
  ),
  slowBidSharePpm: ppm(
    [500_000, 0, 1_000_000],
    'Share of the pressure that lowers bids further while clearing is slow.',
  ),
  slowBidSizeCutPpm: ppm([750_000, 0, 1_000_000], 'Share of bid size withdrawn then.'),
  quotePolicy: entry(
    'choice',
    [1, 0, 1],
    'How quotes are made around fair value: 0 the first formulas, 1 the optimum.',
  ),
  quoteMarginPpm: ppm(
    [1_000_000, 100_000, 3_000_000],
    'Of the margin that earns most, the share the optimum quotes: less is more volume.',
  ),
  visitsPerWindow: count(
    [80, 1, 1_000_000_000],
    'Visits a side and window expected at base times freshness before anything is known.',
  ),
  sellVisitsPerWindow: count(
    [0, 0, 1_000_000_000],
    'Of providers, where they are expected to be others; 0: as many.',
  ),
  visitElasticityPpm: ppm(
    [12_000_000, 2_000_000, 40_000_000],
    'k expected of both sides: a price worse by x keeps e^(−kx) of them.',
  ),
  elasticityKnownPpm: ppm(
    [300_000, 1_000, 1_000_000_000],
    'What that counts for: one by the square of its standard deviation.',
  ),
  visitReachPpm: ppm(
    [1_300_000, 1_000_000, 10_000_000],
    'Most visits a price can bring, by those at fair value.',
  ),
  visitFastTauMs: ms([8 * HOUR, 10 * MINUTE, 30 * DAY], 'Time constant of the live visits.'),
  visitSlowTauMs: ms([4 * DAY, HOUR, 365 * DAY], 'Time constant of the usual visits.'),
  visitFastPrior: count([4, 1, 1_000_000], 'Visits the usual ones count for in the live ones.'),
  visitSlowPrior: count([1, 1, 1_000_000], 'Visits the expected ones count for in the usual.'),
  ownerSharePpm: ppm([250_000, 10_000, 1_000_000], 'Most of the visits that one owner counts for.'),
  riskPenaltyPpm: ppm(
    [0, 0, 1_000_000],
    'γ·σ², running penalty on the square of inventory, per lot and day.',
  ),
  presencePpm: ppm(
    [200_000, 0, 1_000_000],
    'Of the margin of a fresh lot, what it is worth beside its price that a lot somebody would buy is there: offers stand more often.',
  ),
  presenceFromLots: count(
    [40, 0, 1_000_000_000],
    'Lots a window that would be bought at fair value up to which that is worth nothing: where few come few miss an offer.',
  ),
  demandSettlesPerDayPpm: ppm(
    [50_000, 0, 1_000_000],
    'Most that demand grows in a day to be taken for what the market is, and not for a raise that sales have to pay for.',
  ),
  balanceHalfLifeMs: ms([2 * DAY, HOUR, 90 * DAY], 'Half-life of σ² of what others paid.'),

  carryWeightPpm: ppm(
    [2_000_000, 0, 5_000_000],
    'Weight in the bids of what a lot loses before it is sold.',
  ),
  carryMinPpm: ppm([500_000, 0, 1_000_000], 'Least that is left of the bids by it.'),
  pressureSlewPerHourPpm: ppm(
    [100_000, 0, 10_000_000],
    'Most D, and most S, grows in an hour; falls are its inverse.',
  ),
  pressureMinPpm: ppm([400_000, 1, 1_000_000], 'Lower bound of D·S.'),
  pressureMaxPpm: ppm([3_000_000, 1_000_000, 100_000_000], 'Upper bound of D·S.'),
  scarcityFlowPpm: ppm([50_000, 0, 10_000_000], 'Weight of burn against mint in S.'),
  scarcityStockPpm: ppm([50_000, 0, 10_000_000], 'Weight of the stock on hand in S.'),
  scarcityCoverPpm: ppm(
    [250_000, 1_000, 10_000_000],
    'Stock that counts as balanced: the lots burnt in this share of the window.',
  ),
  scarcityMinPpm: ppm([600_000, 1, 1_000_000], 'Lower bound of S.'),
  scarcityMaxPpm: ppm([1_800_000, 1_000_000, 100_000_000], 'Upper bound of S.'),
  substituteBandPpm: ppm([500_000, 0, 1_000_000], 'Weight of the adjacent confidence bands.'),
  substituteWindowPpm: ppm([300_000, 0, 1_000_000], 'Weight of other windows.'),
  substituteSegmentPpm: ppm([0, 0, 1_000_000], 'Weight of other segments.'),
  priorFlowLots: lots(
    [70, 0, 1_000_000_000],
    'Lots a window is expected to consume, burn and mint before anything is known.',
  ),
  priorSharePpm: ppm(
    [500_000, 0, 10_000_000],
    'Pseudo-exposure of the expected rate, as a share of the time constant.',
  ),
  profileMemoryPpm: ppm(
    [800_000, 0, 1_000_000],
    'What the profile of an age keeps of its past over one visit of a series.',
  ),

  sampleIntervalMs: ms([MINUTE, 1_000, HOUR], 'Time between samples of the mid.'),
  volatilityHalfLifeMs: ms([4 * HOUR, MINUTE, 30 * DAY], 'Half-life of σ².'),
  volatilityPriorPpm: ppm([80_000, 1_000, 10_000_000], 'σ per √day before anything is known.'),
  volatilityFloorPpm: ppm([30_000, 100, 10_000_000], 'Least σ per √day.'),
  volatilityCapPpm: ppm([1_000_000, 10_000, 10_000_000], 'Most σ_q per √day; there it halts.'),
  jumpSigmasPpm: ppm([4_000_000, 1_000_000, 100_000_000], 'Standard deviations of a jump.'),
  thinnessTargetMicroPat: microPat(
    [1_000 * PAT, 0, 1e9 * PAT],
    'L*, notional exercised a day at which a contract is not thin.',
  ),
  thinnessMaxPpm: ppm([4_000_000, 1_000_000, 100_000_000], 'Most thinness counts.'),
  exercisedTauMs: ms([DAY, HOUR, 90 * DAY], 'Time constant of the exercised notional L.'),

  spreadBasePpm: ppm([10_000, 0, 1_000_000], 'Half-spread before any risk.'),
  spreadVolatilityPpm: ppm([500_000, 0, 10_000_000], 'Weight of σ_q·√τ_f.'),
  spreadThinnessPpm: ppm([10_000, 0, 1_000_000], 'Weight of M − 1.'),
  spreadMinPpm: ppm([5_000, 100, 200_000], 'Least half-spread.'),
  spreadMaxPpm: ppm([250_000, 1_000, 290_000], 'Most half-spread.'),
  spreadJumpPpm: ppm([2_000_000, 1_000_000, 10_000_000], 'J, multiplier while a jump is fresh.'),
  fillHorizonMinMs: ms([5 * MINUTE, 1_000, DAY], 'Least time to fill the top level.'),
  fillHorizonMaxMs: ms([DAY, MINUTE, 30 * DAY], 'Most time to fill the top level.'),
  markoutMs: ms([5 * MINUTE, 1_000, HOUR], 'Time after a fill at which it is judged.'),
  markoutFills: count([50, 1, 100_000], 'Fills the mean markout spans.'),
  glftFills: count(
    [200, 10, 1_000_000],
    'Fills of a contract before its fitted intensity bounds the spread.',
  ),
  glftRiskAversionPpm: ppm(
    [1_000_000, 0, 1_000_000_000],
    'γ of the bound, per unit of relative price.',
  ),
  intensityHalfLifeMs: ms([7 * DAY, HOUR, 365 * DAY], 'Half-life of the fills by level.'),

  maxInventoryLots: lots([1_000, 0, 1_000_000_000], 'Qmax, most lots held a series.'),
  inventoryTargetMs: ms([DAY, 0, 30 * DAY], 'Consumption the broker aims to hold.'),
  skewWeightPpm: ppm([5_000_000, 0, 1_000_000_000], 'Weight of the inventory skew.'),
  skewHorizonMs: ms([3 * DAY, 0, 90 * DAY], 'Longest horizon of the inventory skew.'),
  skewMaxPpm: ppm([150_000, 0, 400_000], 'Most the inventory skew moves r.'),
  clearingMaxPpm: ppm([300_000, 0, 500_000], 'Discount at the end on what will not clear.'),

  topLots: lots([10, 0, 1_000_000], 'Lots wanted at the best level.'),
  levelStepPpm: ppm([600_000, 0, 600_000], 'Each level adds this share of the half-spread.'),
  levelGrowthPpm: ppm([1_300_000, 1_000, 4_000_000], 'Size of a level against the one before.'),
  sizeTiltPpm: ppm([2_000_000, 0, 100_000_000], 'Weight of inventory in the sizes.'),
  ladderMinPpm: ppm([50_000, 0, 1_000_000], 'No quote below this share of fair value.'),
  ladderMaxPpm: ppm([5_000_000, 1_000_000, 100_000_000], 'No quote above it.'),
  quoteValidMs: ms([2 * MINUTE, 1_000, DAY], 'How long a quote stands unrefreshed.'),
  requestMaxLots: lots(
    [500, 0, 10_000],
    'Most lots a request for quote is answered for; 0 answers none.',
  ),
  requestSharePpm: ppm(
    [750_000, 0, 950_000],
    'Most of the lots for sale, and of the room for more, that firm quotes may hold together.',
  ),
  requestValidMs: ms([10_000, 1_000, 10 * MINUTE], 'How long a firm quote stands.'),
  requestSpreadPpm: ppm(
    [1_500_000, 1_000_000, 3_400_000],
    'Half-spread of a firm quote against that of the public one.',
  ),
  requestImpactTauMs: ms(
    [HOUR, MINUTE, 30 * DAY],
    'Time constant with which what a firm group took by firm quotes stops counting against it.',
  ),
  bidCutoffPpm: ppm([980_000, 0, 1_000_000], 'Age past which there are no bids.'),

  cleanMs: ms([10 * MINUTE, 1_000, DAY], 'Clean time before WIDE or REDUCE_ONLY is left.'),
  haltHealMs: ms(
    [15 * MINUTE, 1_000, DAY],
    'How long the cause of a halt by measurement is gone before it becomes WIDE.',
  ),
  limitUsePpm: ppm([900_000, 100_000, 1_000_000], 'Limit use that stops bids.'),
  fullTiltPpm: ppm([1_000_000, 100_000, 1_000_000], '|q̃| that stops bids.'),
  sourceDeadMs: venue(ms([30_000, 1_000, DAY], 'Silence of an input source that halts.')),
  dailyLossPpm: guarded(
    ppm([20_000, 0, 1_000_000], 'Loss of broker collateral in a day that halts.'),
  ),
  decayBudgetPpm: guarded(
    ppm(
      [50_000, 0, 1_000_000],
      'Decay and lapse in a day, as a share of broker collateral, that stops bids.',
    ),
  ),
} as const satisfies Record<string, ParameterEntry>;

export type ParameterKey = keyof typeof TABLE;

export interface ParameterSpec extends ParameterDefinition {
  readonly key: ParameterKey;
}

/** Every value of one scope, integers in the table's units. */
export type QuotingParameters = Readonly<Record<ParameterKey, number>>;

/**
 * Pairs that must stay in order wherever both apply: the first at most the second.
 * Bounds alone cannot say it.
 */
export const ORDERED_PARAMETERS: readonly (readonly [ParameterKey, ParameterKey])[] = [
  ['freshnessEndPpm', 'freshnessStartPpm'],
  ['volatilityFloorPpm', 'volatilityPriorPpm'],
  ['volatilityPriorPpm', 'volatilityCapPpm'],
  ['spreadMinPpm', 'spreadMaxPpm'],
  ['fillHorizonMinMs', 'fillHorizonMaxMs'],
];

/**
 * What prices rest on under one `quote_policy` alone: 0, the first formulas, which also stand in while the optimum has no table; 1, the
 * optimum. Under the other one they are inert.
 */
const OF_ONE_POLICY: readonly (readonly ParameterKey[])[] = [
  [
    'demandFullPpm',
    'demandSlowSharePpm',
    'slowBidSharePpm',
    'slowBidSizeCutPpm',
    'scarcityFlowPpm',
    'scarcityStockPpm',
    'scarcityCoverPpm',
    'scarcityMinPpm',
    'scarcityMaxPpm',
    'substituteBandPpm',
    'substituteWindowPpm',
    'substituteSegmentPpm',
    'spreadBasePpm',
    'spreadVolatilityPpm',
    'spreadThinnessPpm',
    'fillHorizonMinMs',
    'fillHorizonMaxMs',
    'glftFills',
    'glftRiskAversionPpm',
    'intensityHalfLifeMs',
    'skewWeightPpm',
    'skewHorizonMs',
    'skewMaxPpm',
    'clearingMaxPpm',
    'carryWeightPpm',
    'carryMinPpm',
  ],
  [
    'quoteMarginPpm',
    'visitsPerWindow',
    'sellVisitsPerWindow',
    'visitElasticityPpm',
    'elasticityKnownPpm',
    'visitReachPpm',
    'visitFastTauMs',
    'visitSlowTauMs',
    'visitFastPrior',
    'visitSlowPrior',
    'ownerSharePpm',
    'riskPenaltyPpm',
    'presencePpm',
    'presenceFromLots',
    'demandSettlesPerDayPpm',
    'balanceHalfLifeMs',
  ],
];

/** The policy a parameter is of, where it is of one alone. */
function policyOf(key: ParameterKey): { readonly quotePolicy?: number } {
  const quotePolicy = OF_ONE_POLICY.findIndex((keys) => keys.includes(key));
  return quotePolicy < 0 ? {} : { quotePolicy };
}

/** What a parameter may not be above, as the core checks it. */
function orderOf(key: string): { readonly notAbove?: readonly string[] } {
  const notAbove = ORDERED_PARAMETERS.flatMap(([low, high]) => (low === key ? [nameOf(high)] : []));
  return notAbove.length === 0 ? {} : { notAbove };
}

function nameOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** In the order of the table. `key` is the code's spelling, `name` the journal's. */
export const QUOTING_PARAMETERS: readonly ParameterSpec[] = Object.entries(TABLE).map(
  ([key, value]) => ({
    key: key as ParameterKey,
    name: nameOf(key),
    ...value,
    ...policyOf(key as ParameterKey),
    ...orderOf(key),
  }),
);
