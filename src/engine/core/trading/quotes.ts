/**
 * The broker's quotes: many series in one command, each replaced whole or refused whole; one that finds no room for a
 * level half way is pulled whole.
 *
 * A level that keeps its price and does not grow keeps its order and so its time priority; every other old level is
 * cancelled and every other new level placed. Levels are ordinary orders of the broker's account, told apart only by a
 * flag: they are reported by quote, not one by one. Invariant: a series' quote slots name live orders or 0, or ids of
 * orders that have ended, which find nothing.
 */
import {
  CANCEL_REASON,
  type ColdBodies,
  type QuoteLevel,
  SELF_TRADE_PREVENTION,
  type SeriesQuote,
  SIDE,
} from '../../../values/index.js';
import type { Held } from '../clearing/clearing.js';
import {
  QUOTE_FACTOR_WORDS,
  QUOTE_LEVELS,
  QUOTE_SLOTS,
  SERIES_FIELD,
} from '../instruments/series-table.js';
import { quoterStop, takesOrders } from '../instruments/trading-status.js';
import { ACCOUNT_FIELD, BROKER_ACCOUNT } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT, NOT_NUMBERED } from '../kernel/events.js';
import { CODE } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import { TIMER } from '../kernel/timers.js';
import type { MakerProtection } from './maker-protection.js';
import type { Matching } from './matching.js';
import { heldBy, type OrderChecks } from './order-checks.js';
import { ORDER_FLAG, type OrderRecords } from './order-records.js';
import type { PositionBook } from './position-book.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const A = ACCOUNT_FIELD;
const S = SERIES_FIELD;

const { BUY, SELL } = SIDE;

export class Quotes {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly checks: OrderChecks;
  private readonly matching: Matching;
  private readonly positions: PositionBook;
  private readonly protection: MakerProtection;
  /** Whether every level of the quote being placed found room. */
  private hasRoom = true;
  /** Scratch: the orders of a side before its levels are placed anew, and what one level may use of what is held. */
  private readonly old = new Float64Array(QUOTE_LEVELS);
  private readonly heldByLevel: Held = heldBy(0);
  /** Scratch: what the levels being placed reserve per lot, bids then asks. */
  private readonly units = new Float64Array(QUOTE_SLOTS);

  constructor(
    state: State,
    reports: EventWriter,
    live: OrderRecords,
    checks: OrderChecks,
    matching: Matching,
    positions: PositionBook,
    protection: MakerProtection,
  ) {
    this.state = state;
    this.reports = reports;
    this.live = live;
    this.checks = checks;
    this.matching = matching;
    this.positions = positions;
    this.protection = protection;
  }

  /** Quotes every entry, each with its own result event; returns how many were taken. */
  massQuote(body: ColdBodies['massQuote']): number {
    let taken = 0;
    for (const quote of body.quotes) {
      const code = this.quote(quote, body.basedOnSequence);
      if (code === 0) taken += 1;
      this.reports.plain(EVENT.QUOTE_RESULT, BROKER_ACCOUNT, NOT_NUMBERED, quote.seriesId, code);
    }
    return taken;
  }

  /** Cancels all the broker quotes in a series, firm quotes too: one side or both (side 0). Returns how many orders ended. */
  pull(seriesId: number, side: number, reason: number): number {
    return this.pullLevels(seriesId, side, reason) + this.live.cancelOffers(seriesId, side, reason);
  }

  /** Cancels a side of the broker's public quote but for its best level, which is what the public sees a price by. */
  pullBehindBest(seriesId: number, side: number, reason: number): void {
    const { quoteOrders } = this.state.series;
    for (
      let i = this.behindBest(seriesId, side);
      i < firstSlot(seriesId, side) + QUOTE_LEVELS;
      i += 1
    ) {
      const slot = this.live.find(BROKER_ACCOUNT, quoteOrders[i] as number);
      quoteOrders[i] = 0;
      if (slot !== 0) this.live.cancel(slot, reason);
    }
  }

  /** Cancels the broker's public quote of a series: one side or both (side 0). Returns how many orders ended. */
  pullLevels(seriesId: number, side: number, reason: number): number {
    const { series } = this.state;
    const from = seriesId * QUOTE_SLOTS + (side === SELL ? QUOTE_LEVELS : 0);
    const to = seriesId * QUOTE_SLOTS + (side === BUY ? QUOTE_LEVELS : QUOTE_SLOTS);
    let ended = 0;
    for (let i = from; i < to; i += 1) {
      const slot = this.live.find(BROKER_ACCOUNT, series.quoteOrders[i] as number);
      series.quoteOrders[i] = 0;
      if (slot === 0) continue;
      this.live.cancel(slot, reason);
      ended += 1;
    }
    return ended;
  }

