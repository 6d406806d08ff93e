/**
 * Requests for quote: a client asks, the broker offers one price for all the lots to that account alone, the account takes
 * it whole or lets it end (decision 0014).
 *
 * An offer is an order of the broker's that rests in no book and names its addressee. It has passed the checks of the
 * broker's orders and has reserved what it needs, so it cannot promise what is promised elsewhere; it is one order, so it
 * trades once; it ends by its timer, by every kill and halt, by a mint where it is a bid, and with its process. The broker
 * cannot take it back. A firm group has at most one offer in a series: the next takes its place, within one command.
 *
 * Fails by refusals alone, before the first change.
 */
import {
  ACCOUNT_ROLE,
  CANCEL_REASON,
  type ColdBodies,
  type Command,
  FIELD_ID,
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
} from '../../../values/index.js';
import { special } from '../book/index.js';
import type { Held } from '../clearing/clearing.js';
import type { Clearings } from '../clearing/clearings.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { quoterStop, tradesAtOnce } from '../instruments/trading-status.js';
import { ACCOUNT_FIELD as A, BROKER_ACCOUNT } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT, FIRM_QUOTE as F } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import { ADDRESSEE } from './advanced/orders.js';
import type { Matching } from './matching.js';
import { HOLDS_NOTHING, heldBy, type OrderChecks } from './order-checks.js';
import { ORDER_FLAG, type OrderRecords } from './order-records.js';
import type { PositionBook } from './position-book.js';
import type { Quotes } from './quotes.js';

const { BUY, SELL } = SIDE;
const { CANCEL_MAKER } = SELF_TRADE_PREVENTION;
/** Firm quotes a series may have at once: what bounds the walks over them. */
const OFFERS_MAX = 64;
const FLAGS = ORDER_FLAG.DORMANT | ORDER_FLAG.SPECIAL | ORDER_FLAG.FIRM;

/** Refusals of the broker's side for want of lots, PAT, or room in its limits. */
const BROKER_SHORT: readonly number[] = [CODE.ESCROW_OR_PAT, CODE.EXPOSURE, CODE.OPEN_ORDERS];

type Offer = ColdBodies['offerQuote'];

export class FirmQuotes {
  /** The commands that are handled here. */
  readonly handlers = {
    requestQuote: (_, out, __, command) => this.request(command, out),
    offerQuote: (body, out) => this.offer(body, out),
    acceptQuote: (_, out, __, command) => this.accept(command, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly clearings: Clearings;
  private readonly live: OrderRecords;
  private readonly checks: OrderChecks;
  private readonly matching: Matching;
  private readonly positions: PositionBook;
  private readonly quotes: Quotes;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    clearings: Clearings;
    live: OrderRecords;
    checks: OrderChecks;
    matching: Matching;
    positions: PositionBook;
    quotes: Quotes;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.clearings = parts.clearings;
    this.live = parts.live;
    this.checks = parts.checks;
    this.matching = parts.matching;
    this.positions = parts.positions;
    this.quotes = parts.quotes;
  }

  /** A client asks: checked as an order at the mark would be, then told to the broker. Reserves nothing. */
  request(c: Command, out: Result): void {
    const { state } = this;
    const { seriesId, side, quantityLots } = c.body as ColdBodies['requestQuote'];
    if (side !== BUY && side !== SELL) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.side);
    const problem = this.seriesProblem(seriesId);
    if (problem !== 0) return out.refuse(problem, FIELD_ID.series_id);
    const { accountId } = c;
    const markTicks = state.series.get(seriesId, S.markTicks);
    const code = this.problem(accountId, seriesId, side, markTicks, quantityLots, HOLDS_NOTHING);
    if (code !== 0) return out.refuse(code, this.checks.check.field);
    this.reports.plain(EVENT.QUOTE_REQUEST, accountId, c.clientId, seriesId, side, quantityLots);
    out.done(seriesId);
  }

