/**
 * Keeps two processes from writing one journal: a lock of the kernel, held by SQLite on a file beside the segments.
 *
 * The kernel gives it to one process and takes it back when that process ends, however it ends, so there is nothing to
 * take over and no process id to compare: containers that share a volume see each other's lock though they do not see
 * each other's processes. It holds between processes under one kernel; a file system shared by machines has to offer
 * POSIX locks of its own. The text file beside it only says who to look for. Fails with `journal-locked`, and with
 * `store-open-failed` where the file cannot be opened.
 */
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type Libsql from 'libsql';
import { openFailed, StoreError } from './store-error.js';

const LOCK_FILE = 'writer.db';
const OWNER_FILE = 'writer.pid';
/** Somebody who only looks whether there is a writer holds the lock for less than a millisecond. */
const TAKE_TIMEOUT_MS = 500;
const LOOK_TIMEOUT_MS = 0;

/** Takes the lock in `directory`; fails with `journal-locked`. Returns the function that releases it. */
export const takeWriterLock = (directory: string): (() => void) => {
  const lock = openLock(directory, { timeout: TAKE_TIMEOUT_MS });
  try {
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if (!isBusy(error)) throw openFailed(join(directory, LOCK_FILE), error);
    const owner = ownerOf(directory);
    throw new StoreError(
      'journal-locked',
      `${owner === undefined ? 'another process' : `process ${owner}`} writes the journal in ${directory}`,
      'stop that process, or choose another data directory',
      { cause: error },
    );
  }
  writeFileSync(join(directory, OWNER_FILE), `${process.pid} on ${hostname()}\n`, { mode: 0o600 });
  return () => {
    rmSync(join(directory, OWNER_FILE), { force: true });
    lock.close();
  };
};

/** Whether a process writes the journal in `directory` now. */
export const isBeingWritten = (directory: string): boolean => {
  if (!existsSync(join(directory, LOCK_FILE))) {
    return false;
  }
  const lock = openLock(directory, { readonly: true, timeout: LOOK_TIMEOUT_MS });
  try {
    lock.prepare('SELECT count(*) FROM sqlite_master').get();
    return false;
  } catch (error) {
    if (isBusy(error)) {
      return true;
    }
    throw error;
  } finally {
    lock.close();
  }
};

/** Loaded only here: commands that never write a journal do without. */
const openLock = (directory: string, options: Libsql.Options): Libsql.Database => {
  const Database = createRequire(import.meta.url)('libsql') as typeof Libsql;
  const path = join(directory, LOCK_FILE);
  try {
    return new Database(path, options);
  } catch (error) {
    throw openFailed(path, error);
  }
};

const isBusy = (error: unknown): boolean => (error as { code?: string }).code === 'SQLITE_BUSY';

/** Who holds the lock, as it says itself: its process id and host; undefined when it has not said so yet. */
const ownerOf = (directory: string): string | undefined => {
  try {
    return readFileSync(join(directory, OWNER_FILE), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
};
