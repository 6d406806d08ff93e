/**
 * Small files that only their owner can read and that must never be half there: keys, secrets, markers.
 *
 * A file is written whole under another name, flushed, and then given its name, which is flushed too, with the directories
 * above it. Unless that is asked for, it never replaces one that is there: of two processes that begin at once, both use the file of the first. Fails
 * with the system's error; the name is then as it was.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, makePrivateDirectory, sync, syncDirectory, tighten } from './directory.js';

const PRIVATE_FILE_MODE = 0o600;
/** What a file system without hard links answers. */
const NO_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'];

/** Makes a file that is not there; fails with EEXIST where one is. Its directory is there. */
export function createPrivateFile(path: string, contents: string | Uint8Array): void {
  const fresh = `${path}.${process.pid}.new`;
  try {
    writeWhole(fresh, contents);
    giveName(fresh, path);
  } finally {
    rmSync(fresh, { force: true });
  }
  syncDirectory(dirname(path));
}

/**
 * Makes the file, and its private directory, where it is not there; answers whether it did. One that is there is left to
 * its owner alone, and flushed: whoever made it may have been cut off.
 */
export function ensurePrivateFile(path: string, contents: () => string | Uint8Array): boolean {
  const directory = dirname(path);
  makePrivateDirectory(directory);
  let isMade = false;
  if (!existsSync(path)) {
    try {
      createPrivateFile(path, contents());
      isMade = true;
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw error;
    }
  }
  if (!isMade) {
    tighten(path, PRIVATE_FILE_MODE);
    sync(path);
    syncDirectory(directory);
  }
  syncDirectory(dirname(directory));
  return isMade;
}

/** Replaces a file by one with these contents, which is on disk when it returns. */
export function replacePrivateFile(path: string, contents: string | Uint8Array): void {
  const next = `${path}.next`;
  writeWhole(next, contents);
  renameSync(next, path);
  syncDirectory(dirname(path));
}

/** Removes a file, durably. One that is not there is none to remove. */
export function removeFile(path: string): void {
  if (!existsSync(path)) return;
  rmSync(path);
  syncDirectory(dirname(path));
}

function writeWhole(path: string, contents: string | Uint8Array): void {
  // Of a process that had this id and was cut off.
  rmSync(path, { force: true });
  const file = openSync(path, 'wx', PRIVATE_FILE_MODE);
  try {
    writeFileSync(file, contents);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

function giveName(fresh: string, path: string): void {
  try {
    linkSync(fresh, path);
  } catch (error) {
    if (!NO_LINKS.includes(codeOf(error))) throw error;
    if (existsSync(path)) {
      throw Object.assign(new Error(`EEXIST: ${path} is there`), { code: 'EEXIST', path });
    }
    renameSync(fresh, path);
  }
}
