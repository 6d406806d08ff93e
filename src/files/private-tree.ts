/** Takes from others what they could do in a directory and in everything below it. */
import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, tighten } from './directory.js';

const PRIVATE_DIRECTORY_MODE = 0o700;
const PRIVATE_FILE_MODE = 0o600;
/** Bit of a directory that many share, such as /tmp. */
const STICKY = 0o1000;

/**
 * Leaves a directory, its files and its directories to their owner: 0700 and 0600. What belongs to somebody else, what
 * lies on a read-only disk and what a link points to stays as it is; a directory that many share keeps its own mode.
 * Fails with the system's error.
 */
export function makeTreePrivate(root: string): void {
  if ((lstatSync(root).mode & STICKY) === 0) tighten(root, PRIVATE_DIRECTORY_MODE);
  for (const name of readdirSync(root)) tightenBelow(join(root, name));
}

function tightenBelow(path: string): void {
  try {
    const stats = lstatSync(path);
    if (stats.isDirectory()) makeTreePrivate(path);
    else if (stats.isFile()) tighten(path, PRIVATE_FILE_MODE);
  } catch (error) {
    // Gone meanwhile.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
