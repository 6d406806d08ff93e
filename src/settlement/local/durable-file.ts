/** Files that are there whole or not at all, also after a power cut. Fails with the file system's errors. */
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/** Replaces a file by one with this content, which is on disk when it returns. Readable by its owner only. */
export function replaceFile(path: string, content: string | Uint8Array): void {
  const next = `${path}.next`;
  // A link or a file of somebody else's that lies there is not written through.
  rmSync(next, { force: true });
  writeFlushed(next, content);
  renameSync(next, path);
  flushFolder(dirname(path));
}

/** Writes a new file and flushes it; fails where there is one. Its name is durable once its folder is flushed. */
export function writeFlushed(path: string, content: string | Uint8Array): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeFileSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Makes a folder of the owner's alone, and what is above it; their names are on disk when it returns. */
export function makeFolder(path: string): void {
  const first = mkdirSync(path, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let at = path; at.length >= first.length; at = dirname(at)) flushFolder(dirname(at));
}

/** Puts the names in a folder on disk. */
export function flushFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
