/**
 * What a movement of the payout ledger is on a statement. The ledger has one row an account and command, whose cause names every reason
 * the command had, such as MARKET_SEAT_PAYOUT+MARKET_SEAT for a seat that was renewed: the sign tells which of them moved the cash.
 */
import type { StatementKind } from './statement.js';

/** @param cause in the words of the ledger, joined by + @param amountMicroPat more than 0 is to the account */
export function kindOfFeedMovement(cause: string, amountMicroPat: number): StatementKind {
  const reasons = new Set(cause.split('+'));
  const isOfSeats = [...reasons].some((reason) => reason.startsWith('MARKET_SEAT'));
  if (amountMicroPat < 0) return isOfSeats ? 'HOLD' : 'DEPOSIT_IN';
  if (reasons.has('MARKET_SEAT_REFUND')) return 'REFUND';
  if (reasons.has('COLLECT_PAYOUT')) return 'PAYOUT';
  if (reasons.has('MARKET_SEAT_PAYOUT')) return 'SALE';
  return isOfSeats ? 'HOLD' : 'DEPOSIT_OUT';
}
