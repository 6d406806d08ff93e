// Catches a creator's command line that writes a bundle its own check refuses, overwrites one, passes a changed one, or ends in a stack
// trace for files that are not there or no JSON.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { patx } from './patx.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'patx-sigma-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('patx sigma', () => {
  it('writes an example, checks it, and finds a file that was changed', async () => {
    const at = join(folder, 'example');
    expect(await patx('sigma', 'example', at)).toMatchObject({ status: 0 });
    const passed = await patx('sigma', 'check', at);
    expect(passed).toMatchObject({ status: 0 });
    expect(passed.out).toContain('every gate passed');
    const again = await patx('sigma', 'example', at);
    expect(again.status).toBe(1);
    expect(again.err).toContain('exists');
    writeFileSync(join(at, 'pack', 'rules.txt'), 'other rules');
    const failed = await patx('sigma', 'check', join(at, 'bundle.json'), '--json');
    expect(failed.status).toBe(1);
    const { gates } = JSON.parse(failed.out) as { gates: { gate: string; state: string }[] };
    expect(gates.filter(({ state }) => state === 'FAILED').map(({ gate }) => gate)).toEqual([
      'STAMP',
    ]);
  });
  it('trades the feed of the example on paper, the same for everybody, and refuses a changed one', async () => {
    const at = join(folder, 'feed');
    await patx('sigma', 'example', at);
    const feed = join(at, 'signals.jsonl');
    const first = await patx('sigma', 'sim', feed);
    expect(first).toMatchObject({ status: 0, err: '' });
    // Pinned: another hash is another simulation, and everybody who computed one before would disagree.
    expect(first.out).toContain(
      'sha256 643d358dc3148d2f948ea8d2a5c51d4658c364392f8c19fd6a543d875b639818',
    );
    const prices = await patx('sigma', 'prices');
    const shipped = readFileSync(new URL('../../recordings/sigma-synthetic.csv', import.meta.url));
    expect(prices.out).toBe(shipped.toString());
    const file = join(folder, 'prices.csv');
    writeFileSync(file, prices.out);
    expect((await patx('sigma', 'sim', feed, '--prices', file)).out).toBe(first.out);
    const lines = readFileSync(feed, 'utf8');
    writeFileSync(feed, lines.replace('"target_weight":0.38478', '"target_weight":0.38479'));
    const changed = await patx('sigma', 'sim', feed);
    expect(changed.err).toMatch(
      /^patx: unreadable-file: .*line 1: the chain of hashes breaks here\n$/,
    );
    writeFileSync(file, 'at_ms\n');
    writeFileSync(feed, lines);
    expect((await patx('sigma', 'sim', feed, '--prices', file)).err).toMatch(/line 1: the head/);
    expect((await patx('sigma', 'sim', feed, '--capital', '0')).err).toMatch(
      /bad-value: --capital/,
    );
  });
  it('answers in a line where there is nothing to check', async () => {
    const none = await patx('sigma', 'check', join(folder, 'none'));
    expect(none).toMatchObject({ status: 1, out: '' });
    expect(none.err).toMatch(/^patx: not-there: .* is not there\n$/);
    writeFileSync(join(folder, 'text.json'), 'no JSON');
    const text = await patx('sigma', 'check', join(folder, 'text.json'));
    expect(text.err).toMatch(/^patx: unreadable-file: /);
    const seed = await patx('sigma', 'example', join(folder, 'b'), '--seed', '-1');
    expect(seed.err).toMatch(/^patx: bad-value: --seed/);
  });
  it('prints a schema that is JSON Schema', async () => {
    const { out } = await patx('sigma', 'schema');
    expect(JSON.parse(out)).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      additionalProperties: false,
    });
    expect(readFileSync(join(folder, 'text.json'), 'utf8')).toBe('no JSON');
  });
});
