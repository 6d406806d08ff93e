/**
 * What ends a start before its time: somebody who asks for a stop, or a part that cannot go on. The first reason counts, and
 * everything the start waits for is given up for it.
 */
export class StartGuard {
  private readonly controller = new AbortController();
  private readonly ended: Promise<never>;

  constructor(signal: AbortSignal | undefined) {
    const { signal: own } = this.controller;
    this.ended = new Promise((_resolve, reject) => {
      own.addEventListener('abort', () => reject(own.reason as Error), { once: true });
    });
    // Heard of by whoever waits, if anybody does.
    this.ended.catch(() => undefined);
    signal?.addEventListener('abort', () => this.end(signal.reason as Error), { once: true });
    if (signal?.aborted) this.end(signal.reason as Error);
  }

  /** Aborts when the start is over. */
  get signal(): AbortSignal {
    return this.controller.signal;
  }

  end(reason: Error): void {
    this.controller.abort(reason);
  }

  /** Throws the reason when the start is over. */
  check(): void {
    this.signal.throwIfAborted();
  }

  /** Resolves with the work, unless the start is over first. */
  async until<T>(work: Promise<T>): Promise<T> {
    this.check();
    const result = await Promise.race([work, this.ended]);
    this.check();
    return result;
  }
}
