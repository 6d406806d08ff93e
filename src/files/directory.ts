/**
 * Directories that survive a power cut: each new one is flushed into the one above it before anything is put into it.
 *
 * Fails with the system's error, at once: the recursive mkdir of Node 20 never returns where a parent cannot be made, as
 * below /proc.
 */
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Bits of a mode that let others than the owner in. */
const OTHERS = 0o077;
const PRIVATE_DIRECTORY_MODE = 0o700;

/** Makes a directory and those above it, durably. One that is there stays as it is. */
export function makeDirectory(path: string, mode = 0o777): void {
  const target = resolve(path);
  const missing: string[] = [];
  for (let at = target; !isThere(at); at = dirname(at)) missing.push(at);
  for (const one of missing.reverse()) {
    make(one, mode);
    syncDirectory(dirname(one));
  }
  if (!statSync(target).isDirectory()) {
    throw Object.assign(new Error(`ENOTDIR: not a directory, mkdir '${target}'`), {
      code: 'ENOTDIR',
      syscall: 'mkdir',
      path: target,
    });
  }
}

/** A directory only its owner can enter. Takes from others what they could do in one that is there. */
export function makePrivateDirectory(path: string): void {
  makeDirectory(path, PRIVATE_DIRECTORY_MODE);
  tighten(path, PRIVATE_DIRECTORY_MODE);
}

/** Leaves a path to its owner alone. Somebody else's, or one on a read-only disk, stays as it is. */
export function tighten(path: string, mode: number): void {
  if ((statSync(path).mode & OTHERS) === 0) return;
  try {
    chmodSync(path, mode);
  } catch (error) {
    if (!['EPERM', 'EROFS'].includes(codeOf(error))) throw error;
  }
}

/** Flushes a directory's entries to disk. What may not be read, or has nothing to flush, is left to the system. */
export function syncDirectory(path: string): void {
  if (process.platform === 'win32') return;
  try {
    sync(path);
  } catch (error) {
    if (!['EACCES', 'EINVAL'].includes(codeOf(error))) throw error;
  }
}

/** Flushes what is behind a path. */
export function sync(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? '';
}

function isThere(path: string): boolean {
  try {
    statSync(path);
    return true;
  } catch (error) {
    // Whatever else is wrong with it, making it will say.
    if (path === dirname(path)) throw error;
    return false;
  }
}

function make(path: string, mode: number): void {
  try {
    mkdirSync(path, { mode });
  } catch (error) {
    // Somebody else made it first.
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}
