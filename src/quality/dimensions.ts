/**
 * The five dimensions of quality, each from counts that are part of the result, so that anybody can compute it again.
 *
 * A dimension is measured or absent: nothing is imputed, and what is unknown is never zero. Scores are in ppm of 1 and rounded
 * down, so that no rounding lifts a set over a threshold. Formulas: docs/data-quality.md. Pure; never fails.
 */
import { ACCURACY_COMPARED_MIN, PPM } from './rule-set.js';

export interface Completeness {
  readonly scorePpm: number;
  /** Distinct rows; a row that repeats another adds nothing. */
  readonly rows: number;
  readonly columns: number;
  readonly missing: number;
  /** The same without the columns one value fills. */
  readonly unflaggedColumns: number;
  readonly unflaggedMissing: number;
}

export interface Timeliness {
  readonly scorePpm: number;
  /** Distinct rows. */
  readonly rows: number;
  /** Rows without a readable time, or with one after the ingestion: each counts 0. */
  readonly failed: number;
  readonly halfLifeMs: number;
  readonly newestMs: number | null;
  readonly oldestMs: number | null;
}

export interface Consistency {
  readonly scorePpm: number;
  /** Cells that hold a value: each is one check of everything that applies to it. */
  readonly evaluated: number;
  readonly failed: number;
}

export interface Accuracy {
  readonly scorePpm: number;
  /** Wilson's lower bound at 95 %. */
  readonly lowerBoundPpm: number;
  readonly compared: number;
  readonly matches: number;
  /** Whose reference it is. */
  readonly reference: string;
}

export interface Reliability {
  readonly scorePpm: number;
  readonly due: number;
  readonly onTime: number;
  readonly probes: number;
  readonly probesUp: number;
}

/** A share in ppm, rounded down. */
export const ppmOf = (share: number): number =>
  Math.max(0, Math.min(PPM, Math.floor(share * PPM + 1e-6)));

/**
 * 1 − missing / (rows × columns), over distinct rows; the lower of the figures with and without the columns one value fills.
 * undefined where no cell is.
 */
export function completeness(counts: Omit<Completeness, 'scorePpm'>): Completeness | undefined {
  const { rows, columns, missing, unflaggedColumns, unflaggedMissing } = counts;
  if (rows === 0 || unflaggedColumns === 0) return undefined;
  const all = 1 - missing / (rows * columns);
  const unflagged = 1 - unflaggedMissing / (rows * unflaggedColumns);
  return { scorePpm: ppmOf(Math.min(all, unflagged)), ...counts };
}

/** What one row adds to timeliness: 2^(−age / halfLife); 0 for a time after the ingestion, and for none. */
export function freshness(eventMs: number, nowMs: number, halfLifeMs: number): number {
  const ageMs = nowMs - eventMs;
  return ageMs >= 0 ? 2 ** (-ageMs / halfLifeMs) : 0;
}

/** Mean of `freshness` over distinct rows. `sum` is theirs. undefined without rows or a half-life. */
export function timeliness(
  sum: number,
  counts: Omit<Timeliness, 'scorePpm'>,
): Timeliness | undefined {
  if (counts.rows === 0 || !(counts.halfLifeMs > 0)) return undefined;
  return { scorePpm: ppmOf(sum / counts.rows), ...counts };
}

/** 1 − failed / evaluated. undefined where nothing was evaluated. */
export function consistency(evaluated: number, failed: number): Consistency | undefined {
  if (evaluated === 0) return undefined;
  return { scorePpm: ppmOf(1 - failed / evaluated), evaluated, failed };
}

/** matches / compared. undefined below the least number of comparisons. */
export function accuracy(
  compared: number,
  matches: number,
  reference: string,
): Accuracy | undefined {
  if (compared < ACCURACY_COMPARED_MIN) return undefined;
  return {
    scorePpm: ppmOf(matches / compared),
    lowerBoundPpm: ppmOf(wilsonLower(matches, compared)),
    compared,
    matches,
    reference,
  };
}

/** ½ · on time / due + ½ · up / probes, over 90 days; undefined unless both were observed. */
export function reliability(counts: Omit<Reliability, 'scorePpm'>): Reliability | undefined {
  const { due, onTime, probes, probesUp } = counts;
  if (due === 0 || probes === 0) return undefined;
  return { scorePpm: ppmOf(0.5 * (onTime / due) + 0.5 * (probesUp / probes)), ...counts };
}

const Z95 = 1.959963984540054;

/** Lower bound of Wilson's score interval for a share (Wilson 1927), at 95 %. */
export function wilsonLower(successes: number, trials: number): number {
  if (trials === 0) return 0;
  const share = successes / trials;
  const z2 = Z95 * Z95;
  const centre = share + z2 / (2 * trials);
  const spread = Z95 * Math.sqrt((share * (1 - share)) / trials + z2 / (4 * trials * trials));
  return Math.max(0, (centre - spread) / (1 + z2 / trials));
}