  /** Cancels every quote there is. */
  pullAll(reason: number): number {
    let ended = 0;
    for (let id = 1; id <= this.state.series.count; id += 1) ended += this.pull(id, 0, reason);
    return ended;
  }

  /** Levels of quotes that are in a book now, and firm quotes, counted afresh. */
  liveCount(): number {
    const { quoteOrders, count } = this.state.series;
    let live = 0;
    for (let id = 1; id <= count; id += 1) live += this.state.specials.offers.count(id);
    for (let i = 0; i < (count + 1) * QUOTE_SLOTS; i += 1) {
      if (this.live.find(BROKER_ACCOUNT, quoteOrders[i] as number) !== 0) live += 1;
    }
    return live;
  }

  /** The timer of a quote fired: it pulls itself. */
  expire(seriesId: number): void {
    this.state.series.set(seriesId, S.quoteTimer, 0);
    this.pullLevels(seriesId, 0, CANCEL_REASON.EXPIRED);
  }

  private quote(quote: SeriesQuote, basedOnSequence: number): number {
    const code = this.problem(quote, basedOnSequence);
    if (code !== 0) return code;
    const { seriesId } = quote;
    const position = this.positions.ensure(BROKER_ACCOUNT, seriesId);
    this.hasRoom = true;
    const dropped =
      this.keepOrCancel(seriesId, BUY, quote.bids) + this.keepOrCancel(seriesId, SELL, quote.asks);
    const placed =
      this.placeNew(seriesId, BUY, quote.bids, position) +
      this.placeNew(seriesId, SELL, quote.asks, position);
    if (!this.hasRoom) {
      this.pullLevels(seriesId, 0, CANCEL_REASON.CAPACITY);
      return CODE.CAPACITY_FULL;
    }
    this.renew(quote);
    if (dropped + placed > 0 || quote.factors !== null) this.reports.quoteChanged(seriesId);
    return 0;
  }

  /** Why a quote cannot be taken, all its levels together; 0 when it can. */
  private problem(quote: SeriesQuote, basedOnSequence: number): number {
    const { state } = this;
    const { seriesId, bids, asks } = quote;
    const { series } = state;
    if (!series.exists(seriesId)) return CODE.UNKNOWN_SERIES;
    const stop = quoterStop(state, seriesId);
    if (stop !== 0) return stop;
    if (!takesOrders(series.get(seriesId, S.state))) return CODE.SERIES_CLOSED;
    if (series.get(seriesId, S.auctionClearing) !== 0) return CODE.AUCTION;
    if (quote.validUntilMs <= state.timeMs || basedOnSequence > state.sequence) {
      return CODE.QUOTE_STALE;
    }
    // Bids thought of before a mint must not come back after it; 0 says they were not thought of at any sequence.
    const isBehindMint =
      basedOnSequence !== 0 && basedOnSequence < series.get(seriesId, S.mintedSequence);
    if (isBehindMint && bids.length > 0) return CODE.QUOTE_STALE;
    if (bids.length > QUOTE_LEVELS || asks.length > QUOTE_LEVELS) return CODE.INVALID_FIELD;
    const bid = bids[0]?.priceTicks ?? 0;
    const ask = asks[0]?.priceTicks ?? Infinity;
    if (bid >= ask || !isLadder(bids, -1) || !isLadder(asks, 1)) return CODE.QUOTE_CROSSED;
    const position = state.positions.find(BROKER_ACCOUNT, seriesId);
    const noPlace = position === 0 ? this.positions.placeProblem(BROKER_ACCOUNT) : 0;
    if (noPlace !== 0) return noPlace;
    if (state.orders.capacity - state.orders.liveCount < QUOTE_SLOTS) return CODE.CAPACITY_FULL;
    if (state.timers.isFull) return CODE.CAPACITY_FULL;
    return (
      this.sideProblem(seriesId, BUY, bids, position) ||
      this.sideProblem(seriesId, SELL, asks, position)
    );
  }

