/** What happened to what accounts hold that settles in cash, what the venue closed, and at what instruments settled. */
import type { LiquidationFact, MarginFact } from '../../engine/core/index.js';
import type { Database } from '../store/database.js';
import { RowBuffer } from '../store/row-buffer.js';
import type { MarketView } from '../views/index.js';
import type { Moment } from './moment.js';

const SETTLEMENT = 'INSERT INTO settlements VALUES (?,?,?,?,?,?,?,?,?)';

export class MarginHistory {
  private readonly database: Database;
  private readonly market: MarketView;
  private readonly events: RowBuffer;
  private readonly liquidations: RowBuffer;

  constructor(database: Database, market: MarketView) {
    this.database = database;
    this.market = market;
    this.events = new RowBuffer(database, 'INSERT INTO margin_events', 16);
    this.liquidations = new RowBuffer(database, 'INSERT INTO liquidations', 9);
  }

  changed(fact: MarginFact, { sequence, ordinal, timeMs }: Moment): void {
    const { accountId, change, seriesId, quantityLots, priceMicroPat, amountMicroPat } = fact;
    this.events.add(
      ...[accountId, sequence, ordinal, timeMs, change, seriesId, quantityLots, priceMicroPat],
      ...[amountMicroPat, fact.marginStanding, fact.equityMicroPat, fact.initialMicroPat],
      ...[fact.maintenanceMicroPat, fact.liquidationBy, fact.gainMicroPat, fact.fundReason],
    );
  }

  liquidated(fact: LiquidationFact, { sequence, ordinal, timeMs }: Moment): void {
    const { seriesId, liquidationBy, quantityLots, priceMicroPat } = fact;
    this.liquidations.add(
      ...[seriesId, sequence, ordinal, timeMs, liquidationBy, quantityLots, priceMicroPat],
      ...[fact.gainMicroPat, fact.initialMicroPat],
    );
  }

  /** An instrument has its settlement price. */
  settled(
    fact: { readonly seriesId: number; readonly source: number; readonly priceMicroPat: number },
    { sequence, timeMs }: Moment,
  ): void {
    const { seriesId, source, priceMicroPat } = fact;
    const series = this.market.series(seriesId);
    const cash = this.market.cash(seriesId);
    this.database
      .prepare(SETTLEMENT)
      .run([
        ...[seriesId, series?.series ?? '', series?.contractId ?? 0, sequence, timeMs],
        ...[cash?.expiryMs ?? 0, source, priceMicroPat, cash?.settlementMicroPat ?? 0],
      ]);
  }

  flush(): void {
    this.events.flush();
    this.liquidations.flush();
  }
}
