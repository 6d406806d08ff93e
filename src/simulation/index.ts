/** The door of the simulation room: a seeded market, its customers, and brokers to compare. */

export type { BrokerResult } from './measure.js';
export { SCENARIOS, type Scenario, SMALL_SCENARIO } from './scenario.js';
export { type BrokerPlan, brokerPlans, type SimulationRow, simulate } from './simulate.js';
