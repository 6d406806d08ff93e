/**
 * Would catch: a tree that is not the one the documents describe; a proof that passes with a changed amount, salt, sum,
 * sibling, place, count or sequence; sums that go negative or pass the exact integers unseen; an audit that misses a
 * posted root or sum which is not the ledger's.
 */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainViewOf } from '../../src/settlement/netting/index.js';
import {
  auditTree,
  type InclusionProof,
  type Liabilities,
  problemOf,
  SumTree,
  saltsOf,
} from '../../src/settlement/sum-tree/index.js';
import { SIDE } from '../../src/values/index.js';
import { tradingVenue } from '../support/venue.js';

const SECRET = new Uint8Array(32).fill(7);

const liabilitiesOf = (amountMax: number) =>
  fc.record({
    ledgerSequence: fc.nat({ max: Number.MAX_SAFE_INTEGER }),
    balances: fc.array(fc.tuple(fc.nat({ max: amountMax }), fc.nat({ max: amountMax })), {
      minLength: 1,
      maxLength: 40,
    }),
  });
const liabilities = fc.oneof(liabilitiesOf(9), liabilitiesOf(2 ** 46)).map(toLiabilities);

function toLiabilities(given: {
  ledgerSequence: number;
  balances: readonly (readonly [number, number])[];
}): Liabilities {
  return {
    ledgerSequence: given.ledgerSequence,
    accountCount: given.balances.length,
    freeMicroPat: [0, ...given.balances.map(([free]) => free)],
    lockedMicroPat: [0, ...given.balances.map(([, locked]) => locked)],
  };
}

const treeOf = (given: Liabilities): SumTree => new SumTree(given, saltsOf(SECRET, given));

/** The tree a second time: from its description, recursively, in bigint. */
function naiveRoot(given: Liabilities, salts: Uint8Array): { root: string; sum: bigint } {
  const sha = (...parts: Uint8Array[]) => {
    const digest = createHash('sha256');
    for (const part of parts) digest.update(part);
    return digest.digest();
  };
  const u = (value: number | bigint, bytes: number) =>
    Buffer.from(
      BigInt(value)
        .toString(16)
        .padStart(bytes * 2, '0'),
      'hex',
    );
  type Node = { hash: Buffer; sum: bigint };
  const leaf = (id: number): Node => {
    const [free, locked] = [given.freeMicroPat[id] ?? 0, given.lockedMicroPat[id] ?? 0];
    const salt = salts.subarray((id - 1) * 32, id * 32);
    return {
      hash: sha(u(0, 1), u(id, 4), u(free, 8), u(locked, 8), salt),
      sum: BigInt(free) + BigInt(locked),
    };
  };
  /** The left side is the largest power of two below the whole: pairing from the left, said another way. */
  const join = (from: number, to: number): Node => {
    if (from === to) return leaf(from);
    let half = 1;
    while (half * 2 < to - from + 1) half *= 2;
    const [left, right] = [join(from, from + half - 1), join(from + half, to)];
    return {
      hash: sha(u(1, 1), left.hash, u(left.sum, 8), right.hash, u(right.sum, 8)),
      sum: left.sum + right.sum,
    };
  };
  const top = join(1, given.accountCount);
  const head = [u(2, 1), u(given.accountCount, 4), u(given.ledgerSequence, 8), u(top.sum, 8)];
  return { root: `0x${sha(...head, top.hash).toString('hex')}`, sum: top.sum };
}

/** Every way to change one field of a proof, each to a value it did not have. */
function mutations(proof: InclusionProof): [string, unknown][] {
  const flip = (text: string, at: number) => {
    const digit = (Number.parseInt(text[at] ?? '0', 16) ^ 1).toString(16);
    return text.slice(0, at) + digit + text.slice(at + 1);
  };
  const changed: [string, unknown][] = [
    ['free up', { ...proof, freeMicroPat: proof.freeMicroPat + 1 }],
    ['free down', { ...proof, freeMicroPat: proof.freeMicroPat - 1 }],
    [
      'free to locked',
      { ...proof, freeMicroPat: proof.freeMicroPat + 1, lockedMicroPat: proof.lockedMicroPat - 1 },
    ],
    ['locked up', { ...proof, lockedMicroPat: proof.lockedMicroPat + 1 }],
    ['half', { ...proof, lockedMicroPat: proof.lockedMicroPat + 0.5 }],
    ['salt', { ...proof, salt: flip(proof.salt, proof.accountId % 64) }],
    ['short salt', { ...proof, salt: proof.salt.slice(2) }],
    ['account', { ...proof, accountId: proof.accountId + 1 }],
    ['count', { ...proof, accountCount: proof.accountCount + 1 }],
    ['sequence', { ...proof, ledgerSequence: proof.ledgerSequence - 1 }],
    ['one more', { ...proof, siblings: [...proof.siblings, { hash: proof.salt, sumMicroPat: 0 }] }],
    ['no siblings', { ...proof, siblings: undefined }],
  ];
  for (const [index, { hash, sumMicroPat }] of proof.siblings.entries()) {
    const put = (one: unknown) => ({
      ...proof,
      siblings: proof.siblings.with(index, one as never),
    });
    changed.push([`hash ${index}`, put({ hash: flip(hash, index * 3), sumMicroPat })]);
    changed.push([`sum ${index}`, put({ hash, sumMicroPat: sumMicroPat + 1 })]);
    changed.push([`negative ${index}`, put({ hash, sumMicroPat: -sumMicroPat - 1 })]);
    changed.push([`moved ${index}`, moved(proof, index)]);
    changed.push([`dropped ${index}`, { ...proof, siblings: proof.siblings.toSpliced(index, 1) }]);
    changed.push([`nothing ${index}`, put(undefined)]);
  }
  return changed;
}

