/** The door of the surveillance room: cases of what looks like a market being fooled, from the events of a journal. */
export {
  CASE_KINDS,
  type CaseKind,
  evidenceText,
  Surveillance,
  type SurveillanceCase,
} from './watch.js';
