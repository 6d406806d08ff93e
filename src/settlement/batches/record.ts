/**
 * A batch on its way to the chain, as it lies on disk: plain JSON, no amounts to add up, nothing derived. What is frozen
 * (rows, header, attestation) never changes from PENDING on, so a batch that is sent again is the same batch.
 */

export const BATCH_STATE = {
  /** Rows frozen for a range of the ledger, hash fixed. */
  PENDING: 'PENDING',
  /** A raw transaction with its nonce and fee is on disk; nobody has seen it. */
  SIGNED: 'SIGNED',
  /** It may have been sent; several transactions may be, all with the one nonce. */
  SUBMITTED: 'SUBMITTED',
  /** The chain has the batch, in a block that may still go. */
  MINED: 'MINED',
  /** The chain has it for good. */
  CONFIRMED: 'CONFIRMED',
  /** The log has it: the confirmation is a command. The ledger has no rule about rights on chain: there it is the end. */
  JOURNALED: 'JOURNALED',
  /** Somebody must look. */
  HALTED: 'HALTED',
} as const;

export type BatchState = (typeof BATCH_STATE)[keyof typeof BATCH_STATE];

/** Where a batch may go from where it is; every other step is refused. */
export const TRANSITIONS: Readonly<Record<BatchState, readonly BatchState[]>> = {
  // MINED: the chain is ahead of a disk that was restored.
  PENDING: ['SIGNED', 'MINED', 'HALTED'],
  SIGNED: ['SUBMITTED', 'MINED', 'HALTED'],
  SUBMITTED: ['SUBMITTED', 'MINED', 'HALTED'],
  // SUBMITTED: the block is gone.
  MINED: ['MINED', 'SUBMITTED', 'CONFIRMED', 'HALTED'],
  CONFIRMED: ['JOURNALED', 'HALTED'],
  JOURNALED: [],
  HALTED: ['PENDING', 'SIGNED', 'SUBMITTED', 'MINED', 'CONFIRMED'],
};

export type HaltReason =
  /** The chain has another batch under this id. */
  | 'CONTRADICTED'
  /** The chain has fewer batches than were final. */
  | 'CHAIN_BEHIND'
  /** The chain has batches that were never made here. */
  | 'CHAIN_AHEAD'
  /** The transaction is in a final block and failed. */
  | 'REVERTED'
  /** Another transaction has used the nonce up, for good. */
  | 'NONCE_TAKEN'
  /** Transactions before this one's nonce are missing, so it is never mined: the node said a wrong nonce. */
  | 'NONCE_GAP';

/** A raw transaction and its name. */
export interface Attempt {
  readonly hash: string;
  readonly raw: string;
  readonly feePerGasWei: string;
}

export interface BatchRecord {
  /** Numbered by themselves: batches of money, and batches of rights. */
  readonly batchId: number;
  /** Set for a batch of rights: the batch of money that has to be settled before it. */
  readonly rights?: { readonly paidBy: number };
  /** EIP-712 digest of the header: the batch's name on chain. */
  readonly batchHash: string;
  /** What the contract is called with, encoded. */
  readonly callData: string;
  readonly state: BatchState;
  readonly nonce?: number;
  /** Oldest first; the last one is what is sent. */
  readonly attempts: readonly Attempt[];
  /** When the last attempt was put down to be sent. */
  readonly submittedAtMs?: number;
  readonly block?: { readonly number: number; readonly hash: string };
  readonly halt?: {
    readonly reason: HaltReason;
    readonly from: BatchState;
    readonly detail: string;
  };
}

/** Money before the rights it pays for; the order in which nonces are given out. */
export function inOrder(a: BatchRecord, b: BatchRecord): number {
  const place = (one: BatchRecord): number => one.rights?.paidBy ?? one.batchId;
  const lane = (one: BatchRecord): number => (one.rights === undefined ? 0 : 1);
  return place(a) - place(b) || lane(a) - lane(b) || a.batchId - b.batchId;
}

/** Whether a batch is still to be settled on chain: nothing may be made behind it. */
export const isUnsettled = ({ state }: BatchRecord): boolean =>
  state !== 'MINED' && state !== 'CONFIRMED' && state !== 'JOURNALED';
