/**
 * Every trade, once for the market and once for each of its parties; and what follows of it: fills of orders, candles, volumes.
 * A trade that is taken back stays, marked.
 */
import { BROKER_ACCOUNT } from '../../engine/core/index.js';
import { SIDE } from '../../values/index.js';
import type { Database } from '../store/database.js';
import { RowBuffer } from '../store/row-buffer.js';
import type { BustFact, MarketView, TradeFact } from '../views/index.js';
import type { CandleHistory } from './candle-history.js';
import type { Moment } from './moment.js';
import type { OrderHistory } from './order-history.js';
import type { VolumeHistory } from './volume-history.js';

const FIND = `SELECT time_ms, price_ticks, sequence, maker_account_id, taker_account_id FROM trades
  WHERE series_id = ? AND trade_id = ?`;
const BUST = 'UPDATE trades SET busted_sequence = ? WHERE series_id = ? AND trade_id = ?';
const BUST_FILLS = `UPDATE fills SET busted_sequence = ?
  WHERE account_id IN (?, ?) AND sequence = ? AND series_id = ? AND trade_id = ?`;

export interface TradeParts {
  readonly market: MarketView;
  readonly orders: OrderHistory;
  readonly candles: CandleHistory;
  readonly volumes: VolumeHistory;
}

export class TradeHistory {
  private readonly database: Database;
  private readonly parts: TradeParts;
  private readonly rows: RowBuffer;
  private readonly fills: RowBuffer;

  constructor(database: Database, parts: TradeParts) {
    this.database = database;
    this.parts = parts;
    this.rows = new RowBuffer(database, 'INSERT INTO trades', 13);
    this.fills = new RowBuffer(database, 'INSERT INTO fills', 14);
  }

  traded(fact: TradeFact, moment: Moment): void {
    const { market, orders, candles } = this.parts;
    const { seriesId, priceTicks, lots } = fact;
    const { sequence, timeMs } = moment;
    const auction = fact.isAuction ? 1 : 0;
    this.rows.add(
      ...[seriesId, fact.tradeId, sequence, timeMs, priceTicks, lots, fact.takerSide, auction],
      ...[fact.makerAccountId, fact.takerAccountId, fact.makerOrderId, fact.takerOrderId, 0],
    );
    const makerSide = SIDE.BUY + SIDE.SELL - fact.takerSide;
    this.fills.add(
      ...[fact.makerAccountId, sequence, seriesId, fact.tradeId, 'MAKER'],
      ...[timeMs, makerSide, priceTicks, lots, fact.makerOrderId, fact.makerClientId],
      ...[fact.makerFeeMicroPat, auction, 0],
    );
    this.fills.add(
      ...[fact.takerAccountId, sequence, seriesId, fact.tradeId, 'TAKER'],
      ...[timeMs, fact.takerSide, priceTicks, lots, fact.takerOrderId, fact.takerClientId],
      ...[fact.takerFeeMicroPat, auction, 0],
    );
    orders.filled(fact.makerOrderId, fact.makerOpenLots, fact.makerOriginalLots, moment);
    orders.filled(fact.takerOrderId, fact.takerOpenLots, fact.takerOriginalLots, moment);
    const tickValueMicroPat = market.tickValueMicroPat(seriesId);
    candles.traded(seriesId, timeMs, { priceTicks, lots, tickValueMicroPat });
    const isTakerBuyer = fact.takerSide === SIDE.BUY;
    const buyerId = isTakerBuyer ? fact.takerAccountId : fact.makerAccountId;
    const sellerId = isTakerBuyer ? fact.makerAccountId : fact.takerAccountId;
    this.count({ seriesId, buyerId, sellerId, lots, priceTicks }, timeMs);
  }

  /** A trade is taken back: it stays, marked, and is out of candles and of the volumes of its day. */
  busted({ seriesId, tradeId, buyerId, sellerId, lots }: BustFact, { sequence }: Moment): void {
    this.flush();
    const { database } = this;
    const row = database.prepare(FIND).row([seriesId, tradeId]) as number[] | undefined;
    if (row === undefined) return;
    const [tradedMs = 0, priceTicks = 0, traded = 0, maker = 0, taker = 0] = row;
    database.prepare(BUST).run([sequence, seriesId, tradeId]);
    database.prepare(BUST_FILLS).run([sequence, maker, taker, traded, seriesId, tradeId]);
    this.count({ seriesId, buyerId, sellerId, lots: -lots, priceTicks }, tradedMs);
    const tickValueMicroPat = this.parts.market.tickValueMicroPat(seriesId);
    this.parts.candles.busted(seriesId, tradeId, tradedMs, tickValueMicroPat);
  }

  flush(): void {
    this.rows.flush();
    this.fills.flush();
  }

  private count({ seriesId, buyerId, sellerId, lots, priceTicks }: Counted, timeMs: number): void {
    const { market, volumes } = this.parts;
    volumes.add(seriesId, timeMs, 'traded_lots', lots);
    if (buyerId === BROKER_ACCOUNT) return;
    const unitMicroPat = priceTicks * market.tickValueMicroPat(seriesId);
    volumes.add(seriesId, timeMs, 'bought_lots', lots);
    volumes.add(seriesId, timeMs, 'bought_micro_pat', BigInt(unitMicroPat) * BigInt(lots));
    if (sellerId === BROKER_ACCOUNT) volumes.add(seriesId, timeMs, 'from_broker_lots', lots);
  }
}

/** Lots that change hands, negative when they go back. */
interface Counted {
  readonly seriesId: number;
  readonly buyerId: number;
  readonly sellerId: number;
  readonly lots: number;
  readonly priceTicks: number;
}
