/**
 * What the scorer reads of the venue: the state of the core and the rows of the history, both as of one sequence. Reads only; what it
 * answers is plain data.
 */
import { setImmediate as turn } from 'node:timers/promises';
import {
  type Cells,
  entryRecordsOf,
  listingDocumentOf,
  openSeatsOf,
  RECORD_CAUSES,
  type Rows,
  signalsAfter,
} from '../../catalog/index.js';
import {
  ALL_GATES,
  type Core,
  FEED_FIELD as F,
  LISTING_FIELD as L,
} from '../../engine/core/index.js';
import type { FeedFacts } from '../due.js';
import type { SealedRow } from '../jobs.js';

const SIGNALS_A_PAGE = 1_000;
/** Signals of an entry that are traded on paper; an entry with more is not scored, and says so. */
const SIGNALS_MAX = 1_000_000;
/** Entries of an owner that count, the newest ones. */
const ENTRIES_MAX = 1_000;
const SIGNAL_COLUMNS = [
  ...['sequence', 'time_ms', 'data_as_of_ms', 'valid_until_ms', 'stamp', 'sealed', 'chain_hash'],
];

/** Where the venue is read from. */
export interface VenueView {
  readonly core: Core;
  readonly database: Rows;
  /** Last sequence in both. */
  readonly sequence: number;
}

/** An entry of an owner: when it began, and when it ended. */
export interface OwnEntry {
  readonly listingId: number;
  readonly modelHash: string;
  readonly enteredMs: number;
  /** Infinity while it goes on. */
  readonly endedMs: number;
  /** What its judgement said it earned; undefined where it was not judged. */
  readonly recordedSharpe: number | undefined;
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

export class FeedView {
  private readonly venue: VenueView;

  constructor(venue: VenueView) {
    this.venue = venue;
  }

  get nowMs(): number {
    return this.venue.core.state.timeMs;
  }

  /** Feeds there are, by their slots. */
  get slots(): readonly number[] {
    const { feeds } = this.venue.core.state;
    const live: number[] = [];
    for (let slot = 1; slot <= feeds.highWater; slot += 1) if (feeds.isLive(slot)) live.push(slot);
    return live;
  }

  listingOf(slot: number): number {
    return this.venue.core.state.feeds.get(slot, F.listing);
  }

  stampOf(slot: number): string {
    return hexOf(this.venue.core.state.feeds.hash(slot, F.stamp));
  }

  modelHashOf(slot: number): string {
    return hexOf(this.venue.core.state.feeds.hash(slot, F.modelHash));
  }

  versionHashOf(listingId: number): string {
    return hexOf(this.venue.core.state.listings.hash(listingId, L.documentHash));
  }

  driftOf(slot: number): number {
    return this.venue.core.state.feeds.get(slot, F.drift);
  }

  facts(slot: number, hasBundle: boolean): FeedFacts {
    const { feeds, listings } = this.venue.core.state;
    const get = (field: number): number => feeds.get(slot, field);
    const listingId = get(F.listing);
    const records = this.records(listingId);
    const entered = records.findLast(({ cause }) => cause === RECORD_CAUSES.ENTERED);
    const gates = records.findLast(({ cause }) => cause === RECORD_CAUSES.GATES);
    return {
      ...{ phase: get(F.phase), drift: get(F.drift), reviewMs: get(F.reviewAtMs), hasBundle },
      ...{ week: get(F.week), driftWeek: get(F.driftWeek) },
      listingStatus: listings.get(listingId, L.status),
      enteredMs: Number(entered?.time_ms ?? 0),
      hasGates: Number(gates?.sequence ?? 0) > Number(entered?.sequence ?? 0),
      areGatesPassed: get(F.gatesMask) === ALL_GATES,
      isTextChecked: feeds.hasHash(slot, F.listingHash, listings.hash(listingId, L.documentHash)),
    };
  }

  listingDocument(listingId: number): string {
    return listingDocumentOf(this.venue.database, listingId);
  }

  /** Every other entry of the owner of a feed that was begun before a time, the newest ones. */
  otherEntries(slot: number, enteredMs: number, untilMs: number): readonly OwnEntry[] {
    const { listings, members } = this.venue.core.state;
    const own = this.listingOf(slot);
    const owner = listings.get(own, L.owner);
    const entries = this.slots.flatMap((other) => {
      const listingId = this.listingOf(other);
      if (!members.isOneOwner(owner, listings.get(listingId, L.owner))) return [];
      return entriesOf(this.records(listingId), { listingId, modelHash: this.modelHashOf(other) });
    });
    return entries
      .filter((one) => one.listingId !== own || one.enteredMs !== enteredMs)
      .filter((one) => one.enteredMs < untilMs)
      .sort((a, b) => a.enteredMs - b.enteredMs || a.listingId - b.listingId)
      .slice(-ENTRIES_MAX);
  }

