/** The door of the reader: the history that follows the journal, the views of what is now, and pages of what was. */
export { HistoryReader, type ReaderOptions, type ReaderStatus } from './follow/history-reader.js';
export { Database } from './store/database.js';
export { digestTables } from './store/digest.js';
export { HistoryError } from './store/history-error.js';
export * from './views/index.js';
