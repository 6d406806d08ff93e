/**
 * Catches status pages that do not answer, say something else than the venue, or have metrics that docs/operations.md does not
 * explain or explains in vain: a real exchange, asked over HTTP.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSandbox, type Sandbox } from '../../bench/e2e/sandbox.js';

const GUIDE = fileURLToPath(new URL('../../docs/operations.md', import.meta.url));
const SERIES = 3;
const WAIT = { timeout: 20_000, interval: 200 };

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await openSandbox(SERIES);
}, 60_000);

afterAll(() => sandbox.close());

const page = async (path: string): Promise<Response> => await fetch(`${sandbox.statusUrl}${path}`);
const json = async (path: string): Promise<Record<string, unknown>> =>
  (await (await page(path)).json()) as Record<string, unknown>;

/** Our own metrics, not Node's: name to value. */
async function metrics(): Promise<Map<string, number>> {
  const text = await (await page('/metrics')).text();
  const lines = text.split('\n').filter((line) => /^patx_(?!desk_)/.test(line));
  return new Map(
    lines.map((line) => line.split(' ')).map(([name, value]) => [name ?? '', Number(value)]),
  );
}

test('a healthy exchange says so, and how it stands', async () => {
  expect(await (await page('/healthz')).json()).toEqual({
    status: 'ok',
    followerLag: expect.any(Number),
  });
  const status = await json('/status');
  expect(status).toMatchObject({ venue: 'PATX', phase: 1, epoch: 1, globalKilled: false });
  expect(status.series).toHaveLength(SERIES);
  expect((status.series as { state: string }[]).map(({ state }) => state)).toEqual(
    Array(SERIES).fill('OPEN'),
  );
  expect((await page('/nowhere')).status).toBe(404);
});

test('the root names every page, and every page named answers', async () => {
  const { pages } = (await json('/')) as { pages: string[] };
  for (const path of pages.filter((one) => one !== '/settlement')) {
    const answer = await page(path);
    expect([path, answer.status]).toEqual([path, 200]);
    await answer.body?.cancel();
  }
  // A venue without a chain says so.
  expect(pages).toContain('/settlement');
  expect((await page('/settlement')).status).toBe(404);
  const { sinceTime } = (await json('/pnl')) as { sinceTime: string };
  expect(Date.parse(sinceTime)).toBeGreaterThan(Date.parse('2020-01-01'));
});

test('every metric is explained, and every one explained is there', async () => {
  // The engine's numbers come once a second.
  await vi.waitFor(
    async () => expect((await metrics()).get('patx_gateway_logons_total')).toBe(2),
    WAIT,
  );
  const served = [...(await metrics()).keys()].filter(
    // Families, each explained in one row.
    (name) => !name.includes('_refusals_') && !name.startsWith('patx_store_'),
  );
  // What a broker's quoter and a reader add is held against a whole exchange in test/ops.
  const ofOthers = /^patx_(broker_quoter|reader)_/;
  const explained = (readFileSync(GUIDE, 'utf8').match(/`patx_[a-z0-9_]+`/g) ?? [])
    .map((name) => name.slice(1, -1))
    .filter((name) => !ofOthers.test(name));
  expect(explained.sort()).toEqual(served.filter((name) => !ofOthers.test(name)).sort());
});

test('metrics follow the venue', async () => {
  // The follower comes after the journal, and a frame may just have been written.
  await vi.waitFor(async () => {
    const now = await metrics();
    expect(now.get('patx_follower_sequence')).toBe(now.get('patx_durable_sequence'));
  }, WAIT);
  const now = await metrics();
  expect(now.get('patx_series')).toBe(SERIES);
  expect(now.get('patx_journal_commits_total')).toBeGreaterThan(0);
});

// Linux alone has a priority for each thread.
test.runIf(process.platform === 'linux')('the desk thread, and no other, stands back', () => {
  const tasks = `/proc/${sandbox.child.pid}/task`;
  /** Of the fields behind the command's name, in brackets, the seventeenth: see proc(5), stat. */
  const niceness = (thread: string): number =>
    Number(
      readFileSync(join(tasks, thread, 'stat'), 'utf8')
        .split(') ')[1]
        ?.split(' ')[16],
    );
  const all = readdirSync(tasks).map(niceness);
  const main = niceness(String(sandbox.child.pid));
  expect(all.filter((one) => one > main)).toHaveLength(1);
  expect(all.filter((one) => one < main)).toEqual([]);
});
