/**
 * Collateral calls: what a provider has locked for its need in a series follows the need, out of what it has available;
 * what is missing is asked for, with a deadline. Surplus goes back. While a call is open its account mints nothing and
 * nothing of it can be withdrawn.
 *
 * Invariant I38: a position's collateral is at least base, margin and variation; a call asks for what the last review
 * found missing, and the account counts its positions with one.
 */
import { RISK } from '../../../risk/index.js';
import { COLLATERAL_CALL_CHANGE } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import { BUCKET } from '../kernel/ledger.js';
import type { State } from '../kernel/state.js';
import { POSITION_FIELD as P, POSITION_FLAG } from '../trading/positions.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import { WALLET_FIELD as W } from '../wallets/wallets.js';

const { CALLED, MET, DEFAULTED } = COLLATERAL_CALL_CHANGE;
/** Later than any time the venue comes to: what is called cannot leave before the call is met. */
const NEVER_MS = 16_725_225_600_000;

export class CollateralCalls {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly parameters: ParameterValues;

  constructor(state: State, reports: EventWriter, parameters: ParameterValues) {
    this.state = state;
    this.reports = reports;
    this.parameters = parameters;
  }

  /** Brings what a position has locked to its need, as far as its account has it, and calls for the rest. */
  settle(position: number): void {
    const { positions } = this.state;
    const account = positions.accountOf(position);
    const missing =
      positions.get(position, P.needMicroPat) - positions.get(position, P.variationMicroPat);
    if (missing < 0) this.giveBack(position, -missing);
    const paid = Math.max(0, Math.min(missing, this.usable(account)));
    if (paid > 0) this.lock(position, paid);
    const seriesId = positions.seriesOf(position);
    const callMs = this.parameters.get(seriesId, RISK.collateralCallMs);
    this.ask(position, Math.max(0, missing) - paid, callMs);
  }

  /** Calls for what a position is short of, or ends its call; what was called and is due is marked. */
  ask(position: number, short: number, callMs: number): void {
    const { positions, serviceTimeMs } = this.state;
    const account = positions.accountOf(position);
    const before = positions.get(position, P.calledMicroPat);
    if (short === 0) {
      if (before > 0) this.end(position);
      return;
    }
    if (before === 0) {
      positions.set(position, P.callDueServiceMs, serviceTimeMs + callMs);
      this.count(account, 1);
    }
    positions.set(position, P.calledMicroPat, short);
    if (short !== before) this.report(position, CALLED);
    const isDue = positions.get(position, P.callDueServiceMs) <= serviceTimeMs;
    if (!isDue || positions.has(position, POSITION_FLAG.DEFAULTED)) return;
    positions.mark(position, POSITION_FLAG.DEFAULTED, true);
    this.report(position, DEFAULTED);
  }

  /**
   * What an account may lock: what was asked for on chain and is not ripe has been promised to nobody, so a request keeps no
   * call from being met.
   */
  private usable(account: number): number {
    const { ledger, accounts, wallets, timeMs } = this.state;
    const wallet = accounts.get(account, A.wallet);
    const isUnripe = wallet !== 0 && wallets.get(wallet, W.ripeAtMs) > timeMs;
    return isUnripe ? ledger.available(account) : ledger.spendable(account);
  }

  /** What of a position's need nothing is locked for. */
  missing(position: number): number {
    const { positions } = this.state;
    const need = positions.get(position, P.needMicroPat);
    return Math.max(0, need - positions.get(position, P.variationMicroPat));
  }

  /** The call of a position is over: it was met, or nothing is left that it was for. */
  end(position: number): void {
    const { positions } = this.state;
    if (positions.get(position, P.calledMicroPat) === 0) return;
    positions.set(position, P.calledMicroPat, 0);
    this.report(position, MET);
    positions.set(position, P.callDueServiceMs, 0);
    positions.mark(position, POSITION_FLAG.DEFAULTED, false);
    this.count(positions.accountOf(position), -1);
  }

  /** When the call of a position falls due, on the wall clock; 0 without one. */
  deadlineMs(position: number): number {
    const { positions, registry } = this.state;
    const due = positions.get(position, P.callDueServiceMs);
    return due === 0 ? 0 : due + registry.outageMs;
  }

  private lock(position: number, amount: number): void {
    const { positions, ledger } = this.state;
    const account = positions.accountOf(position);
    const collateral = ledger.bucket(account, BUCKET.COLLATERAL);
    ledger.post(ledger.bucket(account, BUCKET.AVAILABLE), collateral, amount);
    positions.add(position, P.collateralMicroPat, amount);
    positions.add(position, P.variationMicroPat, amount);
  }

  private giveBack(position: number, amount: number): void {
    const { positions, ledger } = this.state;
    const account = positions.accountOf(position);
    const collateral = ledger.bucket(account, BUCKET.COLLATERAL);
    ledger.post(collateral, ledger.bucket(account, BUCKET.AVAILABLE), amount);
    positions.add(position, P.collateralMicroPat, -amount);
    positions.add(position, P.variationMicroPat, -amount);
  }

  /** An account with a call has nothing that may leave. */
  private count(account: number, change: number): void {
    const { accounts } = this.state;
    accounts.add(account, A.calls, change);
    const isCalled = accounts.get(account, A.calls) > 0;
    accounts.set(account, A.withdrawableAtMs, isCalled ? NEVER_MS : 0);
    if (!isCalled) this.ripen(account);
  }

  /** What was asked for on chain meanwhile may leave now: a batch promises it, so no later call takes it back. */
  private ripen(account: number): void {
    const { accounts, wallets, timeMs } = this.state;
    const wallet = accounts.get(account, A.wallet);
    if (wallet === 0 || wallets.get(wallet, W.requestSequence) === 0) return;
    wallets.set(wallet, W.ripeAtMs, Math.min(wallets.get(wallet, W.ripeAtMs), timeMs));
  }

  private report(position: number, change: number): void {
    const { positions } = this.state;
    const account = positions.accountOf(position);
    this.reports.plain(
      EVENT.COLLATERAL_CALL,
      account,
      this.reports.nextSequence(account),
      positions.seriesOf(position),
      change,
      positions.get(position, P.calledMicroPat),
      this.deadlineMs(position),
    );
  }
}
