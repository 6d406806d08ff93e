/**
 * A venue made by a core before this one, on disk: the journal that was frozen with that core, frame by frame, with its last
 * segment half full as a venue that was stopped leaves it.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORE_VERSION } from '../../src/engine/core/index.js';
import { FrameWriter, LmdbCommandLog, readFrame } from '../../src/engine/log/index.js';
import { frozenVersions, RELEASES } from '../../src/release/index.js';

/** The newest version that is not this build's. */
export const OLD_VERSION = Math.max(...frozenVersions().filter((one) => one < CORE_VERSION));

interface Golden {
  readonly frames: readonly string[];
  readonly sequence: number;
}

export const goldenOf = (version: number): Golden =>
  (JSON.parse(readFileSync(join(RELEASES, `core-${version}.json`), 'utf8')) as { golden: Golden })
    .golden;

export interface VenuePlace {
  readonly journal: string;
  readonly snapshots: string;
}

export const placeOf = (root: string): VenuePlace => ({
  journal: join(root, 'journal'),
  snapshots: join(root, 'snapshots'),
});

/** Writes the venue's journal under `root`; returns its last sequence. */
export async function writeOldVenue(root: string, version = OLD_VERSION): Promise<number> {
  const { frames, sequence } = goldenOf(version);
  const log = LmdbCommandLog.open({ directory: placeOf(root).journal });
  for (const text of frames) log.appendBlocking(readFrame(Buffer.from(text, 'base64')));
  await log.close();
  return sequence;
}

/** Appends a frame of bytes that are commands, whatever they are: what a newer build may have written. */
export async function appendRaw(root: string, command: Uint8Array): Promise<void> {
  const log = LmdbCommandLog.open({ directory: placeOf(root).journal, segmentBytes: 1 });
  const writer = new FrameWriter(65_536);
  writer.append(command);
  const { nextSequence, lastHash, epoch } = log.position;
  log.appendBlocking(
    writer.seal({
      epoch,
      firstSequence: nextSequence,
      timeMs: 1,
      previousHash: lastHash,
      eventHash: new Uint8Array(32),
      stateSlice: { cursor: 0, crc32: 0 },
    }),
  );
  await log.close();
}
