/**
 * The gateway: WebSocket sessions in front of the sequencer.
 *
 * Messages become commands; what the core says happened is encoded when a batch is sealed and sent when it is durable.
 * Invariants: nothing derived from state leaves before the sequence it saw is on disk; the private and the public
 * report of a trade leave in one release; every queue is bounded. Commands of others must have an origin below 1.
 * Fails only by our own bugs, which throw; whatever comes from outside ends in an answer or a closed session.
 */
import type { CommandAnswer, SignedRequest, SignInAnswer, SignInRequest } from '../schema/index.js';
import { type ErrorName, errorName, placeOf } from '../values/index.js';
import type { Context } from './context.js';
import { Intake } from './intake/intake.js';
import { PasskeyApprovals } from './intake/passkey-approvals.js';
import { Receipts } from './intake/receipts.js';
import { Submitter } from './intake/submitter.js';
import { WorkCredits } from './intake/work-credits.js';
import { DEFAULT_GATEWAY_LIMITS, type GatewayLimits } from './limits.js';
import { Market } from './market/market.js';
import { GatewayMetrics } from './metrics.js';
import type { GatewayOptions } from './options.js';
import { AccountPush } from './outbox/account-push.js';
import { Direct } from './outbox/direct.js';
import { Outbox } from './outbox/outbox.js';
import { Outgoing } from './outbox/outgoing.js';
import { ReportEncoder } from './outbox/report-encoder.js';
import { ReportHistory } from './outbox/report-history.js';
import { Relay } from './relay/relay.js';
import { RequestTable } from './requests.js';
import { Heartbeats } from './session/heartbeats.js';
import { Logons } from './session/logons.js';
import { LIVE, SESSION_STATE, type Session } from './session/session.js';
import { SessionTable } from './session/session-table.js';
import type { SignInLink } from './sign-in/links.js';
import { SignIns } from './sign-in/sign-ins.js';
import { UntilDurable } from './sign-in/until-durable.js';
import { TicketDesk } from './tickets/ticket-desk.js';
import {
  Arrivals,
  type Connection,
  type Transport,
  type TransportHandlers,
} from './transport/index.js';
import { Turns } from './turns.js';
import { AccountSnapshots } from './views/account-snapshot.js';
import { Answers } from './views/answers.js';
import { Questions } from './views/questions.js';
import { Resumes } from './views/resumes.js';
import { VenueFacts } from './views/venue-facts.js';
import { WalletLinks } from './wallets/wallet-links.js';

/** Rows for the two full batches a sequencer can hold. */
const REQUEST_ROWS = 131_072;
const NONCE_BYTES = 32;
const CLOSED: SignInAnswer = {
  ...{ kind: 'refused', name: 'SHUTTING_DOWN', field: '', detail: '', waitMs: 0 },
};
/** The transport takes a few connections more, so that the gateway can say why one is refused. */
const SPARE_CONNECTIONS = 64;
/** The transport cuts off peers that not even answer pings; sessions end by their heartbeats long before. */
const IDLE_TIMEOUT_MS = 240_000;

export class Gateway {
  readonly metrics = new GatewayMetrics();
  readonly limits: GatewayLimits;
  private readonly options: GatewayOptions;
  private readonly context: Context;
  private readonly sessions: SessionTable;
  private readonly direct: Direct;
  private readonly outgoing: Outgoing;
  private readonly intake: Intake;
  private readonly relays: Relay;
  private readonly signIns: SignIns;
  private readonly heartbeats: Heartbeats;
  private readonly turns: Turns;
  private transport: Transport | undefined;
  private timer: NodeJS.Timeout | undefined;
  private nextTick: NodeJS.Immediate | undefined;
  private boundPort = 0;

