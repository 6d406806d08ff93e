/** Catches a disk watch that flaps, stops an exchange that could go on, or lets one run into a full disk. */
import { expect, test } from 'vitest';
import { DiskWatch, requireRoom } from '../../../src/cli/exchange/disk-watch.js';

const MIB = 1_048_576;

/** A disk whose free space a test sets, and what its watch said. */
function disk(reserveMib: number) {
  const said: string[] = [];
  let free: number | undefined = 10_000;
  const watch = new DiskWatch({
    directory: '/data',
    reserveBytes: reserveMib * MIB,
    changed: (isLow, freeMib) => said.push(`${isLow ? 'low' : 'ok'} ${freeMib}`),
    full: (error) => said.push(error.message),
    freeBytes: () => {
      if (free === undefined) throw new Error('EIO');
      return free * MIB;
    },
  });
  const look = (freeMib: number | undefined): boolean => {
    free = freeMib;
    watch.look();
    return watch.isLow;
  };
  return { look, said };
}

test('new work is refused below the reserve, and taken again a quarter above it', () => {
  const { look, said } = disk(512);
  expect([513, 512, 511, 512, 639, 640, 512].map(look)).toEqual([
    false,
    false,
    true,
    true,
    true,
    false,
    false,
  ]);
  expect(said).toEqual(['low 511', 'ok 640']);
});

test('below an eighth of the reserve the exchange is told to stop, once, with what to do', () => {
  const { look, said } = disk(512);
  look(64);
  expect(said).toEqual(['low 64']);
  look(63);
  look(10);
  expect(said).toHaveLength(2);
  expect(said[1]).toMatch(
    /^disk-full: \/data has 63\.0 MiB of free disk, less than the 64\.0 MiB .* --disk-reserve-mib/,
  );
});

test('a reserve of 0 watches nothing, and a file system that does not answer changes nothing', () => {
  const { look, said } = disk(0);
  expect(look(0)).toBe(false);
  const other = disk(512);
  other.look(100);
  expect(other.look(undefined)).toBe(true);
  expect([said, other.said]).toEqual([[], ['low 100']]);
});

test('a start asks for the room that a stop needs', () => {
  requireRoom('/', 0);
  expect(() => requireRoom('/', Number.MAX_SAFE_INTEGER)).toThrow(
    expect.objectContaining({ code: 'disk-full' }),
  );
});