  /** Seats that are held now, and those that are paid for by owners outside the creator's group. */
  seats(listingId: number): { readonly heldSeats: number; readonly unaffiliatedPaidSeats: number } {
    const { listings, members } = this.venue.core.state;
    const owner = listings.get(listingId, L.owner);
    const columns = ['buyer_id', 'seats', 'is_trial', 'price_micro_pat'];
    let [heldSeats, unaffiliatedPaidSeats] = [0, 0];
    for (const row of openSeatsOf(this.venue.database, columns, listingId)) {
      heldSeats += Number(row.seats);
      const isPaid = Number(row.is_trial) === 0 && Number(row.price_micro_pat) > 0;
      if (isPaid && !members.isOneOwner(owner, Number(row.buyer_id))) {
        unaffiliatedPaidSeats += Number(row.seats);
      }
    }
    return { heldSeats, unaffiliatedPaidSeats };
  }

  /** Stamps of everything the owner of a listing entered, for its share of the room of bundles. */
  ownersStamps(listingId: number): readonly string[] {
    const { listings, members } = this.venue.core.state;
    const owner = listings.get(listingId, L.owner);
    return this.slots
      .filter((slot) => members.isOneOwner(owner, listings.get(this.listingOf(slot), L.owner)))
      .map((slot) => this.stampOf(slot));
  }

  /** Signals of an entry until a time. Others of the thread run between its pages. */
  async signals(listingId: number, fromMs: number, untilMs: number): Promise<readonly SealedRow[]> {
    const found: SealedRow[] = [];
    for (let after = 0; ; ) {
      const asked = { listingId, after, untilMs, limit: SIGNALS_A_PAGE };
      const rows = signalsAfter(this.venue.database, SIGNAL_COLUMNS, asked);
      for (const row of rows) if (Number(row.time_ms) >= fromMs) found.push(rowOf(row));
      if (rows.length < SIGNALS_A_PAGE) return found;
      if (found.length > SIGNALS_MAX) throw new RangeError(`more than ${SIGNALS_MAX} signals`);
      after = Number(rows.at(-1)?.sequence);
      await turn();
    }
  }

  private records(listingId: number): Cells[] {
    const columns = ['sequence', 'cause', 'time_ms', 'document'];
    return entryRecordsOf(this.venue.database, columns, listingId);
  }
}

function rowOf(row: Cells): SealedRow {
  return {
    ...{ sequence: Number(row.sequence), journalAtMs: Number(row.time_ms) },
    ...{ dataAsOfMs: Number(row.data_as_of_ms), validUntilMs: Number(row.valid_until_ms) },
    ...{ stamp: String(row.stamp), sealed: String(row.sealed), chainSha: String(row.chain_hash) },
  };
}

/** Entries of one listing from its records: each ends with its judgement, or where it was given up. */
function entriesOf(
  records: readonly Cells[],
  of: { readonly listingId: number; readonly modelHash: string },
): OwnEntry[] {
  const { ENTERED, JUDGED, ABANDONED } = RECORD_CAUSES;
  const entries: OwnEntry[] = [];
  for (const { cause, time_ms: timeMs, document } of records) {
    if (cause === ENTERED) {
      const open = { endedMs: Number.POSITIVE_INFINITY, recordedSharpe: undefined };
      entries.push({ ...of, enteredMs: Number(timeMs), ...open });
    }
    const last = entries.pop();
    if (last === undefined) continue;
    const isEnd = cause === JUDGED || cause === ABANDONED;
    const recordedSharpe = cause === JUDGED ? sharpeIn(String(document)) : last.recordedSharpe;
    entries.push(isEnd ? { ...last, endedMs: Number(timeMs), recordedSharpe } : last);
  }
  return entries;
}

function sharpeIn(document: string): number | undefined {
  try {
    const { dailySharpe } = JSON.parse(document) as { dailySharpe?: unknown };
    return typeof dailySharpe === 'number' && Number.isFinite(dailySharpe)
      ? dailySharpe
      : undefined;
  } catch {
    return undefined;
  }
}
