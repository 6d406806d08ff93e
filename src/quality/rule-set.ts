/**
 * The rules a quality result was computed by. Whatever changes a score changes the version; a result names it and is never
 * compared with one of another version as if nothing had happened.
 */

export const RULE_SET_VERSION = 'patx-quality-1';

export const DIMENSIONS = [
  'completeness',
  'timeliness',
  'consistency',
  'accuracy',
  'reliability',
] as const;
export type Dimension = (typeof DIMENSIONS)[number];

/** Weight of each dimension; they add up to 1. */
export const WEIGHTS: Readonly<Record<Dimension, number>> = {
  completeness: 0.2,
  timeliness: 0.2,
  consistency: 0.2,
  accuracy: 0.2,
  reliability: 0.2,
};

/** Texts that say nothing, trimmed and in lower case. They always count as missing; a provider only adds to them. */
export const MISSING_TOKENS: readonly string[] = [
  ...['', '-', '--', '---', '.', '?', 'n/a', 'na', '#n/a', '#na', 'n.a.', 'nan', '#nan', 'null'],
  ...['(null)', '<null>', '\\n', 'nil', 'none', 'undefined', 'unknown', 'missing', 'not available'],
];

/** A value that fills more than this share of a column says little: the column is flagged. */
export const FILL_SHARE_MAX = 0.95;
/** Below so many rows no column is flagged. */
export const FILL_ROWS_MIN = 20;

/** The type of a column is the narrowest that so large a share of its values has. */
export const TYPE_SHARE_MIN = 0.95;

/** An example is shown when so many rows have it. */
export const ANONYMITY_ROWS = 5;

/** Rows the accuracy sample draws at most, and cells it compares at least. */
export const ACCURACY_SAMPLE_ROWS = 1_000;
export const ACCURACY_COMPARED_MIN = 30;

/** Row hashes a sketch keeps. */
export const SKETCH_SIZE = 1_024;
/** Overlap with another owner's revision from which on the listing goes to review. */
export const OVERLAP_REVIEW_SHARE = 0.3;

export const PPM = 1_000_000;
