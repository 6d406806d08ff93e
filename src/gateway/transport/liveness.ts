/**
 * Finds peers that are gone: pings what has been silent for half the idle time, cuts off what has been silent for
 * all of it. One timer for all connections, so a cut comes up to half of the idle time late.
 *
 * Silence is counted in sweeps: while the process itself was held up there were none, and what came meanwhile lies unread.
 */

/** Sweeps in an idle time. */
const SWEEPS = 4;

/** What is watched. */
export interface Watched {
  /** Set when something arrives. A flag and not a time: reading the clock for every message costs too much. */
  isHeard: boolean;
  /** Sweeps since one found the flag set; kept by `Liveness`. */
  silentSweeps: number;
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
    this.#timer = setInterval(() => this.#sweep(), this.#idleTimeoutMs / SWEEPS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #sweep(): void {
    // Cutting off removes from the collection: look at a copy.
    for (const peer of [...this.#peers]) {
      peer.silentSweeps = peer.isHeard ? 0 : peer.silentSweeps + 1;
      peer.isHeard = false;
      if (peer.silentSweeps >= SWEEPS) {
        peer.terminate();
      } else if (peer.silentSweeps >= SWEEPS / 2) {
        peer.ping();
      }
    }
  }
}
