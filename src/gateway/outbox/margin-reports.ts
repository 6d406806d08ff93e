/** Turns an event about what settles in cash into the report its account gets; all of it is in the event. */
import { marginFact } from '../../engine/core/index.js';
import type { MarginReport } from '../../schema/index.js';
import type { PrivateEvent } from './private-event.js';

/** The report of an event for which `isOfMargin` holds. */
export function marginReport(event: PrivateEvent): MarginReport {
  const { words, at, accountSequence, journalSequence, timeMs } = event;
  const { accountId: _, ...fact } = marginFact(event.type, (field) => words[at + field] as number);
  return { ...fact, accountSequence, journalSequence, matchTimeMs: timeMs };
}
