/** Would catch: an acknowledged frame that a killed process loses, a failed disk that is ignored or retried. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { LmdbCommandLog } from '../../../../src/engine/log/store/index.js';
import { scratchDirectory } from './fixtures.js';
import { processFile, run } from './processes.js';

/** Kills per way of committing. More on demand: PATX_KILLS=50. */
const KILLS = Number(process.env.PATX_KILLS ?? 3);

/** Sequence and hash of the last frame the writer called durable. */
const lastDurable = (lines: readonly string[]): { sequence: number; hash: string } | undefined => {
  const [, sequence, hash] =
    lines.findLast((line) => line.startsWith('durable '))?.split(' ') ?? [];
  return sequence === undefined || hash === undefined
    ? undefined
    : { sequence: Number(sequence), hash };
};

/** Every stored frame's hash by its last sequence; reading also checks the chain from the beginning. */
const storedFrames = async (directory: string): Promise<Map<number, string>> => {
  const log = LmdbCommandLog.open({ directory });
  const hashes = new Map<number, string>();
  for (const frame of log.read(1)) {
    hashes.set(frame.lastSequence, Buffer.from(frame.hash).toString('hex'));
  }
  await log.close();
  return hashes;
};

describe.each(['blocking', 'awaited'])('a writer with %s commits', (mode) => {
  const timeout = 30_000 + KILLS * 10_000;
  it('has everything it called durable after being killed at random times', {
    timeout,
  }, async () => {
    const directory = scratchDirectory();
    for (let round = 0; round < KILLS; round += 1) {
      const { child, lines, exited } = run(process.execPath, [
        processFile('journal-writer'),
        directory,
        mode,
        '1000000',
      ]);
      while (lines().length < 2) {
        await sleep(5);
      }
      await sleep(Math.random() * 300);
      child.kill('SIGKILL');
      await exited;
      const acknowledged = lastDurable(lines());
      const stored = await storedFrames(directory);
      expect(acknowledged).toBeDefined();
      expect(stored.get(acknowledged?.sequence ?? 0)).toBe(acknowledged?.hash);
    }
  });

  it.each([
    ['a flush that fails', 'fdatasync:error=EIO:when=12+', /Input\/output error/],
    ['a full disk', 'writev,pwrite64:error=ENOSPC:when=40+', /No space left/],
  ])('stops loudly at %s and keeps what it had', async (_name, fault, reason) => {
    const directory = scratchDirectory();
    const { lines, errors, exited } = run('strace', [
      ...['-f', '-qq', '-o', '/dev/null', '-e', 'trace=fdatasync,writev,pwrite64'],
      ...['-e', `inject=${fault}`, '-E', 'UV_THREADPOOL_SIZE=1'],
      ...[process.execPath, processFile('journal-writer'), directory, mode, '1000'],
    ]);
    expect((await exited).code).toBe(1);
    expect(errors()).toMatch(/journal-commit-failed: the frame at \d+ did not reach the disk/);
    expect(errors()).toMatch(reason);
    expect(errors()).toMatch(/journal-refusing: an earlier append failed/);
    const acknowledged = lastDurable(lines());
    const stored = await storedFrames(directory);
    expect(acknowledged?.sequence).toBeGreaterThan(0);
    expect(stored.get(acknowledged?.sequence ?? 0)).toBe(acknowledged?.hash);
  });
});
