/**
 * Opens LMDB environments in the one way that keeps what was acknowledged, for whoever writes them: who only reads does so
 * without the storage engine, which would harm the writer (`record-pages.ts`).
 *
 * `overlappingSync: false` makes a commit mean "flushed": the binding's default acknowledges before the flush and
 * loses data on power loss. The other unsafe options (no sync, no meta sync, write map, async map) are not offered.
 * Event-turn batching is off: the log makes one put per commit itself, and with batching on a failed commit also
 * rejects a promise nobody holds. Keys are 8-byte big-endian numbers (or begin with one), values are opaque.
 */
import { accessSync, constants, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { ensureLockFile, makeDirectory, sync, syncDirectory } from '../../../files/index.js';
import { openFailed } from './store-error.js';
import { isUnfinished } from './unfinished.js';

/** An open environment: keys and values are bytes. */
export type Environment = RootDatabase<Buffer, Buffer>;

const DATA_FILE = 'data.mdb';
/** Who reads; the storage engine makes it anew where it is missing. */
const LOCK_FILE = 'lock.mdb';

const COMMON_OPTIONS = {
  encoding: 'binary',
  keyEncoding: 'binary',
  overlappingSync: false,
  eventTurnBatching: false,
  noSubdir: false,
  maxDbs: 1,
} as const;

/** Path of the file that holds an environment's pages. */
export const dataFileOf = (directory: string): string => join(directory, DATA_FILE);

/**
 * Opens for writing. An environment that is not there, or whose making was cut off, is made and flushed before this
 * returns. `mapBytes` bounds the file.
 */
export const openForWriting = (directory: string, mapBytes: number): Environment => {
  const file = dataFileOf(directory);
  const isNew = isUnfinished(file);
  if (isNew) {
    makeDirectory(directory);
    for (const left of [file, join(directory, LOCK_FILE)]) {
      rmSync(left, { force: true });
    }
  }
  ensureLockFile(directory);
  const environment = openAt(directory, file, mapBytes);
  if (isNew) {
    sync(file);
    syncDirectory(directory);
  }
  return environment;
};

const openAt = (directory: string, file: string, mapBytes: number): Environment => {
  try {
    return open<Buffer, Buffer>(directory, { ...COMMON_OPTIONS, mapSize: mapBytes });
  } catch (error) {
    throw openFailed(file, error);
  }
};

/**
 * Runs `use` on a directory in which the storage engine can enter its readers: this one, or, where its user may only read
 * it (an auditor's copy), an empty one from where a link leads to the data file. Nobody writes such a copy.
 */
export const withReaders = <Result>(
  directory: string,
  use: (directory: string) => Result,
): Result => {
  if (isWritable(directory)) {
    return use(directory);
  }
  const alias = mkdtempSync(join(tmpdir(), 'patx-read-'));
  try {
    symlinkSync(resolve(dataFileOf(directory)), dataFileOf(alias));
    return use(alias);
  } finally {
    // An open environment holds its files; it does not look for them again.
    rmSync(alias, { recursive: true, force: true });
  }
};

/** Whether the lock file in `directory` can be written, or made. */
const isWritable = (directory: string): boolean => {
  const lock = join(directory, LOCK_FILE);
  try {
    accessSync(existsSync(lock) ? lock : directory, constants.W_OK);
    return true;
  } catch {
    return false;
  }
};
