/**
 * The fold from a core's events to the rows of the history: each event once, in order, to the parts that keep something of it.
 *
 * What is written depends on the journal alone, never on where one transaction ends and the next begins, so a history that
 * was followed, interrupted and rebuilt is the same row by row. Called between frames it holds nothing but rows on their way.
 */

import {
  CatalogFold,
  type CreatorFact,
  type FeedFact,
  type ListingFact,
  type PurchaseFact,
  type RequestFact,
} from '../../catalog/index.js';
import type { Core, EventLog, LiquidationFact, MarginFact } from '../../engine/core/index.js';
import {
  type ColdBodies,
  type Command,
  COMMAND_KIND as K,
  PARAMETER_REQUEST_STATE,
} from '../../values/index.js';
import type { Database } from '../store/database.js';
import {
  AccountView,
  type BustFact,
  type DeliveryFact,
  type EventVisitor,
  MarketView,
  nameOf,
  type OrderAcceptedFact,
  type OrderCanceledFact,
  type OrderChangedFact,
  type OrderRefusedFact,
  type ResultFact,
  type RightsFact,
  type TradeFact,
  VenueView,
  visitEvents,
} from '../views/index.js';
import { AuditHistory } from './audit-history.js';
import { CandleHistory } from './candle-history.js';
import { DeliveryHistory } from './delivery-history.js';
import { MarginHistory } from './margin-history.js';
import { MoneyHistory } from './money-history.js';
import { NO_TERMS, OrderHistory } from './order-history.js';
import { QuoteHistory } from './quote-history.js';
import { Retention } from './retention.js';
import { RightsHistory } from './rights-history.js';
import { TradeHistory } from './trade-history.js';
import { VolumeHistory } from './volume-history.js';

const SERIES_ROW = 'INSERT OR IGNORE INTO series VALUES (?,?,?,?,?,?,?,?)';
const STATE_ROW = 'INSERT INTO series_states VALUES (?,?,?,?,?)';
const PHASE_ROW = 'INSERT OR REPLACE INTO phases VALUES (?,?,?)';

/** What the fold must be given again to go on from a cursor. */
export interface FoldState {
  readonly sweepDueMs: number;
  readonly waitingQuotes: readonly number[];
}

export class HistoryFold implements EventVisitor {
  private readonly database: Database;
  private readonly market: MarketView;
  private readonly venue: VenueView;
  private readonly audit: AuditHistory;
  private readonly candles: CandleHistory;
  private readonly catalog: CatalogFold;
  private readonly deliveries: DeliveryHistory;
  private readonly margins: MarginHistory;
  private readonly money: MoneyHistory;
  private readonly orders: OrderHistory;
  private readonly quotes: QuoteHistory;
  private readonly retention: Retention;
  private readonly rightsOf: RightsHistory;
  private readonly trades: TradeHistory;
  private readonly volumes: VolumeHistory;
  private readonly moment = { sequence: 0, timeMs: 0, ordinal: 0 };
  private command: Command | undefined;

  /** On a core as of the end of a frame, and the history as of the same. */
  constructor(core: Core, database: Database, state: FoldState) {
    const [market, accounts, venue] = [
      new MarketView(core),
      new AccountView(core),
      new VenueView(core),
    ];
    this.database = database;
    this.market = market;
    this.venue = venue;
    this.audit = new AuditHistory(database, venue);
    this.candles = new CandleHistory(database);
    this.catalog = new CatalogFold(core, database);
    this.volumes = new VolumeHistory(database);
    this.orders = new OrderHistory(database);
    const { candles, volumes, orders } = this;
    this.deliveries = new DeliveryHistory(database, market, volumes);
    this.margins = new MarginHistory(database, market);
    this.money = new MoneyHistory(database, accounts, venue);
    this.quotes = new QuoteHistory(database, market, state.waitingQuotes);
    this.retention = new Retention(database, state.sweepDueMs);
    this.rightsOf = new RightsHistory(database, { market, accounts, candles, volumes });
    this.trades = new TradeHistory(database, { market, orders, candles, volumes });
    this.moment.sequence = venue.sequence;
  }

  get state(): FoldState {
    return { sweepDueMs: this.retention.dueMs, waitingQuotes: this.quotes.waitingList() };
  }

  /** Movements of money that no event told of, since the start: 0 unless the reader does not know a rule. */
  get unexplainedMovements(): number {
    return this.money.unexplained;
  }

  /** A command was applied; its events are those from a word on. */
  commandDone(command: Command, events: EventLog, fromWord: number): void {
    const { moment } = this;
    moment.sequence += 1;
    moment.timeMs = command.timeMs;
    moment.ordinal = 0;
    this.command = command;
    visitEvents(events, fromWord, this);
    this.moveMoney(command);
    this.money.commandDone(moment);
    this.audit.commandDone(command, moment);
  }

  /** A frame is over. */
  frameDone(timeMs: number): void {
    const { moment } = this;
    moment.timeMs = timeMs;
    this.quotes.frameDone(moment);
    this.money.frameDone(moment);
    if (timeMs < this.retention.dueMs) return;
    this.flush();
    this.retention.sweep(timeMs);
  }

  /** Writes every row that is on its way. */
  flush(): void {
    this.trades.flush();
    this.orders.flush();
    this.candles.flush();
    this.quotes.flush();
    this.money.flush();
    this.margins.flush();
    this.rightsOf.flush();
    this.volumes.flush();
  }

  orderAccepted(fact: OrderAcceptedFact): void {
    const { command } = this;
    const isOwn = command?.kind === K.PLACE_ORDER && command.clientId === fact.clientId;
    this.orders.accepted(fact, isOwn ? (command as Command) : NO_TERMS, this.next());
  }

