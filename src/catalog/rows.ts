/** What the catalog needs of the history's database, and how rows are written. */

export type Value = number | bigint | string | null;

/** The part of the reader's database that is used here. */
export interface Rows {
  prepare(sql: string): {
    run(values: readonly Value[]): void;
    rows(values: readonly Value[]): (number | string | null)[][];
    row(values: readonly Value[]): (number | string | null)[] | undefined;
  };
}

/** Where in the journal something was said. */
export interface Moment {
  readonly sequence: number;
  readonly timeMs: number;
  readonly ordinal: number;
}

/** A row as an object. */
export type Row = Readonly<Record<string, number | string>>;

/** Inserts a row, or writes it over the one of its key. */
export function put(database: Rows, table: string, row: Row): void {
  const names = Object.keys(row);
  const places = names.map(() => '?').join(',');
  const sql = `INSERT OR REPLACE INTO ${table} (${names.join(',')}) VALUES (${places})`;
  database.prepare(sql).run(Object.values(row));
}

/** Sets columns of the row of a key. */
export function change(database: Rows, table: string, key: Row, row: Row): void {
  const sets = Object.keys(row).map((name) => `${name} = ?`);
  const keys = Object.keys(key).map((name) => `${name} = ?`);
  const sql = `UPDATE ${table} SET ${sets.join(', ')} WHERE ${keys.join(' AND ')}`;
  database.prepare(sql).run([...Object.values(row), ...Object.values(key)]);
}

/** Rows of a query as objects by the names of its columns. */
export function objects(
  database: Rows,
  columns: readonly string[],
  rest: string,
  values: readonly Value[],
): Record<string, number | string | null>[] {
  return database
    .prepare(`SELECT ${columns.join(', ')} ${rest}`)
    .rows(values)
    .map((cells) => Object.fromEntries(columns.map((name, i) => [name, cells[i] ?? null])));
}

export const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
