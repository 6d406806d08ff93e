/**
 * Where connections come from, and how fast each place may open them.
 *
 * A place is what one party can be told apart by: an IPv4 address, or the /64 of an IPv6 one, because whoever has one
 * address of a /64 has them all. Bounded: places that have not opened anything for a while are forgotten.
 */
import { isIPv4 } from 'node:net';

const GROUPS = 8;
/** Groups of an IPv6 address that name its network. */
const NETWORK_GROUPS = 4;
/** Before an IPv4 address that is written as an IPv6 one. */
const MAPPED = '::ffff:';
const MAPPED_WORDS = [0, 0, 0, 0, 0, 0xffff] as const;
/** Places remembered. One that is forgotten begins with all its credits. */
const PLACES_MAX = 65_536;
const MS_PER_SECOND = 1_000;

/** The eight numbers of an IPv6 address; undefined when it is none. */
function groupsOf(address: string): number[] | undefined {
  const [head = '', tail, ...rest] = address.split('%')[0]!.split('::');
  if (rest.length > 0) return undefined;
  const numbers = (text: string): number[] =>
    text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16));
  const front = numbers(head);
  const back = numbers(tail ?? '');
  const missing = GROUPS - front.length - back.length;
  if (tail === undefined ? missing !== 0 : missing < 1) return undefined;
  const groups = [...front, ...new Array<number>(missing).fill(0), ...back];
  return groups.every((group) => group >= 0 && group <= 0xffff) ? groups : undefined;
}

/** The place of an address, as text. What is no address is a place of its own. */
export function placeOf(address: string): string {
  if (isIPv4(address)) return address;
  const dotted = address.slice(MAPPED.length);
  if (address.toLowerCase().startsWith(MAPPED) && isIPv4(dotted)) return dotted;
  const groups = groupsOf(address);
  if (groups === undefined) return address;
  if (MAPPED_WORDS.every((word, i) => groups[i] === word)) {
    const [high, low] = groups.slice(MAPPED_WORDS.length) as [number, number];
    return `${high >> 8}.${high & 0xff}.${low >> 8}.${low & 0xff}`;
  }
  const network = groups.slice(0, NETWORK_GROUPS).map((group) => group.toString(16));
  return `${network.join(':')}::/64`;
}

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
