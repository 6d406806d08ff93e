/**
 * Catches a frozen core that was edited, that no longer folds the journal it was frozen with to the same events, state and
 * carried rows, or that asks for anything beside Node; and a frozen file of this build's version that is not this build's.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { CORE_VERSION } from '../../src/engine/core/index.js';
import { coreModule, frozenVersions, RELEASES } from '../../src/release/index.js';

interface Golden {
  readonly frames: readonly string[];
  readonly sequence: number;
  readonly eventHash: string;
  readonly stateHash: string;
  readonly carrySha256: string;
}

const scratch = mkdtempSync(join(tmpdir(), 'patx-frozen-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const statementOf = (version: number) =>
  JSON.parse(readFileSync(join(RELEASES, `core-${version}.json`), 'utf8')) as { golden: Golden };

test('there is a frozen core, and none of a version still to come', () => {
  expect(frozenVersions().length).toBeGreaterThan(0);
  expect(Math.max(...frozenVersions())).toBeLessThanOrEqual(CORE_VERSION);
});

test.each(frozenVersions())(
  'core %i folds its golden journal as when it was frozen',
  async (version) => {
    const { golden } = statementOf(version);
    const core = await coreModule(version);
    const frames = golden.frames.map((frame) => Buffer.from(frame, 'base64'));
    const stretch = core.begin(frames[0] as Buffer);
    for (const frame of frames) stretch.applyFrame(frame);
    expect(stretch.sequence).toBe(golden.sequence);
    expect(hex(stretch.eventHash())).toBe(golden.eventHash);
    expect(hex(stretch.stateHash())).toBe(golden.stateHash);
    const digest = createHash('sha256');
    for (const part of stretch.carry(4_096)) digest.update(part);
    expect(digest.digest('hex')).toBe(golden.carrySha256);
    expect(stretch.broken()).toEqual([]);
  },
);

test.each(frozenVersions())('core %i asks for nothing but Node', (version) => {
  const text = readFileSync(join(RELEASES, `core-${version}.mjs`), 'utf8');
  const asked = [...text.matchAll(/\bfrom\s*["']([^"']+)["']/g)].map(([, name]) => name);
  expect(asked.filter((name) => !name?.startsWith('node:'))).toEqual([]);
});

test('a frozen core with one byte changed is refused before it is loaded', async () => {
  const [version = 0] = frozenVersions().filter((one) => one !== CORE_VERSION);
  if (version === 0) return;
  const name = `core-${version}.mjs`;
  cpSync(RELEASES, scratch, { recursive: true });
  const bytes = readFileSync(join(scratch, name));
  bytes[bytes.length >> 1]! ^= 1;
  writeFileSync(join(scratch, name), bytes);
  await expect(coreModule(version, scratch)).rejects.toThrow(/frozen-core: .* has hash/);
});

test('a version nobody froze is refused with those there are', async () => {
  await expect(coreModule(3)).rejects.toThrow(/no core of version 3; it has its own/);
});