  /** The pre-trade checks for one side: each level, with all its worst case in the last one's sums. */
  private sideProblem(
    seriesId: number,
    side: number,
    levels: readonly QuoteLevel[],
    position: number,
  ): number {
    const mine = this.held(seriesId, side);
    let usedPat = 0;
    let usedRights = 0;
    for (let i = 0; i < levels.length; i += 1) {
      const { priceTicks, quantityLots } = levels[i] as QuoteLevel;
      const held = this.heldByLevel;
      held.openOrders = mine.openOrders;
      held.patMicroPat = mine.patMicroPat - usedPat;
      held.rightsLots = mine.rightsLots - usedRights;
      const code = this.checks.run(
        BROKER_ACCOUNT,
        seriesId,
        side,
        priceTicks,
        quantityLots,
        position,
        SELF_TRADE_PREVENTION.CANCEL_MAKER,
        held,
      );
      if (code !== 0) return code;
      const unit = this.checks.check.unitReserveMicroPat;
      this.units[(side === BUY ? 0 : QUOTE_LEVELS) + i] = unit;
      usedPat += unit * quantityLots;
      if (side === SELL) usedRights += quantityLots;
    }
    return 0;
  }

  /** What the levels of a side behind its best one hold, which a firm quote may use. */
  heldBehindBest(seriesId: number, side: number): Held {
    return this.held(seriesId, side, this.behindBest(seriesId, side));
  }

  /** The first quote slot behind the best level that stands. */
  private behindBest(seriesId: number, side: number): number {
    const { quoteOrders } = this.state.series;
    const first = firstSlot(seriesId, side);
    let i = first;
    while (i < first + QUOTE_LEVELS) {
      const slot = this.live.find(BROKER_ACCOUNT, quoteOrders[i] as number);
      i += 1;
      if (slot !== 0) return i;
    }
    return i;
  }

  /** What the present quote of a side holds from one of its slots on, which the new one may use. */
  private held(seriesId: number, side: number, from = firstSlot(seriesId, side)): Held {
    const { live } = this;
    let openOrders = 0;
    let patMicroPat = 0;
    let rightsLots = 0;
    for (let i = from; i < firstSlot(seriesId, side) + QUOTE_LEVELS; i += 1) {
      const slot = live.find(BROKER_ACCOUNT, this.state.series.quoteOrders[i] as number);
      if (slot === 0) continue;
      openOrders += 1;
      patMicroPat += live.unitReserve(slot) * live.openLots(slot);
      if (side === SELL) rightsLots += live.openLots(slot);
    }
    return Object.assign(heldBy(openOrders), { patMicroPat, rightsLots });
  }

  /** Old levels that a new one does not keep are cancelled; kept ones are shrunk in place. */
  private keepOrCancel(seriesId: number, side: number, levels: readonly QuoteLevel[]): number {
    const { live, state } = this;
    const { quoteOrders } = state.series;
    const first = firstSlot(seriesId, side);
    let dropped = 0;
    for (let i = first; i < first + QUOTE_LEVELS; i += 1) {
      const slot = live.find(BROKER_ACCOUNT, quoteOrders[i] as number);
      if (slot === 0) {
        quoteOrders[i] = 0;
        continue;
      }
      const priceTicks = live.priceTicks(slot);
      const kept = levelAt(levels, priceTicks);
      const open = live.openLots(slot);
      if (kept === undefined || kept.quantityLots > open) {
        live.cancel(slot, CANCEL_REASON.REPLACED);
        quoteOrders[i] = 0;
        dropped += 1;
      } else if (kept.quantityLots < open) {
        const lots = open - kept.quantityLots;
        state.book.reduce(slot, kept.quantityLots);
        live.setOriginalLots(slot, live.originalLots(slot) - lots);
        live.release(
          BROKER_ACCOUNT,
          live.position(slot),
          seriesId,
          side,
          live.unitReserve(slot),
          lots,
        );
        this.reports.log.touch(seriesId, side, priceTicks);
        dropped += 1;
      }
    }
    return dropped;
  }

  private placeNew(
    seriesId: number,
    side: number,
    levels: readonly QuoteLevel[],
    position: number,
  ): number {
    const { old } = this;
    const { quoteOrders } = this.state.series;
    const first = firstSlot(seriesId, side);
    for (let i = 0; i < QUOTE_LEVELS; i += 1) old[i] = quoteOrders[first + i] as number;
    let placed = 0;
    for (let i = 0; i < levels.length; i += 1) {
      const level = levels[i] as QuoteLevel;
      const kept = this.keptAt(level.priceTicks);
      if (kept === 0) placed += 1;
      quoteOrders[first + i] = kept !== 0 ? kept : this.place(seriesId, side, i, level, position);
      // Each level is an order of its own: the next one does not meet whom this one tripped.
      this.protection.pull();
    }
    quoteOrders.fill(0, first + levels.length, first + QUOTE_LEVELS);
    return placed;
  }