  orderRefused(fact: OrderRefusedFact): void {
    this.orders.refused(fact, this.next());
  }

  orderChanged(fact: OrderChangedFact): void {
    this.orders.amended(fact, this.next());
  }

  orderCanceled(fact: OrderCanceledFact): void {
    this.orders.canceled(fact, this.next());
  }

  trade(fact: TradeFact): void {
    this.trades.traded(fact, this.next());
    this.quotes.changed(fact.seriesId);
    this.money.touch(fact.makerAccountId, 'TRADE', fact.tradeId);
    this.money.touch(fact.takerAccountId, 'TRADE', fact.tradeId);
  }

  busted(fact: BustFact): void {
    this.flush();
    this.trades.busted(fact, this.next());
    this.money.touch(fact.buyerId, 'BUST', fact.tradeId);
    this.money.touch(fact.sellerId, 'BUST', fact.tradeId);
  }

  rights(fact: RightsFact): void {
    this.rightsOf.changed(fact, this.next());
    this.money.touch(fact.accountId, nameOf.rightsAction(fact.action), 0);
    this.touchLicensor(fact.seriesId);
  }

  delivery(fact: DeliveryFact): void {
    this.deliveries.changed(fact, this.next());
    this.money.touch(fact.consumerId, 'DELIVERY', fact.deliveryId);
    this.money.touch(fact.providerId, 'DELIVERY', fact.deliveryId);
    this.touchLicensor(fact.seriesId);
  }

  entitlement(accountId: number, entitlementId: number, status: number): void {
    this.rightsOf.entitlement(accountId, entitlementId, status, this.next());
  }

  result({ accountId, code, reference, isDuplicate }: ResultFact): void {
    this.audit.ended(code, reference);
    if (code !== 0) return;
    const isFirst = !isDuplicate && this.command !== undefined;
    if (isFirst) this.catalog.done(this.command as Command, reference, this.moment);
    this.money.touch(accountId, nameOf.commandKind(this.command?.kind ?? 0), 0);
  }

  quoteChanged(seriesId: number): void {
    this.quotes.changed(seriesId);
  }

  marked(seriesId: number): void {
    this.quotes.changed(seriesId);
  }

  seriesState(seriesId: number, state: number): void {
    const { sequence, timeMs, ordinal } = this.next();
    this.rightsOf.seriesState(seriesId, state);
    const series = this.market.series(seriesId);
    if (series !== undefined) {
      const { contractId, contract, segment, windowStartMs, windowEndMs } = series;
      this.database
        .prepare(SERIES_ROW)
        .run([
          ...[seriesId, series.series, contractId, contract, segment, windowStartMs, windowEndMs],
          series.tickValueMicroPat,
        ]);
    }
    this.database.prepare(STATE_ROW).run([sequence, seriesId, ordinal, timeMs, state]);
  }

  phase(phase: number): void {
    const { sequence, timeMs } = this.next();
    this.database.prepare(PHASE_ROW).run([sequence, timeMs, phase]);
  }

  parameterChanged(change: number): void {
    this.audit.parameterChanged(change, this.next());
  }

  parameterRequest(request: number, state: number): void {
    this.audit.parameterRequest(request, state, this.next());
    this.money.touch(this.audit.targetOf(request, state), 'APPROVED', request);
    const { action } = this.venue.parameterRequest(request) ?? {};
    const isDone = state === PARAMETER_REQUEST_STATE.EFFECTIVE;
    if (isDone && action) this.catalog.approved(action, this.moment);
  }

  marketListing(fact: ListingFact): void {
    this.catalog.listing(fact, this.command as Command, this.next());
  }

  purchase(fact: PurchaseFact): void {
    this.catalog.purchase(fact, this.command as Command, this.next());
  }

  dataRequest(fact: RequestFact): void {
    this.catalog.request(fact, this.command as Command, this.next());
  }

  feed(fact: FeedFact): void {
    this.catalog.feed(fact, this.command as Command, this.next());
  }

  signal(listingId: number, sequence: number): void {
    this.catalog.signal(listingId, sequence, this.command as Command, this.next());
  }

  creator(fact: CreatorFact): void {
    this.catalog.creator(fact, this.command as Command, this.next());
  }

  marketMoney(accountId: number, cause: number, reference: number): void {
    this.catalog.moved(accountId);
    this.money.touch(accountId, nameOf.marketCause(cause), reference);
  }

  walletMoved(accountId: number): void {
    this.money.touch(accountId, 'WALLET', 0);
  }

  cashMoved(accountId: number, cause: string, seriesId: number): void {
    this.money.touch(accountId, cause, seriesId);
  }

  margin(fact: MarginFact): void {
    this.margins.changed(fact, this.next());
  }

  liquidation(fact: LiquidationFact): void {
    this.margins.liquidated(fact, this.next());
  }

  cashSettled(seriesId: number, source: number, priceMicroPat: number): void {
    this.margins.settled({ seriesId, source, priceMicroPat }, this.next());
  }

  chain(code: number, reference: number): void {
    this.audit.ended(code, reference);
  }

  /** The next fact of this command. */
  private next(): { sequence: number; timeMs: number; ordinal: number } {
    this.moment.ordinal += 1;
    return this.moment;
  }

  /** Operators book money of others. */
  private moveMoney({ kind, body }: Command): void {
    if (kind !== K.DEPOSIT && kind !== K.WITHDRAW) return;
    const { targetAccountId } = body as ColdBodies['deposit'];
    this.money.touch(targetAccountId, nameOf.commandKind(kind), 0);
  }

  private touchLicensor(seriesId: number): void {
    this.money.touch(this.venue.licensorOf(seriesId), 'ROYALTY', 0);
  }
}
