/**
 * Lots an owner exercised at prices of others, forgotten over thirty days: what is left of n lots after t days is
 * n·(1 − t/30), counted again from each exercise on, so a steady r lots a day stand at 30·r. Whole lots, rounded down.
 */
import { mulDivDown } from '../../../values/index.js';
import { ACCOUNT_FIELD as A, type Accounts } from '../kernel/accounts.js';

const MEMORY_MS = 30 * 86_400_000;

/** Lots that count now. @param owner first account of the owner */
export function exercisedLots(accounts: Accounts, owner: number, timeMs: number): number {
  const left = MEMORY_MS - Math.min(MEMORY_MS, timeMs - accounts.get(owner, A.exercisedAtMs));
  return mulDivDown(accounts.get(owner, A.exercisedLots), left, MEMORY_MS);
}

/** Counts lots an owner exercised now. */
export function noteExercised(
  accounts: Accounts,
  owner: number,
  lots: number,
  timeMs: number,
): void {
  const before = exercisedLots(accounts, owner, timeMs);
  // Far below where the product with time would not be exact.
  accounts.set(owner, A.exercisedLots, Math.min(before + lots, 1_000_000_000));
  accounts.set(owner, A.exercisedAtMs, timeMs);
}
