/** Where things lie in a data directory. */
import { join } from 'node:path';

export interface DataDirectory {
  readonly root: string;
  readonly journal: string;
  readonly snapshots: string;
  readonly keys: string;
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
    settlement: join(root, 'settlement'),
    chain: join(root, 'chain'),
  };
}
