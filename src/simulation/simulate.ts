/**
 * The comparison: each scenario and seed with the exchange's own broker, its parameters as they come, and with the two
 * baselines, against the very same arrivals and true values.
 */
import { BrokerDesk } from '../broker/index.js';
import { type MarketOptions, playMarket } from './market.js';
import type { BrokerResult } from './measure.js';
import {
  fixedSpread,
  PlainBroker,
  type PlainRule,
  plainAvellanedaStoikov,
} from './plain-broker.js';
import type { Scenario } from './scenario.js';

export interface BrokerPlan {
  readonly name: string;
  readonly broker: (scenario: Scenario) => MarketOptions['broker'];
}

export interface SimulationRow extends BrokerResult {
  readonly scenario: string;
  readonly seed: number;
}

const plain = (name: string, rule: (scenario: Scenario) => PlainRule): BrokerPlan => ({
  name,
  broker: (scenario) => (venue) => new PlainBroker(venue, scenario, rule(scenario)),
});

/** The exchange's broker as installed. Quotes refused by the core are a bug of it, and end the run. */
const PATX: BrokerPlan = {
  name: 'patx',
  broker: () => (venue) =>
    new BrokerDesk({ sequencer: venue.sequencer, checkpointMs: Number.POSITIVE_INFINITY }),
};

/** `fixed` is a half-spread, `gamma` a risk aversion per lot. */
export function brokerPlans(fixed: readonly number[], gammas: readonly number[]): BrokerPlan[] {
  return [
    PATX,
    ...fixed.map((half) => plain(`fixed ${+(100 * half).toFixed(2)} %`, () => fixedSpread(half))),
    ...gammas.map((riskAversion) =>
      plain(`AS γ ${riskAversion}`, ({ elasticity }) =>
        // It is told the decay of fills with distance that it would have to estimate.
        plainAvellanedaStoikov({ riskAversion, sigma: 0.08, decay: elasticity }),
      ),
    ),
  ];
}

/** One market with one broker. */
export function simulate(scenario: Scenario, seed: number, plan: BrokerPlan): SimulationRow {
  const { name } = plan;
  const result = playMarket({ scenario, seed, name, broker: plan.broker(scenario) });
  return { scenario: scenario.name, seed, ...result };
}
