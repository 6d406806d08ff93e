/** How far the history goes: kept in the same transaction as the rows, so that they never disagree. */
import type { FoldState } from '../fold/history-fold.js';
import type { Database } from './database.js';

export interface Cursor extends FoldState {
  readonly venue: string;
  readonly coreVersion: number;
  /** Last sequence whose rows are there: the end of a frame. */
  readonly sequence: number;
  readonly timeMs: number;
  /** SHA-256 of that frame, hex: a history of another journal is not gone on with. */
  readonly frameHash: string;
}

const READ = `SELECT venue, core_version, sequence, time_ms, frame_hash, swept_ms, waiting_quotes FROM progress`;
const WRITE = 'INSERT OR REPLACE INTO progress VALUES (1,?,?,?,?,?,?,?)';

/** undefined: nothing was written yet. */
export function readCursor(database: Database): Cursor | undefined {
  const row = database.prepare(READ).row([]);
  if (row === undefined) return undefined;
  const [venue, coreVersion, sequence, timeMs, frameHash, sweepDueMs, waiting] = row;
  return {
    venue: venue as string,
    coreVersion: coreVersion as number,
    sequence: sequence as number,
    timeMs: timeMs as number,
    frameHash: frameHash as string,
    sweepDueMs: sweepDueMs as number,
    waitingQuotes: JSON.parse(waiting as string) as number[],
  };
}

export function writeCursor(database: Database, cursor: Cursor): void {
  const { venue, coreVersion, sequence, timeMs, frameHash, sweepDueMs, waitingQuotes } = cursor;
  const waiting = JSON.stringify(waitingQuotes);
  database
    .prepare(WRITE)
    .run([venue, coreVersion, sequence, timeMs, frameHash, sweepDueMs, waiting]);
}
