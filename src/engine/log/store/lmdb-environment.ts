/**
 * Opens LMDB environments in the one way that keeps what was acknowledged.
 *
 * `overlappingSync: false` makes a commit mean "flushed": the binding's default acknowledges before the flush and
 * loses data on power loss. The other unsafe options (no sync, no meta sync, write map, async map) are not offered.
 * Event-turn batching is off: the log makes one put per commit itself, and with batching on a failed commit also
 * rejects a promise nobody holds. Keys are 8-byte big-endian numbers (or begin with one), values are opaque.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import { syncDirectory } from './sync-directory.js';

/** An open environment: keys and values are bytes. */
export type Environment = RootDatabase<Buffer, Buffer>;

const DATA_FILE = 'data.mdb';

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

/** Opens for writing, creating the directory durably when it is not there. `mapBytes` bounds the file. */
export const openForWriting = (directory: string, mapBytes: number): Environment => {
  const isNew = !existsSync(dataFileOf(directory));
  mkdirSync(directory, { recursive: true });
  const environment = open<Buffer, Buffer>(directory, { ...COMMON_OPTIONS, mapSize: mapBytes });
  if (isNew) {
    syncDirectory(directory);
    syncDirectory(join(directory, '..'));
  }
  return environment;
};

/** Opens for reading only; undefined when there is no environment in `directory`. */
export const openForReading = (directory: string): Environment | undefined =>
  existsSync(dataFileOf(directory))
    ? open<Buffer, Buffer>(directory, { ...COMMON_OPTIONS, readOnly: true })
    : undefined;
