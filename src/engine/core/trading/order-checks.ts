/**
 * Collects, for one order, the numbers the pre-trade checks need, and keeps the counters they read: rate credits and
 * daily credit.
 */

import { checkEntry, checkOrder, OrderCheck, RISK as RISK_INDEX } from '../../../risk/index.js';
import { ACCOUNT_ROLE, FIELD_ID, SELF_TRADE_PREVENTION } from '../../../values/index.js';
import { orderLayout } from '../book/index.js';
import type { Held } from '../clearing/clearing.js';
import type { Clearings } from '../clearing/clearings.js';
import {
  QUOTE_LEVELS,
  QUOTE_SLOTS,
  SERIES_FIELD,
  SERIES_WORDS,
} from '../instruments/series-table.js';
import { isStopped, takesOrders, tradesAtOnce } from '../instruments/trading-status.js';
import { ACCOUNT_FIELD, ACCOUNT_MARK, ACCOUNT_WORDS, BROKER_ACCOUNT } from '../kernel/accounts.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { ParameterValues } from '../venue/parameters/values.js';
import type { BrokerLimits } from './broker-limits.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const RISK = RISK_INDEX;
const A = ACCOUNT_FIELD;
const S = SERIES_FIELD;

const { CANCEL_TAKER } = SELF_TRADE_PREVENTION;
const { COLLAR, AGENT_BUDGET } = CODE;
const { WITHHELD, TRIPPED } = ACCOUNT_MARK;
const DAY_MS = 86_400_000;
const MILLI = 1_000;
/** Of `rateTimeMs`: the bucket is full. */
const NEVER_ORDERED = -1;
const RELIEVED = [A.rateMilliCredits, A.rateTimeMs, A.creditDay, A.creditUsedMicroPat];
const { HOT_I32, OWNER, OWNER_GROUP, LEVEL } = orderLayout;

/** What an order holds that is to be filled in; one literal, so that all have one shape. */
export const heldBy = (openOrders: number): Held => ({
  openOrders,
  patMicroPat: 0,
  rightsLots: 0,
  amendedLots: 0,
  amendedTicks: 0,
});

export const HOLDS_NOTHING: Readonly<Held> = heldBy(0);

export class OrderChecks {
  readonly check = new OrderCheck();
  private readonly state: State;
  private readonly clearings: Clearings;
  private readonly parameters: ParameterValues;
  private readonly brokerLimits: BrokerLimits;

  constructor(
    state: State,
    clearings: Clearings,
    parameters: ParameterValues,
    brokerLimits: BrokerLimits,
  ) {
    this.state = state;
    this.clearings = clearings;
    this.parameters = parameters;
    this.brokerLimits = brokerLimits;
  }

  /**
   * First error code for these terms, or 0; the check object has the field and what to reserve per lot. What trades at once
   * or not at all passes a tripped protection.
   */
  run(
    account: number,
    seriesId: number,
    side: number,
    priceTicks: number,
    lots: number,
    position: number,
    stpMode: number,
    held: Readonly<Held>,
    isImmediate = false,
  ): number {
    const c = this.check;
    const { state } = this;
    const a = state.accounts.f;
    const at = account * ACCOUNT_WORDS;
    const s = state.series.f;
    const st = seriesId * SERIES_WORDS;
    const role = a[at + A.role] as number;
    const isBroker = role === ACCOUNT_ROLE.BROKER;
    const marks = a[at + A.marks] as number;
    c.isKilled = isStopped(state, account, seriesId);
    c.isTripped = marks >= TRIPPED && !isImmediate;
    c.role = role;
    c.accountClass = a[at + A.accountClass] as number;
    c.minimumClass = s[st + S.minimumClass] as number;
    const seriesState = s[st + S.state] as number;
    c.isSeriesOpen = takesOrders(seriesState);
    c.hasRateCredit = isBroker || this.takeRateCredit(account);
    c.side = side;
    c.priceTicks = priceTicks;
    c.lots = lots;
    c.maxPriceTicks = s[st + S.maxPriceTicks] as number;
    c.maxOrderLots = s[st + S.maxOrderLots] as number;
    c.tickValueMicroPat = s[st + S.tickValueMicroPat] as number;
    const maker = s[st + S.makerFeePpm] as number;
    const taker = s[st + S.takerFeePpm] as number;
    c.feePpm = isBroker ? 0 : Math.max(maker, taker);
    c.unsoldLots = (s[st + S.providerLots] as number) + (s[st + S.brokerLots] as number);
    c.markTicks = s[st + S.markTicks] as number;
    this.fillParameters(c, account, seriesId, isBroker);
    c.brokerBidTicks = 0;
    c.brokerAskTicks = 0;
    c.wouldSelfMatch =
      stpMode === CANCEL_TAKER &&
      tradesAtOnce(seriesState) &&
      this.headIsOwn(account, seriesId, side, priceTicks);
    c.amendedLots = held.amendedLots;
    c.amendedTicks = held.amendedTicks;
    c.amendedMicroPat = held.amendedLots === 0 ? 0 : held.patMicroPat;
    c.openOrders = (a[at + A.openOrders] as number) - held.openOrders;
    const { ledger } = state;
    // What is withheld is rare and lies in another cache line.
    const available = marks < WITHHELD ? ledger.available(account) : ledger.spendable(account);
    c.availableMicroPat = available + held.patMicroPat;
    const clearing = this.clearings.of(seriesId);
    clearing.need(c, account, seriesId, position, held);
    this.fillCredit(c, account, held);
    const code = checkOrder(c);
    if (code === 0) return this.spendProblem(lots) || clearing.shareProblem(account);
    if (code !== COLLAR) return code;
    // The broker's quote can only widen the collar, so it is looked up only for an order that is outside without it.
    c.brokerBidTicks = this.quotePrice(seriesId, 0);
    c.brokerAskTicks = this.quotePrice(seriesId, QUOTE_LEVELS);
    return checkOrder(c) || this.spendProblem(lots) || clearing.shareProblem(account);
  }

