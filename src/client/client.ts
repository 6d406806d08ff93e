/**
 * A client of the exchange: one account, one session at a time, connected again after every break.
 *
 * A promise of a command settles when the venue has it on disk, and settles definitely: done, refused (`PatxError`), or
 * not answered (`PatxConnectionError`, after which `getOutcome` tells). After a break, commands that were on the way
 * end by their recorded outcome; one the venue never saw is refused with NEVER_SEEN and will not happen later either.
 * Private reports are told in order and without gaps over breaks.
 */
import {
  bodyWithNumbers,
  type ChainInfo,
  type Credits,
  type FirmQuote,
  type LogonAccepted,
  SchemaError,
  type ServerMessage,
  type SessionMessage,
} from '../schema/index.js';
import { type ColdBodies, Command } from '../values/index.js';
import { AccountEvents } from './account/account-events.js';
import { AccountFeed } from './account/account-feed.js';
import { FirmQuotes } from './account/firm-quotes.js';
import { Queries } from './account/queries.js';
import { AccountWallet } from './account/wallet.js';
import { BrokerCommands } from './commands/broker-commands.js';
import { ClientIds } from './commands/client-ids.js';
import {
  type ClientCommand,
  type CommandAck,
  type CommandFields,
  hasClientId,
} from './commands/command-fields.js';
import {
  answersAmend,
  answersCancel,
  answersPlace,
  type OrderAck,
  OrderRequest,
  ResultRequest,
} from './commands/command-requests.js';
import { Commander } from './commands/commander.js';
import { OperatorCommands } from './commands/operator-commands.js';
import {
  type CancelFilter,
  fillAmend,
  fillCancel,
  fillPlace,
  type NewOrder,
  type OrderChange,
  type OrderRef,
} from './commands/order-fields.js';
import { type OrderHandlers, OrderStream } from './commands/order-stream.js';
import { type Outcome, OutcomeRequest } from './commands/outcome.js';
import { RightsCommands } from './commands/rights-commands.js';
import { Link } from './connection/link.js';
import { type Requester, Requests } from './connection/requests.js';
import { openSocket } from './connection/socket.js';
import { errorOfProblem, PatxConnectionError, type PatxError } from './errors.js';
import { MarketClient } from './feeds/market-client.js';
import { Hub } from './hub.js';
import { type Sign, signerOf } from './keys.js';
import { Channels } from './market/channels.js';
import { MarketData } from './market/market-data.js';
import { Symbols } from './market/symbols.js';
import type { Told } from './names.js';
import { type ConnectOptions, DEFAULTS } from './options.js';

/** Limits of what resting orders may trade in a window. */
export interface ProtectionLimits {
  /** Up to a day, counted in sixteenths; 0 ends the protection. */
  readonly windowMs: number;
  readonly maxFills?: number;
  readonly maxQuantityLots?: number;
  /** Value bought less value sold, either way. */
  readonly maxDeltaMicroPat?: number;
  /** For operators: another account. */
  readonly targetAccountId?: number;
}

export type ClientState = 'connecting' | 'online' | 'offline' | 'closed';

/** A change of state, with the reason of an interruption. */
export interface StateChange {
  readonly state: ClientState;
  readonly error: PatxError | PatxConnectionError | undefined;
}

/** How often requests are looked at for having taken too long. */
const EXPIRY_CHECK_MS = 250;

export class PatxClient {
  readonly accountId: number;
  /** What happens to the account, as callbacks or streams. */
  readonly events = new AccountEvents();
  /** Changes of this client's state. */
  readonly states = new Hub<StateChange>();
  /** Books, trades, quotes, the venue. */
  readonly market: MarketData;
  /** Snapshots and lists. */
  readonly queries: Queries;
  /** Minting, exercising, deliveries. */
  readonly rights: RightsCommands;
  /** The account's wallet on chain. */
  readonly wallet: AccountWallet;
  /** Listings, scores, subscriptions and signals over the HTTP API; without `apiUrl` it throws. */
  readonly marketplace: MarketClient;
  /** For the broker's account. */
  readonly broker: BrokerCommands;
  /** For operators. */
  readonly operator: OperatorCommands;
  /** Order credits the venue told last. */
  credits: Credits | undefined;
  /** The session's lag as the venue measured it last: from commit to the socket having taken the bytes. */
  lagMs = 0;
  /** The venue's last durable journal sequence known here. */
  journalSequence = 0;
  private readonly requests = new Requests();
  private readonly channels: Channels;
  private readonly link: Link;
  private readonly feed: AccountFeed;
  private readonly commander: Commander;
  private readonly firmQuotes: FirmQuotes;
  private readonly symbols: Symbols;
  private readonly command = new Command();
  private readonly expiry: ReturnType<typeof setInterval>;
  private currentState: ClientState = 'connecting';
  private lastError: PatxError | PatxConnectionError | undefined;

