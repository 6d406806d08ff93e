/** The door of statements: a creator's month, from postings, to the micro-PAT. */
export { patText, statementCsv } from './csv.js';
export { kindOfFeedMovement } from './kinds.js';
export * from './statement.js';
