/**
 * The whole tree against the ledger, for auditors: the root a batch posted must be that of the ledger's own balances, add
 * up to deposits less withdrawals, and every account's proof must hold against it. Says all that is wrong, a line each.
 * Throws SettlementRefused when the balances themselves make no tree.
 */
import type { ChainView } from '../netting/index.js';
import { problemOf } from './proof.js';
import { type PostedRoot, SumTree } from './sum-tree.js';

/**
 * @param view the ledger at the batch's sequence
 * @param salts of the tree that was posted
 */
export function auditTree(view: ChainView, salts: Uint8Array, posted: PostedRoot): string[] {
  const tree = new SumTree(view, salts);
  const problems: string[] = [];
  if (posted.liabilitiesSum !== view.totalMicroPat) {
    problems.push(
      `posted are ${posted.liabilitiesSum} micro-PAT, deposits less withdrawals are ${view.totalMicroPat}`,
    );
  }
  const { liabilitiesRoot } = tree.posted;
  if (posted.liabilitiesRoot.toLowerCase() !== liabilitiesRoot) {
    problems.push(
      `posted is the root ${posted.liabilitiesRoot}, the ledger has ${liabilitiesRoot}`,
    );
  }
  for (let id = 1; id <= view.accountCount; id += 1) {
    const problem = problemOf(tree.proofOf(id), posted);
    if (problem !== undefined) problems.push(`account ${id}: ${problem}`);
  }
  return problems;
}
