/** Catches an upgrade that fails in the middle for want of room, or of a disk, and leaves anything behind: the venue must be as it was. */
import fs, { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pendingUpgrade, upgrade } from '../../src/release/index.js';
import { placeOf, writeOldVenue } from './old-venue.js';

/** Looks at the disk that find room before there is none. */
let room = Number.POSITIVE_INFINITY;
const { statfsSync } = fs;

function patched(...given: Parameters<typeof statfsSync>): ReturnType<typeof statfsSync> {
  room -= 1;
  const found = statfsSync(...given);
  return room < 0 ? Object.assign(found, { bavail: 0 }) : found;
}

fs.statfsSync = patched as typeof statfsSync;
syncBuiltinESMExports();
afterAll(() => {
  fs.statfsSync = statfsSync;
  syncBuiltinESMExports();
});

const scratch = mkdtempSync(join(tmpdir(), 'patx-full-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test.each([0, 1, 2])('no room after %i frames', async (frames) => {
  const root = join(scratch, String(frames));
  await writeOldVenue(root);
  const { journal } = placeOf(root);
  const before = readdirSync(journal).toSorted();
  room = frames;
  await expect(upgrade(placeOf(root))).rejects.toThrow(
    /journal-commit-failed: .*as it was.*ENOSPC/,
  );
  room = Number.POSITIVE_INFINITY;
  expect(readdirSync(journal).toSorted()).toEqual(before);
  expect(pendingUpgrade(journal)).toBeDefined();
  await upgrade(placeOf(root));
  expect(pendingUpgrade(journal)).toBeUndefined();
});

test('no room for the snapshot alone: it is upgraded all the same, and told', async () => {
  const root = join(scratch, 'snapshot');
  await writeOldVenue(root);
  const warnings: string[] = [];
  const step = (name: string): void => {
    if (name === 'renamed') room = 0;
  };
  await upgrade({ ...placeOf(root), step, warn: (text) => warnings.push(text) });
  room = Number.POSITIVE_INFINITY;
  expect(warnings.join()).toMatch(/no snapshot was saved/);
  expect(pendingUpgrade(placeOf(root).journal)).toBeUndefined();
});
