/**
 * The same figures by DuckDB's SQL: cells are told apart by regular expressions of its own, rows by DISTINCT, scores by the
 * formulas of docs/data-quality.md written again. Shares no code with what is tested.
 */
import { DuckDBInstance } from '@duckdb/node-api';

const TOKENS = [
  ...['', '-', '--', '---', '.', '?', 'n/a', 'na', '#n/a', '#na', 'n.a.', 'nan', '#nan', 'null'],
  ...['(null)', '<null>', '\\n', 'nil', 'none', 'undefined', 'unknown', 'missing', 'not available'],
];
const PPM = 1_000_000;
const NUMBER = '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?';
const DATE = '\\d{4}([-/])\\d{1,2}[-/]\\d{1,2}';
const TIME = `${DATE}[T ]\\d{2}:\\d{2}(:\\d{2}([.,]\\d{1,9})?)?\\s?(Z|[+-]\\d{2}:?\\d{2})?`;

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run("SET threads = 1; SET TimeZone = 'UTC'");

export async function sql(text: string): Promise<Record<string, unknown>[]> {
  return (await connection.runAndReadAll(text)).getRowObjectsJson();
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** Reads a file as texts into a view `t`, a column c0, c1, … for each name. */
async function load(path: string, format: string, names: readonly string[]): Promise<void> {
  const file = quoted(path);
  const columns = names.map((name, i) => {
    const path = quoted(`$."${name}"`);
    if (format === 'json' || format === 'jsonl')
      return `json_extract_string(json, ${path}) AS c${i}`;
    return `CAST("${name.replaceAll('"', '""')}" AS VARCHAR) AS c${i}`;
  });
  const array = format === 'json' ? 'array' : 'newline_delimited';
  const from = {
    json: `read_json_objects(${file}, format='${array}')`,
    jsonl: `read_json_objects(${file}, format='${array}')`,
    csv: `read_csv(${file}, header=true, all_varchar=true, normalize_names=false, sample_size=-1)`,
    tsv: `read_csv(${file}, header=true, all_varchar=true, delim='\\t', quote='"')`,
    parquet: `read_parquet(${file})`,
  }[format];
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE raw AS SELECT ${columns.join(', ')} FROM ${from}`,
  );
  const cells = names.map((_, i) => {
    const text = `regexp_replace(c${i}, '^\\s+|\\s+$', '', 'g')`;
    const isMissing = `c${i} IS NULL OR lower(${text}) IN (${TOKENS.map(quoted).join(', ')})`;
    return `CASE WHEN ${isMissing} THEN NULL ELSE ${text} END AS c${i}`;
  });
  await connection.run(`CREATE OR REPLACE TEMP TABLE t AS SELECT ${cells.join(', ')} FROM raw`);
}

const isJson = (format: string): boolean => format === 'json' || format === 'jsonl';

function kindOf(cell: string, format: string): string {
  const nested = isJson(format) ? `WHEN ${cell} LIKE '{%' OR ${cell} LIKE '[%' THEN 'nested'` : '';
  return `CASE WHEN ${cell} IS NULL THEN 'missing' ${nested}
    WHEN regexp_full_match(${cell}, '0\\d.*') AND regexp_full_match(${cell}, '${NUMBER}') THEN 'digits'
    WHEN regexp_full_match(${cell}, '${NUMBER}') THEN
      CASE WHEN CAST(${cell} AS DOUBLE) = floor(CAST(${cell} AS DOUBLE)) THEN 'integer' ELSE 'number' END
    WHEN lower(${cell}) IN ('true', 'false') THEN 'boolean'
    WHEN regexp_full_match(${cell}, '${DATE}') AND TRY_CAST(replace(${cell}, '/', '-') AS DATE) IS NOT NULL THEN 'date'
    WHEN regexp_full_match(${cell}, '${TIME}') THEN 'timestamp'
    ELSE 'text' END`;
}

/** A cell by value, so that 1 and 1.0 are one. */
const byValue = (cell: string): string =>
  `CASE WHEN regexp_full_match(${cell}, '${NUMBER}') AND NOT regexp_full_match(${cell}, '0\\d.*')
    THEN CAST(CAST(${cell} AS DOUBLE) AS VARCHAR) ELSE ${cell} END`;

export interface DuckFigures {
  readonly rows: number;
  readonly duplicateRows: number;
  readonly completenessPpm: number | undefined;
  readonly consistencyPpm: number | undefined;
  readonly filled: readonly string[];
  readonly distinct: readonly number[];
}

export async function duckFigures(
  path: string,
  format: string,
  names: readonly string[],
): Promise<DuckFigures> {
  await load(path, format, names);
  const all = names.map((_, i) => i);
  const values = all.map((i) => `${byValue(`c${i}`)} AS v${i}`);
  const parts = all.map((i) => `v${i}`).join(', ');
  await connection.run(
    `CREATE OR REPLACE TEMP TABLE seen AS SELECT *, row_number() OVER (PARTITION BY ${parts}) AS nth FROM (SELECT *, ${values.join(', ')} FROM t)`,
  );
  const [size] = await sql(
    'SELECT count(*)::INT AS n, count(*) FILTER (nth > 1)::INT AS repeated FROM seen',
  );
  const { n, repeated } = size as { n: number; repeated: number };
  const columns: {
    missing: number;
    evaluated: number;
    failed: number;
    isFilled: boolean;
    distinct: number;
  }[] = [];
  for (const i of all) {
    const kinds = await sql(
      `SELECT ${kindOf(`c${i}`, format)} AS kind, nth > 1 AS again, count(*)::INT AS n FROM seen GROUP BY ALL`,
    );
    const [most] = await sql(
      `SELECT coalesce(max(n), 0)::INT AS most, count(*)::INT AS found FROM (SELECT count(*) AS n FROM seen WHERE v${i} IS NOT NULL GROUP BY v${i})`,
    );
    columns.push(columnFigures(kinds as never, n, most as never));
  }
  const sum = (of: typeof columns, what: 'missing' | 'evaluated' | 'failed') =>
    of.reduce((total, one) => total + one[what], 0);
  const unfilled = columns.filter(({ isFilled }) => !isFilled);
  const distinctRows = n - repeated;
  const shares = (of: typeof columns) => ({
    complete: 1 - sum(of, 'missing') / (distinctRows * of.length),
    consistent: 1 - sum(of, 'failed') / sum(of, 'evaluated'),
  });
  const [whole, some] = [shares(columns), shares(unfilled)];
  const isMeasured = unfilled.length > 0;
  return {
    rows: n,
    duplicateRows: repeated,
    completenessPpm: isMeasured ? floorPpm(Math.min(whole.complete, some.complete)) : undefined,
    consistencyPpm: isMeasured ? floorPpm(Math.min(whole.consistent, some.consistent)) : undefined,
    filled: names.filter((_, i) => columns[i]?.isFilled),
    distinct: columns.map(({ distinct }) => distinct),
  };
}

const floorPpm = (share: number): number => Math.floor(share * PPM + 1e-6);

function columnFigures(
  kinds: readonly { kind: string; again: boolean; n: number }[],
  rows: number,
  { most, found }: { most: number; found: number },
) {
  const first = (...names: string[]): number =>
    kinds
      .filter(({ kind, again }) => !again && names.includes(kind))
      .reduce((total, { n }) => total + n, 0);
  const present = kinds.filter(({ kind }) => kind !== 'missing');
  const evaluated = present.reduce((total, { n }) => total + n, 0);
  const again = present.filter((one) => one.again).reduce((total, { n }) => total + n, 0);
  const once = evaluated - again;
  const types = [
    ['integer'],
    ['integer', 'number'],
    ['boolean'],
    ['date'],
    ['date', 'timestamp'],
    ['nested'],
  ];
  const isCode = first('digits') > 0;
  const type = isCode
    ? undefined
    : types.find((one) => first(...one) >= 0.95 * once && first(...one) > 0);
  const fitting = type === undefined ? once - first('nested') : first(...type);
  return {
    missing: first('missing'),
    evaluated,
    failed: again + once - fitting,
    isFilled: rows >= 20 && most > 0.95 * rows,
    distinct: found,
  };
}

/** Mean of 2^(−age / halfLife) over distinct rows of the last loaded file; a time that is none, or after now, counts 0. */
export async function duckTimelinessPpm(
  column: number,
  nowMs: number,
  halfLifeMs: number,
): Promise<number> {
  const ms = `epoch_ms(TRY_CAST(c${column} AS TIMESTAMP))`;
  const [found] = await sql(
    `SELECT avg(CASE WHEN ${ms} IS NULL OR ${ms} > ${nowMs} THEN 0 ELSE pow(2, -(${nowMs} - ${ms}) / ${halfLifeMs}::DOUBLE) END) AS mean FROM seen WHERE nth = 1`,
  );
  return floorPpm(Number((found as { mean: number }).mean));
}
