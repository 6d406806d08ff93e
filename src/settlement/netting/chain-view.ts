/**
 * The ledger as the chain keeps it: two buckets an account.
 *
 * Free is what is available. Locked is what the account has set aside, as collateral, and in escrow for rights not yet
 * delivered; what a provider has pending is locked with the broker, who paid it, until the delivery is accepted: what an
 * escape pays out goes back to whoever paid it in. While an account has a collateral call, what it has available is locked too,
 * but never what an open withdrawal that was ripe before may take: a batch must not fall below what the chain has promised.
 * Every micro-PAT of the ledger is in exactly one bucket, so the view adds up to the ledger's total. Throws
 * SettlementRefused where it does not.
 */
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  BUCKET,
  CASH,
  type Core,
  WALLET_FIELD,
} from '../../engine/core/index.js';
import { exact, SettlementRefused } from './refusal.js';

/** Balances by account id of the ledger; index 0 is not used. */
export interface ChainView {
  /** The ledger's last sequence. */
  readonly ledgerSequence: number;
  readonly accountCount: number;
  readonly freeMicroPat: Float64Array;
  readonly lockedMicroPat: Float64Array;
  readonly totalMicroPat: number;
}

/** What the ledger of a core comes to on chain. To be taken between commands. */
export function chainViewOf(core: Core): ChainView {
  const { accounts, ledger, sequence } = core.state;
  const accountCount = accounts.count;
  const freeMicroPat = new Float64Array(accountCount + 1);
  const lockedMicroPat = new Float64Array(accountCount + 1);
  let pending = 0;
  let sum = 0;
  for (let id = 1; id <= accountCount; id += 1) {
    const base = ledger.bucket(id, 0);
    const available = ledger.balance(base + BUCKET.AVAILABLE);
    const free = Math.min(available, freeMost(core, id));
    const locked =
      available -
      free +
      ledger.balance(base + BUCKET.RESERVED) +
      ledger.balance(base + BUCKET.COLLATERAL) +
      ledger.balance(base + BUCKET.MARGIN) +
      accounts.get(id, ACCOUNT_FIELD.escrowMicroPat);
    freeMicroPat[id] = exact(free, `free of account ${id}`);
    lockedMicroPat[id] = exact(locked, `locked of account ${id}`);
    pending += ledger.balance(base + BUCKET.PENDING);
    sum = exact(sum + free + locked, 'the sum of balances');
  }
  // Gains that were collected and are not paid yet are nobody's so far.
  const { margin } = core.state;
  for (let row = 1; row <= margin.count; row += 1) {
    pending += ledger.balance(ledger.escrow(margin.cash(row, CASH.series)));
  }
  if (accountCount >= BROKER_ACCOUNT) {
    lockedMicroPat[BROKER_ACCOUNT] = exact(
      (lockedMicroPat[BROKER_ACCOUNT] as number) + pending,
      'locked of the broker',
    );
  }
  const totalMicroPat = ledger.total;
  if (exact(sum + pending, 'the sum of balances') !== totalMicroPat) {
    throw new SettlementRefused(
      'LIABILITIES_MISMATCH',
      `accounts hold ${sum + pending} micro-PAT, deposits less withdrawals are ${totalMicroPat}`,
    );
  }
  return { ledgerSequence: sequence, accountCount, freeMicroPat, lockedMicroPat, totalMicroPat };
}

/** How much of what is available may leave. */
function freeMost(core: Core, accountId: number): number {
  const { accounts, wallets, timeMs } = core.state;
  if (accounts.get(accountId, ACCOUNT_FIELD.withdrawableAtMs) <= timeMs) return Infinity;
  const wallet = accounts.get(accountId, ACCOUNT_FIELD.wallet);
  if (wallet === 0 || wallets.get(wallet, WALLET_FIELD.requestSequence) === 0) return 0;
  const isRipe = wallets.get(wallet, WALLET_FIELD.ripeAtMs) <= timeMs;
  return isRipe ? wallets.get(wallet, WALLET_FIELD.requestMicroPat) : 0;
}
