/** Takes from others what they could do in a directory and in everything below it. */
import { lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf, tighten } from './directory.js';

/** What a mode leaves of itself to the owner. */
const OWNER = 0o700;

/**
 * Leaves a directory, its files and its directories to their owner, who keeps what he may. What belongs to somebody else,
 * what lies on a read-only disk and what a link points to stays as it is. Fails with the system's error.
 */
export function makeTreePrivate(root: string): void {
  tighten(root, statSync(root).mode & OWNER);
  for (const name of readdirSync(root)) tightenBelow(join(root, name));
}

function tightenBelow(path: string): void {
  try {
    const stats = lstatSync(path);
    if (stats.isDirectory()) makeTreePrivate(path);
    else if (stats.isFile()) tighten(path, stats.mode & OWNER);
  } catch (error) {
    // Gone meanwhile.
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
