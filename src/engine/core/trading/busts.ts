/**
 * Busting a trade: its exact reversal, by the clearing that posted it.
 *
 * Checked whole before anything moves. Too late is: the clearing cannot take it back any more, or the series is closing. What
 * comes back to the broker exposes it again, and only within its limits. The last price is again that of a trade that stands; what the busted one woke stays woken.
 */
import { FIELD_ID, SERIES_STATE, SIDE } from '../../../values/index.js';
import type { PostedTrade } from '../clearing/clearing.js';
import type { Clearings } from '../clearing/clearings.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import type { EventWriter } from '../kernel/event-writer.js';
import { EVENT } from '../kernel/events.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { BrokerLimits } from './broker-limits.js';
import type { MakerProtection } from './maker-protection.js';
import { TRADE_FIELD as T, TRADE_FROM } from './trade-memory.js';

const { BUY, SELL } = SIDE;

/** States of a series in which its trades can be busted. */
const REVERSIBLE: ReadonlySet<number> = new Set([
  SERIES_STATE.OPEN,
  SERIES_STATE.HALTED,
  SERIES_STATE.AUCTION,
]);

export class Busts {
  /** The commands that are handled here. */
  readonly handlers = {
    bustTrade: ({ seriesId, tradeId }, out) => this.bust(seriesId, tradeId, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly clearings: Clearings;
  private readonly limits: BrokerLimits;
  private readonly protection: MakerProtection;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    clearings: Clearings;
    limits: BrokerLimits;
    protection: MakerProtection;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.clearings = parts.clearings;
    this.limits = parts.limits;
    this.protection = parts.protection;
  }

  bust(seriesId: number, tradeId: number, out: Result): void {
    const { trades } = this.state;
    const place = trades.find(seriesId, tradeId);
    if (place < 0 || trades.get(place, T.busted) !== 0) {
      return out.refuse(CODE.UNKNOWN_TRADE, FIELD_ID.trade_id);
    }
    const trade = this.read(place);
    const clearing = this.clearings.of(seriesId);
    const isReversible = REVERSIBLE.has(this.state.series.get(seriesId, S.state));
    const problem = isReversible ? clearing.reversalProblem(trade) : CODE.BUST_TOO_LATE;
    if (problem !== 0) return out.refuse(problem, FIELD_ID.trade_id);
    const exposure = clearing.reversalExposure(trade);
    if (exposure > 0 && !this.limits.hasRoomFor(seriesId, exposure)) {
      return out.refuse(CODE.EXPOSURE, FIELD_ID.trade_id);
    }
    if (!clearing.hasRoomToReverse) return out.refuse(CODE.CAPACITY_FULL);
    clearing.reverse(trade);
    trades.set(place, T.busted, 1);
    const makerSide = trades.get(place, T.makerSide);
    if (makerSide !== SELL) this.protection.busted(trade.buyer, BUY, place);
    if (makerSide !== BUY) this.protection.busted(trade.seller, SELL, place);
    this.restorePrices(seriesId, trades.get(place, T.from));
    this.reports.plain(
      EVENT.TRADE_BUSTED,
      trade.buyer,
      this.reports.nextSequence(trade.buyer),
      trade.seller,
      this.reports.nextSequence(trade.seller),
      seriesId,
      tradeId,
      trades.get(place, T.priceTicks),
      trade.lots,
    );
    out.done(tradeId);
  }

  /** The last prices are those of trades that stand. None of those remembered may: then there is no last price. */
  private restorePrices(seriesId: number, from: number): void {
    const { trades, series } = this.state;
    const { CONTINUOUS, FIRM_QUOTE, AUCTION } = TRADE_FROM;
    const inBook = trades.newest(seriesId, CONTINUOUS | AUCTION);
    const newest = trades.newest(seriesId, CONTINUOUS | AUCTION | FIRM_QUOTE);
    const ticksAt = (place: number): number => (place < 0 ? 0 : trades.get(place, T.priceTicks));
    series.set(seriesId, S.lastPriceTicks, ticksAt(inBook));
    const isFirm = newest !== inBook;
    series.set(seriesId, S.firmPriceTicks, isFirm ? ticksAt(newest) : 0);
    series.set(seriesId, S.firmTradeId, isFirm ? series.get(seriesId, S.lastTradeId) : 0);
    if (from !== AUCTION) return;
    series.set(seriesId, S.lastAuctionTicks, ticksAt(trades.newest(seriesId, AUCTION)));
  }

  private read(place: number): PostedTrade {
    const { trades, series, positions } = this.state;
    const seriesId = trades.get(place, T.series);
    const buyer = trades.get(place, T.buyer);
    const seller = trades.get(place, T.seller);
    const lots = trades.get(place, T.lots);
    const unit = trades.get(place, T.priceTicks) * series.get(seriesId, S.tickValueMicroPat);
    return {
      series: seriesId,
      tradeId: trades.get(place, T.tradeId),
      buyer,
      seller,
      buyerPosition: positions.find(buyer, seriesId),
      sellerPosition: positions.find(seller, seriesId),
      unitMicroPat: unit,
      lots,
      paidMicroPat: unit * lots,
      buyerFeeMicroPat: trades.get(place, T.buyerFeeMicroPat),
      collateralMicroPat: trades.get(place, T.collateralMicroPat),
      attestedLots: trades.get(place, T.attestedLots),
      sequence: trades.get(place, T.sequence),
    };
  }
}
