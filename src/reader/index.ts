/** The door of the reader: the history that follows the journal, the views of what is now, and pages of what was. */
export { HistoryReader, type ReaderOptions, type ReaderStatus } from './follow/history-reader.js';
export { type DaySummary, daySummariesOf } from './queries/day-summaries.js';
export { type JournaledCommand, lastCommand, reasonsBy } from './queries/last-command.js';
export {
  type Column,
  type ColumnKind,
  type Filter,
  type Key,
  type Listing,
  type Page,
  type PageRequest,
  type Row,
  readPage,
} from './queries/listing.js';
export { LISTINGS } from './queries/listings.js';
export {
  type ContractPerformance,
  performanceOf,
  STATEMENT_MOVEMENTS_MAX,
  type Statement,
  statementOf,
} from './queries/statements.js';
export { type Bindable, Database } from './store/database.js';
export { digestTables } from './store/digest.js';
export { HistoryError } from './store/history-error.js';
export * from './views/index.js';
