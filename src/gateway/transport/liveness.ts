/**
 * Finds peers that are gone: pings what has been silent for half the idle time, cuts off what has been silent for
 * all of it. One timer for all connections, so a cut comes up to a quarter of the idle time late.
 */

/** What is watched. */
export interface Watched {
  /** When the peer was last heard, on the monotonic clock. */
  lastHeardMs: number;
  ping(): void;
  terminate(): void;
}

export class Liveness<Peer extends Watched> {
  readonly #idleTimeoutMs: number;
  readonly #peers: Iterable<Peer>;
  #timer: NodeJS.Timeout | undefined;

  constructor(peers: Iterable<Peer>, idleTimeoutMs: number) {
    this.#peers = peers;
    this.#idleTimeoutMs = idleTimeoutMs;
  }

  start(): void {
    this.#timer = setInterval(() => this.#sweep(), this.#idleTimeoutMs / 4);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sweep(): void {
    const nowMs = performance.now();
    // Cutting off removes from the collection: look at a copy.
    for (const peer of [...this.#peers]) {
      const silentMs = nowMs - peer.lastHeardMs;
      if (silentMs >= this.#idleTimeoutMs) {
        peer.terminate();
      } else if (silentMs >= this.#idleTimeoutMs / 2) {
        peer.ping();
      }
    }
  }
}
