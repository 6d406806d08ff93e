/**
 * The file in which the storage engine notes who reads. It maps the file into memory, and dies of a signal where the disk has no
 * room for a page of it; so the pages are written before. Fails with the system's error.
 */
import { closeSync, existsSync, fsyncSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';

const NAME = 'lock.mdb';
/** The engine makes it 8,272 bytes long and takes a longer one as it is. */
const BYTES = 12_288;

/** Makes the file of an environment that is about to be opened for writing, unless it is there whole. */
export function ensureLockFile(directory: string): void {
  const path = join(directory, NAME);
  const length = existsSync(path) ? statSync(path).size : 0;
  if (length >= BYTES) return;
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, Buffer.alloc(BYTES - length));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
