/** The door of the releases: the core of this build and the frozen ones of releases before it, all behind one contract. */
export type {
  CoreModule,
  ModuleParameter,
  SavedState,
  Stretch,
} from './core-module.js';
export { coreModule, FrozenCoreError, frozenVersions, RELEASES } from './frozen-cores.js';
export { ownCore } from './own-core.js';
