/**
 * A listing: rows of the history that are read page by page. One declaration says what a row is, for the query, the JSON
 * schema, CSV and Parquet alike.
 *
 * Pages are cut by key, never by count, so a page is stable while rows are added: a cursor names the last row that was read,
 * and reading on costs the same however far it is. Rows behind the moment a listing is as of do not appear in between.
 */
import type { Bindable, Cell, Database } from '../store/database.js';

export type ColumnKind = 'integer' | 'money' | 'text' | 'boolean' | 'name';

export interface Column {
  /** Name in answers. */
  readonly name: string;
  /** Expression of the query; its result is an integer but for texts. */
  readonly sql: string;
  readonly kind: ColumnKind;
  readonly isNullable?: boolean;
  /** Name of a number, for `name`. */
  readonly nameOf?: (value: number) => string;
  /** Said in the API's document. */
  readonly description: string;
}

/** A condition on rows that a reader may ask for. */
export interface Filter {
  readonly name: string;
  /** Condition with one `?`. */
  readonly sql: string;
  readonly kind: 'integer' | 'text';
  readonly description: string;
}

export interface Listing {
  readonly name: string;
  readonly summary: string;
  readonly from: string;
  /** Condition that is always there, with a `?` for each value the caller fixes; such as the account. */
  readonly fixed: string;
  /** Columns, or expressions, that order the rows and tell each from all others. */
  readonly key: readonly string[];
  /** Time of a row, which does not fall along the key: what `fromMs` and `toMs` are compared with. null: rows have none. */
  readonly time: string | null;
  readonly columns: readonly Column[];
  readonly filters: readonly Filter[];
}

export type Row = Readonly<Record<string, string | number | boolean | null>>;
/** Values of the key of the last row read. */
export type Key = readonly (number | string)[];

export interface PageRequest {
  readonly fixed: readonly Bindable[];
  readonly filters: Readonly<Record<string, Bindable>>;
  readonly fromMs?: number | undefined;
  readonly toMs?: number | undefined;
  readonly isAscending: boolean;
  readonly after?: Key | undefined;
  readonly limit: number;
}

export interface Page {
  readonly rows: readonly Row[];
  /** Key of each row. */
  readonly keys: readonly Key[];
  /** undefined: there are no more. */
  readonly next: Key | undefined;
}

/** Reads one page. */
export function readPage(database: Database, listing: Listing, request: PageRequest): Page {
  const { columns, key } = listing;
  const { conditions, values } = conditionsOf(database, listing, request);
  const direction = request.isAscending ? 'ASC' : 'DESC';
  const sql = `SELECT ${[...columns.map((column) => column.sql), ...key].join(', ')}
    FROM ${listing.from} WHERE ${conditions.join(' AND ')}
    ORDER BY ${key.map((part) => `${part} ${direction}`).join(', ')} LIMIT ?`;
  const cells = database.prepare(sql).rows([...values, request.limit + 1]);
  const rows = cells.slice(0, request.limit);
  const keys = rows.map((row) => row.slice(columns.length) as (number | string)[]);
  const isMore = cells.length > request.limit;
  return {
    rows: rows.map((row) => rowOf(columns, row)),
    keys,
    next: isMore ? keys.at(-1) : undefined,
  };
}

function conditionsOf(
  database: Database,
  listing: Listing,
  request: PageRequest,
): { readonly conditions: string[]; readonly values: Bindable[] } {
  const { fixed, key, filters } = listing;
  const conditions = [fixed];
  const values: Bindable[] = [...request.fixed];
  const [leading = ''] = key;
  const bounds = [
    ['>=', request.fromMs],
    ['<', request.toMs],
  ] as const;
  for (const [sign, timeMs] of bounds) {
    if (timeMs === undefined) continue;
    conditions.push(`${leading} ${sign} ?`);
    values.push(keyAt(database, listing, request.fixed, timeMs));
  }
  for (const filter of filters) {
    const value = request.filters[filter.name];
    if (value === undefined) continue;
    conditions.push(filter.sql);
    values.push(value);
  }
  if (request.after !== undefined) {
    const places = key.map(() => '?').join(', ');
    conditions.push(`(${key.join(', ')}) ${request.isAscending ? '>' : '<'} (${places})`);
    values.push(...request.after);
  }
  return { conditions, values };
}

/** First value of the leading key whose rows are not before a time, found by halves. */
function keyAt(
  database: Database,
  { from, fixed, key, time }: Listing,
  fixedValues: readonly Bindable[],
  timeMs: number,
): number {
  const [leading = ''] = key;
  if (time === null || time === leading) return timeMs;
  const ends = database.prepare(
    `SELECT ${leading} FROM ${from} WHERE ${fixed} ORDER BY ${leading} DESC LIMIT 1`,
  );
  const probe = database.prepare(
    `SELECT ${time} FROM ${from} WHERE ${fixed} AND ${leading} >= ? ORDER BY ${leading} LIMIT 1`,
  );
  let low = 0;
  let high = Number(ends.row(fixedValues)?.[0] ?? 0) + 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [at] = probe.row([...fixedValues, middle]) ?? [];
    if (at === undefined || Number(at) >= timeMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

function rowOf(columns: readonly Column[], cells: readonly Cell[]): Row {
  const row: Record<string, string | number | boolean | null> = {};
  for (const [index, column] of columns.entries()) {
    row[column.name] = answerValue(column, cells[index] as Cell);
  }
  return row;
}

function answerValue(column: Column, cell: Cell): string | number | boolean | null {
  if (cell === null) return null;
  switch (column.kind) {
    case 'money':
      return String(cell);
    case 'boolean':
      return cell !== 0;
    case 'name':
      return column.nameOf?.(cell as number) ?? cell;
    default:
      return cell;
  }
}
