/**
 * The default fund: PAT that stands behind the backstop account. It lies in the margin bucket of the insurance account: what
 * members contributed, by shares, and beside it what liquidations paid in fees (the common part).
 *
 * Whoever cannot pay pays with its own share first. Only for the backstop the fund then pays further: the broker's share, the
 * common part, then all shares in proportion. A member's other debts are its counterparties', in proportion to their gains: so
 * accounts that trade among themselves take nothing out of what others paid in. Rounded for the fund. Never below zero: it
 * pays what it has. Invariant I62: the fund is its common part and what its shares are worth.
 */
import { FUND_REASON, INEXACT, mulDivDown, mulDivUp } from '../../../../values/index.js';
import { BROKER_ACCOUNT, INSURANCE_ACCOUNT } from '../../kernel/accounts.js';
import { check } from '../../kernel/check.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import { BUCKET } from '../../kernel/ledger.js';
import type { State } from '../../kernel/state.js';
import { FUND, type MarginTable, STAKE } from './margin-table.js';

/** When shares are worth so little of what they were, they are worth nothing, and new ones begin anew. */
const SHARES_PER_MICRO_PAT_MAX = 1_000;

export class DefaultFund {
  private readonly state: State;
  private readonly table: MarginTable;
  private readonly reports: EventWriter;

  constructor(state: State, reports: EventWriter) {
    this.state = state;
    this.table = state.margin;
    this.reports = reports;
  }

  /** Index of its balance in the ledger. */
  get place(): number {
    return this.state.ledger.bucket(INSURANCE_ACCOUNT, BUCKET.MARGIN);
  }

  get balanceMicroPat(): number {
    return this.state.ledger.balance(this.place);
  }

  /** What the shares of all are worth together. */
  get sharedMicroPat(): number {
    return this.balanceMicroPat - this.table.fundWord(FUND.commonMicroPat);
  }

  /** What an account's share is worth. */
  valueOf(account: number): number {
    const { table } = this;
    const all = table.fundWord(FUND.shares);
    const own = this.sharesOf(account);
    return own === 0 || all === 0 ? 0 : mulDivDown(this.sharedMicroPat, own, all);
  }

  private sharesOf(account: number): number {
    const { table } = this;
    if (!table.isTouched) return 0;
    const isOf = table.stake(account, STAKE.fundEpoch) === table.fundWord(FUND.epoch);
    return isOf ? table.stake(account, STAKE.fundShares) : 0;
  }

  private setShares(account: number, shares: number): void {
    const { table } = this;
    const all = table.fundWord(FUND.shares) + shares - this.sharesOf(account);
    table.setFundWord(FUND.shares, all);
    table.setStake(account, STAKE.fundEpoch, table.fundWord(FUND.epoch));
    table.setStake(account, STAKE.fundShares, shares);
  }

  /** Takes PAT of an account in; false where its shares could not be counted. */
  contribute(account: number, amountMicroPat: number): boolean {
    const { table, state } = this;
    const all = table.fundWord(FUND.shares);
    const shares =
      all === 0 ? amountMicroPat : mulDivDown(amountMicroPat, all, this.sharedMicroPat);
    const isExact = shares !== INEXACT && Number.isSafeInteger(all + shares);
    if (!isExact || shares < 1) return false;
    table.touch();
    state.ledger.post(state.ledger.bucket(account, BUCKET.AVAILABLE), this.place, amountMicroPat);
    this.setShares(account, this.sharesOf(account) + shares);
    this.tell(account, FUND_REASON.CONTRIBUTED, amountMicroPat);
    return true;
  }

  /** Gives PAT back to an account that has so much in the fund. */
  giveBack(account: number, amountMicroPat: number): void {
    const { ledger } = this.state;
    this.burn(account, amountMicroPat);
    ledger.post(this.place, ledger.bucket(account, BUCKET.AVAILABLE), amountMicroPat);
    this.tell(account, FUND_REASON.WITHDRAWN, -amountMicroPat);
  }

