/**
 * One market with one broker, and what brokers there are: the exchange's own, with its parameters as they come or others, and
 * the baselines, against the very same arrivals and true values. A plan is plain data, so that a thread can be given it.
 */
import { BrokerDesk } from '../broker/index.js';
import type { AttackPlan } from './attacker.js';
import { type MarketOptions, playMarket } from './market.js';
import type { BrokerResult } from './measure.js';
import { PlainBroker } from './plain-broker.js';
import { type PlainKind, plainRule } from './plain-rules.js';
import type { Scenario } from './scenario.js';
import { TUNED } from './tuned.js';

export interface BrokerPlan {
  readonly name: string;
  readonly kind: 'patx' | PlainKind;
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

/** A baseline with settings of one's own. */
export function plainPlan(kind: PlainKind, settings: readonly number[]): BrokerPlan {
  return { name: `${kind} ${settings.join(' ')}`, kind, settings };
}

/** The exchange's broker, and each baseline with the one setting that did best over all scenarios. */
export const COMPARED_PLANS: readonly BrokerPlan[] = [
  PATX_PLAN,
  ...TUNED.map(({ kind, settings }) => ({ ...plainPlan(kind, settings), name: kind })),
];

/** One market with one broker. */
export function simulate({ scenario, seed, plan, attack }: SimulationJob): SimulationRow {
  const { name } = plan;
  const broker = brokerOf(scenario, plan);
  const more = attack === undefined ? {} : { attack };
  const result = playMarket({ scenario, seed, name, broker, ...more });
  return { scenario: scenario.name, seed, ...result };
}

function brokerOf(scenario: Scenario, plan: BrokerPlan): MarketOptions['broker'] {
  const { kind, settings = [], parameters = {} } = plan;
  if (kind !== 'patx') {
    return (venue) => new PlainBroker(venue, scenario, plainRule(kind, settings));
  }
  return (venue) => {
    for (const [name, value] of Object.entries(parameters)) venue.parameter(name, value);
    return new BrokerDesk({
      sequencer: venue.sequencer,
      checkpointMs: Number.POSITIVE_INFINITY,
    });
  };
}
