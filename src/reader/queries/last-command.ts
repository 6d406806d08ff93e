/** The newest command of a kind that did what it says: since when something is as it is, by whom and why. */
import type { Database } from '../store/database.js';

export interface JournaledCommand {
  readonly timeMs: number;
  readonly accountId: number;
  readonly reason: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const NEWEST = `SELECT time_ms, account_id, reason, body FROM commands WHERE kind = ? AND code = 0
  ORDER BY sequence DESC LIMIT ?`;
/** Commands of the kind looked at: older ones are forgotten. */
const LOOKED_AT = 500;

/** @param isWanted whether it is about what is asked for */
export function lastCommand(
  database: Database,
  kind: number,
  isWanted: (body: JournaledCommand['body']) => boolean,
): JournaledCommand | undefined {
  for (const [timeMs, accountId, reason, text] of database
    .prepare(NEWEST)
    .rows([kind, LOOKED_AT])) {
    const body = JSON.parse(String(text)) as JournaledCommand['body'];
    if (!isWanted(body)) continue;
    return { timeMs: Number(timeMs), accountId: Number(accountId), reason: String(reason), body };
  }
  return undefined;
}

/** The reasons of the newest commands of a kind that did what they say, by a number of their bodies; the newest counts. */
export function reasonsBy(database: Database, kind: number, field: string): Map<number, string> {
  const reasons = new Map<number, string>();
  for (const [, , reason, text] of database.prepare(NEWEST).rows([kind, LOOKED_AT])) {
    const id = Number((JSON.parse(String(text)) as JournaledCommand['body'])[field]);
    if (!reasons.has(id)) reasons.set(id, String(reason));
  }
  return reasons;
}
