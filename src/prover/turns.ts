/**
 * Whose turn it is: of providers whose notices wait, the one that has waited longest since its last turn, and of its notices the one
 * whose time ends first. So nobody waits longer than everybody else's one turn, however many notices somebody has, or how slow their
 * places are.
 */
import type { NoticeRow } from '../reader/index.js';

const RUNNING_MAX = 16;
const RUNNING_PER_PROVIDER_MAX = 2;
const WAITING_PER_PROVIDER_MAX = 256;

interface Provider {
  /** The first to end last, so that it is taken off the end. */
  waiting: NoticeRow[];
  running: number;
  /** Number of its last turn. */
  turn: number;
}

export class Turns {
  private readonly providers = new Map<number, Provider>();
  private running = 0;
  private turns = 0;

  /** Replaces everything that waits. */
  offer(rows: Iterable<NoticeRow>): void {
    for (const one of this.providers.values()) one.waiting = [];
    for (const row of rows) this.providerOf(row.providerId).waiting.push(row);
    for (const [providerId, one] of this.providers) {
      one.waiting.sort((a, b) => b.deadlineMs - a.deadlineMs);
      one.waiting.splice(0, one.waiting.length - WAITING_PER_PROVIDER_MAX);
      if (one.waiting.length === 0 && one.running === 0) this.providers.delete(providerId);
    }
  }

  /** The next one, which is under way from now on; undefined: none waits, or enough are under way. */
  take(): NoticeRow | undefined {
    if (this.running >= RUNNING_MAX) return undefined;
    let first: Provider | undefined;
    for (const one of this.providers.values()) {
      if (one.waiting.length === 0 || one.running >= RUNNING_PER_PROVIDER_MAX) continue;
      if (first === undefined || one.turn < first.turn) first = one;
    }
    if (first === undefined) return undefined;
    this.turns += 1;
    first.turn = this.turns;
    first.running += 1;
    this.running += 1;
    return first.waiting.pop();
  }

  /** One that was taken is no longer under way. */
  end({ providerId }: NoticeRow): void {
    this.running -= 1;
    this.providerOf(providerId).running -= 1;
  }

  private providerOf(providerId: number): Provider {
    let provider = this.providers.get(providerId);
    if (provider === undefined) {
      provider = { waiting: [], running: 0, turn: 0 };
      this.providers.set(providerId, provider);
    }
    return provider;
  }
}