/** One micro-PAT of the account's liability passed on to a sibling: the sum stays right. */
function moved(proof: InclusionProof, index: number): unknown {
  const siblings = proof.siblings.map((one, at) =>
    at === index ? { ...one, sumMicroPat: one.sumMicroPat + 1 } : one,
  );
  return { ...proof, freeMicroPat: proof.freeMicroPat - 1, siblings };
}

describe('the liabilities tree', () => {
  it('is the one described, whatever its size', () => {
    fc.assert(
      fc.property(liabilities, (given) => {
        const { root, sum } = naiveRoot(given, saltsOf(SECRET, given));
        const { posted } = treeOf(given);
        expect(posted).toEqual({ liabilitiesRoot: root, liabilitiesSum: Number(sum) });
      }),
      { numRuns: 200 },
    );
  });

  it('proves every account, and nothing that was changed', () => {
    fc.assert(
      fc.property(liabilities, fc.nat(), (given, pick) => {
        const tree = treeOf(given);
        for (let id = 1; id <= given.accountCount; id += 1) {
          const proof = JSON.parse(JSON.stringify(tree.proofOf(id))) as InclusionProof;
          expect(problemOf(proof, tree.posted)).toBeUndefined();
        }
        const proof = tree.proofOf(1 + (pick % given.accountCount));
        for (const [what, changed] of mutations(proof)) {
          const problem = problemOf(changed as InclusionProof, tree.posted);
          expect({ what, problem }).not.toEqual({ what, problem: undefined });
        }
        const { liabilitiesRoot, liabilitiesSum } = tree.posted;
        expect(problemOf(proof, { liabilitiesRoot, liabilitiesSum: liabilitiesSum + 1 })).toBe(
          'OTHER_SUM',
        );
        const otherRoot = `0x${'ab'.repeat(32)}`;
        expect(problemOf(proof, { liabilitiesRoot: otherRoot, liabilitiesSum })).toBe('OTHER_ROOT');
      }),
      { numRuns: 60 },
    );
  });

  it('says that sums overflow instead of wrapping or rounding', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const tree = (balances: [number, number][]) =>
      treeOf(toLiabilities({ ledgerSequence: 1, balances }));
    const refused = expect.objectContaining({ code: 'OUT_OF_RANGE' });
    expect(tree([[most, 0]]).posted.liabilitiesSum).toBe(most);
    expect(() => tree([[most, 1]])).toThrow(refused);
    expect(() =>
      tree([
        [most, 0],
        [0, 1],
      ]),
    ).toThrow(refused);
    expect(() =>
      tree([
        [5, 0],
        [-1, 2],
      ]),
    ).toThrow(refused);
    expect(() => tree([])).toThrow(refused);
    const good = tree([
      [4, 0],
      [0, 1],
    ]);
    const proof = good.proofOf(1);
    const siblings = [{ hash: proof.siblings[0]?.hash ?? '', sumMicroPat: most }];
    expect(problemOf({ ...proof, siblings }, good.posted)).toBe('OVERFLOW');
    expect(() => good.proofOf(3)).toThrow(expect.objectContaining({ code: 'UNKNOWN_ACCOUNT' }));
  });

  it('salts every leaf of every tree apart', () => {
    const salts = [1, 2].flatMap((ledgerSequence) => {
      const all = Buffer.from(saltsOf(SECRET, { ledgerSequence, accountCount: 50 })).toString(
        'hex',
      );
      return all.match(/.{64}/g) ?? [];
    });
    expect(salts).toHaveLength(100);
    expect(new Set(salts).size).toBe(100);
    expect(() => saltsOf(SECRET.slice(1), { ledgerSequence: 1, accountCount: 1 })).toThrow(
      RangeError,
    );
  });
});

describe('the audit', () => {
  it('passes the tree of a ledger, and names what else was posted', () => {
    const venue = tradingVenue();
    const consumer = venue.consumers[0] as number;
    venue.order(venue.providers[0] as number, { side: SIDE.SELL, priceTicks: 100, lots: 5 });
    venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: 8 });
    const view = chainViewOf(venue.core);
    const salts = saltsOf(SECRET, view);
    const { posted } = new SumTree(view, salts);
    expect(view.lockedMicroPat[consumer]).toBeGreaterThan(0);
    expect(posted.liabilitiesSum).toBe(venue.core.state.ledger.total);
    expect(auditTree(view, salts, posted)).toEqual([]);
    const less = { ...posted, liabilitiesSum: posted.liabilitiesSum - 1 };
    expect(auditTree(view, salts, less)[0]).toMatch(/^posted are \d+ micro-PAT/);
    const lockedMicroPat = view.lockedMicroPat.map((one, id) => (id === consumer ? 0 : one));
    const forged = new SumTree({ ...view, lockedMicroPat }, salts).posted;
    const said = auditTree(view, salts, forged);
    expect(said.some((line) => line.startsWith('posted is the root'))).toBe(true);
    expect(said).toContain(`account ${consumer}: OTHER_SUM`);
  });
});
