/**
 * Room for a start: a few pages, without which the storage engine is killed by the system in the middle of a write, instead
 * of failing. What a running exchange needs is another matter.
 */
import { statfsSync } from 'node:fs';
import { CommandError } from '../command-error.js';

const BYTES_MIN = 1_048_576;

/** Fails with `disk-full` when there is none. */
export function requireRoom(directory: string): void {
  const { bavail, bsize } = statfsSync(directory);
  if (bavail * bsize >= BYTES_MIN) return;
  throw new CommandError(
    'disk-full',
    `${directory} has less than 1 MiB of free disk; free space and start again: nothing that was acknowledged is lost`,
  );
}
