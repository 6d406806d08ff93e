/**
 * SIGINT and SIGTERM as a request to stop in order: kept from when this is first asked for, so that none is missed while a
 * process starts. The first one counts; a later one is only told, with what the stop waits for.
 */

/** A start that ends because a stop was asked for. Not a failure. */
export class StopAsked extends Error {
  override readonly name = 'StopAsked';

  constructor(by: string) {
    super(`stopped by ${by}`);
  }
}

export class StopRequest {
  /** Aborts when a stop is asked for; its reason is a StopAsked. */
  readonly signal: AbortSignal;
  /** Resolves with who asked: the name of a signal, mostly. */
  readonly asked: Promise<string>;
  /** What a stop that was asked for waits for. */
  waitingFor = 'the start to be called off';
  /** Hears when it is asked for again. */
  repeated: (() => void) | undefined;
  private readonly controller = new AbortController();
  private resolve: (by: string) => void = () => undefined;

  constructor() {
    this.signal = this.controller.signal;
    this.asked = new Promise((resolve) => {
      this.resolve = resolve;
    });
    for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => this.ask(name));
  }

  ask(by: string): void {
    if (this.signal.aborted) this.repeated?.();
    else this.controller.abort(new StopAsked(by));
    this.resolve(by);
  }
}

let request: StopRequest | undefined;

/** The one of this process; from the first call on, its signals no longer end it. */
export function stopRequest(): StopRequest {
  request ??= new StopRequest();
  return request;
}
