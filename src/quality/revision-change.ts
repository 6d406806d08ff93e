/**
 * What changed between two revisions of a data set, by their results: columns and types, and how far values drifted. Subscribers are
 * told before a new revision takes effect.
 *
 * Drift of numbers and times is the population stability index Σ (p − q)·ln(p / q) over the histograms' bins, joined to one width;
 * 0.1 is usually called some and 0.25 much. Private columns have no histogram and show none. Pure; never fails.
 */
import type { ColumnProfile, ColumnType, Histogram, IngestResult } from './result.js';

export interface TypeChange {
  readonly column: string;
  readonly before: ColumnType;
  readonly after: ColumnType;
}

export interface ColumnDrift {
  readonly column: string;
  /** null where one of both shows no histogram. */
  readonly stabilityIndex: number | null;
  /** Share of missing cells, after less before. */
  readonly missingShareChange: number;
}

export interface RevisionChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly retyped: readonly TypeChange[];
  /** Whether a reader of the old revision can fail on the new one: a column is gone or of another type. */
  readonly isBreaking: boolean;
  readonly drift: readonly ColumnDrift[];
  readonly rowsChange: number;
}

export const STABILITY_ALERT = 0.25;

export function revisionChange(before: IngestResult, after: IngestResult): RevisionChange {
  const old = new Map(before.profile.map((column) => [column.name, column]));
  const names = new Set(after.profile.map(({ name }) => name));
  const removed = before.profile.map(({ name }) => name).filter((name) => !names.has(name));
  const pairs = after.profile.flatMap((column) => {
    const earlier = old.get(column.name);
    return earlier === undefined ? [] : [[earlier, column] as const];
  });
  const retyped = pairs
    .filter(([a, b]) => a.type !== b.type)
    .map(([a, b]) => ({ column: a.name, before: a.type, after: b.type }));
  return {
    added: [...names].filter((name) => !old.has(name)),
    removed,
    retyped,
    // An empty column takes any type, and a whole number is a number.
    isBreaking: removed.length > 0 || retyped.some(({ before: a, after: b }) => !isWidening(a, b)),
    drift: pairs.map(([a, b]) => driftOf(a, b)),
    rowsChange: after.rows - before.rows,
  };
}

const isWidening = (before: ColumnType, after: ColumnType): boolean =>
  before === 'empty' || after === 'empty' || (before === 'number' && after === 'integer');

function driftOf(before: ColumnProfile, after: ColumnProfile): ColumnDrift {
  const share = ({ missing, rows }: ColumnProfile): number => missing / rows;
  const [a, b] = [before.histogram, after.histogram];
  return {
    column: before.name,
    stabilityIndex: a === null || b === null ? null : stabilityIndex(a, b),
    missingShareChange: share(after) - share(before),
  };
}

/** Half a value is added to each bin, so that an empty one has a logarithm. */
const ADDED = 0.5;

export function stabilityIndex(before: Histogram, after: Histogram): number {
  const width = Math.max(before.width, after.width);
  const [p, q] = [joined(before, width), joined(after, width)];
  const bins = [...new Set([...p.keys(), ...q.keys()])];
  const sum = (of: ReadonlyMap<number, number>): number =>
    [...of.values()].reduce((total, count) => total + count, ADDED * bins.length);
  const [all, most] = [sum(p), sum(q)];
  return bins.reduce((index, bin) => {
    const one = ((p.get(bin) ?? 0) + ADDED) / all;
    const other = ((q.get(bin) ?? 0) + ADDED) / most;
    return index + (other - one) * Math.log(other / one);
  }, 0);
}

/** Counts by bin of a width that is the histogram's times a power of two; bins of both begin at multiples of their width. */
function joined({ from, width, counts }: Histogram, wanted: number): Map<number, number> {
  const found = new Map<number, number>();
  for (const [i, count] of counts.entries()) {
    const bin = Math.floor((from + i * width) / wanted);
    found.set(bin, (found.get(bin) ?? 0) + count);
  }
  return found;
}
