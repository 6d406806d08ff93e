/**
 * Finds peers that are gone: pings what has been silent for half the idle time, cuts off what has been silent for
 * all of it. One timer for all connections, so a cut comes up to half of the idle time late.
 */

/** What is watched. */
export interface Watched {
  /** Set when something arrives. A flag and not a time: reading the clock for every message costs too much. */
  isHeard: boolean;
  /** When the sweep last found the flag set, on the monotonic clock; kept by `Liveness`. */
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
      if (peer.isHeard) {
        peer.isHeard = false;
        peer.lastHeardMs = nowMs;
      }
      const silentMs = nowMs - peer.lastHeardMs;
      if (silentMs >= this.#idleTimeoutMs) {
        peer.terminate();
      } else if (silentMs >= this.#idleTimeoutMs / 2) {
        peer.ping();
      }
    }
  }
}
