/** What an export is made of: what a listing says, and what was measured. Columns that are private are named with their type alone. */
import type { IngestResult } from '../quality/index.js';

export interface ListingFacts {
  /** Stable, unique in the venue. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** Page of the listing. */
  readonly url: string;
  /** Where who is entitled downloads it. */
  readonly downloadUrl: string;
  /** SPDX expression, or an address of the text. */
  readonly license: string;
  readonly creator: string;
  readonly publishedMs: number;
  readonly version: string;
  readonly keywords: readonly string[];
  readonly result: IngestResult;
}

export const MEDIA_TYPES: Readonly<Record<IngestResult['format'], string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  jsonl: 'application/jsonl',
  parquet: 'application/vnd.apache.parquet',
};

export const isoOf = (ms: number): string => new Date(ms).toISOString();
/** An SPDX licence has an address; an address is one already. */
export const licenseUrl = (license: string): string =>
  /^https?:/.test(license) ? license : `https://spdx.org/licenses/${license}.html`;
