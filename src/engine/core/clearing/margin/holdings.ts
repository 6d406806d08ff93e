/**
 * What changes holdings of cash instruments: lots that are traded or transferred, gains that accrue, debts that are paid.
 *
 * A run of variation settles every holding at one price. A holding that changes before the run has come to it is settled
 * first, so what accrues does not depend on where the run is. Every change of lots is told to the open interest of the
 * contract and of the owner. Invariants I60, I61: see margin-table.ts and invariants.ts.
 */
import { SERIES_FIELD } from '../../instruments/series-table.js';
import { check } from '../../kernel/check.js';
import { BUCKET } from '../../kernel/ledger.js';
import type { State } from '../../kernel/state.js';
import { CASH, HOLDING, type MarginTable } from './margin-table.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const S = SERIES_FIELD;
const H = HOLDING;
const C = CASH;

export class Holdings {
  private readonly state: State;
  private readonly table: MarginTable;

  constructor(state: State) {
    this.state = state;
    this.table = state.margin;
  }

  /** The instrument row of a holding. */
  rowOf(holding: number): number {
    return this.state.series.get(this.table.seriesOf(holding), S.cashInstrument);
  }

  /** The holding of an account, made if there is none; the caller has asked for room. */
  ensure(account: number, seriesId: number): number {
    const { table } = this;
    const found = table.find(account, seriesId);
    if (found !== 0) return found;
    const row = this.state.series.get(seriesId, S.cashInstrument);
    const holding = table.create(account, seriesId);
    table.set(holding, H.run, table.cash(row, C.run));
    table.addCash(row, C.holders, 1);
    return holding;
  }

  /** Settles a holding at the price of the run that has begun, if it has not been. */
  touch(holding: number): void {
    const { table } = this;
    const row = this.rowOf(holding);
    const run = table.cash(row, C.run);
    if (table.get(holding, H.run) === run) return;
    table.set(holding, H.run, run);
    this.settleAt(holding, row, table.cash(row, C.runMarkMicroPat));
  }

  /** What a holding has gained or lost up to a price accrues. */
  settleAt(holding: number, row: number, priceMicroPat: number): void {
    const { table } = this;
    const worth = table.get(holding, H.lots) * priceMicroPat;
    check(Number.isSafeInteger(worth), 'I61: a holding is worth more than there can be');
    const gain = worth - table.get(holding, H.valueMicroPat);
    table.set(holding, H.valueMicroPat, worth);
    this.accrue(holding, row, gain);
  }

  /** Adds to what a holding is owed; below 0, to what it owes. */
  accrue(holding: number, row: number, amountMicroPat: number): void {
    if (amountMicroPat === 0) return;
    const { table } = this;
    const before = table.get(holding, H.accruedMicroPat);
    const after = before + amountMicroPat;
    table.set(holding, H.accruedMicroPat, after);
    table.addCash(row, C.dueMicroPat, Math.max(0, after) - Math.max(0, before));
    table.addCash(row, C.owedMicroPat, Math.max(0, -after) - Math.max(0, -before));
  }

  /** Lots come (or, negative, go) at a price; of both sides together nothing changes. */
  trade(holding: number, lots: number, priceMicroPat: number): void {
    const { table, state } = this;
    this.touch(holding);
    const row = this.rowOf(holding);
    const before = table.get(holding, H.lots);
    const after = before + lots;
    table.set(holding, H.lots, after);
    table.add(holding, H.valueMicroPat, lots * priceMicroPat);
    const more = Math.max(0, after) - Math.max(0, before);
    const contract = state.series.get(table.seriesOf(holding), S.contract);
    table.addCash(row, C.longLots, more);
    table.addLongLots(contract, more);
    const owner = state.accounts.ownerOf(table.accountOf(holding));
    table.addInterest(owner, contract, Math.abs(after) - Math.abs(before));
  }

  /** Lots of open orders of a side come or go. */
  open(holding: number, isBid: boolean, isFree: boolean, lots: number): void {
    const { table, state } = this;
    table.add(holding, isBid ? H.bidLots : H.askLots, lots);
    if (isFree) table.add(holding, isBid ? H.freeBidLots : H.freeAskLots, lots);
    const contract = state.series.get(table.seriesOf(holding), S.contract);
    const owner = state.accounts.ownerOf(table.accountOf(holding));
    table.addInterest(owner, contract, lots);
  }

  /** Margin of an account pays what a holding owes, as far as there is; returns what it paid. */
  collect(holding: number): number {
    const { table, state } = this;
    const owed = -table.get(holding, H.accruedMicroPat);
    if (owed <= 0) return 0;
    const { ledger } = state;
    const account = table.accountOf(holding);
    const pool = ledger.escrow(table.seriesOf(holding));
    const margin = ledger.bucket(account, BUCKET.MARGIN);
    const first = Math.min(owed, ledger.balance(margin));
    ledger.post(margin, pool, first);
    const rest = Math.min(owed - first, ledger.spendable(account));
    ledger.post(ledger.bucket(account, BUCKET.AVAILABLE), pool, rest);
    this.accrue(holding, this.rowOf(holding), first + rest);
    return first + rest;
  }

  /** Pays a holding what it is owed out of the pool, at most so much; returns what it paid. */
  pay(holding: number, mostMicroPat: number): number {
    const { table, state } = this;
    const { ledger } = state;
    const pool = ledger.escrow(table.seriesOf(holding));
    const due = Math.max(0, table.get(holding, H.accruedMicroPat));
    const paid = Math.min(due, mostMicroPat, ledger.balance(pool));
    if (paid <= 0) return 0;
    ledger.post(pool, ledger.bucket(table.accountOf(holding), BUCKET.MARGIN), paid);
    this.accrue(holding, this.rowOf(holding), -paid);
    return paid;
  }

  /** Takes in what an upgrade carried of a holding. */
  carryIn(
    holding: number,
    row: {
      readonly lots: number;
      readonly accruedMicroPat: number;
      readonly bidLots: number;
      readonly askLots: number;
      readonly freeBidLots: number;
      readonly freeAskLots: number;
    },
  ): void {
    const { table } = this;
    const value = table.get(holding, H.valueMicroPat);
    const run = table.get(holding, H.run);
    table.set(holding, H.run, table.cash(this.rowOf(holding), C.run));
    this.trade(holding, row.lots, 0);
    table.set(holding, H.valueMicroPat, value);
    table.set(holding, H.run, run);
    this.accrue(holding, this.rowOf(holding), row.accruedMicroPat);
    this.open(holding, true, true, row.freeBidLots);
    this.open(holding, true, false, row.bidLots - row.freeBidLots);
    this.open(holding, false, true, row.freeAskLots);
    this.open(holding, false, false, row.askLots - row.freeAskLots);
  }

  /** Forgets a holding that has no lots, no orders and nothing to settle. */
  drop(holding: number): boolean {
    const { table } = this;
    const isEmpty =
      table.get(holding, H.lots) === 0 &&
      table.get(holding, H.valueMicroPat) === 0 &&
      table.get(holding, H.accruedMicroPat) === 0 &&
      table.get(holding, H.bidLots) === 0 &&
      table.get(holding, H.askLots) === 0;
    if (!isEmpty) return false;
    table.addCash(this.rowOf(holding), C.holders, -1);
    table.release(holding);
    return true;
  }
}
