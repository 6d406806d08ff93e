/**
 * Catches an upgrade, or its undoing, that is killed and leaves neither the old venue nor the new one: SIGKILL at every step,
 * then what is on disk must fold to one of the two, whole, and the next try must end in the new one.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';
import { CORE_VERSION } from '../../src/engine/core/index.js';
import { verifyJournal } from '../../src/engine/log/index.js';
import { goBack, History, loadCores, pendingUpgrade, upgrade } from '../../src/release/index.js';
import { carriedBytes } from '../engine/core/carry/copy.js';
import { some } from '../support/long.js';
import { OLD_VERSION, placeOf, writeOldVenue } from './old-venue.js';
import { start } from './running.js';

const PROGRAM = join(ROOT, 'dist/test/processes/upgrade-life.js');
const scratch = mkdtempSync(join(tmpdir(), 'patx-killed-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const cores = await loadCores();

function killedAt(root: string, way: string, step: string, count = 1): void {
  const { journal, snapshots } = placeOf(root);
  const { signal, stderr } = spawnSync(
    process.execPath,
    [PROGRAM, journal, snapshots, way, step, String(count)],
    { encoding: 'utf8' },
  );
  expect([signal, stderr]).toEqual(['SIGKILL', '']);
}

/** The venue on disk, folded whole. */
function folded(root: string): History {
  const history = new History(cores);
  for (const frame of verifyJournal(placeOf(root).journal)) history.apply(frame);
  return history;
}

const STEPS = [
  ['folded', 1, false],
  ['begun', 1, false],
  ['part', 1, false],
  ['part', 3, false],
  ['carried', 1, false],
  ['compared', 1, false],
  ['renamed', 1, true],
  ['done', 1, true],
] as const;

test.each(some(4, STEPS))(
  'an upgrade killed at %s (%i): the next finds one whole venue',
  async (step, count, isNew) => {
    const root = join(scratch, `${step}-${count}`);
    const lastSequence = await writeOldVenue(root);
    killedAt(root, 'up', step, count);
    const history = folded(root);
    expect(history.stretches.length).toBe(isNew ? 2 : 1);
    if (isNew) expect(pendingUpgrade(placeOf(root).journal)).toBeUndefined();
    else {
      expect(history.sequence).toBe(lastSequence);
      const warnings: string[] = [];
      await upgrade({ ...placeOf(root), warn: (text) => warnings.push(text) });
      expect(warnings.length).toBe(step === 'folded' ? 0 : 1);
    }
    const venue = await start(root);
    expect(venue.core.state.registry.coreVersion).toBe(CORE_VERSION);
    expect(Buffer.compare(carriedBytes(venue.core), carriedBytes(history.core()))).toBe(0);
    await venue.close();
  },
);

test.each(some(1, ['begun', 'done']))(
  'taking it back is killed at %s: the next finds one whole venue',
  async (step) => {
    const root = join(scratch, `back-${step}`);
    const lastSequence = await writeOldVenue(root);
    await upgrade(placeOf(root));
    killedAt(root, 'back', step);
    if (step === 'begun') {
      expect(folded(root).stretches.length).toBe(2);
      await (await start(root)).close();
      expect(await goBack(placeOf(root))).toBe(OLD_VERSION);
    }
    expect(folded(root).sequence).toBe(lastSequence);
  },
);
