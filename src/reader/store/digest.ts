/** A digest of every table, row by row: two histories of one journal are the same or they are not. */
import { createHash } from 'node:crypto';
import type { Database } from './database.js';

/** The search index and its inner tables are made of rows that are compared; its bytes depend on where transactions end. */
const TABLES = `SELECT name FROM sqlite_master
  WHERE type = 'table' AND name NOT LIKE 'market\\_text%' ESCAPE '\\' ORDER BY name`;
const ROWS_MAX = 1_000;

/** SHA-256 of each table's rows in the order of their keys, by the table's name. */
export function digestTables(database: Database): Map<string, string> {
  const digests = new Map<string, string>();
  for (const [name] of database.prepare(TABLES).rows([])) {
    const table = String(name);
    const columns = database.prepare(`SELECT name FROM pragma_table_info('${table}')`).rows([]);
    const order = columns.map((_, index) => index + 1).join(', ');
    const hash = createHash('sha256');
    for (let at = 0; ; at += ROWS_MAX) {
      const rows = database
        .prepare(`SELECT * FROM ${table} ORDER BY ${order} LIMIT ? OFFSET ?`)
        .rows([ROWS_MAX, at]);
      for (const row of rows) hash.update(`${JSON.stringify(row)}\n`);
      if (rows.length < ROWS_MAX) break;
    }
    digests.set(table, hash.digest('hex'));
  }
  return digests;
}
