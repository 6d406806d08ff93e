/** The door of ingestion: a file in, a profile and its quality out, on threads with bounded memory. */
import type { IngestResult } from '../quality/index.js';
import type { IngestOptions } from './ingest.js';

export type { ReferenceOptions } from './checks/accuracy-sample.js';
export { RowAges } from './checks/row-ages.js';
export { type Declaration, declarationSchema, parseDeclaration } from './declaration.js';
export { parserOptions } from './formats/csv-options.js';
export { heldDeclaration } from './held-declaration.js';
export type { IngestOptions, IngestProgress } from './ingest.js';
export {
  INGEST_ERRORS,
  IngestError,
  type IngestErrorCode,
  type IngestErrorPlace,
} from './ingest-error.js';
export {
  IngestPool,
  type IngestPoolOptions,
  PoolFullError,
  type RunOptions,
} from './ingest-pool.js';
export type { IngestJob, IngestOutcome, SourceSpec } from './messages.js';

/** As `ingest` of ingest.ts, which is loaded when it is first asked: its parsers are 200 files that a venue that only starts never reads. */
export const ingest = async (options: IngestOptions): Promise<IngestResult> =>
  (await import('./ingest.js')).ingest(options);