  /** Shares of an account that stand for an amount it has end. */
  private burn(account: number, amountMicroPat: number): void {
    const own = this.sharesOf(account);
    const all = this.table.fundWord(FUND.shares);
    const shares = Math.min(own, mulDivUp(amountMicroPat, all, this.sharedMicroPat));
    check(
      amountMicroPat <= this.valueOf(account),
      'I62: more leaves the fund than a share is worth',
    );
    this.setShares(account, own - shares);
  }

  /** A fee of an account goes into the common part: out of its margin, then of what it has available; returns what it paid. */
  takeFee(account: number, feeMicroPat: number): number {
    const { ledger } = this.state;
    const margin = ledger.bucket(account, BUCKET.MARGIN);
    const first = Math.min(feeMicroPat, ledger.balance(margin));
    const rest = Math.min(feeMicroPat - first, ledger.spendable(account));
    ledger.post(margin, this.place, first);
    ledger.post(ledger.bucket(account, BUCKET.AVAILABLE), this.place, rest);
    this.addCommon(first + rest);
    if (first + rest > 0) this.tell(account, FUND_REASON.LIQUIDATION_FEE, first + rest);
    return first + rest;
  }

  /** What is left in a pool that nobody is owed. */
  takeRest(pool: number): void {
    const rest = this.state.ledger.balance(pool);
    this.state.ledger.post(pool, this.place, rest);
    this.addCommon(rest);
  }

  private addCommon(amountMicroPat: number): void {
    const { table } = this;
    if (amountMicroPat !== 0) table.touch();
    table.setFundWord(FUND.commonMicroPat, table.fundWord(FUND.commonMicroPat) + amountMicroPat);
  }

  /**
   * Pays a debt into a pool: out of the debtor's own share, and for the backstop out of everybody's. Returns what it paid.
   */
  cover(debtor: number, pool: number, amountMicroPat: number): number {
    const { table } = this;
    let left = amountMicroPat;
    left -= this.payShare(debtor, debtor, pool, left);
    if (debtor === table.backstop) {
      left -= this.payShare(debtor, BROKER_ACCOUNT, pool, left);
      const common = Math.min(left, table.fundWord(FUND.commonMicroPat));
      this.addCommon(-common);
      this.payOut(debtor, pool, common);
      left -= common;
      const shared = Math.min(left, this.sharedMicroPat);
      this.payOut(debtor, pool, shared);
      left -= shared;
      this.endWorthless();
    }
    return amountMicroPat - left;
  }

  private payShare(debtor: number, account: number, pool: number, mostMicroPat: number): number {
    const paid = Math.min(mostMicroPat, this.valueOf(account));
    if (paid <= 0) return 0;
    this.burn(account, paid);
    this.payOut(debtor, pool, paid);
    return paid;
  }

  private payOut(debtor: number, pool: number, amountMicroPat: number): void {
    if (amountMicroPat === 0) return;
    this.state.ledger.post(this.place, pool, amountMicroPat);
    this.tell(debtor, FUND_REASON.DEFAULT, -amountMicroPat);
  }

  /** Shares that are worth nearly nothing end, and what is left is common: new ones begin at one micro-PAT a share. */
  private endWorthless(): void {
    const { table } = this;
    const all = table.fundWord(FUND.shares);
    if (all === 0 || this.sharedMicroPat * SHARES_PER_MICRO_PAT_MAX >= all) return;
    this.addCommon(this.sharedMicroPat);
    table.setFundWord(FUND.shares, 0);
    table.setFundWord(FUND.epoch, table.fundWord(FUND.epoch) + 1);
  }

  private tell(account: number, reason: number, amountMicroPat: number): void {
    const sequence = this.reports.nextSequence(account);
    this.reports.plain(EVENT.DEFAULT_FUND, account, sequence, reason, amountMicroPat);
  }
}
