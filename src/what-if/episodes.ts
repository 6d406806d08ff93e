/**
 * Mints and what became of them: offered at once or kept, tried again, rested under the ask, taken back; and how long buyers keep what
 * they bought. Accounts may be many people's: what somebody does is given to the mint it fits best.
 */
import type { Episode, Patience, Undercut, Undercutting } from './observed.js';

/** A mint that goes to market within this is wholly for sale. */
const AT_ONCE_MS = 60_000;
/** An offer rests with the attempt before it. */
const TOGETHER_MS = 1_000;
const SAMPLES_MAX = 20_000;
/** How many undecided mints of an account in a series are looked at. */
const OPEN_MAX = 256;

type Last = { readonly kind: 'visit' | 'undercut'; readonly index: number };

export class Episodes {
  readonly all: Episode[] = [];
  readonly patience: Patience[] = [];
  readonly undercuts: Undercut[] = [];
  readonly undercutting: Undercutting = { done: 0, possible: 0, under: 0 };
  readonly keptMs: number[] = [];
  /** What an episode did last. */
  readonly last = new Map<number, Last>();
  /** Of the visits of sellers: whether an offer rested after it, and when the same mint was seen next. */
  readonly following = new Map<number, { rests: boolean; nextMs: number }>();
  private readonly lastVisit = new Map<number, number>();
  private readonly open = new Map<string, number[]>();
  private readonly resting = new Map<number, number>();
  private readonly bags = new Map<string, { atMs: number; lots: number }[]>();

  minted(accountId: number, seriesId: number, lots: number, nowMs: number): number {
    const index = this.all.length;
    this.all.push({
      mintedMs: nowMs,
      accountId,
      seriesId,
      lots,
      leftLots: lots,
      attempts: 0,
      lastShare: 0,
      lastAtMs: nowMs,
      sellsAll: false,
      undercuts: 'UNKNOWN',
    });
    const key = `${accountId} ${seriesId}`;
    const open = (this.open.get(key) ?? []).filter((i) => this.left(i) > 0).slice(-OPEN_MAX);
    open.push(index);
    this.open.set(key, open);
    return index;
  }

  /** The mint a sale at this share of fair value is most likely of; −1: none. */
  find(accountId: number, seriesId: number, share: number, nowMs: number): number {
    let best = -1;
    let bestAway = Number.POSITIVE_INFINITY;
    for (const i of this.open.get(`${accountId} ${seriesId}`) ?? []) {
      const { leftLots, attempts, mintedMs, lastShare } = this.all[i] as Episode;
      if (leftLots === 0) continue;
      if (attempts === 0 && nowMs - mintedMs <= AT_ONCE_MS) return i;
      const away = attempts === 0 ? 1 : Math.abs(Math.log(share / lastShare));
      if (away < bestAway) [best, bestAway] = [i, away];
    }
    return best;
  }

  /** A sale of a mint begins; answers whether all of it is offered. */
  attempted(
    episode: number,
    { index, share, nowMs }: { index: number; share: number; nowMs: number },
  ): boolean {
    const one = this.all[episode] as Episode;
    if (one.attempts === 0) one.sellsAll = nowMs - one.mintedMs <= AT_ONCE_MS;
    else this.waited(one, nowMs, true);
    this.seenNext(episode, nowMs);
    this.lastVisit.set(episode, index);
    this.following.set(index, { rests: false, nextMs: 0 });
    one.attempts += 1;
    one.lastShare = share;
    one.lastAtMs = nowMs;
    this.last.set(episode, { kind: 'visit', index });
    return one.sellsAll;
  }

  sold(episode: number, lots: number): void {
    const one = this.all[episode];
    if (one !== undefined) one.leftLots = Math.max(0, one.leftLots - lots);
  }

  /** A sale left something; whether it could have been rested under the ask is noted. */
  couldUndercut(
    episode: number,
    { askTicks, leastTicks }: { askTicks: number; leastTicks: number },
  ): void {
    const one = this.all[episode];
    if (one === undefined || one.leftLots === 0 || !one.sellsAll) return;
    if (one.undercuts !== 'UNKNOWN' || askTicks * 0.99 < leastTicks) return;
    one.undercuts = 'NO';
    this.undercutting.possible += 1;
  }

