/**
 * Makes names and first contents durable: a new file survives a power loss only once it and its directory were flushed,
 * a new directory once its parent was. Fails with the system's errors.
 */
import { closeSync, existsSync, fsyncSync, mkdirSync, openSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const sync = (path: string): void => {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};

/** Flushes a directory's entries to disk. */
export const syncDirectory = sync;

/** Flushes a file's content to disk. */
export const syncFile = sync;

/** Makes a directory and what is missing above it, durably. */
export const makeDirectory = (directory: string): void => {
  const path = resolve(directory);
  if (existsSync(path)) {
    return;
  }
  const parent = dirname(path);
  makeDirectory(parent);
  mkdirSync(path, { recursive: true, mode: 0o700 });
  syncDirectory(parent);
};
