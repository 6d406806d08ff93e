/**
 * Clears the trades of a call auction: price–time priority on both sides, every trade at the one price.
 *
 * Nobody takes in an auction, so both parties pay the maker's fee. Two orders of one account or firm group that would
 * trade lose the smaller quantity, both, without a trade, whatever self-trade prevention they asked for: only so the
 * announced price stays right. Invariant: as for matching, order records, book and ledger agree after each call.
 */
import { SIDE } from '../../../../values/index.js';
import { CROSSED, Crosses, cross, SCOPE_GROUP } from '../../book/index.js';
import { Party } from '../../clearing/clearing.js';
import type { Clearings } from '../../clearing/clearings.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { BROKER_ACCOUNT } from '../../kernel/accounts.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT, AUCTION_TRADE as T } from '../../kernel/events.js';
import type { State } from '../../kernel/state.js';
import type { MakerProtection } from '../maker-protection.js';
import { ORDER_FLAG, type OrderRecords } from '../order-records.js';
import { TRADE_FIELD, TRADE_FROM } from '../trade-memory.js';

const { BUY, SELL } = SIDE;
const ROWS_MAX = 256;

export class AuctionFills {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly clearings: Clearings;
  private readonly protection: MakerProtection;
  private readonly crosses = new Crosses(ROWS_MAX);
  private readonly buyer = new Party();
  private readonly seller = new Party();