  constructor(options: GatewayOptions) {
    const { sequencer, log, nowMs } = options;
    const { core } = sequencer;
    const limits = { ...DEFAULT_GATEWAY_LIMITS, ...options.limits };
    const { state } = core;
    const { isStorageLow = () => false } = options;
    const { metrics } = this;
    const context: Context = { sequencer, core, state, limits, metrics, log, nowMs, isStorageLow };
    this.options = options;
    this.limits = limits;
    this.context = context;
    const wake = (): void => this.turns.wake();
    const outgoing = new Outgoing(context, { wake, end: (session) => this.endQueued(session) });
    const direct = new Direct(context, outgoing);
    const requests = new RequestTable(REQUEST_ROWS);
    const sessions = new SessionTable(context, { requests, outgoing, direct });
    const encoder = new ReportEncoder(context);
    const reports =
      options.reports ?? new ReportHistory(limits.reportBytes, state.limits.maxAccounts);
    const facts = new VenueFacts(
      core,
      options.signer?.publicKey ?? new Uint8Array(0),
      options.previewQuotes ?? (() => undefined),
    );
    const market = new Market(context, outgoing, { encoder, facts });
    const push = new AccountPush(context, outgoing);
    const submitter = new Submitter(context, requests);
    const work = new WorkCredits(() => core.checks.creditsPerSecond);
    const logons = new Logons(context, { sessions, outgoing, work });
    const resumes = new Resumes(context, outgoing, { encoder, reports });
    const snapshots = new AccountSnapshots(core);
    const { randomBytes, walletSignIn: signIn } = options;
    const wallets = new WalletLinks(context, { submitter, direct, randomBytes, signIn });
    const lists = { market, snapshots, resumes, facts };
    const answers = new Answers(context, { outgoing, logons, wallets, ...lists });
    const questions = new Questions(context, {
      answer: (...question) => answers.answer(...question),
      work,
      wake,
    });
    const receipts = new Receipts(context, { submitter, direct, wake });
    const { signer, passkeys } = options;
    const approvals = new PasskeyApprovals(context, { submitter, direct, passkeys, wake });
    const tickets =
      signer === undefined
        ? undefined
        : new TicketDesk(context, { sessions, outgoing, signer, wake });
    const outbox = new Outbox(context, {
      requests,
      sessions,
      outgoing,
      encoder,
      reports,
      market,
      push,
      facts,
      delivery: (words, at) => this.turns.deliveryChanged(words, at),
      account: (accountId) => this.turns.accountChanged(accountId),
      session: (session) => this.turns.sessionCommand(session),
    });
    this.sessions = sessions;
    this.outgoing = outgoing;
    this.direct = direct;
    this.intake = new Intake(context, {
      sessions,
      requests,
      direct,
      questions,
      receipts,
      approvals,
      wallets,
      submitter,
      work,
    });
    const untilDurable = new UntilDurable(() => sequencer.durableSequence);
    this.signIns = new SignIns(context, {
      ...{ randomBytes, walletSignIn: signIn, passkeys: options.passkeys, untilDurable },
    });
    const { signIns } = this;
    this.relays = new Relay(context, {
      ...{ intake: this.intake, work, untilDurable, signIns, facts },
    });
    this.turns = new Turns(context, {
      requests,
      sessions,
      logons,
      outgoing,
      outbox,
      push,
      market,
      questions,
      resumes,
      tickets,
      untilDurable,
    });
    this.heartbeats = new Heartbeats(context, sessions, direct);
    sessions.listen(push);
    sessions.listen({
      opened: () => undefined,
      closed: (session) => {
        market.drop(session);
        resumes.closed(session);
        logons.closed(session);
        wallets.closed(session);
      },
    });
    sequencer.listen(this.turns);
  }

  /** The port it listens on. */
  get port(): number {
    return this.boundPort;
  }

