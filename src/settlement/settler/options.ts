/** What a settler is made of and lives by. */
import type { Finality, Rpc, TransactionSigner, TypedDataSigner } from '../chain/index.js';
import type { SettlementStore } from '../store/index.js';
import type { SettlerHost } from './host.js';

export interface SettlerOptions {
  readonly host: SettlerHost;
  readonly store: SettlementStore;
  readonly rpc: Rpc;
  readonly finality: Finality;
  /** Address of PatClearing. */
  readonly clearing: string;
  /** Address of AccessRights, where it is not remembered; without one, rights stay in the ledger alone. */
  readonly rights?: string;
  readonly settler: TransactionSigner;
  readonly attestor: TypedDataSigner;
  /** Secret of the liabilities tree's salts. */
  readonly secret: Uint8Array;
  /** No event of the contracts is in a block before this one. */
  readonly fromBlock: number;
  readonly terms: SettlerTimes;
}

export interface SettlerTimes {
  /** Between looks at the chain. */
  readonly pollMs: number;
  /** Between batches when there is something to settle. */
  readonly intervalMs: number;
  /** Between batches when there is nothing, so that a quiet market does not look like a dead one. */
  readonly heartbeatMs: number;
  /** An attempt that is not mined by then is replaced. */
  readonly bumpAfterMs: number;
  /** Batches that may be mined and not final before the next one waits. */
  readonly unfinalMax: number;
  /** Rows in a batch of rights; what they cost must fit into a transaction. */
  readonly rightsRowsMax: number;
}
