/** Settlement on chain. Its contracts, and the development chain they are tried on. */
export { type Anvil, AnvilFailed, startAnvil } from './anvil.js';
export * from './batches/index.js';
export * from './contracts/index.js';
export * from './netting/index.js';
export * from './sum-tree/index.js';