  private constructor(options: ConnectOptions, sign: Sign) {
    const { requestTimeoutMs = DEFAULTS.requestTimeoutMs } = options;
    this.accountId = options.accountId;
    this.link = this.makeLink(options, sign);
    const ids = new ClientIds(options.idSpace ?? 0);
    const queueMax = options.queueMax ?? DEFAULTS.queueMax;
    this.commander = new Commander(this.link, this.requests, ids, queueMax);
    this.channels = new Channels({
      ask: (requester, message) => this.ask(requester, message),
      tell: (message) => this.link.session?.outbox.session(0, message),
    });
    this.queries = new Queries((requester, message) => this.ask(requester, message));
    this.symbols = new Symbols(() => this.queries.markets({ includeClosed: true }));
    this.market = new MarketData(this.channels, this.symbols);
    this.wallet = new AccountWallet(
      (requester, message) => this.ask(requester, message),
      this.queries,
    );
    this.feed = this.makeFeed(options.afterAccountSequence);
    this.rights = new RightsCommands((name, fields) => this.send(name, fields), {
      keyId: options.keyId,
      sign,
    });
    this.marketplace = new MarketClient({ url: options.apiUrl, signer: { ...options, sign } });
    this.firmQuotes = new FirmQuotes(
      (name, fields) => this.send(name, fields),
      this.events,
      ids,
      requestTimeoutMs,
    );
    this.broker = new BrokerCommands((name, fields) => this.send(name, fields));
    this.operator = new OperatorCommands((name, fields) => this.send(name, fields));
    this.expiry = setInterval(() => {
      const text = `no answer within ${requestTimeoutMs} ms`;
      this.requests.expire(
        performance.now() - requestTimeoutMs,
        (clientId) => new PatxConnectionError('TIMEOUT', text, { clientId }),
      );
      this.commander.drain();
    }, EXPIRY_CHECK_MS);
  }

  /**
   * Connects and logs on. Rejects with the venue's refusal, or when no session has come about within
   * `connectTimeoutMs`; attempts are repeated until then.
   */
  static async connect(options: ConnectOptions): Promise<PatxClient> {
    const sign = options.sign ?? (await signerOf(options.privateKey ?? new Uint8Array(0)));
    const client = new PatxClient(options, sign);
    options.listen?.(client.events);
    try {
      await client.start(options.connectTimeoutMs ?? DEFAULTS.connectTimeoutMs);
      return client;
    } catch (error) {
      client.close();
      throw error;
    }
  }

  get state(): ClientState {
    return this.currentState;
  }

  /** The symbol of a series, such as `AUTO_INTENT|7D|0.70-0.85@2026-03-02`; empty while the client has not heard of it. */
  seriesOf(seriesId: number): string {
    return this.symbols.of(seriesId);
  }

  /** The session's logon answer; undefined while there is no session. */
  get session(): LogonAccepted | undefined {
    return this.link.session?.accepted;
  }

  /** Account sequence of the last report told. */
  get accountSequence(): number {
    return this.feed.lastSequence;
  }

  /** Commands that wait for their answer. */
  get inFlightCount(): number {
    return this.commander.inFlightCount;
  }

  /** This client's ids, for callers that number their orders themselves. */
  get ids(): ClientIds {
    return this.commander.ids;
  }

  /** Places an order; resolves when its acceptance is durable. What it trades comes as fills. */
  place(order: NewOrder): Promise<OrderAck> {
    return new Promise((resolve, reject) => {
      const id = this.idOf(order.clientOrderId);
      fillPlace(this.command, order, id);
      this.commander.order(new OrderRequest(answersPlace, resolve, reject), this.command);
    });
  }

  /**
   * Places up to eight orders over different series, all or nothing: every leg fills whole at once, or nothing changes.
   * Resolves when it is durable; what it trades comes as fills under its id.
   */
  placeBundle(bundle: CommandFields<'placeBundle'>): Promise<CommandAck> {
    return this.send('placeBundle', bundle);
  }

  /**
   * Asks the broker for one price for so many lots; resolves with a quote that is firm for this account until its
   * `validUntilMs`. Rejects with the refusal: THIN, MAX_QTY, KILLED, SERIES_CLOSED and those of an order.
   */
  requestQuote(request: CommandFields<'requestQuote'>): Promise<Told<FirmQuote>> {
    return this.firmQuotes.request(request);
  }

  /** Takes a firm quote whole; resolves when it is durable, and the fill comes as a report. QUOTE_STALE: it has ended. */
  acceptQuote(quote: CommandFields<'acceptQuote'>): Promise<CommandAck> {
    return this.firmQuotes.accept(quote);
  }

