/**
 * Would catch: `patx backtest` or `patx pnl` that does not work as a command: threads that change the result, files that
 * are not written, a bad parameter file that is not refused in one line before anything runs, a report that does not add up.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PnlReport } from '../../src/attribution/index.js';
import type { BacktestReport } from '../../src/backtest/index.js';
import { DurableWatermark, LmdbCommandLog } from '../../src/engine/log/index.js';
import { marketDay } from '../backtest/market-day.js';
import { MAIN } from './patx.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-backtest-'));
const data = join(scratch, 'data');

const file = (name: string, text: string): string => {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
};

function patx(...args: readonly string[]): { status: number | null; out: string; err: string } {
  const { status, signal, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: 'utf8',
  });
  return { status, out: stdout, err: signal === null ? stderr : `${stderr}\n${signal}` };
}

beforeAll(async () => {
  const { venue } = await marketDay(7, 60);
  const log = LmdbCommandLog.open({
    directory: join(data, 'journal'),
    watermark: new DurableWatermark(),
  });
  for (const [index, frame] of [...venue.log.read(1)].entries()) {
    const bytes = venue.log.storedFrames[index] ?? new Uint8Array();
    log.appendBlocking({ ...frame, bytes });
  }
  await log.close();
}, 120_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('plays sets and a grid on threads, and the files do not depend on how many', () => {
  const wide = file('wide.json', '{"parameters":{"spread_min_ppm":100000}}');
  const run = (threads: string): readonly string[] => {
    const [json, html] = [join(scratch, `${threads}.json`), join(scratch, `${threads}.html`)];
    const grid = ['--grid', 'spread_base_ppm=5000,20000'];
    const files = ['--json', json, '--html', html, '--threads', threads];
    const said = patx('backtest', '--data', data, '--params', wide, ...grid, ...files);
    expect(said).toMatchObject({ status: 0 });
    expect(said.err).toMatch(/as recorded: \d+ of \d+ commands/);
    expect(said.err).toMatch(/wide spread_base_ppm=20000: \d+ of \d+ commands/);
    return [said.out, readFileSync(json, 'utf8'), readFileSync(html, 'utf8')];
  };
  const [out = '', json = '', html = ''] = run('1');
  expect(run('2')).toEqual([out, json, html]);
  expect(out.split('\n').map((line) => line.slice(0, 20).trim())).toEqual([
    'PAT',
    'as recorded',
    'wide spread_base_ppm',
    'wide spread_base_ppm',
    '',
  ]);
  const report = JSON.parse(json) as BacktestReport;
  expect(report.runs.map(({ name }) => name)).toEqual([
    'wide spread_base_ppm=5000',
    'wide spread_base_ppm=20000',
  ]);
  expect(report.recorded.fills.trades).toBeGreaterThan(5);
  expect(html).toContain('wide spread_base_ppm=20000');
}, 120_000);

test('without parameters plays those recorded, and all fills come out again', () => {
  const json = join(scratch, 'same.json');
  expect(patx('backtest', '--data', data, '--json', json).status).toBe(0);
  const { recorded, runs } = JSON.parse(readFileSync(json, 'utf8')) as BacktestReport;
  expect(runs[0]?.fills).toEqual(recorded.fills);
}, 60_000);

test.each([
  ['{"parameters":{"spred_min_ppm":1}}', /there is no parameter "spred_min_ppm".*spread_min_ppm/],
  ['{"parameters":{"spread_min_ppm":1}}', /1 is not a whole number from 100 to 200000 \(ppm\)/],
  ['{"parameters":', /JSON/],
  ['{"parameters":{"spread_min_ppm":{"NOBODY":200}}}', /"NOBODY" is no segment.*AUTO_INTENT/],
  ['{"parameters":{"spread_min_ppm":150000,"spread_max_ppm":100000}}', /contradicts another/],
])(
  'refuses %s in one line',
  (text, says) => {
    const bad = file('bad.json', text);
    const { status, out, err } = patx('backtest', '--data', data, '--params', bad);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    const lines = err.trimEnd().split('\n');
    expect(lines.at(-1)).toMatch(says);
    expect(lines.filter((line) => line.startsWith('patx: '))).toHaveLength(1);
  },
  60_000,
);

// Catches threads that are ended while they read: the storage engine then aborts the process, mostly not.
test('a set that fails is said, whatever the other threads are doing', () => {
  const grid = ['--grid', 'spread_min_ppm=5000,150000,6000,7000', 'spread_max_ppm=100000'];
  for (let round = 0; round < 4; round += 1) {
    const { status, out, err } = patx('backtest', '--data', data, ...grid, '--threads', '4');
    expect({ status, out }, err).toEqual({ status: 1, out: '' });
    const said = err.split('\n').filter((line) => line.startsWith('patx: '));
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(/spread_min_ppm=150000.*contradicts another/);
  }
}, 60_000);

test('says what is wrong with a directory that has no journal', () => {
  for (const command of ['backtest', 'pnl']) {
    const { status, err } = patx(command, '--data', join(scratch, 'nothing'));
    expect(status).toBe(1);
    expect(err).toMatch(/^patx: .*is not there: no journal/);
  }
});

test('pnl reports the journal, its parts add up, and the backtest says the same of it', () => {
  const { status, out } = patx('pnl', '--data', data, '--json');
  expect(status).toBe(0);
  const report = JSON.parse(out) as PnlReport;
  for (const row of [report.total, ...report.segments, ...report.contracts, ...report.series]) {
    const { spreadMicroPat, inventoryMicroPat, decayMicroPat } = row;
    const parts = [spreadMicroPat, inventoryMicroPat, decayMicroPat].map(Number);
    const others = [row.adverseMicroPat, row.settlementMicroPat].map(Number);
    expect([...parts, ...others].reduce((sum, part) => sum + part, 0)).toBe(row.totalMicroPat);
    expect(Number(row.moneyMicroPat) + Number(row.inventoryValueMicroPat)).toBe(row.totalMicroPat);
  }
  expect(report.total.soldLots).toBeGreaterThan(0);
  const json = join(scratch, 'pnl.json');
  const backtest = patx('backtest', '--data', data, '--json', json);
  expect(backtest, backtest.err).toMatchObject({ status: 0 });
  expect((JSON.parse(readFileSync(json, 'utf8')) as BacktestReport).recorded.pnl).toEqual(report);
  const text = patx('pnl', '--data', data).out;
  expect(text).toMatch(/total +-?\d+\.\d\d/);
  expect(patx('pnl', '--data', data, '--horizon-seconds', '0').err).toContain('from 1 to 86400');
}, 60_000);
