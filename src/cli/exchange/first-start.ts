/**
 * A venue is made once. Its keys without its journal are what is left of a venue that was lost, and must not become a new one
 * in silence: who restores the journal a day later would find two histories.
 *
 * A marker lies in the data directory from before the first key until the first frame is on disk, so that a first start that
 * was cut off is told from a loss, and finished by the next one. Fails with CommandError.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SnapshotStore } from '../../engine/log/index.js';
import { createPrivateFile, removeFile } from '../../files/index.js';
import { CommandError } from '../command-error.js';
import type { DataDirectory } from '../data-directory.js';

const MARKER = 'first-start';
const MARKER_TEXT =
  'A new venue is being made here. The next `patx start` goes on with it and removes this file.\n';

/** The keys that every venue is made with. */
export const DESK_KEY = 'desk.pem';
export const BROKER_KEY = 'broker.pem';
export const OPERATOR_KEY = 'operator.pem';
const KEYS = [DESK_KEY, BROKER_KEY, OPERATOR_KEY];

const markerOf = ({ root }: DataDirectory): string => join(root, MARKER);

/** Marks the first start of a venue, whose journal is empty. Fails when there was a venue before. */
export async function beginFirstStart(
  directory: DataDirectory,
  isNewVenueWanted: boolean,
): Promise<void> {
  const { journal, snapshots } = directory;
  if (await holdsSnapshots(snapshots)) {
    throw new CommandError(
      'snapshots-without-journal',
      `${snapshots} holds snapshots and ${journal} no frame: the journal is lost. Restore ${journal} from its copy; or move ${snapshots} away to begin a new venue`,
    );
  }
  const marker = markerOf(directory);
  if (existsSync(marker)) return;
  const key = KEYS.map((name) => join(directory.keys, name)).find((path) => existsSync(path));
  if (key !== undefined && !isNewVenueWanted) {
    throw new CommandError(
      'keys-without-journal',
      `${key} is the key of a venue, and ${journal} holds no frame: the journal is lost. Restore ${journal} from its copy; or say --new-venue to make a new venue with these keys`,
    );
  }
  createPrivateFile(marker, MARKER_TEXT);
}

/** The venue's first frame is on disk. */
export function endFirstStart(directory: DataDirectory): void {
  removeFile(markerOf(directory));
}

async function holdsSnapshots(directory: string): Promise<boolean> {
  if (!existsSync(directory)) return false;
  const store = SnapshotStore.open({ directory });
  const { snapshot, rejected } = store.newestValid();
  await store.close();
  return snapshot !== undefined || rejected.length > 0;
}