  /** AGENT_BUDGET if the order may cost more than it is let, or 0. */
  private spendProblem(lots: number): number {
    if (this.check.unitReserveMicroPat * lots <= this.state.spendBounds.limitMicroPat) return 0;
    this.check.field = FIELD_ID.quantity_lots;
    return AGENT_BUDGET;
  }

  /** First error code for an order that was woken and enters the book with what it reserved, or 0. */
  entry(
    account: number,
    seriesId: number,
    side: number,
    priceTicks: number,
    stpMode: number,
  ): number {
    const c = this.check;
    const { accounts, series } = this.state;
    c.isKilled = isStopped(this.state, account, seriesId);
    c.isSeriesOpen = tradesAtOnce(series.get(seriesId, S.state));
    c.side = side;
    c.priceTicks = priceTicks;
    c.markTicks = series.get(seriesId, S.markTicks);
    const isBroker = accounts.get(account, A.role) === ACCOUNT_ROLE.BROKER;
    this.fillParameters(c, account, seriesId, isBroker);
    c.brokerBidTicks = this.quotePrice(seriesId, 0);
    c.brokerAskTicks = this.quotePrice(seriesId, QUOTE_LEVELS);
    c.wouldSelfMatch =
      stpMode === CANCEL_TAKER && this.headIsOwn(account, seriesId, side, priceTicks);
    return checkEntry(c);
  }

  /** Counts an accepted buy against the account's daily credit; the broker has none. */
  useDailyCredit(account: number, amountMicroPat: number): void {
    if (account === BROKER_ACCOUNT) return;
    const { accounts } = this.state;
    const used = accounts.get(account, A.creditUsedMicroPat);
    accounts.set(account, A.creditUsedMicroPat, used + amountMicroPat);
  }

  /** Lets an account place an order as if it had used nothing of its rate and daily credit, and as if the order used none. */
  relieve(account: number, place: () => void): void {
    const { accounts, timeMs } = this.state;
    const before = RELIEVED.map((field) => accounts.get(account, field));
    accounts.set(account, A.rateTimeMs, NEVER_ORDERED);
    accounts.set(account, A.creditDay, Math.floor(timeMs / DAY_MS));
    accounts.set(account, A.creditUsedMicroPat, -Number.MAX_SAFE_INTEGER);
    place();
    for (const [i, field] of RELIEVED.entries()) accounts.set(account, field, before[i] as number);
  }

  /** Order credits an account earns a second. */
  get creditsPerSecond(): number {
    return this.parameters.venue(RISK.orderRatePerSecond);
  }

  /** Order credits left and milliseconds until the bucket is full again. */
  credits(account: number): { remaining: number; resetMs: number } {
    const { accounts, timeMs } = this.state;
    const rate = this.parameters.venue(RISK.orderRatePerSecond);
    const full = this.parameters.venue(RISK.orderBurstCount) * MILLI;
    const then = accounts.get(account, A.rateTimeMs);
    const saved =
      then < 0 ? full : accounts.get(account, A.rateMilliCredits) + (timeMs - then) * rate;
    const now = Math.min(full, saved);
    return { remaining: Math.floor(now / MILLI), resetMs: Math.ceil((full - now) / rate) };
  }

