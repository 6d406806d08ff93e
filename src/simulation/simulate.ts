/**
 * One market with one broker, and what brokers there are: the exchange's own, with its parameters as they come or others, and
 * the baselines, against the very same arrivals and true values. A plan is plain data, so that a thread can be given it.
 */
import { BrokerDesk } from '../broker/index.js';
import type { BlockingCommandLog } from '../engine/log/index.js';
import type { AttackPlan } from './attacker.js';
import { type MarketOptions, playMarket } from './market.js';
import type { BrokerResult } from './measure.js';
import { PlainBroker } from './plain-broker.js';
import { type PlainKind, plainRule } from './plain-rules.js';
import type { Scenario } from './scenario.js';
import { PAT } from './sim-venue.js';
import { TUNED } from './tuned.js';

export interface BrokerPlan {
  readonly name: string;
  readonly kind: 'patx' | 'informed' | PlainKind;
  /** Of a baseline. */
  readonly settings?: readonly number[];
  /** Of the exchange's own broker: parameters of the venue set at the start, by name. */
  readonly parameters?: Readonly<Record<string, number>>;
}

export interface SimulationJob {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly plan: BrokerPlan;
  readonly attack?: AttackPlan;
}

export interface SimulationRow extends BrokerResult {
  readonly scenario: string;
  readonly seed: number;
}

/** The exchange's broker as installed. */
export const PATX_PLAN: BrokerPlan = { name: 'patx', kind: 'patx' };

/** The ceiling: our own policy told what the market is made of, though not what its values will be. */
export const INFORMED_PLAN: BrokerPlan = { name: 'informed policy', kind: 'informed' };

/** A baseline with settings of one's own. */
export function plainPlan(kind: PlainKind, settings: readonly number[]): BrokerPlan {
  return { name: `${kind} ${settings.join(' ')}`, kind, settings };
}

/** The exchange's broker, and each baseline with the one setting that did best over all scenarios. */
export const COMPARED_PLANS: readonly BrokerPlan[] = [
  PATX_PLAN,
  ...TUNED.map(({ kind, settings }) => ({ ...plainPlan(kind, settings), name: kind })),
  INFORMED_PLAN,
];

/** One market with one broker. `log`, where there is one, takes everything down as a journal. */
export function simulate(
  { scenario, seed, plan, attack }: SimulationJob,
  log?: BlockingCommandLog,
): SimulationRow {
  const { name } = plan;
  const broker = brokerOf(scenario, plan);
  const more = {
    ...(attack === undefined ? {} : { attack }),
    ...(log === undefined ? {} : { log }),
  };
  const result = playMarket({ scenario, seed, name, broker, ...more });
  return { scenario: scenario.name, seed, ...result };
}

/** How much steeper demand is for one of several sellers than for all; chosen, not tuned. */
const RESIDUAL_STEEPNESS = 1.5;
/** Share of arrivals that the time of day and the age of a series leave, in the mean over a window. */
const PRESENT = 0.43;
/** What somebody counts for who knows. */
const CERTAIN_VISITS = 200;

/** The parameters that say what a scenario's arrivals and reservation prices are. */
function truth(scenario: Scenario): Readonly<Record<string, number>> {
  const { buysPerWindow, sellsPerWindow, elasticity, enter, slides, seasons } = scenario;
  const atValue = PRESENT * Math.exp(-elasticity * (1 - enter));
  return {
    visits_per_window: Math.max(1, Math.round(buysPerWindow * atValue)),
    sell_visits_per_window: Math.max(1, Math.round(sellsPerWindow * atValue)),
    visit_elasticity_ppm: Math.round(1e6 * Math.min(40, RESIDUAL_STEEPNESS * elasticity)),
    // Nobody may be sure of what is so on the average where he knows that it will not stay so; and whoever is sure how people mind prices
    // quotes close while everything falls.
    ...(slides.length === 0 ? { elasticity_known_ppm: 100_000_000 } : {}),
    ...(slides.length + seasons.length === 0 ? { visit_slow_prior: CERTAIN_VISITS } : {}),
  };
}

function brokerOf(scenario: Scenario, plan: BrokerPlan): MarketOptions['broker'] {
  const { kind, settings = [] } = plan;
  if (kind !== 'patx' && kind !== 'informed') {
    return (venue) => new PlainBroker(venue, scenario, plainRule(kind, settings));
  }
  const told = kind === 'informed' ? truth(scenario) : {};
  return (venue) => {
    for (const [name, value] of Object.entries({ ...told, ...plan.parameters })) {
      venue.parameter(name, value);
    }
    for (const { contract, basePat } of kind === 'informed' ? scenario.contracts : []) {
      venue.parameter('base_value_micro_pat', basePat * PAT, contract);
    }
    return new BrokerDesk({
      sequencer: venue.sequencer,
      checkpointMs: Number.POSITIVE_INFINITY,
    });
  };
}
