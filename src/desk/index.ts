/** The door of the desk: the second thread, seen from the first, and the follower for tools. */
export { type Desk, type DeskEvents, startDesk } from './desk.js';
export { Follower, type FollowerOptions } from './follower.js';
export type {
  DeskFacts,
  DeskOptions,
  EngineMetrics,
  ErrorFacts,
  SettlementOptions,
} from './messages.js';
export { checkPasskey, type PasskeyAsked } from './passkeys.js';
export type { SettlementView } from './settlement.js';
