/**
 * Whose turn it is: of providers whose notices wait, the one whose fetches took least time of late, and of its notices the one whose
 * time ends first. Slots are what is short, and a slow place takes one as long as thousands of quick ones: so time is what is shared,
 * and many providers with slow places wait for each other before anybody else waits for them.
 *
 * A host is asked by few at a time, whoever names it. A notice whose host is full keeps its turn, and the next slot there goes to who
 * used least, too: so nobody is kept from a host by others' notices that name it for longer than each of them has one fetch there.
 */
import type { NoticeRow } from '../reader/index.js';

const RUNNING_MAX = 16;
const RUNNING_PER_PROVIDER_MAX = 2;
/** No more than the way out lets through. */
const RUNNING_PER_HOST_MAX = 4;
const WAITING_PER_PROVIDER_MAX = 256;
/** Of a provider's notices that are looked at for one whose host is not full. */
const LOOKED_AT_MAX = 16;
/** What was used counts half after this. */
const HALF_LIFE_MS = 600_000;
/** Less is as good as none. */
const USED_MS_MIN = 1;

interface Waiting {
  readonly row: NoticeRow;
  readonly host: string;
}

interface Provider {
  /** The first to end last, so that it is near the end. */
  waiting: Waiting[];
  running: number;
  /** Time that its fetches took, as of `usedAtMs`. */
  usedMs: number;
  usedAtMs: number;
  /** Number of its last turn, which decides between equals. */
  turn: number;
}

export class Turns {
  private readonly clockMs: () => number;
  private readonly providers = new Map<number, Provider>();
  private readonly byHost = new Map<string, number>();
  private readonly begunMs = new Map<NoticeRow, number>();
  private turns = 0;

  /** @param clockMs a clock that only goes forward */
  constructor(clockMs: () => number) {
    this.clockMs = clockMs;
  }

  /** Replaces everything that waits. */
  offer(rows: Iterable<NoticeRow>): void {
    for (const one of this.providers.values()) one.waiting = [];
    for (const row of rows) {
      this.providerOf(row.providerId).waiting.push({ row, host: hostOf(row.location) });
    }
    const nowMs = this.clockMs();
    for (const [providerId, one] of this.providers) {
      one.waiting.sort((a, b) => b.row.deadlineMs - a.row.deadlineMs);
      one.waiting.splice(0, one.waiting.length - WAITING_PER_PROVIDER_MAX);
      const isIdle = one.waiting.length === 0 && one.running === 0;
      if (isIdle && usedAt(one, nowMs) < USED_MS_MIN) this.providers.delete(providerId);
    }
  }

  /** The next one, which is under way from now on; undefined: none waits that may begin, or enough are under way. */
  take(): NoticeRow | undefined {
    if (this.begunMs.size >= RUNNING_MAX) return undefined;
    const nowMs = this.clockMs();
    let first: Provider | undefined;
    let firstAt = -1;
    let leastMs = 0;
    for (const one of this.providers.values()) {
      if (one.running >= RUNNING_PER_PROVIDER_MAX) continue;
      const at = this.mayBegin(one);
      if (at < 0) continue;
      const usedMs = usedAt(one, nowMs);
      const isBefore = usedMs < leastMs || (usedMs === leastMs && one.turn < (first?.turn ?? 0));
      if (first === undefined || isBefore) [first, firstAt, leastMs] = [one, at, usedMs];
    }
    if (first === undefined) return undefined;
    const [{ row, host }] = first.waiting.splice(firstAt, 1) as [Waiting];
    this.turns += 1;
    first.turn = this.turns;
    first.running += 1;
    this.byHost.set(host, (this.byHost.get(host) ?? 0) + 1);
    this.begunMs.set(row, nowMs);
    return row;
  }

  /** One that was taken is no longer under way. */
  end(row: NoticeRow): void {
    const nowMs = this.clockMs();
    const provider = this.providerOf(row.providerId);
    provider.running -= 1;
    provider.usedMs = usedAt(provider, nowMs) + nowMs - (this.begunMs.get(row) ?? nowMs);
    provider.usedAtMs = nowMs;
    this.begunMs.delete(row);
    const host = hostOf(row.location);
    const left = (this.byHost.get(host) ?? 1) - 1;
    if (left === 0) this.byHost.delete(host);
    else this.byHost.set(host, left);
  }

  /** Where the provider's first notice waits whose host is not full; −1: there is none. */
  private mayBegin({ waiting }: Provider): number {
    const least = Math.max(0, waiting.length - LOOKED_AT_MAX);
    for (let at = waiting.length - 1; at >= least; at -= 1) {
      const { host } = waiting[at] as Waiting;
      if ((this.byHost.get(host) ?? 0) < RUNNING_PER_HOST_MAX) return at;
    }
    return -1;
  }

  private providerOf(providerId: number): Provider {
    let provider = this.providers.get(providerId);
    if (provider === undefined) {
      provider = { waiting: [], running: 0, usedMs: 0, usedAtMs: 0, turn: 0 };
      this.providers.set(providerId, provider);
    }
    return provider;
  }
}

const usedAt = ({ usedMs, usedAtMs }: Provider, nowMs: number): number =>
  usedMs * 2 ** ((usedAtMs - nowMs) / HALF_LIFE_MS);

/** The host a location names; what is no URL is refused before it is asked, and stands for itself. */
function hostOf(location: string): string {
  return URL.canParse(location) ? new URL(location).host : location;
}
