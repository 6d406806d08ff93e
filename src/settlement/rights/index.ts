/** Rights on their way to the chain: who holds what, what changed between two cuts, and the batches that say so. */
export {
  FIRST_RIGHTS_HEAD,
  type FrozenRights,
  freezeRights,
  type RightsHead,
} from './freeze-rights.js';
export {
  entriesOf,
  type Holdings,
  holdingsOf,
  NO_HOLDINGS,
  rightsBetween,
  seriesAdded,
} from './holdings.js';
export { termsOf } from './series-terms.js';
export { type RightsBatch, splitRights } from './split-rights.js';