  /** Cancels an order. */
  cancel(ref: OrderRef): Promise<OrderAck> {
    return new Promise((resolve, reject) => {
      fillCancel(this.command, ref);
      this.commander.order(new OrderRequest(answersCancel, resolve, reject), this.command);
    });
  }

  /** Changes price and open quantity of an order in one step; refused, the order is as it was. */
  amend(ref: OrderRef, change: OrderChange): Promise<OrderAck> {
    return new Promise((resolve, reject) => {
      const id = this.idOf(change.clientRequestId);
      fillAmend(this.command, ref, change, id);
      this.commander.order(new OrderRequest(answersAmend, resolve, reject), this.command);
    });
  }

  /**
   * Protects the account as a maker: when its resting orders (and, of the broker, its quotes) traded more than a limit in a
   * window, all of them are pulled, and none is taken before `resetProtection`. Limits left out or 0 are none; a window of 0
   * ends it.
   */
  protect(limits: ProtectionLimits): Promise<CommandAck> {
    const { windowMs, maxFills = 0, maxQuantityLots = 0, maxDeltaMicroPat = 0 } = limits;
    const { targetAccountId = 0 } = limits;
    const fields = { windowMs, maxFills, maxQuantityLots, maxDeltaMicroPat, targetAccountId };
    return this.send('setProtection', fields);
  }

  /** Takes back a link with a wallet that is not in force yet: with a key that has the scope WALLET, or as an operator. */
  cancelWalletLink(options: { readonly targetAccountId?: number } = {}): Promise<CommandAck> {
    return this.send('cancelWalletLink', { targetAccountId: options.targetAccountId ?? 0 });
  }

  /** Lets the account quote again after its protection tripped; `affectedCount` 0 says that it had not. */
  resetProtection(options: { readonly targetAccountId?: number } = {}): Promise<CommandAck> {
    return this.send('resetProtection', { targetAccountId: options.targetAccountId ?? 0 });
  }

  /** Cancels every order that matches; `affectedCount` says how many. */
  massCancel(filter: CancelFilter = {}): Promise<CommandAck> {
    const { seriesId = 0, side = 0, minPriceTicks = 0, maxPriceTicks = 0, sessionId = 0 } = filter;
    return this.send('massCancel', { seriesId, side, minPriceTicks, maxPriceTicks, sessionId });
  }