  /** Begins to listen. Rejects with a TransportError. */
  async start(): Promise<void> {
    const { host, port, path } = this.options;
    const { limits } = this;
    const transport = await this.options.transport(
      {
        host,
        port,
        path,
        payloadBytesMax: limits.messageBytesMax,
        connectionsMax: limits.sessionsMax + SPARE_CONNECTIONS,
        pendingMax: limits.pendingMax,
        proxies: new Set(limits.proxyAddresses.map(placeOf)),
        bufferedBytesMax: limits.queueBytesMax,
        idleTimeoutMs: IDLE_TIMEOUT_MS,
        tls: this.options.tls,
      },
      this.handlers(),
    );
    this.transport = transport;
    this.boundPort = (await transport.listen()).port;
    // Behind the sockets' turn: what lay in them when the tick came due has been read before anybody is called silent.
    this.timer = setInterval(() => {
      this.nextTick = setImmediate(() => this.tick());
    }, limits.tickMs);
  }

  /**
   * Takes no more commands, lets what was sequenced be answered, ends every session with SHUTTING_DOWN and stops
   * listening. Orders of sessions that asked for cancel on disconnect are cancelled. The sequencer is left running.
   */
  async stop(): Promise<void> {
    const { sequencer } = this.context;
    this.intake.close();
    clearInterval(this.timer);
    clearImmediate(this.nextTick);
    await sequencer.drain();
    this.endAll('SHUTTING_DOWN');
    this.sessions.retryDepartures();
    await sequencer.drain();
    await this.transport?.stop(this.limits.closeGraceMs);
  }

  /** Does what a signed request of the HTTP API says; resolves with what became of it, once that is durable. */
  relay(request: SignedRequest): Promise<CommandAnswer> {
    return this.relays.take(request);
  }

  /** The files of the certificate changed, and are a pair. */
  renewTls(pair: { readonly cert: string; readonly key: string }): void {
    this.transport?.renewTls(pair);
  }

  /** A sign-in, or a step of one; resolves with what came of it, once that is durable. */
  signIn(request: SignInRequest): Promise<SignInAnswer> {
    if (this.intake.isClosed) return Promise.resolve(CLOSED);
    return this.signIns.take(request);
  }

  /** Takes one-time links of a sandbox. */
  offerLinks(links: readonly SignInLink[]): void {
    this.signIns.offer(links);
  }

  private tick(): void {
    if (!this.intake.isClosed) this.signIns.tick();
    this.turns.remind(this.heartbeats.tick());
    if (this.sessions.hasDepartures) this.turns.wake();
  }

  private handlers(): TransportHandlers {
    const { connectsPerSecond, connectsBurst } = this.limits;
    const arrivals = new Arrivals(connectsPerSecond, connectsBurst);
    return {
      admits: (address) => arrivals.admit(placeOf(address), this.context.nowMs()),
      onOpen: (connection) => this.open(connection),
      onMessage: (connection, bytes, kind) => {
        const session = this.sessions.find(connection);
        if (session === undefined) return;
        // Before it is looked at: by then it has been received, and for that nobody else pays.
        if (session.state < SESSION_STATE.ACTIVE) arrivals.charge(session.place, bytes.length);
        this.intake.take(session, bytes, kind);
      },
      onDrain: (connection) => {
        const session = this.sessions.find(connection);
        if (session === undefined) return;
        this.outgoing.drained(session);
        if (session.gappedCount > 0 || session.resumeAt !== LIVE) this.turns.wake();
      },
      onClose: (connection) => this.sessions.gone(connection),
    };
  }

  private open(connection: Connection): void {
    const session = this.sessions.open(connection, this.options.randomBytes(NONCE_BYTES));
    if (this.sessions.count > this.limits.sessionsMax) {
      this.sessions.end(session, { name: 'SESSION_LIMIT' });
    } else if (this.intake.isClosed) this.sessions.end(session, { name: 'SHUTTING_DOWN' });
    else this.direct.challenge(session, this.context.state.registry.venue);
  }

  /** Ends a session after its last frame. */
  private endQueued(session: Session): void {
    const name = errorName(session.endCode);
    if (name === undefined) this.sessions.endClean(session);
    else {
      const { endRequestId: requestId, endDetail: detail } = session;
      this.sessions.end(session, { name, requestId, detail });
    }
  }

  private endAll(name: ErrorName): void {
    for (const session of [...this.sessions.all()]) this.sessions.end(session, { name });
  }
}
