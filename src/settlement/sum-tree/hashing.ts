/**
 * The bytes that are hashed in a liabilities tree. SHA-256: native in Node and in browsers, and a precompile on every EVM
 * chain, so all three can check a proof. Numbers are big-endian; a first byte tells leaf, node and root apart, so that
 * none can pass for another. Never fails: who calls has checked the amounts.
 */
import { hash } from 'node:crypto';

export const HASH_BYTES = 32;
export const SALT_BYTES = 32;

const LEAF = 0;
const NODE = 1;
const ROOT = 2;

// Filled anew for each hash: this is called twice for every account.
const leafBytes = Buffer.alloc(1 + 4 + 8 + 8 + SALT_BYTES);
const nodeBytes = Buffer.alloc(1 + (HASH_BYTES + 8) * 2);

/** An account's buckets, with the salt that keeps others from guessing them. */
export function leafHash(
  accountId: number,
  { freeMicroPat, lockedMicroPat }: { freeMicroPat: number; lockedMicroPat: number },
  salt: Uint8Array,
): Uint8Array {
  leafBytes[0] = LEAF;
  leafBytes.writeUInt32BE(accountId, 1);
  writeUint64(leafBytes, freeMicroPat, 5);
  writeUint64(leafBytes, lockedMicroPat, 13);
  leafBytes.set(salt, 21);
  return hash('sha256', leafBytes, 'buffer');
}

export interface Child {
  readonly hash: Uint8Array;
  readonly sumMicroPat: number;
}

/** Both children's sums go in by themselves: a node that added them up first could hide one behind the other. */
export function nodeHash(left: Child, right: Child): Uint8Array {
  nodeBytes[0] = NODE;
  nodeBytes.set(left.hash, 1);
  writeUint64(nodeBytes, left.sumMicroPat, 33);
  nodeBytes.set(right.hash, 41);
  writeUint64(nodeBytes, right.sumMicroPat, 73);
  return hash('sha256', nodeBytes, 'buffer');
}

/** What is posted on chain: the topmost node, with what fixes the tree's shape, moment and sum. */
export function rootHash(
  { accountCount, ledgerSequence }: { accountCount: number; ledgerSequence: number },
  top: Child,
): Uint8Array {
  const bytes = Buffer.alloc(1 + 4 + 8 + 8 + HASH_BYTES);
  bytes[0] = ROOT;
  bytes.writeUInt32BE(accountCount, 1);
  writeUint64(bytes, ledgerSequence, 5);
  writeUint64(bytes, top.sumMicroPat, 13);
  bytes.set(top.hash, 21);
  return hash('sha256', bytes, 'buffer');
}

function writeUint64(bytes: Buffer, value: number, at: number): void {
  const high = Math.floor(value / 2 ** 32);
  bytes.writeUInt32BE(high, at);
  bytes.writeUInt32BE(value - high * 2 ** 32, at + 4);
}
