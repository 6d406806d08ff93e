/**
 * Signals: each gets its place in the hash chain of its feed and the journal's time, and never changes. A repeat of the last one
 * is answered as it was; everything else at a sequence that is there, late, back-dated, from the future, with another stamp or
 * beyond the rate is refused. The text is sealed for the platform, so the journal has no signal anybody could read.
 */
import { type ColdBodies, FEED_DRIFT, FIELD_ID } from '../../../../values/index.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { SomeHandlers } from '../../kernel/handlers.js';
import { CODE, type Result } from '../../kernel/reject.js';
import type { State } from '../../kernel/state.js';
import type { ListingDesk } from '../listing-desk.js';
import { LISTING_FIELD as L, LISTING_STATUS } from '../listings.js';
import { sha256 } from '../sha256.js';
import { FEED_FIELD as F, FEED_PHASE } from './feeds.js';

const DAY_MS = 86_400_000;
const HASH_BYTES = 32;
const WORD_BYTES = 8;

export class SignalDesk {
  readonly handlers = {
    publishSignal: (body, out, account) => this.publish(account, body, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly listings: ListingDesk;

  constructor(state: State, reports: EventWriter, listings: ListingDesk) {
    this.state = state;
    this.reports = reports;
    this.listings = listings;
  }

  private publish(account: number, body: ColdBodies['publishSignal'], out: Result): void {
    const { feeds, timeMs } = this.state;
    const listing = this.listings.own(account, body.listingId, out);
    if (listing === 0) return;
    const feed = feeds.of(listing);
    if (feed === 0 || !this.isOpen(feed, listing)) {
      return out.refuse(CODE.FEED_PHASE, FIELD_ID.listing_id);
    }
    if (body.sealed.length === 0) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.sealed);
    const last = feeds.get(feed, F.lastSequence);
    const sealedHash = sha256(body.sealed);
    if (body.sequence === last && last > 0 && feeds.hasHash(feed, F.sealedHash, sealedHash)) {
      return out.done(listing, last);
    }
    if (body.sequence !== last + 1) return out.refuse(CODE.SIGNAL_ORDER, FIELD_ID.sequence);
    if (!feeds.hasHash(feed, F.stamp, body.stamp)) {
      return out.refuse(CODE.WRONG_STAMP, FIELD_ID.stamp);
    }
    if (body.validUntilMs <= timeMs) return out.refuse(CODE.SIGNAL_LATE, FIELD_ID.valid_until_ns);
    if (body.dataAsOfMs > timeMs || body.dataAsOfMs < feeds.get(feed, F.lastDataAsOfMs)) {
      return out.refuse(CODE.SIGNAL_TIME, FIELD_ID.data_as_of_ns);
    }
    const day = Math.floor(timeMs / DAY_MS);
    const sent = feeds.get(feed, F.day) === day ? feeds.get(feed, F.signalsOfDay) : 0;
    if (sent >= feeds.get(feed, F.signalsPerDayMax)) {
      return out.refuse(CODE.SIGNAL_RATE, FIELD_ID.sequence);
    }
    const before = feeds.hash(feed, F.chainHash);
    feeds.set(feed, F.lastSequence, body.sequence);
    feeds.set(feed, F.lastDataAsOfMs, body.dataAsOfMs);
    feeds.set(feed, F.day, day);
    feeds.set(feed, F.signalsOfDay, sent + 1);
    feeds.setHash(feed, F.sealedHash, sealedHash);
    feeds.setHash(feed, F.chainHash, chainHash({ before, timeMs, ...body, sealedHash }));
    this.reports.plain(EVENT.SIGNAL, listing, body.sequence);
    out.done(listing, body.sequence);
  }

  /** It burns in or has passed, is not down, and is not over for good. */
  private isOpen(feed: number, listing: number): boolean {
    const { feeds, listings } = this.state;
    const phase = feeds.get(feed, F.phase);
    return (
      (phase === FEED_PHASE.ENTERED || phase === FEED_PHASE.PASSED) &&
      feeds.get(feed, F.drift) !== FEED_DRIFT.DELISTED &&
      listings.get(listing, L.status) !== LISTING_STATUS.TAKEN_DOWN
    );
  }
}

/**
 * Hash of a signal in its chain: SHA-256 over the hash before (of none, 32 zeros), the journal's time, sequence, times of data and
 * validity (milliseconds, 8 bytes each, the highest first), stamp, and the hash of the sealed bytes.
 */
export function chainHash(entry: {
  readonly before: Uint8Array;
  readonly timeMs: number;
  readonly sequence: number;
  readonly dataAsOfMs: number;
  readonly validUntilMs: number;
  readonly stamp: Uint8Array;
  readonly sealedHash: Uint8Array;
}): Uint8Array {
  const { before, timeMs, sequence, dataAsOfMs, validUntilMs, stamp, sealedHash } = entry;
  const numbers = [timeMs, sequence, dataAsOfMs, validUntilMs];
  const bytes = new Uint8Array(3 * HASH_BYTES + numbers.length * WORD_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(before, 0);
  for (const [i, number] of numbers.entries()) {
    view.setBigUint64(HASH_BYTES + i * WORD_BYTES, BigInt(number));
  }
  bytes.set(stamp, HASH_BYTES + numbers.length * WORD_BYTES);
  bytes.set(sealedHash, 2 * HASH_BYTES + numbers.length * WORD_BYTES);
  return sha256(bytes);
}
