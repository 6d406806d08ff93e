/**
 * What an ingestion found: the document a revision of a listing carries, whose hash and signature a command journals.
 *
 * Holds no value its owner marked private, no example fewer rows than the anonymity rule asks for have, and no number that is
 * not measured. Numbers are finite; times are milliseconds since 1970.
 */
import type { Composite, MeasuredDimensions } from './composite.js';
import type { RowSketch } from './sketch.js';

export const FILE_FORMATS = ['csv', 'tsv', 'jsonl', 'json', 'parquet'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

export const COLUMN_TYPES = [
  'integer',
  'number',
  'boolean',
  'date',
  'timestamp',
  'string',
  'nested',
  'empty',
] as const;
/** `empty`: no row has a value. */
export type ColumnType = (typeof COLUMN_TYPES)[number];

export interface Histogram {
  /** Lower end of the first bin; each is `width` wide and holds [from, to). */
  readonly from: number;
  readonly width: number;
  readonly counts: readonly number[];
}

export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

export interface ColumnProfile {
  readonly name: string;
  readonly type: ColumnType;
  readonly rows: number;
  readonly missing: number;
  /** null of a private column. */
  readonly distinct: number | null;
  /** 0: exact; else the standard error of a HyperLogLog. */
  readonly distinctErrorPpm: number;
  /** Numbers as they are, times in milliseconds since 1970, text under the anonymity rule; null: none, or not shown. */
  readonly min: number | string | null;
  readonly max: number | string | null;
  readonly mean: number | null;
  readonly histogram: Histogram | null;
  /** Most frequent values that enough rows have. */
  readonly examples: readonly ValueCount[];
  /** Present values that are not of the column's type, or fail what its provider declared. */
  readonly failed: number;
  /** Whether one value fills it. */
  readonly isFilled: boolean;
  readonly isPrivate: boolean;
}

export interface PersonalFinding {
  readonly column: string;
  readonly category: string;
  readonly cells: number;
  readonly isDeclared: boolean;
}

/** Outcome of a provider's own rule. Shown apart, in no score. */
export interface OwnRuleResult {
  readonly name: string;
  readonly outcome: 'passed' | 'failed' | 'not-run';
  readonly measured: number | null;
  readonly detail: string;
}

export interface Sample {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | boolean | null)[])[];
}

export interface QualityResult {
  readonly ruleSetVersion: string;
  readonly dimensions: MeasuredDimensions;
  readonly composite: Composite | null;
}

export interface IngestResult {
  readonly kind: 'patx-ingest-result';
  /** SHA-256 of the file's bytes, hex. */
  readonly contentHash: string;
  /** SHA-256 of the canonical declaration it was measured with, hex. */
  readonly declarationHash: string;
  readonly format: FileFormat;
  readonly sizeBytes: number;
  readonly ingestedAtMs: number;
  readonly rows: number;
  readonly duplicateRows: number;
  /** Whether there may be more of them than were counted. */
  readonly duplicateRowsIsLowerBound: boolean;
  readonly profile: readonly ColumnProfile[];
  readonly sample: Sample;
  readonly personalData: readonly PersonalFinding[];
  /** Findings nobody declared: the revision cannot be submitted. */
  readonly isBlocked: boolean;
  readonly quality: QualityResult;
  readonly ownRules: readonly OwnRuleResult[];
  /** For the venue to compare sets with; keyed by its secret. Not shown to others. */
  readonly sketch: RowSketch;
}
