/**
 * Catches `patx journal` and `patx replay` that die of a damaged journal, print something that is not in it, or end well
 * over it: the real commands, on the data directory a real exchange left, with single bytes flipped.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FRAME_HEADER_BYTES } from '../../src/engine/log/store/frame-layout.js';
import { type Exhibit, makeExhibit, type Said } from './exhibit.js';

let exhibit: Exhibit;

beforeAll(async () => {
  exhibit = await makeExhibit();
}, 60_000);

afterAll(() => exhibit.remove());

const COMMANDS = [
  { command: 'journal', options: ['--count', '100000'] },
  { command: 'replay', options: ['--accounts'] },
] as const;

/**
 * Bytes of a meta page, as LMDB lays it out: magic number, page size, root of the main tree, last page, transaction. The
 * storage engine dies of the first two, fails in its own words on the third, and loses the last frame with the fifth.
 */
const META_OFFSETS = [24, 49, 136, 148, 152];
const META_PAGES = [0, 4096];
const HIGHEST_BIT = 7;

/** What a command says, without what differs between two runs. */
const stable = (stdout: string): string => stdout.replace(/replayed .*/, '');

describe.each(COMMANDS)('patx $command', ({ command, options }) => {
  const run = (data: string): Said => exhibit.run(command, data, ...options);

  test('a flip in the structure of the file is named, or means nothing', () => {
    const whole = run(exhibit.sound);
    expect(whole.status).toBe(0);
    let found = 0;
    for (const offset of META_PAGES.flatMap((page) => META_OFFSETS.map((at) => page + at))) {
      const { status, signal, stdout, stderr } = run(exhibit.flipped(offset, HIGHEST_BIT));
      expect({ offset, signal }).toEqual({ offset, signal: null });
      if (status === 0) {
        expect({ offset, says: stable(stdout) }).toEqual({ offset, says: stable(whole.stdout) });
        continue;
      }
      found += 1;
      expect({ offset, status, stdout }).toEqual({ offset, status: 1, stdout: '' });
      expect(stderr).toMatch(/^patx: segment-damaged: .*data\.mdb: page \d+: /);
    }
    expect(found).toBeGreaterThan(5);
  }, 120_000);

  test.each([
    ['the first', 0],
    ['a middle', 0.5],
    ['the last', 1],
  ])('a flipped byte in %s frame ends it, with the frame named', (_name, part) => {
    const frame = exhibit.frames[Math.floor((exhibit.frames.length - 1) * part)];
    const { status, stderr } = run(exhibit.flipped(exhibit.placeOf(frame) + FRAME_HEADER_BYTES));
    expect(status).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`^patx: frame-[a-z-]+: frame at sequence ${frame?.firstSequence}\\b.*checksum`),
    );
  });
});

test('patx journal prints every frame of a sound journal, and from any sequence on', () => {
  const { frames } = exhibit;
  const middle = frames[Math.floor(frames.length / 2)];
  const headers = (...options: string[]) =>
    exhibit
      .run('journal', exhibit.sound, '--frames', '--json', ...options)
      .stdout.trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { firstSequence: number }).firstSequence);
  const all = frames.map(({ firstSequence }) => firstSequence);
  expect(headers('--count', '100000')).toEqual(all);
  const from = String(middle?.lastSequence);
  expect(headers('--from', from, '--count', '3')).toEqual(
    all.slice(Math.floor(frames.length / 2)).slice(0, 3),
  );
});

test('patx replay leads to the state that patx verify proves', () => {
  const hashes = (command: string) =>
    exhibit.run(command, exhibit.sound).stdout.match(/[0-9a-f]{64}/g);
  expect(hashes('replay')).toHaveLength(2);
  expect(hashes('replay')).toEqual(hashes('verify'));
});