  /** The broker answers: with an offer, or with why there is none. */
  offer(body: Offer, out: Result): void {
    const { accounts } = this.state;
    const { targetAccountId: account, seriesId, side } = body;
    const role = accounts.exists(account) ? accounts.get(account, A.role) : 0;
    if (role !== ACCOUNT_ROLE.CONSUMER && role !== ACCOUNT_ROLE.PROVIDER) {
      return out.refuse(CODE.UNKNOWN_ACCOUNT, FIELD_ID.target_account_id);
    }
    if (side !== BUY && side !== SELL) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.side);
    if (body.errorCode !== 0) {
      this.report(body, 0, body.errorCode);
      return out.done();
    }
    const code = this.seriesProblem(seriesId) || this.enter(body);
    if (code !== 0) {
      // What the broker lacks is not what the client lacks.
      this.report(body, 0, BROKER_SHORT.includes(code) ? CODE.THIN : code);
      return out.refuse(code, FIELD_ID.series_id);
    }
    out.done(this.offeredId);
  }

  /** The addressee takes an offer: checked and reported as an order of its own that trades whole. */
  accept(c: Command, out: Result): void {
    const { state, live, matching } = this;
    const { accountId: account, clientId } = c;
    const { quoteId } = c.body as ColdBodies['acceptQuote'];
    const maker = this.find(account, quoteId);
    if (maker === 0) return out.refuse(CODE.QUOTE_STALE, FIELD_ID.quote_id);
    const seriesId = live.series(maker);
    const side = live.side(maker) === SELL ? BUY : SELL;
    const priceTicks = live.priceTicks(maker);
    const lots = live.openLots(maker);
    const code = this.problem(account, seriesId, side, priceTicks, lots, HOLDS_NOTHING);
    if (code !== 0) return out.refuse(code, this.checks.check.field);
    if (state.series.get(seriesId, S.state) === SERIES_STATE.AUCTION) {
      return out.refuse(CODE.AUCTION, FIELD_ID.quote_id);
    }
    const unit = this.checks.check.unitReserveMicroPat;
    // The broker's lots may come from as many entries as it bought them in; all but one of those end.
    const hasRoom = !state.orders.isFull && this.clearings.of(seriesId).hasRoom(1);
    if (!hasRoom) return out.refuse(CODE.CAPACITY_FULL);
    const noPlace = this.positions.problem(account, seriesId);
    if (noPlace !== 0) return out.refuse(noPlace);
    const position = this.positions.ensure(account, seriesId);
    const slot = state.orders.allocate();
    const group = state.accounts.get(account, A.firmGroup);
    live.enlist(slot, account, group, clientId, lots, unit, position, c.sessionId, 0);
    live.reserve(account, position, seriesId, side, unit, lots);
    if (side === BUY) this.checks.useDailyCredit(account, unit * lots);
    const orderId = state.orders.idOf(slot);
    this.reports.accepted(account, orderId, clientId, seriesId, side, priceTicks, lots);
    matching.setTaker(seriesId, side, priceTicks, lots, account, group, CANCEL_MAKER);
    matching.take(slot, maker);
    live.discard(slot);
    out.done(orderId, 1);
  }

  /**
   * Lots the broker offers to buy or to sell in a series by firm quotes; those to sell are still its own, but not free.
   * @param except offers to this account's firm group are left out; 0 leaves none out
   */
  offeredLots(seriesId: number, side: number, except = 0): number {
    const { extensions, offers } = this.state.specials;
    let lots = 0;
    for (let e = offers.first(seriesId); e !== 0; e = offers.next(e)) {
      const slot = extensions.get(e, special.SLOT);
      if (this.live.side(slot) !== side) continue;
      if (except === 0 || !this.state.accounts.isOneFirm(extensions.get(e, ADDRESSEE), except)) {
        lots += this.live.openLots(slot);
      }
    }
    return lots;
  }

  /** Id of the offer entered last. */
  private offeredId = 0;

  /** Why there is nothing to quote in a series now, or 0. */
  private seriesProblem(seriesId: number): number {
    const { series } = this.state;
    if (!series.exists(seriesId)) return CODE.UNKNOWN_SERIES;
    if (quoterStop(this.state, seriesId) !== 0) return CODE.KILLED;
    const seriesState = series.get(seriesId, S.state);
    if (seriesState === SERIES_STATE.AUCTION) return CODE.AUCTION;
    return tradesAtOnce(seriesState) ? 0 : CODE.SERIES_CLOSED;
  }

  /** The pre-trade checks; it meets no order of the book, so none of its own either. */
  private problem(
    account: number,
    seriesId: number,
    side: number,
    priceTicks: number,
    lots: number,
    held: Readonly<Held>,
  ): number {
    const position = this.state.positions.find(account, seriesId);
    // What a client takes it takes at once and whole.
    const isImmediate = account !== BROKER_ACCOUNT;
    return this.checks.run(
      account,
      seriesId,
      side,
      priceTicks,
      lots,
      position,
      CANCEL_MAKER,
      held,
      isImmediate,
    );
  }

  /** Enters an offer in the place of the group's last one; answers why it cannot, or 0. */
  private enter(body: Offer): number {
    const { state, live } = this;
    const { seriesId, priceTicks, quantityLots: lots, targetAccountId } = body;
    const { orders, specials, timers } = state;
    const side = body.side === BUY ? SELL : BUY;
    if (body.validUntilMs <= state.timeMs) return CODE.QUOTE_STALE;
    const before = this.offersTo(targetAccountId, seriesId);
    const code = this.brokerProblem(body, side, before);
    if (code !== 0) return code;
    const isFull =
      orders.isFull ||
      timers.isFull ||
      specials.extensions.room === 0 ||
      specials.offers.count(seriesId) - before.length >= OFFERS_MAX;
    if (isFull) return CODE.CAPACITY_FULL;
    const noPlace = this.positions.problem(BROKER_ACCOUNT, seriesId);
    if (noPlace !== 0) return noPlace;
    const position = this.positions.ensure(BROKER_ACCOUNT, seriesId);
    const unit = this.checks.check.unitReserveMicroPat;

    for (const slot of before) live.cancel(slot, CANCEL_REASON.REPLACED);
    if (this.needsLevels) this.quotes.pullBehindBest(seriesId, side, CANCEL_REASON.REPLACED);
    const slot = orders.allocate();
    const group = state.accounts.get(BROKER_ACCOUNT, A.firmGroup);
    live.enlist(slot, BROKER_ACCOUNT, group, 0, lots, unit, position, 0, FLAGS);
    const extension = specials.attach(slot, seriesId, side - BUY, ORDER_TYPE.LIMIT, false);
    specials.extensions.set(extension, special.LIMIT_TICKS, priceTicks);
    specials.extensions.set(extension, ADDRESSEE, targetAccountId);
    specials.offers.add(extension);
    live.reserve(BROKER_ACCOUNT, position, seriesId, side, unit, lots);
    state.series.add(seriesId, S.openOrders, 1);
    this.offeredId = orders.idOf(slot);
    live.setTimer(slot, timers.set(body.validUntilMs, TIMER.ORDER_EXPIRY, this.offeredId));
    this.reports.accepted(BROKER_ACCOUNT, this.offeredId, 0, seriesId, side, priceTicks, lots);
    this.report(body, this.offeredId, 0);
    return 0;
  }

  /** Whether the offer being entered needs what the public quote of its side holds behind its best level. */
  private needsLevels = false;

  /** The checks of the broker's side, with what the last offers hold given back, then with what stands behind the best level too. */
  private brokerProblem(body: Offer, side: number, before: readonly number[]): number {
    const { live } = this;
    const { seriesId, priceTicks, quantityLots } = body;
    const held = heldBy(before.length);
    for (const slot of before) {
      if (live.side(slot) !== side) continue;
      held.patMicroPat += live.unitReserve(slot) * live.openLots(slot);
      if (side === SELL) held.rightsLots += live.openLots(slot);
    }
    this.needsLevels = false;
    const code = this.problem(BROKER_ACCOUNT, seriesId, side, priceTicks, quantityLots, held);
    if (!BROKER_SHORT.includes(code)) return code;
    const levels = this.quotes.heldBehindBest(seriesId, side);
    held.openOrders += levels.openOrders;
    held.patMicroPat += levels.patMicroPat;
    held.rightsLots += levels.rightsLots;
    this.needsLevels = true;
    return this.problem(BROKER_ACCOUNT, seriesId, side, priceTicks, quantityLots, held);
  }

  /** Slots of the offers to an account, or to others of its firm group. */
  private offersTo(account: number, seriesId: number): number[] {
    const { extensions, offers } = this.state.specials;
    const slots: number[] = [];
    for (let e = offers.first(seriesId); e !== 0; e = offers.next(e)) {
      const isTo = this.state.accounts.isOneFirm(extensions.get(e, ADDRESSEE), account);
      if (isTo) slots.push(extensions.get(e, special.SLOT));
    }
    return slots;
  }

  /** The live offer of this id to this account, or 0; takes any id from outside. */
  private find(account: number, quoteId: number): number {
    const { live, state } = this;
    const slot = live.find(BROKER_ACCOUNT, quoteId);
    if (slot === 0 || (live.flags(slot) & ORDER_FLAG.FIRM) === 0) return 0;
    return state.specials.field(slot, ADDRESSEE) === account ? slot : 0;
  }

  private report(body: Offer, orderId: number, code: number): void {
    const { reports } = this;
    const { targetAccountId: account, factors: f, sizeFactors: z } = body;
    const at = reports.log.begin(EVENT.FIRM_QUOTE, F.words);
    const { words } = reports.log;
    words.fill(0, at + 1, at + F.words);
    words[at + F.account] = account;
    words[at + F.accountSequence] = reports.nextSequence(account);
    words[at + F.requestId] = body.quoteRequestId;
    words[at + F.orderId] = orderId;
    words[at + F.series] = body.seriesId;
    words[at + F.side] = body.side;
    words[at + F.priceTicks] = code === 0 ? body.priceTicks : 0;
    words[at + F.lots] = body.quantityLots;
    words[at + F.validUntilMs] = code === 0 ? body.validUntilMs : 0;
    words[at + F.code] = code;
    if (code !== 0 || f === null || z === null) return;
    const factors = [
      f.baseValuePpmTicks,
      f.freshnessPpm,
      f.demandPpm,
      f.scarcityPpm,
      f.dominancePpm,
      f.halfSpreadPpm,
      f.reservationPpm,
      f.bidFactorPpm,
      f.sigmaPpm,
      f.thinnessPpm,
      f.nextRepriceTimeMs,
      z.startLots,
      z.targetLots,
      z.maxLots,
      z.skewSlopePpm,
      z.skewMaxPpm,
      z.clearingPpm,
      z.spreadMultiplePpm,
      z.topTicks,
    ];
    for (let i = 0; i < factors.length; i += 1) words[at + F.factors + i] = factors[i] as number;
  }
}
