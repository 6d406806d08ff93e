/**
 * Catches a bench table that sets a figure against the wrong one, loses a row, or names a program that is not there.
 */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BENCH_FOLDER, median, runJson } from '../../bench/child.js';
import { EXTENTS } from '../../bench/core/player.js';
import { ratioOf, table } from '../../bench/row.js';
import { runSection, SECTIONS } from '../../bench/sections.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-rows-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const find = (name: string) => {
  const one = SECTIONS.find((other) => other.name === name);
  if (one === undefined) throw new Error(`no section ${name}`);
  return one;
};

/** What a section makes of what its program printed. */
const rowsOf = (name: string, printed: readonly object[]) => find(name).rows(printed as never[]);

describe('the table', () => {
  test('has a line a row, with ratio and ceiling where there are any', () => {
    const plain = { section: 'core', what: 'a | b', value: 12_345.6, unit: 'x/s' };
    const compared = {
      section: 'e2e',
      what: 'p99',
      value: 0.012_345,
      unit: 'ms',
      against: { what: 'raw', value: 0.05 },
      ceiling: { what: 'echo', value: 0.001 },
    };
    expect(table([plain, compared]).slice(2)).toEqual([
      '| core | a \\| b | 12,346 x/s |  |  |  |',
      '| e2e | p99 | 0.0123 ms | raw: 0.05 ms | 0.247 | echo: 0.001 ms |',
    ]);
    expect(ratioOf(plain)).toBeUndefined();
    expect(ratioOf(compared)).toBeCloseTo(0.2469);
  });

  test('the median is the middle, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([])).toBeNaN();
  });
});

