/**
 * Runs an arriving order through the book and clears every fill: the bridge between the book, which knows lots, and
 * clearing, which knows money.
 *
 * Matching is drained in chunks of bounded size, each begun only when the stores have room for what it may make; else
 * the taker's rest is cancelled. A trade out of the series' price bands does not happen: the taker stops before it and
 * the series goes into auction. In an auction nothing matches. Invariant: after `run` the taker's open lots, the makers' records
 * and the ledger agree; makers that are done are freed.
 */
import { CANCEL_REASON, SELF_TRADE_PREVENTION, SERIES_STATE, SIDE } from '../../../values/index.js';
import {
  FILL,
  Matches,
  PAUSED,
  SCOPE_ACCOUNT,
  SCOPE_GROUP,
  STOPPED_BY_STP,
  STP_CANCEL_BOTH,
  STP_CANCEL_MAKER,
  STP_CANCEL_MAKERS,
  STP_CANCEL_TAKER,
  STP_DECREMENT_BOTH,
  Taker,
} from '../book/index.js';
import { Party } from '../clearing/clearing.js';
import type { Clearings } from '../clearing/clearings.js';
import { SERIES_FIELD } from '../instruments/series-table.js';
import { BROKER_ACCOUNT } from '../kernel/accounts.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT, TRADE } from '../kernel/events.js';
import type { State } from '../kernel/state.js';
import type { Auctions } from './auctions/auctions.js';
import type { PriceBands } from './auctions/price-bands.js';
import type { MakerProtection } from './maker-protection.js';
import { ORDER_FLAG, type OrderRecords } from './order-records.js';
import { TRADE_FIELD, TRADE_FROM } from './trade-memory.js';

// Bound again as constants of this module: V8 folds those, but reads imported ones every time.
const S = SERIES_FIELD;
const T = TRADE;
const M = TRADE_FIELD;

const { BUY, SELL } = SIDE;
const { CANCEL_TAKER, CANCEL_MAKER, CANCEL_BOTH } = SELF_TRADE_PREVENTION;
const CHUNK_MAX = 4096;

