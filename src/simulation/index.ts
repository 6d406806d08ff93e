/** The door of the simulation room: a seeded market, its customers, brokers to compare, and the comparison. */

export { ATTACKS, type AttackKind, type AttackPlan } from './attacker.js';
export {
  type ComparedScenario,
  compare,
  type Estimate,
  type TunedFamily,
  tunedOf,
  tuningJobs,
} from './comparison.js';
export type { BrokerResult } from './measure.js';
export { PLAIN_KINDS, type PlainKind } from './plain-rules.js';
export { playAll } from './pool.js';
export { SCENARIOS, type Scenario, SMALL_SCENARIO } from './scenario.js';
export {
  type BrokerPlan,
  COMPARED_PLANS,
  INFORMED_PLAN,
  PATX_PLAN,
  plainPlan,
  type SimulationJob,
  type SimulationRow,
  simulate,
} from './simulate.js';