  private takeRateCredit(account: number): boolean {
    const { accounts, timeMs } = this.state;
    const at = account * ACCOUNT_WORDS;
    const a = accounts.f;
    const full = this.parameters.venue(RISK.orderBurstCount) * MILLI;
    const then = a[at + A.rateTimeMs] as number;
    let credits = full;
    if (then >= 0) {
      const earned = (timeMs - then) * this.parameters.venue(RISK.orderRatePerSecond);
      credits = (a[at + A.rateMilliCredits] as number) + earned;
      if (credits > full) credits = full;
    }
    const has = credits >= MILLI;
    a[at + A.rateTimeMs] = timeMs;
    a[at + A.rateMilliCredits] = has ? credits - MILLI : credits;
    return has;
  }

  private fillParameters(
    c: OrderCheck,
    account: number,
    seriesId: number,
    isBroker: boolean,
  ): void {
    const { parameters } = this;
    const row = parameters.row(seriesId);
    const v = parameters.values;
    c.maxOrderSharePpm = v[row + RISK.maxOrderSharePpm] as number;
    c.maxNotionalMicroPat = v[row + RISK.maxNotionalMicroPat] as number;
    c.collarBuyPpm = v[row + RISK.collarBuyPpm] as number;
    c.collarSellPpm = v[row + RISK.collarSellPpm] as number;
    c.collarFloorPpm = v[row + RISK.collarFloorPpm] as number;
    c.collarCapPpm = v[row + RISK.collarCapPpm] as number;
    c.maxOpenOrders = v[row + RISK.maxOpenOrders] as number;
    const a = this.state.accounts.f;
    const at = account * ACCOUNT_WORDS;
    const ownLimit = a[at + A.exposureLimitMicroPat] as number;
    c.exposureLimitMicroPat =
      ownLimit >= 0 ? ownLimit : (v[row + RISK.exposureLimitMicroPat] as number);
    const ownCredit = a[at + A.dailyCreditMicroPat] as number;
    c.dailyCreditMicroPat =
      ownCredit >= 0 ? ownCredit : (v[row + RISK.dailyCreditMicroPat] as number);
    if (!isBroker) return;
    this.brokerLimits.fill(c, seriesId);
    c.dailyCreditMicroPat = Number.MAX_SAFE_INTEGER;
    c.maxOpenOrders = Number.MAX_SAFE_INTEGER;
  }

  /** Price of the broker's best live bid of a series, or 0. */
  brokerBid(seriesId: number): number {
    return this.quotePrice(seriesId, 0);
  }

  /** Price of its best live ask, or 0. */
  brokerAsk(seriesId: number): number {
    return this.quotePrice(seriesId, QUOTE_LEVELS);
  }

  /** Price of the broker's best live quote level of a side, or 0. */
  private quotePrice(seriesId: number, first: number): number {
    const { series, orders, book } = this.state;
    for (let i = 0; i < QUOTE_LEVELS; i += 1) {
      const id = series.quoteOrders[seriesId * QUOTE_SLOTS + first + i] as number;
      if (id === 0) continue;
      const slot = orders.find(id);
      const level = slot === 0 ? 0 : (orders.i32[slot * HOT_I32 + LEVEL] as number);
      if (level === 0) continue;
      return book.levels.keyOf(level) ^ (first === 0 ? 0 : -1);
    }
    return 0;
  }

  private headIsOwn(account: number, seriesId: number, side: number, priceTicks: number): boolean {
    const { book, orders, accounts } = this.state;
    if (!book.wouldCross(seriesId, side - 1, priceTicks)) return false;
    const head = book.headOf(seriesId, 2 - side);
    const at = head * HOT_I32;
    if (orders.i32[at + OWNER] === account) return true;
    const group = accounts.get(account, A.firmGroup);
    return group !== 0 && orders.i32[at + OWNER_GROUP] === group;
  }

  private fillCredit(c: OrderCheck, account: number, held: Readonly<Held>): void {
    const { accounts, timeMs } = this.state;
    const day = Math.floor(timeMs / DAY_MS);
    if (accounts.get(account, A.creditDay) !== day) {
      accounts.set(account, A.creditDay, day);
      accounts.set(account, A.creditUsedMicroPat, 0);
    }
    c.creditUsedMicroPat = accounts.get(account, A.creditUsedMicroPat) - held.patMicroPat;
  }
}
