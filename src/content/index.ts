/** The door of the store of files in a running venue: what is uploaded, measured, and read. */

export { IngestError, parseDeclaration } from '../ingest/index.js';
export { Content, type ContentOptions, type Delivery, type SharedTable } from './content.js';
export { ContentError } from './content-error.js';
export type { IngestionStatus } from './ingestions.js';
export { LINK_MS_MAX } from './links.js';
export type { ByteRange, DenialName, MarketView, RevisionFacts } from './market-view.js';
export type { StoreAccount } from './store-commands.js';
