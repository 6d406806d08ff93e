/**
 * The private reports of the account, in order and without gaps, over breaks of the connection.
 *
 * Every private report has the account's own sequence, one more each time; answers have none and do not come here. What does not follow on is left out and asked for
 * again from the last one known; what has been seen is not told twice. When the venue no longer keeps what is missing,
 * the account snapshot takes its place and `onGap` says so.
 */
import type { AccountSnapshot } from '../../schema/index.js';
import { ERROR_CATALOG } from '../../values/index.js';
import type { Requester } from '../connection/requests.js';
import type { Told, ToldMessage } from '../names.js';

export interface AccountFeedPort {
  /** Asks for the reports after a sequence. */
  resume(requester: Requester, afterAccountSequence: number): void;
  /** Asks for the account snapshot, merged into one. */
  snapshot(): Promise<Told<AccountSnapshot>>;
}

export interface AccountFeedHandlers {
  /** A report that follows the one before. */
  onReport(message: ToldMessage): void;
  /** Reports from `from` to `to` are lost; the snapshot is what they led to. */
  onGap(from: number, to: number, snapshot: Told<AccountSnapshot>): void;
  /** All that was missed over a break has been told. */
  onCaughtUp(): void;
}

export class AccountFeed {
  /** Sequence of the last report told. */
  lastSequence = 0;
  private readonly port: AccountFeedPort;
  private readonly handlers: AccountFeedHandlers;
  private isResuming = false;
  private isStarted = false;
  /** Counts connections, so that an answer of an earlier one changes nothing. */
  private connection = 0;

  constructor(port: AccountFeedPort, handlers: AccountFeedHandlers) {
    this.port = port;
    this.handlers = handlers;
  }

  /** Before the first session: tells every report after a sequence known from an earlier run. */
  goOnAfter(accountSequence: number): void {
    this.isStarted = true;
    this.lastSequence = accountSequence;
  }

  /** A session is logged on; the account stands at this sequence. */
  online(accountSequence: number): void {
    this.connection += 1;
    this.isResuming = false;
    if (!this.isStarted) {
      this.isStarted = true;
      this.lastSequence = accountSequence;
    }
    if (accountSequence === this.lastSequence) this.handlers.onCaughtUp();
    else this.resume();
  }

  /** Takes a message with an account sequence in. */
  accept(message: ToldMessage, accountSequence: number): void {
    if (accountSequence <= this.lastSequence) return;
    if (accountSequence === this.lastSequence + 1) {
      this.lastSequence = accountSequence;
      this.handlers.onReport(message);
      return;
    }
    this.resume();
  }

  /** The venue says where the account stands; reports up to there have been sent before. */
  expect(accountSequence: number): void {
    if (this.isStarted && accountSequence > this.lastSequence) this.resume();
  }

  private resume(): void {
    if (this.isResuming) return;
    this.isResuming = true;
    const { connection } = this;
    this.port.resume(
      {
        onMessage: (message) => {
          if (message.type !== 'resumeDone' && message.type !== 'errorReport') return false;
          if (connection !== this.connection) return true;
          this.isResuming = false;
          if (message.type === 'resumeDone') this.resumed(message.body.accountSequence);
          else if (isGone(message.body.errorCode)) this.skip();
          return true;
        },
        onFailure: () => {
          // The next report, heartbeat or session asks again.
          if (connection === this.connection) this.isResuming = false;
        },
      },
      this.lastSequence,
    );
  }

  private resumed(accountSequence: number): void {
    if (accountSequence > this.lastSequence) this.resume();
    else this.handlers.onCaughtUp();
  }

  /** What is missing is gone: goes on from the snapshot. */
  private skip(): void {
    this.isResuming = true;
    const { connection } = this;
    this.port.snapshot().then(
      (snapshot) => {
        if (connection !== this.connection) return;
        this.isResuming = false;
        const from = this.lastSequence + 1;
        this.lastSequence = snapshot.asOfAccountSequence;
        this.handlers.onGap(from, this.lastSequence, snapshot);
        this.handlers.onCaughtUp();
      },
      () => {
        if (connection === this.connection) this.isResuming = false;
      },
    );
  }
}

/** Whether the reports asked for will never come: they are no longer kept, or the venue has not got that far. */
const isGone = (errorCode: number): boolean =>
  errorCode === ERROR_CATALOG.RESUME_TOO_OLD.code || errorCode === ERROR_CATALOG.INVALID_FIELD.code;
