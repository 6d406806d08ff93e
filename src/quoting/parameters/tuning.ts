/**
 * Parameters in the form the formulas take: integers turned into plain ratios, days and choices, once
 * per change and not once per quote.
 */
import type { CarryTuning } from '../formulas/carry.js';
import type { DemandTuning } from '../formulas/demand.js';
import type { PressureBounds } from '../formulas/fair-value.js';
import { FRESHNESS_SHAPES, type FreshnessCurve } from '../formulas/freshness.js';
import type { LadderTuning } from '../formulas/ladder.js';
import { MS_PER_DAY, PPM } from '../formulas/numbers.js';
import type { InventoryTuning } from '../formulas/reservation.js';
import type { ScarcityTuning } from '../formulas/scarcity.js';
import type { SpreadTuning } from '../formulas/spread.js';
import type { StateTuning } from '../formulas/state.js';
import type { VisitTuning } from '../formulas/visit-rate.js';
import type { VolatilityTuning } from '../formulas/volatility.js';
import type { QuotingParameters } from './parameter-table.js';

export interface EvidenceTuning {
  /** Says all that a table of the policy rests on beside the market: the same text, the same tables. */
  readonly tableKey: string;
  /** Whether the optimum prices, and not the first formulas. */
  readonly isOptimal: boolean;
  /** Of consumers and of providers. */
  readonly buysPerWindow: number;
  readonly sellsPerWindow: number;
  readonly margin: number;
  readonly elasticity: number;
  readonly elasticityKnown: number;
  readonly reach: number;
  readonly fastTauMs: number;
  readonly slowTauMs: number;
  readonly visits: VisitTuning;
  readonly ownerShare: number;
  readonly penalty: number;
  /** Share of the margin of a fresh lot that it is worth that a lot somebody would buy is there; of how many lots a window nothing. */
  readonly presence: number;
  readonly presenceFromLots: number;
  readonly volatilityHalfLifeMs: number;
  /** Most that the settled ln D moves in a day. */
  readonly settlesLogPerDay: number;
}

/** The resolved parameters of one scope, whole and ready to use. Immutable. */
export interface Tuning {
  readonly parameters: QuotingParameters;
  readonly curve: FreshnessCurve;
  readonly demand: DemandTuning;
  readonly scarcity: ScarcityTuning;
  readonly pressure: PressureBounds;
  readonly volatility: VolatilityTuning;
  readonly spread: SpreadTuning;
  readonly inventory: InventoryTuning;
  readonly ladder: LadderTuning;
  readonly state: StateTuning;
  readonly evidence: EvidenceTuning;
  /** Most ln B moves in a day, and most ln D and ln S move in an hour. */
  readonly baseLogPerDay: number;
  readonly pressureLogPerHour: number;
  /** Logs of the bounds of D·S. */
  readonly pressureLogMin: number;
  readonly pressureLogMax: number;
  readonly priorShare: number;
  /** ln of what an age's profile keeps of its past over one visit. */
  readonly profileLogKept: number;
  readonly decayStep: number;
  readonly thinnessMax: number;
  readonly glftRiskAversion: number;
  readonly bidCutoff: number;
  readonly carry: CarryTuning;
  readonly ladderMin: number;
  readonly ladderMax: number;
}

const TABLE_PARAMETERS = [
  'freshnessShape',
  'freshnessStartPpm',
  'freshnessEndPpm',
  'freshnessHalfLifePpm',
  'logisticSteepnessPpm',
  'logisticMidpointPpm',
  'terminalStartPpm',
  'terminalCutPpm',
  'bidCutoffPpm',
  'maxInventoryLots',
  'visitReachPpm',
  'riskPenaltyPpm',
  'presencePpm',
  'presenceFromLots',
] as const satisfies readonly (keyof QuotingParameters)[];

