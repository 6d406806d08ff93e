/**
 * Whether one theft has the keys of two roles: files in one directory, or of one owner. What a signer elsewhere keeps is its
 * own affair. Reads only the directory entries of what is there.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** Where the key of a role is: a file, which may not be there yet. */
export interface KeyPlace {
  readonly role: string;
  readonly path: string;
}

/** What two roles share, in words; undefined when nothing. */
export function keysTogether(places: readonly KeyPlace[]): string | undefined {
  for (const [at, one] of places.entries()) {
    for (const other of places.slice(at + 1)) {
      const [own, its] = [directoryOf(one.path), directoryOf(other.path)];
      const whose = `the keys of ${one.role} and ${other.role}`;
      if (own === its) return `${whose} are both in ${own}`;
      if (ownerOf(one.path) === ownerOf(other.path)) {
        return `${whose}, ${one.path} and ${other.path}, are files of the same owner`;
      }
    }
  }
  return undefined;
}

function directoryOf(path: string): string {
  const directory = dirname(resolve(path));
  return existsSync(directory) ? realpathSync(directory) : directory;
}

/** A file that is not there yet will be this process's. */
const ownerOf = (path: string): number | undefined =>
  existsSync(path) ? statSync(path).uid : process.getuid?.();
