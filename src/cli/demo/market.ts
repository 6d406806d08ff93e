/**
 * Everybody and everything of the running sandbox: accounts connected through the SDK, books and quotes followed, series
 * kept open, rights turned into deliveries.
 */
import { join } from 'node:path';
import {
  ACCOUNT_ROLE,
  type BookView,
  PatxClient,
  type Quote,
  SERIES_STATE,
  type SeriesInfo,
} from '../../client/index.js';
import { BROKER_ACCOUNT, FIRST_OPERATOR_ACCOUNT } from '../../engine/core/index.js';
import { ensureKeyFile, rawPublicKey } from '../keys.js';
import { type Bank, OperatorBank } from './bank.js';
import { BrokerBook } from './broker-book.js';
import { CONSUMER_LOW_PAT, PAT } from './plan.js';
import { type PriceBasis, priceBasis } from './prices.js';
import { Holdings, serveTickets } from './rights.js';
import { CONTRACTS, escrowCapacity, type SandboxAccount, SETUP_IDS, setUp } from './setup.js';
import { Stocks } from './stocks.js';
import type { Tally } from './tally.js';
import type { SeriesView } from './view.js';
import { Windows } from './windows.js';

/** Commands of the demo have ids of their own, apart from what its operator does by hand. */
const ID_SPACE = 30;
/** Time between two top-ups of an account. */
const TOP_UP_MS = 2_000;

export class Market {
  readonly consumers: PatxClient[] = [];
  readonly providers: PatxClient[] = [];
  readonly stocks: Stocks;
  readonly broker: BrokerBook;
  readonly windows: Windows;
  private readonly operator: PatxClient;
  private readonly tally: Tally;
  private readonly bank: Bank;
  private readonly clients: PatxClient[] = [];
  private readonly holdings: Holdings[] = [];
  private readonly quotes = new Map<number, Readonly<Quote>>();
  private readonly books = new Map<number, BookView>();
  private readonly followed = new Map<number, () => void>();
  private readonly toppedUp = new Set<number>();

  private constructor(operator: PatxClient, broker: PatxClient, tally: Tally, bank: Bank) {
    this.operator = operator;
    this.tally = tally;
    this.bank = bank;
    this.stocks = new Stocks(tally);
    this.windows = new Windows(operator);
    this.broker = new BrokerBook(broker, (seriesId) => this.markOf(seriesId));
    this.clients.push(operator, broker);
  }

  /**
   * Sets the sandbox up where it is not, and connects everybody. `keys` is the exchange's folder of keys; PAT comes from
   * `bank`, or from the operator where there is none.
   */
  static async open(
    gatewayUrl: string,
    keys: string,
    tally: Tally,
    chainBank?: Bank,
  ): Promise<Market> {
    const log = (accountId: number, keyFile: string): Promise<PatxClient> => {
      const privateKey = ensureKeyFile(join(keys, keyFile));
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
      const options = { url: gatewayUrl, accountId, keyId: 1, privateKey: pem, idSpace: ID_SPACE };
      return PatxClient.connect(options);
    };
    const operator = await log(FIRST_OPERATOR_ACCOUNT, 'operator.pem');
    const broker = await log(BROKER_ACCOUNT, 'broker.pem');
    const bank = chainBank ?? new OperatorBank(operator, SETUP_IDS);
    const market = new Market(operator, broker, tally, bank);
    try {
      const publicKey = rawPublicKey(ensureKeyFile(join(keys, 'demo.pem')));
      const accounts = await setUp(operator, broker, publicKey, bank);
      for (const account of accounts) {
        market.clients.push(await log(account.accountId, 'demo.pem'));
      }
      const clients = market.clients.slice(-accounts.length);
      // Begun in their order, since the operator's deposits have ids that ascend, and waited for together.
      const opened = accounts.map(({ place, pat }, n) =>
        bank.open(place, clients[n] as PatxClient, pat),
      );
      await Promise.all(opened);
      for (const [n, account] of accounts.entries()) market.join(account, clients[n] as PatxClient);
      await market.start(broker);
      return market;
    } catch (error) {
      market.close();
      throw error;
    }
  }

  get isOnline(): boolean {
    return this.clients.every(({ state }) => state === 'online');
  }

  /** Longest lag of any session, as the venue measures it. */
  get lagMs(): number {
    return Math.max(...this.clients.map(({ lagMs }) => lagMs));
  }

  /** What prices of a series are taken from now. */
  basis(series: SeriesInfo): PriceBasis {
    const { seriesId } = series;
    const book = this.books.get(seriesId);
    const bidTicks = book?.bestBid?.priceTicks ?? 0;
    const askTicks = book?.bestAsk?.priceTicks ?? 0;
    return priceBasis(this.quotes.get(seriesId), series.markTicks, { bidTicks, askTicks });
  }

