/** What an ingestion's thread is given and says. Plain values, which pass between threads as they are. */
import type { IngestResult, Reliability } from '../quality/index.js';
import type { ReferenceOptions } from './checks/accuracy-sample.js';
import type { Declaration } from './declaration.js';
import type { IngestProgress } from './ingest.js';
import type { IngestErrorCode, IngestErrorPlace } from './ingest-error.js';

/** Where bytes are: a plain file, or an object of a store. */
export type SourceSpec =
  | { readonly kind: 'file'; readonly path: string }
  | {
      readonly kind: 'object';
      readonly directory: string;
      readonly keysDirectory: string;
      readonly address: string;
    };

export interface IngestJob {
  readonly source: SourceSpec;
  readonly declaration: Declaration;
  readonly nowMs: number;
  /** Of the platform; decides which rows are drawn. */
  readonly secret: string;
  readonly references?: readonly {
    readonly column: string;
    readonly source: SourceSpec;
    readonly sourceColumn: string;
  }[];
  readonly accuracy?: { readonly source: SourceSpec; readonly options: ReferenceOptions };
  readonly reliability?: Omit<Reliability, 'scorePpm'>;
  /** Times of the rows of the revisions before, as an ingestion gave them. */
  readonly earlierAges?: Uint8Array;
}

export interface IngestOutcome {
  readonly result: IngestResult;
  /** Times of the rows of this revision and those before: kept for the next one. Empty without an event time. */
  readonly ages: Uint8Array;
}

export interface ThreadOptions {
  readonly job: IngestJob;
  /** One shared integer; not 0: stop. */
  readonly stop: Int32Array;
}

export type FromThread =
  | { readonly kind: 'progress'; readonly progress: IngestProgress }
  | { readonly kind: 'done'; readonly outcome: IngestOutcome }
  | {
      readonly kind: 'refused';
      readonly code: IngestErrorCode;
      readonly detail: string;
      readonly place: IngestErrorPlace;
    }
  | { readonly kind: 'failed'; readonly message: string };
