/**
 * Keeps two processes from writing one journal: a lock file with the owner's process id and start time.
 *
 * A lock whose owner is gone is taken over, also when its process id was given to another process (the start time
 * differs) or the machine has restarted (the boot id differs). Where the system does not tell start times, a living
 * process with that id counts as the owner. The lock is advice between our own processes; the store itself refuses
 * a second frame under a sequence that is taken.
 */
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreError } from './store-error.js';

const LOCK_FILE = 'writer.lock';

/** Takes the lock in `directory`; fails with `journal-locked`. Returns the function that releases it. */
export const takeWriterLock = (directory: string): (() => void) => {
  const path = join(directory, LOCK_FILE);
  const owner = describeProcess(process.pid);
  try {
    writeFileSync(path, owner, { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
      throw error;
    }
    takeOver(path, owner);
  }
  return () => {
    if (existsSync(path) && readFileSync(path, 'utf8') === owner) {
      rmSync(path);
    }
  };
};

/** Process id of the living process that writes the journal in `directory`; undefined when there is none. */
export const writerOf = (directory: string): number | undefined =>
  livingOwner(readIfThere(join(directory, LOCK_FILE)));

/** Replaces a lock whose owner is gone; a living owner keeps it. */
const takeOver = (path: string, owner: string): void => {
  const holder = livingOwner(readFileSync(path, 'utf8'));
  if (holder !== undefined) {
    throw new StoreError(
      'journal-locked',
      `process ${holder} writes this journal`,
      'stop that process, or choose another data directory',
    );
  }
  const fresh = `${path}.${process.pid}`;
  writeFileSync(fresh, owner);
  renameSync(fresh, path);
};

/** The process id in a lock's text, if that very process lives. */
const livingOwner = (held: string): number | undefined => {
  const holder = Number.parseInt(held, 10);
  const isOwner =
    Number.isSafeInteger(holder) && isAlive(holder) && describeProcess(holder) === held;
  return isOwner ? holder : undefined;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Process id, start time and boot id: the same text only for the same process. */
const describeProcess = (pid: number): string =>
  `${pid} ${startTimeOf(pid)} ${readIfThere('/proc/sys/kernel/random/boot_id').trim()}\n`;

/** Clock ticks after boot at which the process began, field 22 of `/proc/PID/stat`; empty where there is none. */
const startTimeOf = (pid: number): string => {
  const stat = readIfThere(`/proc/${pid}/stat`);
  // The second field is a name in parentheses and may hold spaces: count from the last one.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
};

const readIfThere = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};
