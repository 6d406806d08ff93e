/** What `npm run release:freeze` bundles into releases/core-N.mjs: the core of this build and nothing else. */
export { ownCore as core } from './own-core.js';
