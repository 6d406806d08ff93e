/** What a settler says of itself: for the status page, the live view, `patx settle status` and the metrics. Plain data. */
import type { BatchState } from '../batches/index.js';

export type SettlerState =
  /** Looking for the chain. */
  | 'CONNECTING'
  | 'SETTLING'
  /** By an operator: batches on their way go on, no further one is made. */
  | 'PAUSED'
  /** Something is away or has to pass by itself. */
  | 'WAITING'
  /** Somebody must look: a batch is halted, or chain and ledger disagree. */
  | 'STOPPED'
  /** The escape was triggered: nothing is settled any more. */
  | 'ESCAPED';

export interface Trouble {
  readonly code: string;
  readonly detail: string;
  readonly sinceMs: number;
}

export interface SettlerReport {
  readonly state: SettlerState;
  readonly trouble?: Trouble;
  readonly chainId: number;
  readonly clearing: string;
  readonly headBlock: number;
  readonly finalBlock: number;
  /** Last block whose events the ledger has. */
  readonly scannedBlock: number;
  readonly reorgs: number;
  readonly rpcRetries: number;
  readonly depositSequence: number;
  readonly requestSequence: number;
  /** Paid in on chain in blocks that may still go; not in the ledger. */
  readonly pendingDeposits: number;
  readonly pendingMicroPat: number;
  /** Newest batch of money that was frozen, and where the oldest unfinished one is. */
  readonly batchId: number;
  readonly batchState: BatchState | 'NONE';
  readonly ledgerSequence: number;
  /** Root of the liabilities tree that the newest batch posts. */
  readonly liabilitiesRoot: string;
  /** Of money and of rights. */
  readonly batchesInFlight: number;
  readonly lastBatchAtMs: number;
  /** Last comparison of chain and ledger. */
  readonly reconciledBatchId: number;
  readonly reconciledBlock: number;
  readonly accountsOnChain: number;
  readonly accountsMicroPat: number;
  readonly tokenMicroPat: number;
  /** Accounts on chain that found no place in the ledger, and what they had at that comparison. */
  readonly walletsSetAside: number;
  readonly setAsideMicroPat: number;
  /** Address of AccessRights; empty where rights stay in the ledger alone. */
  readonly rightsContract: string;
  /** Newest batch of rights that was frozen, and where the oldest unfinished one is. */
  readonly rightsBatchId: number;
  readonly rightsBatchState: BatchState | 'NONE';
  readonly rightsLedgerSequence: number;
  /** Last comparison of the rights on chain with the ledger's. */
  readonly reconciledRightsBatchId: number;
  readonly seriesOnChain: number;
  readonly rightHoldersOnChain: number;
  readonly rightLotsOnChain: number;
}

const STATES: readonly SettlerState[] = [
  'SETTLING',
  'CONNECTING',
  'WAITING',
  'PAUSED',
  'STOPPED',
  'ESCAPED',
];

/** The numbers of a report; `state` is 0 when all is well and rises with how bad it is. */
export function settlerMetrics(report: Partial<SettlerReport>): Record<string, number> {
  const { state = 'CONNECTING' } = report;
  const metrics: Record<string, number> = { settlement_state: STATES.indexOf(state) };
  for (const [name, value] of Object.entries(report)) {
    if (typeof value !== 'number') continue;
    metrics[`settlement_${name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)}`] = value;
  }
  return metrics;
}
