/** The door of ingestion: a file in, a profile and its quality out, on threads with bounded memory. */

export type { ReferenceOptions } from './checks/accuracy-sample.js';
export { RowAges } from './checks/row-ages.js';
export { type Declaration, declarationSchema, parseDeclaration } from './declaration.js';
export { parserOptions } from './formats/csv.js';
export { heldDeclaration } from './held-declaration.js';
export { type IngestOptions, type IngestProgress, ingest } from './ingest.js';
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
