/** Settlement on chain: contracts, batches, netting, proofs, the chain behind an adapter, and the settler that drives them. */
export { type Anvil, AnvilFailed, startAnvil } from './anvil.js';
export * from './batches/index.js';
export * from './chain/index.js';
export * from './contracts/index.js';
export * from './local/index.js';
export * from './netting/index.js';
export * from './rights/index.js';
export * from './settler/index.js';
export * from './signers/index.js';
export * from './store/index.js';
export * from './sum-tree/index.js';
export { checksumAddress, recoverSigner } from './wallet-signature.js';