/** Turns one resolved set of integer parameters into formula inputs. */
export function tuningOf(p: QuotingParameters): Tuning {
  const epsilonPerDay = p.flowEpsilonPpm / PPM;
  return {
    parameters: p,
    curve: {
      shape: FRESHNESS_SHAPES[p.freshnessShape] ?? 'halflife',
      start: p.freshnessStartPpm / PPM,
      end: p.freshnessEndPpm / PPM,
      halfLife: p.freshnessHalfLifePpm / PPM,
      steepness: p.logisticSteepnessPpm / PPM,
      midpoint: p.logisticMidpointPpm / PPM,
      terminalStart: p.terminalStartPpm / PPM,
      terminalCut: p.terminalCutPpm / PPM,
    },
    demand: {
      epsilonPerDay,
      logFull: Math.log(p.demandFullPpm / PPM),
      slowShare: p.demandSlowSharePpm / PPM,
      slowBidShare: p.slowBidSharePpm / PPM,
      slowBidSizeCut: p.slowBidSizeCutPpm / PPM,
    },
    scarcity: {
      epsilonPerDay,
      flowWeight: p.scarcityFlowPpm / PPM,
      stockWeight: p.scarcityStockPpm / PPM,
      coverShare: p.scarcityCoverPpm / PPM,
      min: p.scarcityMinPpm / PPM,
      max: p.scarcityMaxPpm / PPM,
    },
    pressure: { min: p.pressureMinPpm / PPM, max: p.pressureMaxPpm / PPM },
    volatility: {
      halfLifeMs: p.volatilityHalfLifeMs,
      prior: p.volatilityPriorPpm / PPM,
      floor: p.volatilityFloorPpm / PPM,
      cap: p.volatilityCapPpm / PPM,
      jumpSigmas: p.jumpSigmasPpm / PPM,
    },
    spread: {
      base: p.spreadBasePpm / PPM,
      volatilityWeight: p.spreadVolatilityPpm / PPM,
      thinnessWeight: p.spreadThinnessPpm / PPM,
      min: p.spreadMinPpm / PPM,
      max: p.spreadMaxPpm / PPM,
      jumpMultiplier: p.spreadJumpPpm / PPM,
      fillHorizonMinMs: p.fillHorizonMinMs,
      fillHorizonMaxMs: p.fillHorizonMaxMs,
    },
    inventory: {
      maxLots: p.maxInventoryLots,
      targetDays: p.inventoryTargetMs / MS_PER_DAY,
      skewWeight: p.skewWeightPpm / PPM,
      skewHorizonDays: p.skewHorizonMs / MS_PER_DAY,
      skewMax: p.skewMaxPpm / PPM,
      clearingMax: p.clearingMaxPpm / PPM,
    },
    ladder: {
      topLots: p.topLots,
      growth: p.levelGrowthPpm / PPM,
      tiltWeight: p.sizeTiltPpm / PPM,
    },
    state: {
      cleanMs: p.cleanMs,
      healMs: p.haltHealMs,
      limitUse: p.limitUsePpm / PPM,
      fullTilt: p.fullTiltPpm / PPM,
    },
    evidence: {
      tableKey: TABLE_PARAMETERS.map((key) => p[key]).join(' '),
      isOptimal: p.quotePolicy === 1,
      buysPerWindow: p.visitsPerWindow,
      sellsPerWindow: p.sellVisitsPerWindow === 0 ? p.visitsPerWindow : p.sellVisitsPerWindow,
      margin: p.quoteMarginPpm / PPM,
      elasticity: p.visitElasticityPpm / PPM,
      elasticityKnown: p.elasticityKnownPpm / PPM,
      reach: p.visitReachPpm / PPM,
      fastTauMs: p.visitFastTauMs,
      slowTauMs: p.visitSlowTauMs,
      visits: { slowPrior: p.visitSlowPrior, fastPrior: p.visitFastPrior },
      ownerShare: p.ownerSharePpm / PPM,
      penalty: p.riskPenaltyPpm / PPM,
      presence: p.presencePpm / PPM,
      presenceFromLots: p.presenceFromLots,
      volatilityHalfLifeMs: p.balanceHalfLifeMs,
      settlesLogPerDay: Math.log1p(p.demandSettlesPerDayPpm / PPM),
    },
    baseLogPerDay: Math.log1p(p.baseChangePerDayPpm / PPM),
    pressureLogPerHour: Math.log1p(p.pressureSlewPerHourPpm / PPM),
    pressureLogMin: Math.log(p.pressureMinPpm / PPM),
    pressureLogMax: Math.log(p.pressureMaxPpm / PPM),
    profileLogKept: Math.log(p.profileMemoryPpm / PPM),
    priorShare: p.priorSharePpm / PPM,
    decayStep: p.decayStepPpm / PPM,
    thinnessMax: p.thinnessMaxPpm / PPM,
    glftRiskAversion: p.glftRiskAversionPpm / PPM,
    bidCutoff: p.bidCutoffPpm / PPM,
    carry: { weight: p.carryWeightPpm / PPM, min: p.carryMinPpm / PPM },
    ladderMin: p.ladderMinPpm / PPM,
    ladderMax: p.ladderMaxPpm / PPM,
  };
}
