/** The settler's own disk. */
export type { LaneGroup } from './lane.js';
export {
  type BatchNote,
  type Control,
  type FrozenCut,
  type RightsNote,
  SettlementStore,
  type Stop,
} from './settlement-store.js';
