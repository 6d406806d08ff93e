/**
 * The settler's decisions, pure: a record and a fact give the next record; a record alone says what is to be done. Whoever
 * drives it writes the record down before doing what it says, so a crash anywhere is answered by reading the record and
 * looking at the chain again. Throws SettlementRefused on a fact that cannot meet the record's state: our bug.
 */
import { SettlementRefused } from '../netting/index.js';
import {
  type Attempt,
  BATCH_STATE,
  type BatchRecord,
  type BatchState,
  type HaltReason,
  TRANSITIONS,
} from './record.js';

/** The chain at one block, as far as one batch is concerned. */
export interface ChainFact {
  readonly kind: 'chain';
  readonly lastBatchId: number;
  /** Hash stored under the batch's id, if there is one. */
  readonly batchHash?: string;
  /** The block the batch is in. */
  readonly block?: { readonly number: number; readonly hash: string };
  readonly isFinal: boolean;
  /** Next nonce of the settler's key at the last final block. */
  readonly finalNonce: number;
  /** The same at the newest block. */
  readonly headNonce: number;
  /** An attempt that is in a final block and failed. */
  readonly reverted?: { readonly hash: string; readonly reason: string };
}

export type Fact =
  | ChainFact
  | { readonly kind: 'signed'; readonly nonce: number; readonly attempt: Attempt }
  /** From here on the last attempt may have been sent. */
  | { readonly kind: 'sending'; readonly atMs: number }
  /** A further attempt with the same nonce and a higher fee. */
  | { readonly kind: 'bumped'; readonly attempt: Attempt; readonly atMs: number }
  /** It cannot be mined: the chain waits for a nonce below its own that nobody has sent. */
  | { readonly kind: 'nonceGap'; readonly headNonce: number }
  | { readonly kind: 'journaled' }
  /** An operator has looked. */
  | { readonly kind: 'retried' };

/** What is known of other batches. */
export interface Known {
  /** The newest batch the chain has for good. */
  readonly confirmedId: number;
  /** The newest batch that was ever made here. */
  readonly issuedId: number;
}

export type Duty = 'SIGN' | 'SEND' | 'LOOK' | 'JOURNAL' | 'NONE' | 'WAIT_FOR_OPERATOR';

const DUTIES: Readonly<Record<BatchState, Duty>> = {
  PENDING: 'SIGN',
  SIGNED: 'SEND',
  SUBMITTED: 'LOOK',
  MINED: 'LOOK',
  CONFIRMED: 'JOURNAL',
  JOURNALED: 'NONE',
  HALTED: 'WAIT_FOR_OPERATOR',
};

/** What is to be done for a record that is on disk. */
export const dutyOf = (record: BatchRecord): Duty => DUTIES[record.state];

/** The record after a fact; the same object when nothing changed. */
export function step(record: BatchRecord, fact: Fact, known: Known): BatchRecord {
  const next = meet(record, fact, known);
  const isLegal = next === record || TRANSITIONS[record.state].includes(next.state);
  if (isLegal) return next;
  throw impossible(record, fact);
}

function meet(record: BatchRecord, fact: Fact, known: Known): BatchRecord {
  const { state, attempts } = record;
  switch (fact.kind) {
    case 'chain':
      return meetChain(record, fact, known);
    case 'signed':
      if (state !== BATCH_STATE.PENDING) throw impossible(record, fact);
      return { ...record, state: 'SIGNED', nonce: fact.nonce, attempts: [fact.attempt] };
    case 'sending':
      if (state !== BATCH_STATE.SIGNED) throw impossible(record, fact);
      return { ...record, state: 'SUBMITTED', submittedAtMs: fact.atMs };
    case 'bumped':
      if (state !== BATCH_STATE.SUBMITTED) throw impossible(record, fact);
      return { ...record, attempts: [...attempts, fact.attempt], submittedAtMs: fact.atMs };
    case 'nonceGap':
      if (state !== BATCH_STATE.SUBMITTED) throw impossible(record, fact);
      return halted(record, 'NONCE_GAP', `the chain waits for nonce ${fact.headNonce}`);
    case 'journaled':
      if (state !== BATCH_STATE.CONFIRMED) throw impossible(record, fact);
      return { ...record, state: 'JOURNALED' };
    default:
      return retried(record, fact);
  }
}

