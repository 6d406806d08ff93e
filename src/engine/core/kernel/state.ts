/**
 * The whole state of the venue: every table of the core over one set of columns, and the registry of texts.
 *
 * Whatever decides the future is in here and nowhere else, so that restoring it and going on equals never having
 * stopped, byte for byte.
 */

import type { Limits } from '../../../values/index.js';
import { Book, OrderStore } from '../book/index.js';
import { SeriesTable } from '../instruments/series-table.js';
import { Feeds } from '../resources/feeds/feeds.js';
import { LISTINGS_MAX, Listings } from '../resources/listings.js';
import { Members } from '../resources/members.js';
import { Purchases } from '../resources/purchases.js';
import { CollateralNeeds } from '../rights/collateral-needs.js';
import { Deliveries } from '../rights/deliveries.js';
import { Entitlements } from '../rights/entitlements.js';
import { Sources } from '../rights/sources.js';
import { AdvancedOrders } from '../trading/advanced/orders.js';
import { Exposures } from '../trading/exposures.js';
import { Positions } from '../trading/positions.js';
import { Protections } from '../trading/protections.js';
import { TradeMemory } from '../trading/trade-memory.js';
import { IndexTable } from '../venue/index-price/index-table.js';
import { GateDays } from '../venue/phases/gate-days.js';
import { Wallets } from '../wallets/wallets.js';
import { Accounts } from './accounts.js';
import { ClientIdResults } from './client-id-results.js';
import { Columns } from './columns.js';
import { IdempotencyKeys } from './idempotency-keys.js';
import { Ledger } from './ledger.js';
import { PARAMETER_REQUESTS_MAX, Registry } from './registry.js';
import { SpendBounds } from './spend-bounds.js';
import { Timers } from './timers.js';
import { WorkQueue } from './work-queue.js';

const SEQUENCE = 0;
const TIME_MS = 1;

export class State {
  readonly columns = new Columns();
  readonly registry = new Registry();
  readonly limits: Limits;
  readonly accounts: Accounts;
  readonly ledger: Ledger;
  readonly orders: OrderStore;
  readonly book: Book;
  readonly positions: Positions;
  readonly series: SeriesTable;
  readonly needs: CollateralNeeds;
  readonly sources: Sources;
  readonly deliveries: Deliveries;
  readonly entitlements: Entitlements;
  readonly outcomes: ClientIdResults;
  readonly exposures: Exposures;
  readonly trades: TradeMemory;
  readonly work: WorkQueue;
  /** Timers on the wall clock. */
  readonly timers: Timers;
  /** Timers on the service clock, which stands still while the venue is down. */
  readonly serviceTimers: Timers;
  readonly specials: AdvancedOrders;
  readonly wallets: Wallets;
  readonly protections: Protections;
  readonly idempotency: IdempotencyKeys;
  /** Of the command that is applied now. */
  readonly spendBounds = new SpendBounds();
  readonly listings: Listings;
  readonly purchases: Purchases;
  readonly feeds: Feeds;
  readonly members: Members;
  readonly gateDays: GateDays;
  readonly index: IndexTable;
  private readonly clock: Float64Array;

  constructor(limits: Limits) {
    const { columns } = this;
    this.limits = limits;
    this.clock = columns.f64('clock', 2);
    this.accounts = new Accounts(columns, limits.maxAccounts);
    this.ledger = new Ledger(columns, this.accounts, limits.maxAccounts, limits.maxSeries);
    this.orders = new OrderStore(columns, limits.maxOrders);
    this.book = new Book(columns, this.orders, {
      seriesMax: limits.maxSeries + 1,
      pagesMax: limits.maxPricePages,
    });
    this.positions = new Positions(columns, limits.maxPositions);
    this.series = new SeriesTable(columns, limits.maxSeries);
    this.needs = new CollateralNeeds(columns, this.series, this.positions);
    this.deliveries = new Deliveries(columns, this.accounts, limits.maxDeliveries);
    this.sources = new Sources(columns, this, limits.maxObligations);
    this.entitlements = new Entitlements(columns, this.accounts, limits.maxEntitlements);
    this.outcomes = new ClientIdResults(columns, this.accounts, limits);
    this.exposures = new Exposures(columns, limits.maxSeries);
    this.trades = new TradeMemory(columns, limits.maxBustableTrades);
    this.work = new WorkQueue(columns, limits.maxSeries * 4 + 16);
    this.timers = new Timers(
      columns,
      'timers',
      // Of an account a link and a qualification, and two of the venue's own: hours and index.
      limits.maxOrders + limits.maxSeries * 3 + PARAMETER_REQUESTS_MAX + limits.maxAccounts * 2 + 2,
    );
    const maxListings = Math.min(limits.maxAccounts, LISTINGS_MAX);
    // One for each delivery, purchase and request for data, two for each listing, and the next review of collateral.
    this.serviceTimers = new Timers(
      columns,
      'serviceTimers',
      limits.maxDeliveries + limits.maxEntitlements + 2 * maxListings + limits.maxAccounts + 1,
    );
    this.specials = new AdvancedOrders(columns, this.orders, this.book, limits);
    this.wallets = new Wallets(columns, limits.maxAccounts);
    this.protections = new Protections(columns, limits.maxAccounts);
    this.idempotency = new IdempotencyKeys(columns, limits.maxAccounts);
    this.listings = new Listings(columns, maxListings);
    this.purchases = new Purchases(columns, limits.maxEntitlements, limits.maxAccounts);
    this.feeds = new Feeds(columns, maxListings);
    this.members = new Members(columns, this.accounts, this.registry, limits.maxAccounts);
    this.gateDays = new GateDays(columns, limits.maxSeries);
    this.index = new IndexTable(columns, limits.maxSeries);
  }

  /** Number of commands applied. */
  get sequence(): number {
    return this.clock[SEQUENCE] as number;
  }

  /** Time of the last command. */
  get timeMs(): number {
    return this.clock[TIME_MS] as number;
  }

  /** Time on the service clock. */
  get serviceTimeMs(): number {
    return this.timeMs - this.registry.outageMs;
  }

  /** Goes on behind a sequence that another core reached. */
  goOn(sequence: number, timeMs: number): void {
    this.clock[SEQUENCE] = sequence;
    this.clock[TIME_MS] = timeMs;
  }

  advance(timeMs: number): void {
    this.clock[SEQUENCE] = this.sequence + 1;
    if (timeMs > this.timeMs) this.clock[TIME_MS] = timeMs;
  }
}
