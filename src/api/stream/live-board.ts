/**
 * What is shown live, made once for everybody who watches: each entry as text with a number that grows when it has changed.
 * A watcher remembers the number it was sent last and takes what is newer, so it costs nothing while nothing changes, and a
 * slow one gets the newest and never a backlog.
 */
import { LISTINGS, readPage } from '../../reader/index.js';
import type { Source } from '../context.js';
import { quoteBody } from '../routes/quote-body.js';
import { seriesBody } from '../routes/series-body.js';

export interface Entry {
  readonly version: number;
  readonly text: string;
}

/** How often it is looked whether something has changed. */
const LOOK_MS = 100;
const DEPTH = 20;
const TRADES = 50;
/** Series that are watched one by one at a time; beyond it the one looked at longest ago is forgotten. */
const WATCHED_MAX = 256;

interface Watched {
  atSequence: number;
  readonly entries: Map<string, Entry>;
}

export class LiveBoard {
  private readonly nowMs: () => number;
  private version = 0;
  private lookedAtMs = 0;
  private atSequence = -1;
  private source: Source | undefined;
  private readonly rows = new Map<string, Entry>();
  private readonly watched = new Map<number, Watched>();

  constructor(nowMs: () => number) {
    this.nowMs = nowMs;
  }

  /** Entries of all series, by their ids, that are newer than a version. */
  seriesSince(source: Source, version: number): Entry[] {
    this.look(source);
    return newer(this.rows, version).map(([, entry]) => entry);
  }

  /** Book, quote and trades of one series as far as they are newer than a version. */
  oneSince(source: Source, seriesId: number, version: number): [string, Entry][] {
    this.follow(source);
    const { sequence } = source.venue;
    let watched = this.watched.get(seriesId);
    this.watched.delete(seriesId);
    watched ??= { atSequence: -1, entries: new Map() };
    this.watched.set(seriesId, watched);
    const [oldest] = this.watched.keys();
    if (this.watched.size > WATCHED_MAX && oldest !== undefined) this.watched.delete(oldest);
    if (watched.atSequence !== sequence) {
      watched.atSequence = sequence;
      this.put(watched.entries, 'book', bookOf(source, seriesId));
      this.put(watched.entries, 'quote', quoteBody(source, seriesId));
      this.put(watched.entries, 'trades', tradesOf(source, seriesId));
    }
    return newer(watched.entries, version);
  }

  private look(source: Source): void {
    this.follow(source);
    const nowMs = this.nowMs();
    const { market, venue } = source;
    if (venue.sequence === this.atSequence || Math.abs(nowMs - this.lookedAtMs) < LOOK_MS) return;
    this.lookedAtMs = nowMs;
    this.atSequence = venue.sequence;
    for (let seriesId = 1; seriesId <= market.seriesCount; seriesId += 1) {
      const view = market.series(seriesId);
      if (view !== undefined) this.put(this.rows, String(seriesId), seriesBody(market, view));
    }
  }

  /** Another reader has begun: what the last one said is forgotten. */
  private follow(source: Source): void {
    if (this.source?.reader === source.reader) return;
    this.source = source;
    this.atSequence = -1;
    this.rows.clear();
    this.watched.clear();
  }

  private put(into: Map<string, Entry>, key: string, value: object): void {
    const text = JSON.stringify(value);
    if (into.get(key)?.text === text) return;
    this.version += 1;
    into.set(key, { version: this.version, text });
  }
}

const newer = (entries: ReadonlyMap<string, Entry>, version: number): [string, Entry][] =>
  [...entries].filter(([, entry]) => entry.version > version);

function bookOf({ market }: Source, seriesId: number): object {
  const { bids, asks, checksum } = market.book(seriesId, DEPTH);
  return { seriesId, bids, asks, checksum };
}

function tradesOf({ reader }: Source, seriesId: number): object {
  const { rows } = readPage(reader.database, LISTINGS.trades, {
    ...{ fixed: [seriesId], filters: {}, fromMs: undefined, toMs: undefined },
    ...{ isAscending: false, after: undefined, limit: TRADES },
  });
  return { seriesId, data: rows };
}
