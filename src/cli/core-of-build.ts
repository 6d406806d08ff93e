/** What a command that runs a core needs before anything else. A module of its own, since to load a whole room by name loads all of it. */
export { CORE_VERSION } from '../engine/core/index.js';
export { raiseInliningBudget } from '../engine/log/index.js';
