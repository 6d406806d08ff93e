/** Makes names durable: a new file survives a power loss only once its directory has been flushed too. */
import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Flushes a directory's entries to disk. Fails with the system's error. */
export const syncDirectory = (directory: string): void => {
  const descriptor = openSync(directory, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
};
