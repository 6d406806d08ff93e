/**
 * Catches pages that lose, repeat or reorder rows, in either direction, at any size, while rows are added; times that cut a
 * listing in the wrong place; files that say something else than the pages; a statement that does not add up.
 */
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, test } from 'vitest';
import { createApi } from '../../src/api/index.js';
import { HistoryReader } from '../../src/reader/index.js';
import { newPath } from '../reader/histories.js';
import { ListSource } from '../reader/journals.js';
import { ACCESS, ORIGIN, openVenue } from './venue.js';

type Row = Record<string, string | number | boolean | null>;
interface Page {
  readonly data: Row[];
  readonly next: string | null;
}

const { ask, parties, frames } = await openVenue();

const LISTINGS = [
  '/v1/series/1/trades',
  '/v1/series/1/candles?width=1m',
  '/v1/series/1/candles?width=1h',
  '/v1/series/1/quotes',
  '/v1/markets/1/index-inputs',
  '/v1/account/orders',
  '/v1/account/fills',
  '/v1/account/movements',
  '/v1/account/deliveries',
  '/v1/audit',
] as const;

async function page(path: string, query: string): Promise<Page> {
  const by = path === '/v1/audit' ? parties.auditor : parties.consumer;
  const response = await ask(`${path}${path.includes('?') ? '&' : '?'}${query}`, {}, by);
  expect(response.status).toBe(200);
  return (await response.json()) as Page;
}

async function all(path: string, query: string, limit: number): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor = '';
  for (;;) {
    const got = await page(path, `${query}&limit=${limit}${cursor}`);
    rows.push(...got.data);
    expect(got.data.length).toBeLessThanOrEqual(limit);
    if (got.next === null) return rows;
    cursor = `&cursor=${got.next}`;
  }
}

const timeOf = (row: Row): number =>
  (row.timeMs ?? row.startMs ?? row.createdMs ?? row.ticketedMs) as number;

describe.each(LISTINGS)('%s', (path) => {
  test('pages of any size and both orders have the same rows', async () => {
    const oldest = await all(path, 'order=asc', 1_000);
    expect(oldest.length).toBeGreaterThan(5);
    expect(await all(path, 'order=asc', 7)).toEqual(oldest);
    expect(await all(path, 'order=desc', 11)).toEqual(oldest.toReversed());
  });

  test('times cut where they say', async () => {
    const rows = await all(path, 'order=asc', 1_000);
    const middle = timeOf(rows[Math.floor(rows.length / 2)] as Row);
    const before = rows.filter((row) => timeOf(row) < middle);
    const after = rows.filter((row) => timeOf(row) >= middle);
    expect(await all(path, `order=asc&toMs=${middle}`, 100)).toEqual(before);
    expect(await all(path, `order=asc&fromMs=${middle}`, 100)).toEqual(after);
    expect(await all(path, `order=asc&fromMs=${middle}&toMs=${middle}`, 100)).toEqual([]);
  });

  test('a cursor is for its listing and order', async () => {
    const { next } = await page(path, 'order=asc&limit=1');
    const by = path === '/v1/audit' ? parties.auditor : parties.consumer;
    const query = `${path}${path.includes('?') ? '&' : '?'}cursor=${next}`;
    expect((await ask(`${query}&order=desc`, {}, by)).status).toBe(400);
    expect((await ask(`/v1/phases?order=asc&cursor=${next}`)).status).toBe(400);
    for (const bad of ['x', 'W10', Buffer.from('[1,2').toString('base64url')]) {
      expect((await ask(`/v1/phases?order=asc&cursor=${bad}`)).status).toBe(400);
    }
  });

  test('files have the rows of the pages', async () => {
    const rows = await all(path, 'order=asc', 1_000);
    const by = path === '/v1/audit' ? parties.auditor : parties.consumer;
    const url = `${path}${path.includes('?') ? '&' : '?'}format=`;
    const csv = await ask(`${url}csv`, {}, by);
    expect(csv.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z-]+\.csv"$/);
    expect(csvRows(await csv.text())).toEqual(rows.map(asText));
    const parquet = await ask(`${url}parquet`, {}, by);
    const file = await parquet.arrayBuffer();
    const read = (await parquetReadObjects({ file })) as Record<string, unknown>[];
    expect(read.map((row) => asText(row as Row))).toEqual(rows.map(asText));
  });
});

const asText = (row: Row): Record<string, string> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')]));

/** Reads CSV as RFC 4180 has it. */
function csvRows(text: string): Record<string, string>[] {
  const lines: string[][] = [[]];
  const field = /("((?:[^"]|"")*)"|[^,\r\n]*)(,|\r\n)/gy;
  for (let found = field.exec(text); found !== null; found = field.exec(text)) {
    const [, raw = '', quoted, end] = found;
    (lines.at(-1) as string[]).push(quoted === undefined ? raw : quoted.replaceAll('""', '"'));
    if (end === '\r\n') lines.push([]);
  }
  expect(field.lastIndex).toBe(0);
  lines.pop();
  const [names = [], ...rows] = lines;
  return rows.map((cells) => Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ''])));
}

test('pages are stable while rows are added', async () => {
  const source = new ListSource(frames, Math.ceil(frames.length / 2));
  const reader = await HistoryReader.open({
    ...{ source, path: newPath(), nowMs: Date.now, log: () => undefined },
  });
  const { signal } = new AbortController();
  const api = createApi({
    ...{ reader: () => reader, access: ACCESS, requestsPerMinute: 1e6, nowMs: Date.now },
    failed: (error) => {
      throw error;
    },
  });
  const get = async (query: string): Promise<Page> => {
    const response = await api.request(`${ORIGIN}/v1/series/1/trades?${query}`);
    return (await response.json()) as Page;
  };
  await reader.run(signal);
  const firstPage = await get('order=desc&limit=10');
  const second = await get(`order=desc&limit=10&cursor=${firstPage.next}`);
  source.durable = frames.length;
  await reader.run(signal);
  expect((await get('order=desc&limit=10')).data).not.toEqual(firstPage.data);
  expect((await get(`order=desc&limit=10&cursor=${firstPage.next}`)).data).toEqual(second.data);
  reader.close();
});

test('a statement adds up, whatever time it is cut at', async () => {
  const movements = await all('/v1/account/movements', 'order=asc', 1_000);
  const [begin, end] = [timeOf(movements[0] as Row), timeOf(movements.at(-1) as Row) + 1];
  for (const middle of [begin, Math.floor((begin + end) / 2), end]) {
    for (const [fromMs, toMs] of [
      [begin, middle],
      [middle, end],
    ] as const) {
      const url = `/v1/account/statement?fromMs=${fromMs}&toMs=${toMs}`;
      const statement = (await (await ask(url, {}, parties.consumer)).json()) as Statement;
      for (const part of ['cash', 'pending', 'collateral', 'escrow'] as const) {
        const name = `${part}MicroPat`;
        const moved = statement.lines.reduce((sum, line) => sum + BigInt(line[name] ?? 0), 0n);
        const opening = BigInt(statement.opening[name] ?? 0);
        expect(opening + moved).toBe(BigInt(statement.closing[name] ?? 0));
      }
      const within = movements.filter((row) => timeOf(row) >= fromMs && timeOf(row) < toMs);
      const counted = statement.lines.reduce((sum, line) => sum + Number(line.movements), 0);
      expect(counted).toBe(within.length);
    }
  }
});

interface Statement {
  readonly opening: Record<string, string>;
  readonly closing: Record<string, string>;
  readonly lines: Record<string, string>[];
}
