/** The local chain: anvil with the contracts, kept on disk, and the venue's keys. */
export { type ChainKeys, chainKeys, keyFileOf, keyIn, madeKeyIn } from './chain-keys.js';
export { LOCAL_TERMS } from './deployment.js';
export { type LocalChain, type LocalChainOptions, startLocalChain } from './local-chain.js';
