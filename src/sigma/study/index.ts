/** The door of the creators' study: what the rules do to whom. Synthetic, seeded. */
export * from './kinds.js';
export { runStudy, type StudyOptions } from './study.js';
export {
  cellsOf,
  type Share,
  STUDY_HEAD,
  type StudyRow,
  type StudyTable,
  shareOf,
} from './table.js';
