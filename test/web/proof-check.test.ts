/**
 * Catches a check of proofs in the browser that says another thing than the settlement's own: for every account of trees of
 * several shapes, and for proofs that are changed in any one place.
 */
import { expect, test } from 'vitest';
import { problemOf, SumTree, saltsOf } from '../../src/settlement/index.js';
import { type Proof, proofProblem } from '../../web/src/account/proof-check.js';

const SECRET = new Uint8Array(32).fill(3);

function treeOf(accountCount: number): SumTree {
  const amount = (id: number): number => (id * 7_919) % 1_000_003;
  const ids = Array.from({ length: accountCount + 1 }, (_, id) => id);
  const view = {
    ...{ ledgerSequence: 12_345, accountCount },
    freeMicroPat: ids.map((id) => (id === 0 ? 0 : amount(id))),
    lockedMicroPat: ids.map((id) => (id === 0 ? 0 : amount(id + 5) * 2 ** 20)),
  };
  return new SumTree(view, saltsOf(SECRET, view));
}

const CHANGES: readonly ((proof: Proof) => Proof)[] = [
  (proof) => proof,
  (proof) => ({ ...proof, freeMicroPat: proof.freeMicroPat + 1 }),
  (proof) => ({ ...proof, lockedMicroPat: proof.lockedMicroPat - 1 }),
  (proof) => ({
    ...{ ...proof, freeMicroPat: proof.freeMicroPat - 1 },
    lockedMicroPat: proof.lockedMicroPat + 1,
  }),
  (proof) => ({ ...proof, accountId: proof.accountId + 1 }),
  (proof) => ({ ...proof, accountCount: proof.accountCount + 1 }),
  (proof) => ({ ...proof, ledgerSequence: proof.ledgerSequence + 1 }),
  (proof) => ({ ...proof, salt: proof.salt.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) }),
  (proof) => ({ ...proof, salt: proof.salt.toUpperCase() }),
  (proof) => ({ ...proof, siblings: proof.siblings.slice(1) }),
  (proof) => ({ ...proof, siblings: [...proof.siblings, ...proof.siblings.slice(0, 1)] }),
  (proof) => ({
    ...proof,
    siblings: proof.siblings.map((one) => ({ ...one, sumMicroPat: one.sumMicroPat + 1 })),
  }),
  (proof) => ({ ...proof, siblings: undefined as never }),
  (proof) => ({ ...proof, freeMicroPat: 2 ** 53 - 1 }),
  (proof) => ({ ...proof, freeMicroPat: -1 }),
];

test('the browser says of a proof what the settlement says', async () => {
  let held = 0;
  for (const accountCount of [1, 2, 3, 5, 8, 13]) {
    const tree = treeOf(accountCount);
    const { liabilitiesRoot, liabilitiesSum } = tree.posted;
    const root = { liabilitiesRoot, liabilitiesSumMicroPat: liabilitiesSum };
    for (let id = 1; id <= accountCount; id += 1) {
      for (const change of CHANGES) {
        const proof = change(tree.proofOf(id));
        const wanted = problemOf(proof, tree.posted);
        expect(await proofProblem(proof, root), JSON.stringify(proof)).toBe(wanted);
        if (wanted === undefined) held += 1;
      }
      const other = { ...root, liabilitiesRoot: `0x${'1'.repeat(64)}` };
      expect(await proofProblem(tree.proofOf(id), other)).toBe('OTHER_ROOT');
      const more = { ...root, liabilitiesSumMicroPat: liabilitiesSum + 1 };
      expect(await proofProblem(tree.proofOf(id), more)).toBe('OTHER_SUM');
    }
  }
  expect(held).toBeGreaterThanOrEqual(32);
});
