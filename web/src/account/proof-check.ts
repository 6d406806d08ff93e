/**
 * Checks a proof of liabilities in the browser, with its own SHA-256 and nothing of the venue's but the proof and the root: the
 * account's leaf, hashed with what is beside it on each level, must lead to the root, and the sums must add up to the sum of all.
 *
 * Bytes as the settlement's own check has them: 0, account (4), free (8), locked (8), salt (32) for a leaf;
 * 1, then hash (32) and sum (8) of both children for a node; 2, accounts (4), sequence (8), sum (8), topmost hash for the root.
 */

export interface Proof {
  readonly ledgerSequence: number;
  readonly accountCount: number;
  readonly accountId: number;
  readonly freeMicroPat: number;
  readonly lockedMicroPat: number;
  readonly salt: string;
  readonly siblings: readonly { readonly hash: string; readonly sumMicroPat: number }[];
}

export interface Root {
  /** 0x and 64 digits. */
  readonly liabilitiesRoot: string;
  readonly liabilitiesSumMicroPat: number;
}

export type ProofProblem = 'MALFORMED' | 'WRONG_SHAPE' | 'OVERFLOW' | 'OTHER_SUM' | 'OTHER_ROOT';

interface Node {
  readonly hash: Uint8Array;
  readonly sum: number;
}

const HASH_DIGITS = 64;
const ID_MAX = 2 ** 32 - 1;

/** What is wrong with a proof; undefined when it holds. */
export async function proofProblem(proof: Proof, root: Root): Promise<ProofProblem | undefined> {
  if (!isWellFormed(proof) || !isAmount(root.liabilitiesSumMicroPat)) return 'MALFORMED';
  const top = await climb(proof);
  if (typeof top === 'string') return top;
  if (top.sum !== root.liabilitiesSumMicroPat) return 'OTHER_SUM';
  const found = await sha256([
    ...[Uint8Array.of(2), uint32(proof.accountCount), uint64(proof.ledgerSequence)],
    ...[uint64(top.sum), top.hash],
  ]);
  const wanted = root.liabilitiesRoot.toLowerCase().replace(/^0x/, '');
  return hexOf(found) === wanted ? undefined : 'OTHER_ROOT';
}

async function climb(proof: Proof): Promise<Node | ProofProblem> {
  const { accountId, freeMicroPat, lockedMicroPat, salt, siblings } = proof;
  const own = freeMicroPat + lockedMicroPat;
  if (!isAmount(own)) return 'OVERFLOW';
  const leaf = [Uint8Array.of(0), uint32(accountId), uint64(freeMicroPat), uint64(lockedMicroPat)];
  let node: Node = { hash: await sha256([...leaf, bytesOf(salt)]), sum: own };
  let place = accountId - 1;
  let used = 0;
  for (let width = proof.accountCount; width > 1; width = Math.ceil(width / 2)) {
    const isRight = place % 2 === 1;
    // The last of an odd level moves up alone.
    if (isRight || place + 1 < width) {
      const sibling = siblings[used];
      if (sibling === undefined) return 'WRONG_SHAPE';
      used += 1;
      const sum: number = node.sum + sibling.sumMicroPat;
      if (!isAmount(sum)) return 'OVERFLOW';
      const beside: Node = { hash: bytesOf(sibling.hash), sum: sibling.sumMicroPat };
      const [left, right] = isRight ? [beside, node] : [node, beside];
      const parts = [left.hash, uint64(left.sum), right.hash, uint64(right.sum)];
      node = { hash: await sha256([Uint8Array.of(1), ...parts]), sum };
    }
    place = Math.floor(place / 2);
  }
  return used === siblings.length ? node : 'WRONG_SHAPE';
}

async function sha256(parts: readonly Uint8Array[]): Promise<Uint8Array> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

function isWellFormed(proof: Proof): boolean {
  const { ledgerSequence, accountCount, accountId, siblings } = proof;
  return (
    isAmount(ledgerSequence) &&
    [accountCount, accountId].every((one) => isAmount(one) && one >= 1 && one <= ID_MAX) &&
    accountId <= accountCount &&
    isAmount(proof.freeMicroPat) &&
    isAmount(proof.lockedMicroPat) &&
    isHash(proof.salt) &&
    Array.isArray(siblings) &&
    siblings.every((one) => isHash(one?.hash) && isAmount(one?.sumMicroPat))
  );
}

const isAmount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0;
const isHash = (text: unknown): boolean =>
  typeof text === 'string' && text.length === HASH_DIGITS && /^[0-9a-f]*$/.test(text);

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function uint64(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

const bytesOf = (hex: string): Uint8Array =>
  Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
const hexOf = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
