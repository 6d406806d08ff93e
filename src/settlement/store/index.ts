/** The settler's own disk. */
export type { LaneGroup } from './lane.js';
export {
  type BatchNote,
  type FrozenCut,
  type RightsNote,
  SettlementStore,
  type Stop,
} from './settlement-store.js';
export { type Control, Spoken } from './spoken.js';