/** Equal: on. Absent: still to be sent. Another: halt. */
function meetChain(record: BatchRecord, fact: ChainFact, known: Known): BatchRecord {
  const { state, batchId } = record;
  if (state === BATCH_STATE.JOURNALED || state === BATCH_STATE.HALTED) return record;
  if (fact.lastBatchId < known.confirmedId) {
    return halted(record, 'CHAIN_BEHIND', `the chain ends with ${fact.lastBatchId}`);
  }
  if (fact.lastBatchId > known.issuedId) {
    return halted(record, 'CHAIN_AHEAD', `the chain goes on to ${fact.lastBatchId}`);
  }
  if (fact.batchHash === undefined) return absent(record, fact);
  if (fact.batchHash !== record.batchHash) {
    return halted(record, 'CONTRADICTED', `the chain has ${fact.batchHash} as batch ${batchId}`);
  }
  if (state === BATCH_STATE.CONFIRMED) return record;
  if (state === BATCH_STATE.MINED && fact.isFinal) return { ...record, state: 'CONFIRMED' };
  const { block } = fact;
  if (block === undefined) throw impossible(record, fact);
  if (state === BATCH_STATE.MINED && record.block?.hash === block.hash) return record;
  return { ...record, state: 'MINED', block };
}

function absent(record: BatchRecord, fact: ChainFact): BatchRecord {
  const { state, nonce } = record;
  if (state === BATCH_STATE.CONFIRMED) {
    return halted(record, 'CHAIN_BEHIND', 'a confirmed batch is gone');
  }
  const { block: _gone, ...rest } = record;
  if (state === BATCH_STATE.MINED) {
    // Found on a chain that was ahead of this disk, it may never have been signed here.
    if (nonce === undefined)
      return halted(record, 'CHAIN_BEHIND', 'a batch sent elsewhere is gone');
    return { ...rest, state: 'SUBMITTED' };
  }
  if (state !== BATCH_STATE.SUBMITTED) return record;
  if (fact.reverted !== undefined) return halted(record, 'REVERTED', fact.reverted.reason);
  if (nonce !== undefined && fact.finalNonce > nonce) {
    return halted(record, 'NONCE_TAKEN', `nonce ${nonce} is used up`);
  }
  return record;
}

function halted(record: BatchRecord, reason: HaltReason, detail: string): BatchRecord {
  return { ...record, state: 'HALTED', halt: { reason, from: record.state, detail } };
}

/** The old transactions can never be mined any more, or at worst revert: a batch is applied once, whoever sends it. */
const SIGNED_ANEW: readonly HaltReason[] = ['REVERTED', 'NONCE_TAKEN', 'NONCE_GAP'];

/** Back to where it was; signed anew only where the old transactions can never be mined any more. */
function retried(record: BatchRecord, fact: Fact): BatchRecord {
  const { halt, nonce, submittedAtMs, ...rest } = record;
  if (record.state !== BATCH_STATE.HALTED || halt === undefined) throw impossible(record, fact);
  if (SIGNED_ANEW.includes(halt.reason)) {
    return { ...rest, state: 'PENDING', attempts: [] };
  }
  return {
    ...rest,
    ...(nonce === undefined ? {} : { nonce }),
    ...(submittedAtMs === undefined ? {} : { submittedAtMs }),
    state: halt.from,
  };
}

function impossible(record: BatchRecord, fact: Fact): SettlementRefused {
  return new SettlementRefused(
    'BAD_TRANSITION',
    `batch ${record.batchId} is ${record.state} and meets ${fact.kind}`,
  );
}