  /** Id of the kept order at a price, or 0. */
  private keptAt(priceTicks: number): number {
    const { live, old } = this;
    for (let i = 0; i < QUOTE_LEVELS; i += 1) {
      const id = old[i] as number;
      const slot = id === 0 ? 0 : live.find(BROKER_ACCOUNT, id);
      if (slot !== 0 && live.priceTicks(slot) === priceTicks) return id;
    }
    return 0;
  }

  /** Places one level, which may take what it crosses; returns its order id if it rests. */
  private place(
    seriesId: number,
    side: number,
    index: number,
    level: QuoteLevel,
    position: number,
  ): number {
    const { state, live, matching } = this;
    const { priceTicks, quantityLots: lots } = level;
    const unit = this.units[(side === BUY ? 0 : QUOTE_LEVELS) + index] as number;
    if (!state.book.hasRoom(seriesId, side - 1, priceTicks, lots)) {
      this.hasRoom = false;
      return 0;
    }
    const slot = state.orders.allocate();
    const group = state.accounts.get(BROKER_ACCOUNT, A.firmGroup);
    live.enlist(slot, BROKER_ACCOUNT, group, 0, lots, unit, position, 0, ORDER_FLAG.QUOTE);
    live.reserve(BROKER_ACCOUNT, position, seriesId, side, unit, lots);
    const mode = SELF_TRADE_PREVENTION.CANCEL_MAKER;
    matching.setTaker(seriesId, side, priceTicks, lots, BROKER_ACCOUNT, group, mode);
    if (state.book.wouldCross(seriesId, side - 1, priceTicks)) matching.run(slot);
    if (matching.taker.lots === 0) {
      live.discard(slot);
      return 0;
    }
    if (matching.stopReason !== 0) {
      this.hasRoom = false;
      live.end(slot, seriesId, side, priceTicks, matching.taker.lots, matching.stopReason);
      return 0;
    }
    state.book.rest(slot, seriesId, side - 1, priceTicks);
    state.series.add(seriesId, S.openOrders, 1);
    this.reports.log.touch(seriesId, side, priceTicks);
    return state.orders.idOf(slot);
  }

  private renew(quote: SeriesQuote): void {
    const { series, timers } = this.state;
    const { seriesId, validUntilMs, factors } = quote;
    series.set(seriesId, S.quoteValidUntilMs, validUntilMs);
    const old = series.get(seriesId, S.quoteTimer);
    if (old !== 0) timers.cancel(old);
    series.set(seriesId, S.quoteTimer, timers.set(validUntilMs, TIMER.QUOTE_EXPIRY, seriesId));
    if (factors === null) return;
    const at = seriesId * QUOTE_FACTOR_WORDS;
    const f = series.quoteFactors;
    f[at] = factors.baseValuePpmTicks;
    f[at + 1] = factors.freshnessPpm;
    f[at + 2] = factors.demandPpm;
    f[at + 3] = factors.scarcityPpm;
    f[at + 4] = factors.dominancePpm;
    f[at + 5] = factors.halfSpreadPpm;
    f[at + 6] = factors.reservationPpm;
    f[at + 7] = factors.bidFactorPpm;
    f[at + 8] = factors.sigmaPpm;
    f[at + 9] = factors.thinnessPpm;
    f[at + 10] = factors.nextRepriceTimeMs;
  }
}

function firstSlot(seriesId: number, side: number): number {
  return seriesId * QUOTE_SLOTS + (side === BUY ? 0 : QUOTE_LEVELS);
}

/** The level at a price, if there is one. */
function levelAt(levels: readonly QuoteLevel[], priceTicks: number): QuoteLevel | undefined {
  for (let i = 0; i < levels.length; i += 1) {
    if (levels[i]?.priceTicks === priceTicks) return levels[i];
  }
  return undefined;
}

/** Whether prices go strictly away from the middle, in the given direction. */
function isLadder(levels: readonly QuoteLevel[], direction: number): boolean {
  for (let i = 1; i < levels.length; i += 1) {
    const [before, level] = [levels[i - 1] as QuoteLevel, levels[i] as QuoteLevel];
    if ((level.priceTicks - before.priceTicks) * direction <= 0) return false;
  }
  return true;
}
