/** The chain behind an adapter: reading it, what is final, the venue's contracts, scanning, signing and sending. */
export { BatchChain, contractOf, revertText } from './batch-chain.js';
export { type ChainEvent, eventsOf, type PlacedEvent } from './chain-events.js';
export { CHAIN_PROBLEM, ChainProblem, type ChainProblemCode } from './chain-problem.js';
export { type Block, ChainReader, ContractView } from './chain-reader.js';
export type { Finality } from './finality.js';
export { Rpc, RpcFailed, type RpcOptions } from './rpc.js';
export { type BlockMark, type Found, Scanner } from './scanner.js';
export { BatchSigner } from './signer.js';
export type { BatchTransaction, TransactionSigner, TypedDataSigner } from './signing.js';
export {
  checkKeys,
  findContracts,
  type VenueContracts,
  type VenueKeys,
} from './venue-contracts.js';
