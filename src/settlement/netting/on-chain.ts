/**
 * Changes of ledger accounts as changes of accounts on chain, ascending by the ids the chain gave. Throws
 * SettlementRefused when an account has none, so that the settler registers it first, and when two share one, which
 * would hide one's overdraft behind the other.
 */
import type { NetChange } from './ledger-net.js';
import { SettlementRefused } from './refusal.js';

/** @param chainIdOf id on chain of an account of the ledger; 0 if it has none */
export function onChain(
  changes: readonly NetChange[],
  chainIdOf: (accountId: number) => number,
): NetChange[] {
  const moved = changes.map(({ accountId, freeMicroPat, lockedMicroPat }) => {
    const id = chainIdOf(accountId);
    if (!Number.isSafeInteger(id) || id < 1) {
      throw new SettlementRefused('UNREGISTERED_ACCOUNT', `account ${accountId} is not on chain`);
    }
    return { accountId: id, freeMicroPat, lockedMicroPat };
  });
  moved.sort((a, b) => a.accountId - b.accountId);
  for (const [index, { accountId }] of moved.entries()) {
    if (moved[index - 1]?.accountId === accountId) {
      throw new SettlementRefused('SHARED_ACCOUNT', `two accounts are ${accountId} on chain`);
    }
  }
  return moved;
}
