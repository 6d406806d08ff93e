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
import { CommandError } from '../command-error.js';
import { ensureKeyFile, rawPublicKey } from '../keys.js';
import { type Bank, OperatorBank } from './bank.js';
import { BrokerBook } from './broker-book.js';
import { ACCOUNTS, CONSUMER_LOW_PAT, PAT, type PlannedAccount } from './plan.js';
import { type PriceBasis, priceBasis } from './prices.js';
import { Holdings, serveTickets } from './rights.js';
import {
  CONTRACTS,
  escrowCapacity,
  linkAtOnce,
  type SandboxAccount,
  SETUP_IDS,
  setUp,
} from './setup.js';
import type { Person } from './sign-in-links.js';
import { Stocks } from './stocks.js';
import type { Tally } from './tally.js';
import type { SeriesView } from './view.js';
import { Windows } from './windows.js';

/** Commands of the demo have ids of their own, apart from what its operator does by hand. */
const ID_SPACE = 30;
/** Time between two top-ups of an account. */
const TOP_UP_MS = 2_000;

export interface MarketOptions {
  readonly gatewayUrl: string;
  /** The exchange's folder of keys. */
  readonly keys: string;
  readonly tally: Tally;
  /** Where PAT comes from; undefined: from the operator. */
  readonly bank: Bank | undefined;
  /** Is given what logs each account out. Orders stay in the books, for the next run to go on with. */
  readonly opened: (close: () => void) => void;
  /** Hears of each stage as it begins. */
  readonly say: (line: string) => void;
}

export class Market {
  readonly consumers: PatxClient[] = [];
  readonly providers: PatxClient[] = [];
  readonly stocks: Stocks;
  readonly broker: BrokerBook;
  readonly windows: Windows;
  private readonly operator: PatxClient;
  private readonly tally: Tally;
  private readonly bank: Bank;
  /** Who may sign in to the pages. */
  people: readonly Person[] = [];
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

  /** Sets the sandbox up where it is not, and connects everybody. */
  static async open({
    gatewayUrl,
    keys,
    tally,
    bank: chainBank,
    opened: begun,
    say,
  }: MarketOptions): Promise<Market> {
    const log = async (accountId: number, keyFile: string): Promise<PatxClient> => {
      const privateKey = ensureKeyFile(join(keys, keyFile));
      const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
      const options = { url: gatewayUrl, accountId, keyId: 1, privateKey: pem, idSpace: ID_SPACE };
      const client = await PatxClient.connect(options);
      begun(() => client.close());
      return client;
    };
    const operator = await log(FIRST_OPERATOR_ACCOUNT, 'operator.pem');
    if (chainBank === undefined) await mustBeUnbound(operator);
    const broker = await log(BROKER_ACCOUNT, 'broker.pem');
    const bank = chainBank ?? new OperatorBank(operator, SETUP_IDS);
    const market = new Market(operator, broker, tally, bank);
    const from = chainBank === undefined ? 'booked by the operator' : 'paid in over the chain';
    say(`opening accounts: the broker, ${plannedText()}; their PAT is ${from}`);
    const publicKey = rawPublicKey(ensureKeyFile(join(keys, 'demo.pem')));
    if (chainBank !== undefined) {
      await linkAtOnce(operator, publicKey, (accountId) => log(accountId, 'demo.pem'));
    }
    const { accounts, second } = await setUp(operator, broker, publicKey, bank);
    for (const account of accounts) market.clients.push(await log(account.accountId, 'demo.pem'));
    const clients = market.clients.slice(-accounts.length);
    // Begun in their order, since the operator's deposits have ids that ascend, and waited for together.
    const funded = accounts.map(({ place, pat }, n) =>
      bank.open(place, clients[n] as PatxClient, pat),
    );
    await Promise.all(funded);
    for (const [n, account] of accounts.entries()) market.join(account, clients[n] as PatxClient);
    market.people = peopleOf(second, accounts);
    say('opening the market: providers state their capacity, series are listed');
    await market.start(broker);
    return market;
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

/** Operators book no deposits in a venue that is bound to a chain: nobody would ever have PAT. */
async function mustBeUnbound(operator: PatxClient): Promise<void> {
  const chain = await operator.chain();
  if (chain === null) return;
  throw new CommandError(
    'chain-refused',
    'this data directory is bound to a chain: choose another --data, or leave out --no-chain',
  );
}

const plannedText = (): string => {
  const isConsumer = ({ role }: PlannedAccount): boolean => role === ACCOUNT_ROLE.CONSUMER;
  const consumers = ACCOUNTS.filter(isConsumer).length;
  return `${consumers} consumers, ${ACCOUNTS.length - consumers} providers`;
};

/** Calls back for each value; ends with the stream. */
async function each<T>(stream: AsyncIterable<T>, take: (value: T) => void): Promise<void> {
  try {
    for await (const value of stream) take(value);
  } catch {
    // The stream failed with its client or its series, of which others tell.
  }
}

/** Two operators, for what one must not do alone, and a consumer. */
function peopleOf(second: number, accounts: readonly SandboxAccount[]): Person[] {
  const { OPERATOR, CONSUMER } = ACCOUNT_ROLE;
  const consumer = accounts.find(({ role }) => role === CONSUMER);
  return [
    { name: 'operator', accountId: FIRST_OPERATOR_ACCOUNT, role: OPERATOR },
    ...(second === 0 ? [] : [{ name: 'second operator', accountId: second, role: OPERATOR }]),
    ...(consumer === undefined ? [] : [{ ...consumer, name: 'consumer' }]),
  ];
}
