/**
 * How fast each place may open connections, and whose a connection is behind a proxy.
 *
 * Bounded: places that have not opened anything for a while are forgotten.
 */
import { placeOf } from '../../values/index.js';

/** Places remembered. One that is forgotten begins with all its credits. */
const PLACES_MAX = 65_536;
const MS_PER_SECOND = 1_000;

/**
 * The address a connection counts to: its peer's, or, where that is a trusted proxy, the last address of the
 * `X-Forwarded-For` header that is not one.
 */
export function clientAddress(
  peer: string,
  forwardedFor: string,
  proxies: ReadonlySet<string>,
): string {
  if (proxies.size === 0 || !proxies.has(placeOf(peer))) return peer;
  const hops = forwardedFor
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => hop !== '');
  return hops.findLast((hop) => !proxies.has(placeOf(hop))) ?? peer;
}

interface Bucket {
  credits: number;
  timeMs: number;
}

/** Counts openings by place: so many a second, and so many saved up. */
export class Arrivals {
  private readonly perSecond: number;
  private readonly burst: number;
  private readonly buckets = new Map<string, Bucket>();

  constructor(perSecond: number, burst: number) {
    this.perSecond = perSecond;
    this.burst = burst;
  }

  /** Takes a credit of the place; false when it has none. */
  admit(place: string, nowMs: number): boolean {
    const bucket = this.buckets.get(place) ?? { credits: this.burst, timeMs: nowMs };
    const earned = ((nowMs - bucket.timeMs) * this.perSecond) / MS_PER_SECOND;
    bucket.credits = Math.min(this.burst, bucket.credits + Math.max(0, earned));
    bucket.timeMs = nowMs;
    // The most recent one last, so that the first is the one to forget.
    this.buckets.delete(place);
    this.buckets.set(place, bucket);
    if (this.buckets.size > PLACES_MAX) {
      this.buckets.delete(this.buckets.keys().next().value as string);
    }
    if (bucket.credits < 1) return false;
    bucket.credits -= 1;
    return true;
  }
}
