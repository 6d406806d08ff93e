/**
 * Keeps a session: connects, and connects again after a break, waiting longer each time.
 *
 * Gives up when the venue says that trying again cannot help (a key it does not know, bytes it cannot read), when it is told not
 * to reconnect, or when it is closed. At most one session exists at a time.
 */
import type { LogonAccepted } from '../../schema/index.js';
import { type PatxConnectionError, PatxError } from '../errors.js';
import { Backoff, type BackoffOptions } from './backoff.js';
import { Session, type SessionHandlers, type SessionOptions } from './session.js';

export interface LinkHandlers extends Omit<SessionHandlers, 'onReady' | 'onEnd'> {
  onOnline(accepted: LogonAccepted): void;
  /** The session is over; another attempt follows unless `isFinal`. Also told of attempts that failed. */
  onOffline(error: PatxError | PatxConnectionError, isFinal: boolean): void;
}

export class Link {
  private readonly options: SessionOptions;
  private readonly backoff: Backoff | undefined;
  private readonly handlers: LinkHandlers;
  private current: Session | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private isClosed = false;

  /** @param backoff undefined: never connects again after a break */
  constructor(
    options: SessionOptions,
    backoff: BackoffOptions | undefined,
    handlers: LinkHandlers,
  ) {
    this.options = options;
    this.backoff = backoff === undefined ? undefined : new Backoff(backoff);
    this.handlers = handlers;
  }

  /** The session, once it is logged on. */
  get session(): Session | undefined {
    return this.current?.accepted === undefined ? undefined : this.current;
  }

  start(): void {
    const session = new Session(this.options, {
      ...this.handlers,
      onReady: (accepted) => {
        this.backoff?.reset();
        this.handlers.onOnline(accepted);
      },
      onEnd: (error) => this.ended(error),
    });
    this.current = session;
    session.start();
  }

  /** Logs out and stays away. */
  close(): void {
    this.isClosed = true;
    clearTimeout(this.retry);
    this.current?.logout();
    this.current = undefined;
  }

  private ended(error: PatxError | PatxConnectionError): void {
    this.current = undefined;
    const isHopeless = error instanceof PatxError && !error.retriable;
    const isFinal = this.isClosed || this.backoff === undefined || isHopeless;
    if (!isFinal) this.retry = setTimeout(() => this.start(), this.backoff?.nextDelayMs());
    this.handlers.onOffline(error, isFinal);
  }
}