  /** The open series for the view. */
  views(): SeriesView[] {
    return this.windows.series.flatMap((series) =>
      series === undefined
        ? []
        : {
            series,
            book: this.books.get(series.seriesId),
            quote: this.quotes.get(series.seriesId),
            brokerLots: this.broker.lotsOf(series.seriesId),
          },
    );
  }

  /** What is done now and then: series opened, rights minted and exercised, consumers given new money. */
  upkeep(): void {
    if (!this.isOnline) return;
    this.windows.openMissing().catch((error: unknown) => this.tally.failed(error));
    for (const [place, series] of this.windows.series.entries()) {
      const mintLots = CONTRACTS[place]?.mintLots ?? 0;
      if (series === undefined) continue;
      for (const provider of this.providers) {
        this.stocks.ensure(provider, series.seriesId, mintLots);
      }
    }
    for (const holdings of this.holdings) holdings.exercise();
  }

  /** Logs everybody out. Orders stay in the books, for the next run to go on with. */
  close(): void {
    for (const client of this.clients) client.close();
  }

  /** An account of the sandbox is connected. */
  private join(account: SandboxAccount, client: PatxClient): void {
    if (account.role === ACCOUNT_ROLE.PROVIDER) {
      this.providers.push(client);
      client.events.positions.on((position) => this.stocks.learn(position));
      return;
    }
    this.consumers.push(client);
    this.holdings.push(new Holdings(client, this.tally));
    client.events.fills.on(({ lastLots }) => {
      this.tally.fills += 1;
      this.tally.filledLots += lastLots;
    });
    client.events.balances.on(({ availableMicroPat }) => {
      if (availableMicroPat < CONSUMER_LOW_PAT * PAT) this.topUp(account, client);
    });
  }

  private async start(broker: PatxClient): Promise<void> {
    const { venue } = await this.operator.queries.markets();
    const deskPublicKey = venue?.deskPublicKey ?? new Uint8Array(0);
    for (const provider of this.providers) {
      serveTickets(provider, deskPublicKey, this.tally);
      await escrowCapacity(this.operator, provider.accountId);
      const { positions } = await provider.queries.accountSnapshot();
      for (const position of positions) this.stocks.learn(position);
    }
    await this.broker.start(broker);
    void this.followVenue();
    await this.windows.start();
    for (const series of this.windows.series)
      if (series !== undefined) this.follow(series.seriesId);
    for (const holdings of this.holdings) await holdings.start();
  }

  private async followVenue(): Promise<void> {
    for await (const { type, body } of this.operator.market.venue({ onOverflow: 'drop-oldest' })) {
      if (type !== 'seriesInfo') continue;
      this.windows.learn(body);
      if (body.state === SERIES_STATE.OPEN) this.follow(body.seriesId);
      if (body.state === SERIES_STATE.CLOSED) this.forget(body.seriesId);
    }
  }

  /** Follows book and quotes of a series. */
  private follow(seriesId: number): void {
    if (this.followed.has(seriesId)) return;
    const { market } = this.operator;
    const book = market.book(seriesId);
    const quotes = market.quotes(seriesId);
    this.followed.set(seriesId, () => {
      void book.return();
      void quotes.return();
    });
    void each(book, (view) => this.books.set(seriesId, view));
    void each(quotes, (quote) => this.quotes.set(seriesId, quote));
  }

  private forget(seriesId: number): void {
    this.followed.get(seriesId)?.();
    this.followed.delete(seriesId);
    this.books.delete(seriesId);
    this.quotes.delete(seriesId);
    this.stocks.forget(seriesId);
  }

  private markOf(seriesId: number): number {
    const listed = this.windows.series.find((series) => series?.seriesId === seriesId);
    return this.quotes.get(seriesId)?.markTicks || (listed?.markTicks ?? 0);
  }

  private topUp({ accountId, place, pat }: SandboxAccount, client: PatxClient): void {
    if (this.toppedUp.has(accountId)) return;
    this.toppedUp.add(accountId);
    this.bank
      .topUp(place, client, pat)
      .catch((error: unknown) => this.tally.failed(error))
      // What comes over a chain comes later.
      .finally(() => setTimeout(() => this.toppedUp.delete(accountId), TOP_UP_MS).unref());
  }
}

/** Calls back for each value; ends with the stream. */
async function each<T>(stream: AsyncIterable<T>, take: (value: T) => void): Promise<void> {
  try {
    for await (const value of stream) take(value);
  } catch {
    // The stream failed with its client or its series, of which others tell.
  }
}
