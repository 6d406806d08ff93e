/**
 * Catches garbage on the hot path: an object, a closure, an iterator or a boxed number for every command of a frequent
 * kind. A warm core, with an event log that is cleared every turn, is to allocate nothing at all.
 *
 * A process of its own measures it (test/processes/core-allocation.ts), with the compiler on the one thread so that it
 * optimizes at the same commands in every run. Reading the heap's size costs some 600 bytes by itself; they are in the
 * figures.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const PROGRAM = fileURLToPath(
  new URL('../../../dist/test/processes/core-allocation.js', import.meta.url),
);
const FLAGS = [
  '--expose-gc',
  '--single-threaded',
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
];
/** Less than a boxed number, which takes 16, and than the smallest object, which takes 32. */
const BYTES_PER_COMMAND_MAX = 8;
/** What may be kept of all commands together: counters of the runtime, no record of any command. */
const KEPT_BYTES_MAX = 65_536;

interface Measured {
  readonly commands: number;
  readonly trades: number;
  readonly scavenges: number;
  readonly keptBytes: number;
  readonly bytesPerCommand: Readonly<Record<string, number>>;
}

test('a warm core allocates nothing for the frequent commands, and keeps nothing', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...FLAGS, PROGRAM], {
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const measured = JSON.parse(stdout) as Measured;
  expect(measured.commands).toBeGreaterThan(100_000);
  expect(measured.trades).toBeGreaterThan(measured.commands / 4);
  // Had the heap been collected in between, its growth would say nothing.
  expect(measured.scavenges).toBe(0);
  expect(Object.keys(measured.bytesPerCommand)).toHaveLength(6);
  const above = Object.entries(measured.bytesPerCommand).filter(
    ([, bytes]) => !(bytes < BYTES_PER_COMMAND_MAX),
  );
  expect(above).toEqual([]);
  expect(measured.keptBytes).toBeLessThan(KEPT_BYTES_MAX);
});