export class Matching {
  readonly taker = new Taker();
  /** Why the taker's rest must not rest: a CANCEL_REASON, or 0. */
  stopReason = 0;
  /** Rows drained at once. */
  private readonly chunk: number;
  private readonly matches: Matches;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly bands: PriceBands;
  private readonly auctions: Auctions;
  private readonly clearings: Clearings;
  private readonly protection: MakerProtection;
  private readonly buyer = new Party();
  private readonly seller = new Party();
  private priceTicks = 0;
  /** Where the last trade is remembered. */
  private place = 0;
  /** Whether the series has special orders; then the first and last price of the taker's trades, 0 = none. */
  private isWatched = false;
  private firstTicks = 0;
  private lastTicks = 0;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    clearings: Clearings;
    live: OrderRecords;
    bands: PriceBands;
    auctions: Auctions;
    protection: MakerProtection;
  }) {
    const { state } = parts;
    this.state = state;
    this.reports = parts.reports;
    this.live = parts.live;
    this.bands = parts.bands;
    this.auctions = parts.auctions;
    this.clearings = parts.clearings;
    this.protection = parts.protection;
    this.chunk = Math.min(CHUNK_MAX, Math.max(1, state.limits.maxObligations >> 6));
    this.matches = new Matches(this.chunk);
  }

  /** The terms of the order about to be matched. */
  setTaker(
    series: number,
    side: number,
    priceTicks: number,
    lots: number,
    account: number,
    group: number,
    mode: number,
  ): void {
    const { taker } = this;
    taker.series = series;
    taker.side = side - 1;
    taker.limitPriceTicks = priceTicks;
    taker.lots = lots;
    taker.owner = account;
    taker.ownerGroup = group;
    taker.stpScope = group === 0 ? SCOPE_ACCOUNT : SCOPE_GROUP;
    taker.stpMode = stpModeOf(mode);
    this.stopReason = 0;
    this.priceTicks = priceTicks;
  }

  /**
   * Most fills an order of so many lots can have. An iceberg fills peak by peak.
   */
  fillsMax(seriesId: number, lots: number): number {
    const { series } = this.state;
    if (this.isByPeaks(seriesId)) return lots;
    return Math.min(lots, series.get(seriesId, S.openOrders));
  }

  /** Whether a level may fill in more steps than it has orders. */
  private isByPeaks(seriesId: number): boolean {
    return this.state.specials.icebergs(seriesId) > 0;
  }

  /**
   * Whether there is room for an order's first fills; for all of them when it must not stop half way, of which `canFill` has
   * just said that it need not.
   */
  hasRoomToFill(seriesId: number, lots: number, isWhole: boolean): boolean {
    if (!isWhole) return this.hasRoom(seriesId, lots);
    // `canFill` has just walked as far as the order will trade.
    const { book } = this.state;
    const fills = Math.min(
      this.fillsMax(seriesId, lots),
      this.isByPeaks(seriesId) ? lots : book.fillable.ordersReached,
    );
    return this.clearings.of(seriesId).hasRoom(fills);
  }

  /** Whether the stores have room for the first chunk of an order's fills. */
  private hasRoom(seriesId: number, lots: number): boolean {
    const fills = Math.min(this.chunk, this.fillsMax(seriesId, lots));
    return this.clearings.of(seriesId).hasRoom(fills);
  }

  /** Whether the taker would trade whole, within the price bands. */
  canFill(): boolean {
    this.bound();
    return this.state.book.canFill(this.taker);
  }

  /** Keeps the taker within the price bands of its series; before its first trade. */
  private bound(): void {
    const { bands, taker } = this;
    if (!bands.areBinding(taker.series)) return;
    taker.limitPriceTicks = bands.limitTicks(taker.series, taker.side + 1, this.priceTicks);
  }

  /** Matches the taker, whose record is enlisted and reserved but not in the book. */
  run(takerSlot: number): void {
    this.isWatched = this.state.specials.has(this.taker.series);
    if (!this.isWatched) {
      this.trade(takerSlot);
      return;
    }
    this.firstTicks = 0;
    this.trade(takerSlot);
    if (this.firstTicks !== 0) this.afterTrades(takerSlot);
  }

  /**
   * Trades the taker, whose record is enlisted and reserved, whole with a firm quote made for it. A trade outside the book:
   * its price has stood in no queue, so it wakes no stop.
   */
  take(takerSlot: number, makerSlot: number): void {
    const { live, matches, taker, state } = this;
    const { series } = state;
    const lastTicks = series.get(taker.series, S.lastPriceTicks);
    this.isWatched = false;
    matches.clear();
    matches.push(FILL, makerSlot, this.priceTicks, taker.lots, 0);
    this.clearFill(0, takerSlot, makerSlot, live.side(makerSlot), this.priceTicks);
    state.trades.set(this.place, M.from, TRADE_FROM.FIRM_QUOTE);
    series.set(taker.series, S.lastPriceTicks, lastTicks);
    series.set(taker.series, S.firmPriceTicks, this.priceTicks);
    series.set(taker.series, S.firmTradeId, series.get(taker.series, S.lastTradeId));
    taker.lots = 0;
  }

  /** Trades wake stops and end the group of the taker; those of the makers have ended by now. */
  private afterTrades(takerSlot: number): void {
    const { live, taker, state, firstTicks, lastTicks } = this;
    if ((live.flags(takerSlot) & ORDER_FLAG.SPECIAL) !== 0) live.cancelGroup(takerSlot);
    state.specials.notePrice(taker.series, firstTicks);
    if (lastTicks !== firstTicks) state.specials.notePrice(taker.series, lastTicks);
  }

  private trade(takerSlot: number): void {
    const { matches, taker, state } = this;
    if (state.series.get(taker.series, S.state) === SERIES_STATE.AUCTION) return;
    this.bound();
    for (;;) {
      if (!this.hasRoom(taker.series, taker.lots)) {
        this.stopReason = CANCEL_REASON.CAPACITY;
        return;
      }
      matches.clear();
      const result = state.book.match(taker, matches);
      for (let row = 0; row < matches.count; row += 1) this.clear(row, takerSlot);
      if (result === STOPPED_BY_STP) this.stopReason = CANCEL_REASON.SELF_TRADE_REST;
      if (result !== PAUSED) break;
    }
    if (taker.limitPriceTicks !== this.priceTicks) this.leaveBand();
  }

  /** The taker came as far as a band: if it would go on, an auction finds the price. */
  private leaveBand(): void {
    const { taker, state } = this;
    taker.limitPriceTicks = this.priceTicks;
    const wouldGoOn =
      taker.lots > 0 &&
      this.stopReason === 0 &&
      state.book.wouldCross(taker.series, taker.side, this.priceTicks);
    if (wouldGoOn) this.auctions.interrupt(taker.series);
  }

  private clear(row: number, takerSlot: number): void {
    const { matches, taker } = this;
    const kind = matches.kind(row);
    const makerSlot = matches.makerSlot(row);
    const makerSide = taker.side === 0 ? SELL : BUY;
    const priceTicks = matches.priceTicks(row);
    this.reports.log.touch(taker.series, makerSide, priceTicks);
    if (kind === FILL) this.clearFill(row, takerSlot, makerSlot, makerSide, priceTicks);
    else if (kind === STP_CANCEL_MAKER) {
      this.state.series.add(taker.series, S.openOrders, -1);
      const lots = this.live.totalLots(makerSlot);
      this.live.end(makerSlot, taker.series, makerSide, priceTicks, lots, CANCEL_REASON.SELF_TRADE);
    } else this.clearDecrement(row, takerSlot, makerSlot, makerSide, priceTicks);
  }

  private clearFill(
    row: number,
    takerSlot: number,
    makerSlot: number,
    makerSide: number,
    priceTicks: number,
  ): void {
    const { live, matches, state, taker } = this;
    const seriesId = taker.series;
    const lots = matches.lots(row);
    const isTakerBuyer = makerSide === SELL;
    this.fillParty(isTakerBuyer ? this.buyer : this.seller, takerSlot, seriesId, S.takerFeePpm);
    this.fillParty(isTakerBuyer ? this.seller : this.buyer, makerSlot, seriesId, S.makerFeePpm);
    const clearing = this.clearings.of(seriesId);
    clearing.fill(seriesId, this.buyer, this.seller, priceTicks, lots);
    state.series.set(seriesId, S.lastPriceTicks, priceTicks);
    const takerOpen = live.openLots(takerSlot) - lots;
    live.setOpenLots(takerSlot, takerOpen);
    const tradeId = state.series.get(seriesId, S.lastTradeId) + 1;
    state.series.set(seriesId, S.lastTradeId, tradeId);
    this.reportTrade(row, tradeId, takerSlot, makerSlot, takerOpen, priceTicks, lots);
    this.remember(seriesId, tradeId, priceTicks, lots);
    this.protection.filled(live.owner(makerSlot), seriesId, makerSide, lots, priceTicks);
    if (this.isWatched) this.watch(makerSlot, priceTicks);
    if (matches.makerOpenLots(row) === 0) {
      state.series.add(seriesId, S.openOrders, -1);
      live.discard(makerSlot);
    }
  }

  /** A fill in a series with special orders: its price may wake stops, and it ends the maker's group. */
  private watch(makerSlot: number, priceTicks: number): void {
    const { live } = this;
    if (this.firstTicks === 0) this.firstTicks = priceTicks;
    this.lastTicks = priceTicks;
    if ((live.flags(makerSlot) & ORDER_FLAG.SPECIAL) !== 0) live.cancelGroup(makerSlot);
  }

  private clearDecrement(
    row: number,
    takerSlot: number,
    makerSlot: number,
    makerSide: number,
    priceTicks: number,
  ): void {
    const { live, matches, state, taker } = this;
    const lots = matches.lots(row);
    const takerSide = taker.side + 1;
    const left = matches.makerOpenLots(row);
    this.shrink(makerSlot, taker.series, makerSide, lots);
    this.shrink(takerSlot, taker.series, takerSide, lots);
    const takerOpen = live.openLots(takerSlot) - lots;
    live.setOpenLots(takerSlot, takerOpen);
    this.reportReduced(takerSlot, takerSide, this.priceTicks, takerOpen);
    this.reportReduced(makerSlot, makerSide, priceTicks, left);
    if (left === 0) {
      state.series.add(taker.series, S.openOrders, -1);
      live.discard(makerSlot);
    }
  }

  /** Reservations of decremented lots go back; they never traded. */
  private shrink(slot: number, series: number, side: number, lots: number): void {
    const { live } = this;
    live.release(live.owner(slot), live.position(slot), series, side, live.unitReserve(slot), lots);
    live.setOriginalLots(slot, live.originalLots(slot) - lots);
  }

  private reportReduced(slot: number, side: number, priceTicks: number, openLots: number): void {
    const { live } = this;
    if ((live.flags(slot) & ORDER_FLAG.QUOTE) !== 0) {
      this.reports.quoteChanged(this.taker.series);
      return;
    }
    this.reports.changed(
      EVENT.ORDER_REDUCED,
      live.owner(slot),
      this.state.orders.idOf(slot),
      live.clientId(slot),
      this.taker.series,
      side,
      priceTicks,
      openLots,
      live.originalLots(slot),
    );
  }

  private fillParty(party: Party, slot: number, seriesId: number, feeField: number): void {
    const { live, state } = this;
    const account = live.owner(slot);
    party.account = account;
    party.position = live.position(slot);
    party.unitReserveMicroPat = live.unitReserve(slot);
    party.feePpm = account === BROKER_ACCOUNT ? 0 : state.series.get(seriesId, feeField);
  }

  private reportTrade(
    row: number,
    tradeId: number,
    takerSlot: number,
    makerSlot: number,
    takerOpen: number,
    priceTicks: number,
    lots: number,
  ): void {
    const { live, state, taker, reports } = this;
    const { orders, accounts } = state;
    const isTakerBuyer = taker.side === 0;
    const makerFee = (isTakerBuyer ? this.seller : this.buyer).feeMicroPat;
    const takerFee = (isTakerBuyer ? this.buyer : this.seller).feeMicroPat;
    const maker = live.owner(makerSlot);
    const at = reports.log.begin(EVENT.TRADE, T.words);
    const { words } = reports.log;
    words[at + T.makerAccount] = maker;
    words[at + T.makerAccountSequence] = accounts.nextSequence(maker);
    words[at + T.takerAccount] = taker.owner;
    words[at + T.takerAccountSequence] = accounts.nextSequence(taker.owner);
    words[at + T.series] = taker.series;
    words[at + T.tradeId] = tradeId;
    words[at + T.priceTicks] = priceTicks;
    words[at + T.lots] = lots;
    words[at + T.takerSide] = taker.side + 1;
    words[at + T.makerOrderId] = orders.idOf(makerSlot);
    words[at + T.takerOrderId] = orders.idOf(takerSlot);
    words[at + T.makerClientId] = live.clientId(makerSlot);
    words[at + T.takerClientId] = live.clientId(takerSlot);
    words[at + T.makerOpenLots] = this.matches.makerOpenLots(row);
    words[at + T.takerOpenLots] = takerOpen;
    words[at + T.makerOriginalLots] = live.originalLots(makerSlot);
    words[at + T.takerOriginalLots] = live.originalLots(takerSlot);
    words[at + T.makerFeeMicroPat] = makerFee;
    words[at + T.takerFeeMicroPat] = takerFee;
    words[at + T.takerPriceTicks] = this.priceTicks;
    words[at + T.broker] = maker === BROKER_ACCOUNT || taker.owner === BROKER_ACCOUNT ? 1 : 0;
  }

  private remember(seriesId: number, tradeId: number, priceTicks: number, lots: number): void {
    const { trades, sequence } = this.state;
    const clearing = this.clearings.of(seriesId);
    const place = trades.push(seriesId, tradeId);
    this.place = place;
    trades.set(place, M.buyer, this.buyer.account);
    trades.set(place, M.seller, this.seller.account);
    trades.set(place, M.priceTicks, priceTicks);
    trades.set(place, M.lots, lots);
    trades.set(place, M.buyerFeeMicroPat, this.buyer.feeMicroPat);
    trades.set(place, M.sellerFeeMicroPat, this.seller.feeMicroPat);
    trades.set(place, M.sequence, sequence);
    trades.set(place, M.collateralMicroPat, clearing.lockedCollateralMicroPat);
    trades.set(place, M.attestedLots, clearing.attestedLots);
    trades.set(place, M.timeMs, this.state.timeMs);
    trades.set(place, M.makerSide, this.taker.side === 0 ? SELL : BUY);
  }
}

function stpModeOf(mode: number): number {
  if (mode === CANCEL_TAKER) return STP_CANCEL_TAKER;
  if (mode === CANCEL_MAKER) return STP_CANCEL_MAKERS;
  return mode === CANCEL_BOTH ? STP_CANCEL_BOTH : STP_DECREMENT_BOTH;
}
