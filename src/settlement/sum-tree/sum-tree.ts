/**
 * A Merkle-sum tree: what the venue owes, account by account, under one hash and one sum.
 *
 * The leaf at place i is account i + 1, so none is missing, doubled or hidden. Nodes pair from the left; an odd one moves
 * up as it is. No amount is negative and no sum passes the exact integers: building throws SettlementRefused instead.
 */
import { exact, SettlementRefused } from '../netting/index.js';
import { type Child, HASH_BYTES, leafHash, nodeHash, rootHash, SALT_BYTES } from './hashing.js';

export interface Liabilities {
  readonly ledgerSequence: number;
  readonly accountCount: number;
  /** By account id; index 0 is not used. */
  readonly freeMicroPat: ArrayLike<number>;
  readonly lockedMicroPat: ArrayLike<number>;
}

/** What a batch's header says of the tree. */
export interface PostedRoot {
  /** 32 bytes, 0x-prefixed hex. */
  readonly liabilitiesRoot: string;
  readonly liabilitiesSum: number;
}

/** An account's leaf and what leads from it to the root; plain data, safe to send as JSON. */
export interface InclusionProof {
  readonly ledgerSequence: number;
  readonly accountCount: number;
  readonly accountId: number;
  readonly freeMicroPat: number;
  readonly lockedMicroPat: number;
  /** Hex, as are the hashes. */
  readonly salt: string;
  /** From the leaf's level up; a level on which the node has no sibling has no entry. */
  readonly siblings: readonly { readonly hash: string; readonly sumMicroPat: number }[];
}

interface Level {
  readonly count: number;
  readonly hashes: Uint8Array;
  readonly sums: Float64Array;
}

export class SumTree {
  readonly posted: PostedRoot;
  private readonly liabilities: Liabilities;
  private readonly salts: Uint8Array;
  private readonly levels: readonly Level[];

  /** @param salts 32 bytes for each account, the first account's at 0 */
  constructor(liabilities: Liabilities, salts: Uint8Array) {
    const { accountCount } = liabilities;
    if (accountCount < 1 || salts.length !== accountCount * SALT_BYTES) {
      throw new SettlementRefused(
        'OUT_OF_RANGE',
        `${accountCount} accounts, ${salts.length} bytes`,
      );
    }
    this.liabilities = liabilities;
    this.salts = salts;
    let level = leavesOf(liabilities, salts);
    const levels = [level];
    while (level.count > 1) {
      level = above(level);
      levels.push(level);
    }
    this.levels = levels;
    const top = childAt(level, 0);
    this.posted = {
      liabilitiesRoot: `0x${hex(rootHash(liabilities, top))}`,
      liabilitiesSum: top.sumMicroPat,
    };
  }

  /** Throws SettlementRefused for an account that is not in the tree. */
  proofOf(accountId: number): InclusionProof {
    const { ledgerSequence, accountCount, freeMicroPat, lockedMicroPat } = this.liabilities;
    if (!Number.isSafeInteger(accountId) || accountId < 1 || accountId > accountCount) {
      throw new SettlementRefused(
        'UNKNOWN_ACCOUNT',
        `account ${accountId} is not among the ${accountCount} of the tree`,
      );
    }
    let place = accountId - 1;
    const salt = this.salts.subarray(place * SALT_BYTES, accountId * SALT_BYTES);
    const siblings = [];
    for (const level of this.levels) {
      const beside = place ^ 1;
      if (beside < level.count) {
        const { hash, sumMicroPat } = childAt(level, beside);
        siblings.push({ hash: hex(hash), sumMicroPat });
      }
      place >>>= 1;
    }
    return {
      ledgerSequence,
      accountCount,
      accountId,
      freeMicroPat: freeMicroPat[accountId] as number,
      lockedMicroPat: lockedMicroPat[accountId] as number,
      salt: hex(salt),
      siblings,
    };
  }
}

function leavesOf(liabilities: Liabilities, salts: Uint8Array): Level {
  const { accountCount: count, freeMicroPat, lockedMicroPat } = liabilities;
  const level = {
    count,
    hashes: new Uint8Array(count * HASH_BYTES),
    sums: new Float64Array(count),
  };
  for (let place = 0; place < count; place += 1) {
    const id = place + 1;
    const account = {
      freeMicroPat: exact(freeMicroPat[id] as number, 'a free balance'),
      lockedMicroPat: exact(lockedMicroPat[id] as number, 'a locked balance'),
    };
    const salt = salts.subarray(place * SALT_BYTES, id * SALT_BYTES);
    level.hashes.set(leafHash(id, account, salt), place * HASH_BYTES);
    level.sums[place] = exact(account.freeMicroPat + account.lockedMicroPat, 'a leaf');
  }
  return level;
}

function above(level: Level): Level {
  const count = Math.ceil(level.count / 2);
  const next = { count, hashes: new Uint8Array(count * HASH_BYTES), sums: new Float64Array(count) };
  for (let place = 0; place < count; place += 1) {
    const left = childAt(level, place * 2);
    if (place * 2 + 1 === level.count) {
      next.hashes.set(left.hash, place * HASH_BYTES);
      next.sums[place] = left.sumMicroPat;
      continue;
    }
    const right = childAt(level, place * 2 + 1);
    next.hashes.set(nodeHash(left, right), place * HASH_BYTES);
    next.sums[place] = exact(left.sumMicroPat + right.sumMicroPat, 'a sum of the tree');
  }
  return next;
}

function childAt({ hashes, sums }: Level, place: number): Child {
  const at = place * HASH_BYTES;
  return { hash: hashes.subarray(at, at + HASH_BYTES), sumMicroPat: sums[place] as number };
}

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
