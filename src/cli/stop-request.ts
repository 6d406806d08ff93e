/**
 * SIGINT and SIGTERM as a request to stop in order: kept from when this is first asked for, so that none is missed while a
 * process starts. The first one counts; a later one is only told, with what the stop waits for.
 */

/** A start that ends because a stop was asked for. Not a failure. */
export class StopAsked extends Error {
  override readonly name = 'StopAsked';

  constructor(signalName: string) {
    super(`stopped by ${signalName}`);
  }
}

export class StopRequest {
  /** Aborts when a stop is asked for; its reason is a StopAsked. */
  readonly signal: AbortSignal;
  /** Resolves with the name of the signal. */
  readonly asked: Promise<string>;
  /** What a stop that was asked for waits for. */
  waitingFor = 'the start to be called off';
  /** Hears of every further signal. */
  repeated: (() => void) | undefined;

  constructor() {
    const controller = new AbortController();
    this.signal = controller.signal;
    this.asked = new Promise((resolve) => {
      for (const name of ['SIGINT', 'SIGTERM'] as const) {
        process.on(name, () => {
          if (this.signal.aborted) this.repeated?.();
          else controller.abort(new StopAsked(name));
          resolve(name);
        });
      }
    });
  }
}

let request: StopRequest | undefined;

/** The one of this process; from the first call on, its signals no longer end it. */
export function stopRequest(): StopRequest {
  request ??= new StopRequest();
  return request;
}