  /** An offer rests under the ask; undefined where it belongs to no mint that was just tried. */
  undercut(
    accountId: number,
    seriesId: number,
    { under, nowMs, untilMs }: { under: number; nowMs: number; untilMs: number },
  ): { readonly undercut: number; readonly isFirst: boolean } | undefined {
    for (const i of this.open.get(`${accountId} ${seriesId}`) ?? []) {
      const one = this.all[i] as Episode;
      if (one.leftLots === 0 || nowMs - one.lastAtMs > TOGETHER_MS || !one.sellsAll) continue;
      const last = this.last.get(i);
      if (last?.kind === 'undercut') return { undercut: last.index, isFirst: false };
      const undercut = this.undercuts.length;
      this.undercuts.push({ episode: i, untilMs, under, isLast: false });
      const { undercutting } = this;
      undercutting.done += 1;
      if (one.undercuts === 'UNKNOWN') undercutting.possible += 1;
      undercutting.under += (under - undercutting.under) / undercutting.done;
      one.undercuts = 'YES';
      const following = this.following.get(this.lastVisit.get(i) ?? -1);
      if (following !== undefined) following.rests = true;
      this.last.set(i, { kind: 'undercut', index: undercut });
      return { undercut, isFirst: true };
    }
    return undefined;
  }

  rests(orderId: number, undercut: number): void {
    this.resting.set(orderId, (this.undercuts[undercut] as Undercut).episode);
  }

  orderTraded(orderId: number, lots: number): void {
    const episode = this.resting.get(orderId);
    if (episode !== undefined) this.sold(episode, lots);
  }

  /** Lots are taken back; answers the mint, −1: none that is known. */
  withdrew(accountId: number, seriesId: number, lots: number, nowMs: number): number {
    let best = -1;
    for (const i of this.open.get(`${accountId} ${seriesId}`) ?? []) {
      const { leftLots, attempts } = this.all[i] as Episode;
      if (leftLots !== lots) continue;
      if (best < 0 || attempts > (this.all[best]?.attempts ?? 0)) best = i;
    }
    const one = this.all[best];
    if (one === undefined) return -1;
    if (one.attempts > 0) this.waited(one, nowMs, false);
    one.leftLots = 0;
    this.seenNext(best, nowMs);
    this.last.delete(best);
    return best;
  }

  bought(accountId: number, seriesId: number, lots: number, nowMs: number): void {
    const key = `${accountId} ${seriesId}`;
    const bag = this.bags.get(key) ?? [];
    if (bag.length < SAMPLES_MAX) bag.push({ atMs: nowMs, lots });
    this.bags.set(key, bag);
  }

  exercised(accountId: number, seriesId: number, lots: number, nowMs: number): void {
    const bag = this.bags.get(`${accountId} ${seriesId}`) ?? [];
    for (let left = lots; left > 0 && bag.length > 0; ) {
      const first = bag[0] as { atMs: number; lots: number };
      const taken = Math.min(left, first.lots);
      if (this.keptMs.length < SAMPLES_MAX) this.keptMs.push(nowMs - first.atMs);
      first.lots -= taken;
      left -= taken;
      if (first.lots === 0) bag.shift();
    }
  }

  private seenNext(episode: number, nowMs: number): void {
    const following = this.following.get(this.lastVisit.get(episode) ?? -1);
    if (following !== undefined) following.nextMs = nowMs;
  }

  private left(i: number): number {
    return this.all[i]?.leftLots ?? 0;
  }

  private waited(one: Episode, nowMs: number, isRetry: boolean): void {
    if (!one.sellsAll || this.patience.length >= SAMPLES_MAX) return;
    this.patience.push({ attempt: one.attempts, isRetry, afterMs: nowMs - one.lastAtMs });
  }
}
