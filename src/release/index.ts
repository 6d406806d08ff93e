/** The door of the releases: the core of this build and the frozen ones of releases before it, all behind one contract. */
export type {
  CoreModule,
  ModuleParameter,
  SavedState,
  Stretch,
} from './core-module.js';
export {
  type Cores,
  coreModule,
  FrozenCoreError,
  frozenVersions,
  loadCores,
  RELEASES,
} from './frozen-cores.js';
export { type FoldedStretch, History } from './history.js';
export { fillOnDisk } from './old-venue.js';
export { ownCore } from './own-core.js';
export {
  goBack,
  pendingUpgrade,
  type UpgradeOptions,
  type UpgradeReport,
  type UpgradeStep,
  upgrade,
} from './upgrade.js';
export { UpgradeError, type UpgradeErrorCode } from './upgrade-error.js';
