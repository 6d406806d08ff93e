/**
 * Which series bear on which others: dominance and substitutes within one segment.
 *
 * Dominance: of two open series with the same window length, the one with at least the other's confidence
 * band and at least its start is the better and is never quoted below it. Each band's series are in
 * order of start, and a better one passes on the caps it is under itself, so the first better series in
 * each band stands for all behind it. Substitutes: same start in an adjacent band; the freshest series
 * of the same band in every other window.
 *
 * Rebuilt whole for a segment when a series of it opens or ends: O(n · (bands · log n + windows)).
 */
import type { SeriesEntry } from './series-entry.js';

interface Band {
  readonly loPpm: number;
  readonly hiPpm: number;
  /** By start, oldest first. */
  readonly series: SeriesEntry[];
}

type Windows = Map<number, Band[]>;

function groupByWindow(entries: readonly SeriesEntry[]): Windows {
  const windows: Windows = new Map();
  for (const entry of entries) {
    const { windowMs, bandLoPpm, bandHiPpm } = entry.listing;
    let bands = windows.get(windowMs);
    if (bands === undefined) {
      bands = [];
      windows.set(windowMs, bands);
    }
    let band = bands.find(({ loPpm, hiPpm }) => loPpm === bandLoPpm && hiPpm === bandHiPpm);
    if (band === undefined) {
      band = { loPpm: bandLoPpm, hiPpm: bandHiPpm, series: [] };
      bands.push(band);
    }
    band.series.push(entry);
  }
  for (const bands of windows.values()) {
    bands.sort((a, b) => a.loPpm - b.loPpm || a.hiPpm - b.hiPpm);
    for (const band of bands) band.series.sort((a, b) => a.listing.startMs - b.listing.startMs);
  }
  return windows;
}

/** The first series of a band that starts at `startMs` or later. */
function firstFrom(band: Band, startMs: number): SeriesEntry | undefined {
  let low = 0;
  let high = band.series.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (band.series[middle]!.listing.startMs < startMs) low = middle + 1;
    else high = middle;
  }
  return band.series[low];
}

function betterThan(entry: SeriesEntry, bands: readonly Band[], own: number): SeriesEntry[] {
  const found: SeriesEntry[] = [];
  for (let index = own; index < bands.length; index += 1) {
    const from = entry.listing.startMs + (index === own ? 1 : 0);
    const better = firstFrom(bands[index]!, from);
    if (better !== undefined) found.push(better);
  }
  return found;
}

function adjacentTo(entry: SeriesEntry, bands: readonly Band[], own: number): SeriesEntry[] {
  const { loPpm, hiPpm } = bands[own]!;
  return bands
    .filter((band) => band.hiPpm === loPpm || band.loPpm === hiPpm)
    .map((band) => firstFrom(band, entry.listing.startMs))
    .filter((other) => other !== undefined)
    .filter((other) => other.listing.startMs === entry.listing.startMs);
}

function freshestElsewhere(windows: Windows, windowMs: number, band: Band): SeriesEntry[] {
  const found: SeriesEntry[] = [];
  for (const [otherMs, bands] of windows) {
    if (otherMs === windowMs) continue;
    const same = bands.find(({ loPpm, hiPpm }) => loPpm === band.loPpm && hiPpm === band.hiPpm);
    const freshest = same?.series.at(-1);
    if (freshest !== undefined) found.push(freshest);
  }
  return found;
}

const slotOf = (entry: SeriesEntry): number => entry.slot;

/** Links the open series of one segment, and answers them best first: a good order to price them in. */
export function linkSegment(entries: readonly SeriesEntry[]): SeriesEntry[] {
  const windows = groupByWindow(entries);
  const bestFirst: SeriesEntry[] = [];
  for (const entry of entries) entry.dependents = [];
  for (const [windowMs, bands] of windows) {
    for (let index = bands.length - 1; index >= 0; index -= 1) {
      const band = bands[index]!;
      const elsewhere = freshestElsewhere(windows, windowMs, band).map(slotOf);
      for (const entry of band.series.toReversed()) {
        const better = betterThan(entry, bands, index);
        for (const one of better) one.dependents.push(entry.slot);
        entry.dominators = better.map(slotOf);
        entry.bandSubstitutes = adjacentTo(entry, bands, index).map(slotOf);
        entry.windowSubstitutes = elsewhere;
        bestFirst.push(entry);
      }
    }
  }
  return bestFirst;
}