describe('sections', () => {
  test.each(SECTIONS)('$name starts a program that exists, quick or not', (one) => {
    for (const isQuick of [true, false]) {
      const [program] = one.command(isQuick);
      expect(existsSync(join(BENCH_FOLDER, program))).toBe(true);
    }
  });

  test('a hostile sender is set against the same bytes elsewhere, and nobody hostile is the ceiling', () => {
    const sent = { framesPerSecond: 9.6, connectionsPerSecond: 2.2, megabytesPerSecond: 4 };
    const p99Ms = { venue: 3, sink: 2, quiet: 1 };
    const [p99, meanwhile] = rowsOf('hostile', [{ attack: 'json', ...sent, p99Ms }]);
    expect(p99).toEqual({
      what: 'an honest order while one sends json, p99',
      value: 3,
      unit: 'ms',
      against: { what: 'the same bytes to a sink', value: 2 },
      ceiling: { what: 'nobody hostile', value: 1 },
    });
    expect(meanwhile).toMatchObject({ value: 4, unit: 'MB/s' });
    expect(meanwhile?.what).toContain('10 frames/s over 2 connections/s');
  });

  test('a part of a command costs what it adds', () => {
    const nanosUpTo = [200, 250, 280, 300, 310];
    const rows = rowsOf('parts', [{ name: 'normal', seriesCount: 1, nanosUpTo }]);
    expect(rows.map(({ value }) => value)).toEqual([200, 50, 30, 20, 10, 310]);
    expect(rows[2]?.what).toBe('normal, 1 series: sealing the frame');
  });

  test('the end-to-end loops stand beside the servers of their own depth and rate', () => {
    const loop = (server: string, head: object, scale: number) => ({
      loop: 'closed',
      ...head,
      server,
      perSecond: 1_000 * scale,
      p50Ms: scale,
      p99Ms: 2 * scale,
    });
    const printed = [1, 64].flatMap((depth) =>
      ['exchange', 'echo', 'journal', 'commits'].map((server, i) =>
        loop(server, { depth, ordersPerFrame: depth / 2 }, depth * (i + 1)),
      ),
    );
    const open = ['journal', 'exchange', 'echo'].map((server, i) =>
      loop(server, { loop: 'open', rate: 10 }, i + 1),
    );
    const rows = rowsOf('e2e', [...printed, ...open]);
    expect(rows).toHaveLength(5 + 5 + 2);
    expect(rows[7]).toEqual({
      what: 'closed loop, depth 64, a frame of the journal',
      value: 32,
      unit: 'orders',
    });
    expect(rows.filter(({ unit }) => unit === 'orders/s')).toEqual([
      {
        what: 'closed loop, depth 1',
        value: 1_000,
        unit: 'orders/s',
        against: { what: 'raw bytes made durable', value: 3_000 },
        ceiling: { what: 'echo', value: 2_000 },
      },
      { what: 'raw commits of 1 orders, no socket', value: 4_000, unit: 'orders/s' },
      {
        what: 'closed loop, depth 64',
        value: 64_000,
        unit: 'orders/s',
        against: { what: 'raw bytes made durable', value: 192_000 },
        ceiling: { what: 'echo', value: 128_000 },
      },
      { what: 'raw commits of 64 orders, no socket', value: 256_000, unit: 'orders/s' },
    ]);
    expect(rows.at(-1)).toEqual({
      what: 'open loop, 10/s, p99',
      value: 4,
      unit: 'ms',
      against: { what: 'raw bytes made durable', value: 2 },
      ceiling: { what: 'echo', value: 6 },
    });
  });

  test('the core is set against one series, with the bare core as its ceiling', () => {
    const [bare, encoded, full] = EXTENTS;
    const printed = [1, 100].flatMap((seriesCount) =>
      [bare, encoded, full].map((extent, i) => ({
        name: 'static',
        seriesCount,
        extent,
        commandsPerSecond: 10 * seriesCount + i,
        medianCommandsPerSecond: 9 * seriesCount + i,
      })),
    );
    const row = (what: string, value: number, bareOf: number, single?: number) => ({
      what: `${what}, fastest play`,
      value,
      unit: 'commands/s',
      against: single === undefined ? undefined : { what: '1 series', value: single },
      ceiling: { what: 'no encoding, no frames', value: bareOf },
    });
    const middle = (value: number) => ({ what: 'the same, median', value, unit: 'commands/s' });
    expect(rowsOf('core', printed)).toEqual([
      row('static, 1 series, encoded for the journal', 11, 10),
      middle(10),
      row('static, 1 series, in sealed frames', 12, 10),
      middle(11),
      row('static, 100 series, encoded for the journal', 1_001, 1_000, 11),
      middle(901),
      row('static, 100 series, in sealed frames', 1_002, 1_000, 12),
      middle(902),
    ]);
  });

  test('transports, journals and recovery are set against the other way of doing it', () => {
    const transports = [1, 64].flatMap((depth) =>
      ['ws', 'uws'].map((transport, i) => ({
        transport,
        depth,
        messagesPerSecond: depth * (i + 1),
      })),
    );
    expect(rowsOf('transport', transports).map(ratioOfPlain)).toEqual([2, 2]);
    const journals = ['awaited', 'plain file', 'blocking'].flatMap((mode, i) => [
      { measure: 'closed loop', load: 64, mode, commandsPerSecond: 100 * (i + 1), p99Ms: 1 },
      { measure: 'open loop', load: 64, mode, commandsPerSecond: 64, p99Ms: 6 / (i + 1) },
    ]);
    const [commits, open] = rowsOf('journal', journals);
    expect(commits).toMatchObject({ value: 300, against: { value: 100 }, ceiling: { value: 200 } });
    expect(open).toMatchObject({ value: 2, unit: 'ms', against: { what: 'awaited', value: 6 } });
    const recovery = rowsOf('recovery', [
      {
        replayedCommands: 1_000,
        flowReplayCommandsPerSecond: 900,
        flowReplaySustainedPerSecond: 950,
        replayCommandsPerSecond: 500,
        replaySustainedPerSecond: 550,
        restingOrders: 10,
        startFromSnapshotSeconds: 0.5,
        columnBytesPerRestingOrder: 90,
        snapshotMegabytes: 3,
      },
    ]);
    expect(recovery[4]).toMatchObject({ value: 0.5, unit: 's', against: { value: 2 } });
  });

  test('settlement is set against none, a batch against a transfer each', () => {
    const times = (scale: number) => ({ p50Ms: scale, p99Ms: 2 * scale, p999Ms: 3 * scale });
    const [p50, , p999, moved] = rowsOf('settlement', [
      { settling: times(4), without: times(2), p99MovedMs: [-1, 0.5, 4] },
    ]);
    expect(moved).toMatchObject({
      what: 'p99 moved by settlement (-1.0 to 4.0 by round)',
      value: 0.5,
    });
    expect(p50).toMatchObject({ what: 'order to ack while batches settle, p50', value: 4 });
    expect(p999).toMatchObject({ value: 12, against: { value: 6 } });
    const gas = rowsOf('gas', [
      {
        gasPerAccount: { oneRow: { 10: 14_000, 500: 5_800 } },
        netted: { trades: 5_000, gasPerTrade: { neighbours: 350, apart: 500 } },
        transferGasPerTrade: { toHolder: 35_000, pulledFromAllowance: 40_000 },
      },
    ]);
    expect(gas.map(({ value }) => value)).toEqual([14_000, 5_800, 350, 500, 500]);
    expect(gas.slice(2).map(ratioOfPlain)).toEqual([1 / 100, 1 / 70, 1 / 80]);
    const [wall, processor] = rowsOf('netting', [
      { movements: 1_000, accounts: 10, totalMs: 9, totalCpuMs: 8, postingMs: 3 },
    ]);
    expect(wall).toMatchObject({ value: 9, unit: 'ms', against: { value: 3 } });
    expect(processor).toMatchObject({ value: 8 });
  });
});

const ratioOfPlain = (row: Parameters<typeof table>[0][number] | object): number | undefined =>
  ratioOf({ section: '', ...row } as Parameters<typeof ratioOf>[0]);

describe('a bench program in a process of its own', () => {
  const program = (name: string, text: string): string => {
    const path = join(scratch, name);
    writeFileSync(path, text);
    return relative(BENCH_FOLDER, path);
  };

  test('its JSON lines are read, the others are not', () => {
    const path = program(
      'good.mjs',
      'console.log(\'warming up\\n{"a":1}\'); console.log(\'{"a":2}\')',
    );
    expect(runJson(path, [])).toEqual([{ a: 1 }, { a: 2 }]);
  });

  test.each([
    ['fails after its figures', 'console.log(\'{"a":1}\'); throw new Error("void: differs")'],
    ['prints nothing', 'console.error("void: differs")'],
  ])('one that %s is an error that says why', (name, text) => {
    const path = program(`${name}.mjs`, text);
    expect(() => runJson(path, ['--quick'])).toThrow('void: differs');
    const section = { name: 'x', command: () => [path] as const, rows: () => [] };
    expect(() => runSection(section, true)).toThrow('void: differs');
  });
});
