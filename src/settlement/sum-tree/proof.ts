/**
 * Checks an account's proof against what a batch posted, with nothing but the two. It says what is wrong and throws
 * nothing: proofs come from others. That the amounts are the account's own is for its owner to see.
 */
import { type Child, HASH_BYTES, leafHash, nodeHash, rootHash, SALT_BYTES } from './hashing.js';
import type { InclusionProof, PostedRoot } from './sum-tree.js';

export type ProofProblem =
  /** A field is missing, of another kind, or out of its range: an amount below zero or not exact, say. */
  | 'MALFORMED'
  /** More or fewer siblings than a tree of that many accounts has for this one. */
  | 'WRONG_SHAPE'
  /** The sums pass the exact integers. */
  | 'OVERFLOW'
  /** The proof adds up to another sum than the one posted. */
  | 'OTHER_SUM'
  /** The proof leads to another root than the one posted. */
  | 'OTHER_ROOT';

/** What is wrong with a proof; undefined when it holds. */
export function problemOf(proof: InclusionProof, posted: PostedRoot): ProofProblem | undefined {
  if (!isWellFormed(proof) || !isAmount(posted.liabilitiesSum)) return 'MALFORMED';
  const top = climb(proof);
  if (typeof top === 'string') return top;
  if (top.sumMicroPat !== posted.liabilitiesSum) return 'OTHER_SUM';
  const root = `0x${Buffer.from(rootHash(proof, top)).toString('hex')}`;
  return root === posted.liabilitiesRoot.toLowerCase() ? undefined : 'OTHER_ROOT';
}

/** The topmost node the proof leads to. */
function climb(proof: InclusionProof): Child | ProofProblem {
  const sum = proof.freeMicroPat + proof.lockedMicroPat;
  if (!isAmount(sum)) return 'OVERFLOW';
  let node: Child = {
    hash: leafHash(proof.accountId, proof, Buffer.from(proof.salt, 'hex')),
    sumMicroPat: sum,
  };
  let place = proof.accountId - 1;
  let used = 0;
  for (let width = proof.accountCount; width > 1; width = Math.ceil(width / 2)) {
    const isRight = place % 2 === 1;
    // The last of an odd level moves up alone.
    if (isRight || place + 1 < width) {
      const sibling = proof.siblings[used];
      if (sibling === undefined) return 'WRONG_SHAPE';
      used += 1;
      const sumMicroPat: number = node.sumMicroPat + sibling.sumMicroPat;
      if (!isAmount(sumMicroPat)) return 'OVERFLOW';
      const beside = {
        hash: Buffer.from(sibling.hash, 'hex'),
        sumMicroPat: sibling.sumMicroPat,
      };
      const hash = isRight ? nodeHash(beside, node) : nodeHash(node, beside);
      node = { hash, sumMicroPat };
    }
    place = Math.floor(place / 2);
  }
  return used === proof.siblings.length ? node : 'WRONG_SHAPE';
}

function isWellFormed(proof: InclusionProof): boolean {
  const { ledgerSequence, accountCount, accountId, siblings } = proof;
  return (
    isAmount(ledgerSequence) &&
    isId(accountCount) &&
    isId(accountId) &&
    accountId <= accountCount &&
    isAmount(proof.freeMicroPat) &&
    isAmount(proof.lockedMicroPat) &&
    isHex(proof.salt, SALT_BYTES) &&
    Array.isArray(siblings) &&
    siblings.every((one) => isHex(one?.hash, HASH_BYTES) && isAmount(one?.sumMicroPat))
  );
}

const ID_MAX = 2 ** 32 - 1;

const isAmount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;
const isId = (value: unknown): boolean =>
  isAmount(value) && (value as number) >= 1 && (value as number) <= ID_MAX;
const isHex = (text: unknown, bytes: number): boolean =>
  typeof text === 'string' && text.length === bytes * 2 && /^[0-9a-f]*$/.test(text);
