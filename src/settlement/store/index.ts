/** The settler's own disk. */
export {
  type BatchNote,
  type Control,
  SettlementStore,
  type Stop,
} from './settlement-store.js';