  constructor(parts: {
    state: State;
    reports: EventWriter;
    clearings: Clearings;
    live: OrderRecords;
    protection: MakerProtection;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.clearings = parts.clearings;
    this.live = parts.live;
    this.protection = parts.protection;
  }

  /** Trades and decrements of the last call. */
  get count(): number {
    return this.crosses.count;
  }

  /** Clears at most so many trades at a price; the stores have room for them. Says whether none is left there. */
  clear(seriesId: number, priceTicks: number, rowsMax: number): boolean {
    const { crosses, state } = this;
    crosses.count = 0;
    crosses.rowsMax = Math.min(ROWS_MAX, rowsMax);
    const terms = { series: seriesId, priceTicks, preventsSelfTrades: true, stpScope: SCOPE_GROUP };
    const isDone = cross(state.book, terms, crosses);
    const before = state.series.get(seriesId, S.lastTradeId);
    for (let row = 0; row < crosses.count; row += 1) this.clearRow(seriesId, priceTicks, row);
    const hasTraded = state.series.get(seriesId, S.lastTradeId) !== before;
    if (hasTraded) state.specials.notePrice(seriesId, priceTicks);
    return isDone;
  }

  private clearRow(seriesId: number, priceTicks: number, row: number): void {
    const { crosses, reports } = this;
    const buySlot = crosses.buySlot[row] as number;
    const sellSlot = crosses.sellSlot[row] as number;
    reports.log.touch(seriesId, BUY, crosses.buyTicks[row] as number);
    reports.log.touch(seriesId, SELL, crosses.sellTicks[row] as number);
    if (crosses.kind[row] === CROSSED) {
      this.fill(seriesId, priceTicks, row);
      this.endGroup(buySlot);
      this.endGroup(sellSlot);
    } else {
      this.decrement(seriesId, buySlot, BUY, row);
      this.decrement(seriesId, sellSlot, SELL, row);
    }
    this.discardDone(seriesId, buySlot, crosses.buyLeftLots[row] as number);
    this.discardDone(seriesId, sellSlot, crosses.sellLeftLots[row] as number);
  }

  /** One cancels the other. Clearing pauses after such a row, so no other row names what is cancelled. */
  private endGroup(slot: number): void {
    if ((this.live.flags(slot) & ORDER_FLAG.SPECIAL) !== 0) this.live.cancelGroup(slot);
  }

  private fill(seriesId: number, priceTicks: number, row: number): void {
    const { state, crosses, buyer, seller } = this;
    const { series } = state;
    const lots = crosses.lots[row] as number;
    this.fillParty(buyer, crosses.buySlot[row] as number, seriesId);
    this.fillParty(seller, crosses.sellSlot[row] as number, seriesId);
    this.clearings.of(seriesId).fill(seriesId, buyer, seller, priceTicks, lots);
    series.set(seriesId, S.lastPriceTicks, priceTicks);
    const tradeId = series.get(seriesId, S.lastTradeId) + 1;
    series.set(seriesId, S.lastTradeId, tradeId);
    series.set(seriesId, S.lastAuctionTicks, priceTicks);
    series.add(seriesId, S.auctionLots, lots);
    this.report(seriesId, tradeId, priceTicks, row);
    this.remember(seriesId, tradeId, priceTicks, lots);
    this.protection.filled(buyer.account, seriesId, BUY, lots, priceTicks);
    this.protection.filled(seller.account, seriesId, SELL, lots, priceTicks);
  }

  /** Reservations of decremented lots go back; they never traded. */
  private decrement(seriesId: number, slot: number, side: number, row: number): void {
    const { live, crosses, state } = this;
    const lots = crosses.lots[row] as number;
    const isBuy = side === BUY;
    const priceTicks = (isBuy ? crosses.buyTicks : crosses.sellTicks)[row] as number;
    const left = (isBuy ? crosses.buyLeftLots : crosses.sellLeftLots)[row] as number;
    const account = live.owner(slot);
    live.release(account, live.position(slot), seriesId, side, live.unitReserve(slot), lots);
    live.setOriginalLots(slot, live.originalLots(slot) - lots);
    if ((live.flags(slot) & ORDER_FLAG.QUOTE) !== 0) {
      this.reports.quoteChanged(seriesId);
      return;
    }
    this.reports.changed(
      EVENT.ORDER_REDUCED,
      account,
      state.orders.idOf(slot),
      live.clientId(slot),
      seriesId,
      side,
      priceTicks,
      left,
      live.originalLots(slot),
    );
  }

  private discardDone(seriesId: number, slot: number, leftLots: number): void {
    if (leftLots > 0) return;
    this.state.series.add(seriesId, S.openOrders, -1);
    this.live.discard(slot);
  }

  private fillParty(party: Party, slot: number, seriesId: number): void {
    const { live, state } = this;
    const account = live.owner(slot);
    party.account = account;
    party.position = live.position(slot);
    party.unitReserveMicroPat = live.unitReserve(slot);
    party.feePpm = account === BROKER_ACCOUNT ? 0 : state.series.get(seriesId, S.makerFeePpm);
  }

  private report(seriesId: number, tradeId: number, priceTicks: number, row: number): void {
    const { state, live, reports, crosses, buyer, seller } = this;
    const { orders, accounts } = state;
    const buySlot = crosses.buySlot[row] as number;
    const sellSlot = crosses.sellSlot[row] as number;
    const at = reports.log.begin(EVENT.AUCTION_TRADE, T.words);
    const { words } = reports.log;
    words[at + T.makerAccount] = buyer.account;
    words[at + T.makerAccountSequence] = accounts.nextSequence(buyer.account);
    words[at + T.takerAccount] = seller.account;
    words[at + T.takerAccountSequence] = accounts.nextSequence(seller.account);
    words[at + T.series] = seriesId;
    words[at + T.tradeId] = tradeId;
    words[at + T.priceTicks] = priceTicks;
    words[at + T.lots] = crosses.lots[row] as number;
    words[at + T.takerSide] = SELL;
    words[at + T.makerOrderId] = orders.idOf(buySlot);
    words[at + T.takerOrderId] = orders.idOf(sellSlot);
    words[at + T.makerClientId] = live.clientId(buySlot);
    words[at + T.takerClientId] = live.clientId(sellSlot);
    words[at + T.makerOpenLots] = crosses.buyLeftLots[row] as number;
    words[at + T.takerOpenLots] = crosses.sellLeftLots[row] as number;
    words[at + T.makerOriginalLots] = live.originalLots(buySlot);
    words[at + T.takerOriginalLots] = live.originalLots(sellSlot);
    words[at + T.makerFeeMicroPat] = buyer.feeMicroPat;
    words[at + T.takerFeeMicroPat] = seller.feeMicroPat;
    words[at + T.takerPriceTicks] = crosses.sellTicks[row] as number;
    const isBroker = buyer.account === BROKER_ACCOUNT || seller.account === BROKER_ACCOUNT;
    words[at + T.broker] = isBroker ? 1 : 0;
    words[at + T.makerPriceTicks] = crosses.buyTicks[row] as number;
  }

  private remember(seriesId: number, tradeId: number, priceTicks: number, lots: number): void {
    const { trades, sequence, timeMs } = this.state;
    const { buyer, seller } = this;
    const clearing = this.clearings.of(seriesId);
    const place = trades.push(seriesId, tradeId);
    trades.set(place, TRADE_FIELD.from, TRADE_FROM.AUCTION);
    trades.set(place, TRADE_FIELD.buyer, buyer.account);
    trades.set(place, TRADE_FIELD.seller, seller.account);
    trades.set(place, TRADE_FIELD.priceTicks, priceTicks);
    trades.set(place, TRADE_FIELD.lots, lots);
    trades.set(place, TRADE_FIELD.buyerFeeMicroPat, buyer.feeMicroPat);
    trades.set(place, TRADE_FIELD.sellerFeeMicroPat, seller.feeMicroPat);
    trades.set(place, TRADE_FIELD.sequence, sequence);
    trades.set(place, TRADE_FIELD.collateralMicroPat, clearing.lockedCollateralMicroPat);
    trades.set(place, TRADE_FIELD.attestedLots, clearing.attestedLots);
    trades.set(place, TRADE_FIELD.timeMs, timeMs);
    trades.set(place, TRADE_FIELD.makerSide, 0);
  }
}
