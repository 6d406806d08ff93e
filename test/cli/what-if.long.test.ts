/**
 * Would catch: `patx what-if` that does not work as a command: a simulated market whose journal cannot be read, threads that change the
 * answer, an answer for the recorded parameters that is not nothing, one that cannot be stopped, and questions without parameters.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type WhatIfReport, whatIf } from '../../src/what-if/index.js';
import { patx } from './patx.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-what-if-'));
const data = join(scratch, 'data');
const simulated = ['simulate', '--scenario', 'balanced', '--seed', '5', '--days', '1'];

beforeAll(async () => {
  const { status, out, err } = await patx(...simulated, '--journal', data);
  expect(status, err).toBe(0);
  expect(out).toContain('balanced');
}, 120_000);

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('the journal of a simulated market is one', async () => {
  const { status, out, err } = await patx('verify', '--data', data);
  expect(status, `${out}${err}`).toBe(0);
  expect((await patx(...simulated, '--journal', data)).err).toContain('bad-value');
}, 120_000);

test('answers, the same however many threads play, and nothing for what was', async () => {
  const ask = async (threads: string): Promise<WhatIfReport> => {
    const json = join(scratch, `${threads}.json`);
    const { status, out, err } = await patx(
      ...['what-if', '--data', data, '--grid', 'quote_margin_ppm=700000,1000000', '--draws', '3'],
      ...['--threads', threads, '--json', json],
    );
    expect(status, err).toBe(0);
    expect(out).toContain('quote_margin_ppm=700000');
    expect(out).toContain('buyers:');
    expect(err).toContain('100 %');
    return JSON.parse(readFileSync(json, 'utf8')) as WhatIfReport;
  };
  const report = await ask('1');
  expect(await ask('2')).toEqual(report);
  const [less, same] = report.answers;
  // One is the recorded value.
  expect([same?.morePat, same?.fromPat, same?.untilPat]).toEqual([0, 0, 0]);
  expect(less?.soldLots).toBeGreaterThan(same?.soldLots ?? 0);
}, 300_000);

test('asks for parameters', async () => {
  const { status, err } = await patx('what-if', '--data', data);
  expect(status).toBe(1);
  expect(err).toContain('bad-value');
  const nowhere = join(scratch, 'none');
  expect((await patx('what-if', '--data', nowhere, '--grid', 'quote_policy=0')).status).toBe(1);
});

test('can be stopped', async () => {
  const stopped = new AbortController();
  const asked = whatIf({
    journalDirectory: join(data, 'journal'),
    sets: [],
    draws: 100,
    seed: 1,
    threads: 1,
    signal: stopped.signal,
    progress: () => stopped.abort(new Error('enough')),
  });
  await expect(asked).rejects.toThrow('enough');
}, 60_000);
