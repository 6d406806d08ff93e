/** Where things lie in a data directory. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { makeTreePrivate } from '../files/index.js';

export interface DataDirectory {
  readonly root: string;
  readonly journal: string;
  readonly snapshots: string;
  readonly keys: string;
  /** Histories of readers: folds of the journal, made anew when they are gone. */
  readonly history: string;
  /** Files of listings, encrypted, and what is to be measured of them. */
  readonly store: string;
  /** What the settler remembers. */
  readonly settlement: string;
  /** The local chain. */
  readonly chain: string;
}

export function dataDirectory(root: string): DataDirectory {
  return {
    root,
    journal: join(root, 'journal'),
    snapshots: join(root, 'snapshots'),
    keys: join(root, 'keys'),
    history: join(root, 'history'),
    store: join(root, 'store'),
    settlement: join(root, 'settlement'),
    chain: join(root, 'chain'),
  };
}

/** Leaves what the venue keeps to its owner. What else lies in the directory is not ours. */
export function makePrivate({ root: _root, ...ours }: DataDirectory): void {
  for (const path of Object.values(ours)) if (existsSync(path)) makeTreePrivate(path);
}
