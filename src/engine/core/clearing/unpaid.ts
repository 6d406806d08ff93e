/**
 * What buyers of forwards still owe. A buyer pays a part at once into the escrow of the series and the rest when the window
 * opens; until then its position says what of cost and fees is not paid.
 *
 * Invariant I44: escrow holds cost and fees of a position less what is unpaid; only series that clear as forwards have
 * positions with something unpaid; an account's sum is that of its positions, an owner's forward lots those it bids for and holds.
 */
import { ACCOUNT_ROLE } from '../../../values/index.js';
import { CLEARING, SERIES_FIELD } from '../instruments/series-table.js';
import { ACCOUNT_FIELD } from '../kernel/accounts.js';
import { BUCKET } from '../kernel/ledger.js';
import type { State } from '../kernel/state.js';
import { POSITION_FIELD, POSITION_FLAG } from '../trading/positions.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const A = ACCOUNT_FIELD;
const P = POSITION_FIELD;
const S = SERIES_FIELD;

/** Whether trades in a series are forwards. */
export function isForward({ series }: State, seriesId: number): boolean {
  return series.get(seriesId, S.clearing) === CLEARING.FORWARD;
}

/** Whether the window of a series that traded forwards has opened: its forwards are being paid for. */
export function isOpening(state: State, seriesId: number): boolean {
  return isForward(state, seriesId) && state.series.get(seriesId, S.startMs) <= state.timeMs;
}

/** Whether what a position holds are forwards that count for its owner. */
export function holdsForwards(state: State, position: number): boolean {
  const { positions } = state;
  if (positions.has(position, POSITION_FLAG.PAID)) return false;
  return isForward(state, positions.seriesOf(position));
}

/** Whether a position is of a consumer: nobody else owes for forwards. */
export function isBuyer({ accounts, positions }: State, position: number): boolean {
  return accounts.get(positions.accountOf(position), A.role) === ACCOUNT_ROLE.CONSUMER;
}

/** What a position owes less; negative, more. */
export function lowerUnpaid(state: State, position: number, amountMicroPat: number): void {
  const { positions, accounts } = state;
  const account = positions.accountOf(position);
  positions.add(position, P.unpaidMicroPat, -amountMicroPat);
  accounts.add(account, A.unpaidMicroPat, -amountMicroPat);
}

/**
 * What comes back of cost and fees that a position does not have to pay any more: first what was unpaid is not owed, the rest
 * comes out of escrow. Returns the rest.
 */
export function paidPart(state: State, position: number, amountMicroPat: number): number {
  const unpaid = Math.min(amountMicroPat, state.positions.get(position, P.unpaidMicroPat));
  if (unpaid > 0) lowerUnpaid(state, position, unpaid);
  return amountMicroPat - unpaid;
}

/** Moves PAT of a position's account into escrow for what it owes. */
export function payIn(state: State, position: number, amountMicroPat: number): void {
  const { ledger, positions, accounts } = state;
  const account = positions.accountOf(position);
  const available = ledger.bucket(account, BUCKET.AVAILABLE);
  ledger.post(available, ledger.escrow(positions.seriesOf(position)), amountMicroPat);
  accounts.add(account, A.escrowMicroPat, amountMicroPat);
  lowerUnpaid(state, position, amountMicroPat);
}

/** Moves PAT out of escrow that was paid in beyond what is asked: it is owed again. */
export function payBack(state: State, position: number, amountMicroPat: number): void {
  const { ledger, positions, accounts } = state;
  const account = positions.accountOf(position);
  const available = ledger.bucket(account, BUCKET.AVAILABLE);
  ledger.post(ledger.escrow(positions.seriesOf(position)), available, amountMicroPat);
  accounts.add(account, A.escrowMicroPat, -amountMicroPat);
  lowerUnpaid(state, position, -amountMicroPat);
}

/** Counts lots of forwards an owner bids for or holds. */
export function addForwardLots({ accounts }: State, account: number, lots: number): void {
  accounts.add(accounts.ownerOf(account), A.forwardLots, lots);
}
