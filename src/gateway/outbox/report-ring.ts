/**
 * The last private events of some accounts, in bounded memory.
 *
 * A record is the event as the core wrote it, with what the journal and the gateway add: sequence, time, who asked.
 * Records lie in a ring of words; those of one account are chained both ways, a trade in two chains at once. A place is
 * the number of words ever written before the record, so a place that has been overwritten is known as such. Each record
 * also knows one far behind it in its chain, by which any is found in about as many steps as their number has binary
 * digits (jump pointers: Myers, "An applicative random-access stack", 1983).
 * Fails by answering NOWHERE: the report is no longer kept.
 */
import { EVENT_WORDS } from '../../engine/core/index.js';
import type { PrivateEvent } from './private-event.js';

/** No record: it was never written, or has been overwritten. */
export const NOWHERE = -1;

/** What a record has before its event, in words. */
const HEAD = {
  journalSequence: 0,
  timeMs: 1,
  receivedMs: 2,
  sessionId: 3,
  requestId: 4,
  askedBy: 5,
  /** Places of the neighbours in the chain of the first party, then of the second. */
  previous: 6,
  next: 8,
  /** Place of a record further back in the chain, and how many came before this one in it. */
  jump: 10,
  depth: 12,
} as const;
const HEAD_WORDS = 14;
const PARTY_WORDS = 2;
const RECORD_WORDS_MAX = 64;

export class ReportRing {
  private readonly words: Float64Array<ArrayBuffer>;
  private readonly capacity: number;
  /** Place of each account's newest record plus one. */
  private readonly newest: Float64Array;
  /** Records looked at to find others, ever. */
  steps = 0;
  private end = 0;
  /** Place of the first word of the ring as of this lap. */
  private lap = 0;

  /**
   * @param bytes size of the ring; at least one record is always kept
   * @param accountsMax highest account id that is kept for
   */
  constructor(bytes: number, accountsMax: number) {
    this.capacity = Math.max(RECORD_WORDS_MAX, Math.floor(bytes / 8));
    this.words = new Float64Array(this.capacity);
    this.newest = new Float64Array(accountsMax + 1);
  }

  /** Keeps an event for some of its parties: bit n of `kept` says whether for party n. */
  push(event: PrivateEvent, kept: number): void {
    const { words: source, at, type } = event;
    const size = EVENT_WORDS[type] as number;
    const place = this.reserve(HEAD_WORDS + size);
    const { words } = this;
    const start = this.startOf(place);
    words[start + HEAD.journalSequence] = event.journalSequence;
    words[start + HEAD.timeMs] = event.timeMs;
    words[start + HEAD.receivedMs] = event.receivedMs;
    words[start + HEAD.sessionId] = event.sessionId;
    words[start + HEAD.requestId] = event.requestId;
    words[start + HEAD.askedBy] = event.askedBy;
    const to = start + HEAD_WORDS;
    for (let i = 0; i < size; i += 1) words[to + i] = source[at + i] as number;
    for (let party = 0; party < 2; party += 1) {
      words[start + HEAD.next + party] = NOWHERE;
      words[start + HEAD.previous + party] = NOWHERE;
      words[start + HEAD.jump + party] = NOWHERE;
      words[start + HEAD.depth + party] = 0;
      if ((kept & (1 << party)) !== 0) this.chain(place, party);
    }
  }

  /** Fills in the event of a record as an account sees it, without a detail. */
  read(place: number, account: number, event: PrivateEvent): void {
    const start = this.startOf(place);
    const { words } = this;
    event.words = words;
    event.at = start + HEAD_WORDS;
    event.party = this.partyOf(place, account);
    event.journalSequence = words[start + HEAD.journalSequence] as number;
    event.timeMs = words[start + HEAD.timeMs] as number;
    event.askedBy = words[start + HEAD.askedBy] as number;
    event.receivedMs = words[start + HEAD.receivedMs] as number;
    event.sessionId = words[start + HEAD.sessionId] as number;
    event.requestId = words[start + HEAD.requestId] as number;
    event.detail = '';
  }

  /** The account's record after this one, or NOWHERE. */
  after(place: number, account: number): number {
    const start = this.startOf(place);
    return this.words[start + HEAD.next + this.partyOf(place, account)] as number;
  }

  /** Whether a record is still there. */
  isKept(place: number): boolean {
    return place >= 0 && place + this.capacity >= this.end;
  }

  /** The account's record with this account sequence, or NOWHERE. Goes back from the newest. */
  find(account: number, sequence: number): number {
    let place = (this.newest[account] as number) - 1;
    while (this.isKept(place)) {
      const found = this.sequenceOf(place, account);
      if (found === sequence) return place;
      if (found < sequence) return NOWHERE;
      this.steps += 1;
      const jump = this.neighbour(HEAD.jump, place, account);
      const isWithin = this.isKept(jump) && this.sequenceOf(jump, account) >= sequence;
      place = isWithin ? jump : this.neighbour(HEAD.previous, place, account);
    }
    return NOWHERE;
  }

  private neighbour(which: number, place: number, account: number): number {
    return this.words[this.startOf(place) + which + this.partyOf(place, account)] as number;
  }

  private sequenceOf(place: number, account: number): number {
    const event = this.startOf(place) + HEAD_WORDS;
    return this.words[event + 2 + this.partyOf(place, account) * PARTY_WORDS] as number;
  }

  private partyOf(place: number, account: number): number {
    return this.words[this.startOf(place) + HEAD_WORDS + 1] === account ? 0 : 1;
  }

  private chain(place: number, party: number): void {
    const { words } = this;
    const start = this.startOf(place);
    const account = words[start + HEAD_WORDS + 1 + party * PARTY_WORDS] as number;
    const before = (this.newest[account] as number) - 1;
    this.newest[account] = place + 1;
    // An account that is both parties is chained once.
    if (before === place || !this.isKept(before)) return;
    words[start + HEAD.previous + party] = before;
    const depth = this.neighbour(HEAD.depth, before, account);
    words[start + HEAD.depth + party] = depth + 1;
    words[start + HEAD.jump + party] = this.jumpFrom(before, depth, account);
    words[this.startOf(before) + HEAD.next + this.partyOf(before, account)] = place;
  }

  /** Where the record behind one jumps to: over two jumps of one length, or just to that one. */
  private jumpFrom(before: number, depth: number, account: number): number {
    const length = jumpLength(depth);
    if (length === 0 || jumpLength(depth - length) !== length) return before;
    const middle = this.neighbour(HEAD.jump, before, account);
    return this.isKept(middle) ? this.neighbour(HEAD.jump, middle, account) : NOWHERE;
  }

  /** Where in the ring a record that is kept begins. A remainder of doubles would cost more than the rest of a push. */
  private startOf(place: number): number {
    const start = place - this.lap;
    return start < 0 ? start + this.capacity : start;
  }

  /** Makes room for a record, which never wraps around the end. */
  private reserve(size: number): number {
    if (this.end - this.lap + size > this.capacity) {
      this.lap += this.capacity;
      this.end = this.lap;
    }
    const place = this.end;
    this.end = place + size;
    return place;
  }
}

/** How far the record of a depth jumps back: the least digit of the depth, whose weights are 1, 3, 7, 15 and so on. */
function jumpLength(depth: number): number {
  let left = depth;
  let weight = 2 ** (Math.floor(Math.log2(left + 1)) + 1) - 1;
  let least = 0;
  while (left > 0) {
    while (weight > left) weight = (weight - 1) / 2;
    left -= weight;
    least = weight;
  }
  return least;
}