  /**
   * What became of a client id: done, refused or never seen; an id never seen is refused from now on, should it still
   * arrive.
   */
  getOutcome(clientId: number): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      const requester = new OutcomeRequest(resolve, reject);
      this.commander.request(requester, 'getOutcome', { clientOrderId: clientId });
    });
  }

  /** Sends any command by its name. */
  send<N extends ClientCommand>(name: N, fields: CommandFields<N>): Promise<CommandAck> {
    return new Promise((resolve, reject) => {
      const body = bodyWithNumbers(name, fields) as { clientRequestId?: number };
      if (hasClientId(name)) body.clientRequestId = this.idOf(body.clientRequestId);
      const requester = new ResultRequest(resolve, reject);
      this.commander.request(requester, name, body as unknown as ColdBodies[N]);
    });
  }

  /** The chain PAT is on and what it has settled; null when the venue is bound to none. */
  async chain(): Promise<ChainInfo | null> {
    return (await this.queries.markets()).venue?.chain ?? null;
  }

  /** Orders without promises, for high rates. */
  orderStream(handlers: OrderHandlers): OrderStream {
    return new OrderStream(this.commander, handlers);
  }

  /** Resolves when there is a session; rejects when there will be none. */
  online(): Promise<void> {
    if (this.currentState === 'online') return Promise.resolve();
    return new Promise((resolve, reject) => {
      if (this.currentState === 'closed') return reject(this.lastError ?? this.closedError());
      const stop = this.states.on(({ state }) => {
        if (state !== 'online' && state !== 'closed') return;
        stop();
        if (state === 'online') resolve();
        else reject(this.lastError ?? this.closedError());
      });
    });
  }

  /**
   * Logs out and ends: streams end, and what waits for an answer fails with CLOSED. Orders stay in the book, also of
   * sessions with cancel on disconnect.
   */
  close(): void {
    if (this.currentState === 'closed') return;
    this.link.close();
    this.finish(undefined);
  }

  /** Drops the connection as a broken line would, to try what happens then. */
  dropConnection(): void {
    this.link.session?.abort();
  }

  private idOf(given: number | undefined): number {
    return given === undefined ? this.ids.next() : this.ids.take(given);
  }

  private async start(timeoutMs: number): Promise<void> {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const timeout = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const text = `no session within ${timeoutMs} ms`;
        reject(this.lastError ?? new PatxConnectionError('HANDSHAKE', text));
      }, timeoutMs);
    });
    this.link.start();
    const ready = this.online().then(async () => {
      // Ids go on above what the venue has seen of them.
      const snapshot = this.queries.accountSnapshot();
      await this.symbols.load();
      this.ids.seed((await snapshot).lastClientOrderIds);
    });
    try {
      await Promise.race([ready, timeout]);
    } finally {
      clearTimeout(timer);
      ready.catch(() => {});
    }
  }

  private makeLink(options: ConnectOptions, sign: Sign): Link {
    const { url, accountId, keyId, reconnect = DEFAULTS.reconnect } = options;
    const session = {
      url,
      accountId,
      keyId,
      sign,
      openSocket: options.openSocket ?? openSocket,
      cancelOnDisconnect: options.cancelOnDisconnect ?? false,
      heartbeatIntervalMs: options.heartbeatIntervalMs ?? 0,
      pushBalances: options.pushBalances ?? true,
      logonTimeoutMs: options.connectTimeoutMs ?? DEFAULTS.connectTimeoutMs,
    };
    return new Link(session, reconnect === false ? undefined : reconnect, {
      onOnline: (accepted) => this.onOnline(accepted),
      onOffline: (error, isFinal) => this.onOffline(error, isFinal),
      onMessage: (message) => this.onMessage(message),
      onFrameEnd: () => {
        this.requests.endFrame();
        this.commander.drain();
      },
      onHeartbeat: ({ accountSequence, lagNs, journalSequence }) => {
        this.lagMs = lagNs / 1e6;
        this.journalSequence = Math.max(this.journalSequence, journalSequence);
        this.feed.expect(accountSequence);
      },
      accountSequence: () => this.feed.lastSequence,
    });
  }

  private makeFeed(afterAccountSequence: number | undefined): AccountFeed {
    const feed = new AccountFeed(
      {
        resume: (requester, afterAccountSequence) =>
          this.ask(requester, { type: 'resumeReports', body: { afterAccountSequence } }),
        snapshot: () => this.queries.accountSnapshot(),
      },
      {
        onReport: (message) => {
          this.commander.onReport(message);
          this.events.tell(message);
        },
        onGap: (fromAccountSequence, toAccountSequence, snapshot) =>
          this.events.gap({ fromAccountSequence, toAccountSequence, snapshot }),
        onCaughtUp: () => this.commander.settleOrphans(),
      },
    );
    if (afterAccountSequence !== undefined) feed.goOnAfter(afterAccountSequence);
    return feed;
  }

  private onOnline(accepted: LogonAccepted): void {
    this.journalSequence = Math.max(this.journalSequence, accepted.journalSequence);
    this.commander.online(accepted.maxInFlight);
    this.channels.online();
    this.feed.online(accepted.accountSequence);
    this.setState('online', undefined);
  }

  private onOffline(error: PatxError | PatxConnectionError, isFinal: boolean): void {
    this.lastError = error;
    if (isFinal) {
      this.finish(error);
      return;
    }
    this.channels.offline();
    this.commander.offline(error);
    if (this.currentState === 'online') this.setState('offline', error);
  }

  private onMessage(received: ServerMessage): void {
    const message = this.symbols.put(received);
    if (message.requestId !== 0) this.requests.deliver(message);
    if (message.channelId !== 0) {
      this.channels.dispatch(message);
      return;
    }
    if (message.type === 'credits') this.credits = message.body;
    const sequence = AccountEvents.sequenceOf(message);
    if (sequence !== 0) this.feed.accept(message, sequence);
    else this.events.tell(message);
  }

  private ask(requester: Requester, message: SessionMessage): void {
    const { session } = this.link;
    if (session === undefined) {
      requester.onFailure(new PatxConnectionError('OFFLINE', 'there is no session now'));
      return;
    }
    const sentMs = performance.now();
    const isLasting = message.type === 'subscribe';
    const about = { clientId: 0, isCommand: false, isLasting, sentMs };
    const requestId = this.requests.open({ requester, ...about });
    try {
      session.outbox.session(requestId, message);
    } catch (error) {
      this.requests.remove(requestId);
      throw error instanceof SchemaError ? errorOfProblem(error.problem, 0) : error;
    }
  }

  private finish(error: PatxError | PatxConnectionError | undefined): void {
    clearInterval(this.expiry);
    this.lastError = error;
    this.channels.offline();
    this.commander.close((clientId) => this.closedError(clientId));
    this.market.end(error);
    this.events.end(error);
    this.setState('closed', error);
    this.states.end();
  }

  private closedError(clientId = 0): PatxConnectionError {
    const text = this.lastError?.message ?? 'the client is closed';
    return new PatxConnectionError('CLOSED', text, { clientId, cause: this.lastError });
  }

  private setState(state: ClientState, error: StateChange['error']): void {
    this.currentState = state;
    this.states.push({ state, error });
  }
}
