/**
 * Removes a segment from the machine, when that loses nothing: the journal is the audit trail.
 *
 * All must hold, and are looked at again here: the segment is the oldest and not the one being written, a verified
 * snapshot at or after its last sequence loads, and its archived copy reads back whole and is of these very frames.
 * Anything else is refused with `segment-not-removable`.
 */
import { renameSync, rmSync } from 'node:fs';
import { syncDirectory } from '../../../files/index.js';
import { type ArchiveManifest, type ArchivePlace, verifyArchive } from './archive.js';
import { SegmentFrames } from './segment-frames.js';
import { listSegments, segmentDirectory } from './segments.js';
import { hex } from './sha256.js';
import type { SnapshotReader } from './snapshot-reader.js';
import { StoreError } from './store-error.js';

export interface RemovalRequest extends ArchivePlace {
  readonly snapshots: SnapshotReader;
}

/** Removes the segment or refuses; returns what its archived copy holds. */
export const removeSegment = async (request: RemovalRequest): Promise<ArchiveManifest> => {
  const { journalDirectory, archiveDirectory, segment, snapshots } = request;
  const numbers = listSegments(journalDirectory);
  if (numbers[0] !== segment) {
    throw refused(segment, `the oldest segment is ${numbers[0]}; segments go in order`);
  }
  if (numbers.length < 2) {
    throw refused(segment, 'it is the one being written');
  }
  const manifest = checkedArchive(archiveDirectory, segment);
  await requireSameFrames(journalDirectory, segment, manifest);
  const covered = snapshots.newestValid().snapshot?.meta.sequence ?? 0;
  if (covered < manifest.lastSequence) {
    throw refused(
      segment,
      `the newest verified snapshot is at ${covered}, the segment ends at ${manifest.lastSequence}`,
    );
  }
  // A crash inside the removal must not leave half a segment under its name.
  const directory = segmentDirectory(journalDirectory, segment);
  renameSync(directory, `${directory}.removed`);
  syncDirectory(journalDirectory);
  rmSync(`${directory}.removed`, { recursive: true });
  return manifest;
};

const checkedArchive = (archiveDirectory: string, segment: number): ArchiveManifest => {
  try {
    return verifyArchive(archiveDirectory, segment);
  } catch (cause) {
    throw refused(segment, `its archived copy does not verify: ${String(cause)}`, cause);
  }
};

const requireSameFrames = async (
  journalDirectory: string,
  segment: number,
  manifest: ArchiveManifest,
): Promise<void> => {
  const frames = SegmentFrames.open(segmentDirectory(journalDirectory, segment));
  let count = 0;
  let lastHash = '';
  try {
    for (const frame of frames) {
      count += 1;
      lastHash = hex(frame.hash);
    }
  } finally {
    frames.close();
  }
  // The chain makes the last hash stand for all frames before it.
  if (count !== manifest.frames || lastHash !== manifest.lastHash) {
    throw refused(segment, 'its archived copy holds other frames');
  }
};

const refused = (segment: number, reason: string, cause?: unknown): StoreError =>
  new StoreError(
    'segment-not-removable',
    `segment ${segment}: ${reason}`,
    'archive the segment and verify a snapshot after it, then remove it',
    { cause },
  );
