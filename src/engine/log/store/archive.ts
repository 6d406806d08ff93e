/**
 * Copies closed segments off the machine's journal and checks the copies.
 *
 * A copy is two files: `NNNNNN.frames`, the segment's frames one after the other exactly as stored (each begins with
 * its own length, so the file needs no index), and `NNNNNN.json`, which states what the file holds and its SHA-256.
 * Both are written under another name, flushed, and renamed, so a file with its final name is whole. A copy is
 * verified by reading it all back. Fails with `archive-damaged` or `FrameError`.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { syncDirectory } from '../../../files/index.js';
import { readFrameFile } from './frame-file.js';
import type { Frame } from './frame-layout.js';
import { SegmentFrames } from './segment-frames.js';
import { segmentDirectory } from './segments.js';
import { hex } from './sha256.js';
import { ignoreWarnings, requireSound, type Warn } from './sound-segment.js';
import { StoreError } from './store-error.js';

const hashText = z.string().regex(/^[0-9a-f]{64}$/);

const manifestSchema = z.strictObject({
  format: z.literal(1),
  segment: z.int().positive(),
  frames: z.int().positive(),
  firstSequence: z.int().positive(),
  lastSequence: z.int().positive(),
  /** Hash of the frame before the first one: where this segment's chain begins. */
  previousHash: hashText,
  /** Hash of the last frame: where the next segment's chain begins. */
  lastHash: hashText,
  bytes: z.int().positive(),
  sha256: hashText,
});

/** What an archived segment holds. */
export type ArchiveManifest = z.infer<typeof manifestSchema>;

/** Where a segment is and where its copy goes. */
export interface ArchivePlace {
  readonly journalDirectory: string;
  readonly archiveDirectory: string;
  /** Number of the segment; it must not be the one being written. */
  readonly segment: number;
  /** Hears of faults that lose nothing. */
  readonly warn?: Warn;
}

const MANIFEST_NAME = /^(\d{6})\.json$/;
const byNumber = (left: number, right: number): number => left - right;

const fileName = (segment: number): string => String(segment).padStart(6, '0');

/** Path of the copy's frames. */
const archivedFrames = (archiveDirectory: string, segment: number): string =>
  join(archiveDirectory, `${fileName(segment)}.frames`);

const manifestFile = (archiveDirectory: string, segment: number): string =>
  join(archiveDirectory, `${fileName(segment)}.json`);

/** Copies one closed segment, reads the copy back and returns what it holds. */
export const archiveSegment = async (place: ArchivePlace): Promise<ArchiveManifest> => {
  const { archiveDirectory, segment } = place;
  mkdirSync(archiveDirectory, { recursive: true });
  const source = segmentDirectory(place.journalDirectory, segment);
  requireSound(source, place.warn ?? ignoreWarnings);
  const path = archivedFrames(archiveDirectory, segment);
  const manifest = await writeFrames(source, segment, `${path}.partial`);
  renameSync(`${path}.partial`, path);
  writeDurably(
    manifestFile(archiveDirectory, segment),
    Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`),
  );
  syncDirectory(archiveDirectory);
  return verifyArchive(archiveDirectory, segment);
};

/** Reads a whole copy back. Fails unless every frame, the chain and the file's hash are as its manifest says. */
export const verifyArchive = (archiveDirectory: string, segment: number): ArchiveManifest => {
  const stated = readManifest(archiveDirectory, segment);
  const found = new ManifestBuilder(segment);
  for (const frame of readFrameFile(archivedFrames(archiveDirectory, segment))) {
    found.add(frame);
  }
  const manifest = found.build();
  if (manifest === undefined || JSON.stringify(manifest) !== JSON.stringify(stated)) {
    throw damaged(archiveDirectory, segment, 'the frames are not the ones its manifest states');
  }
  return manifest;
};

/** The frames of a copy, each checked. Verify the copy first: this does not compare the file's hash. */
export const readArchive = (
  archiveDirectory: string,
  segment: number,
): Generator<Frame, void, undefined> => readFrameFile(archivedFrames(archiveDirectory, segment));

/** Numbers of the segments there is a copy of, ascending; none when the archive is not there. */
export const archivedSegments = (archiveDirectory: string): number[] => {
  if (!existsSync(archiveDirectory)) return [];
  const names = readdirSync(archiveDirectory).map((name) => MANIFEST_NAME.exec(name)?.[1]);
  return names.flatMap((digits) => (digits === undefined ? [] : [Number(digits)])).sort(byNumber);
};

const readManifest = (archiveDirectory: string, segment: number): ArchiveManifest => {
  try {
    return manifestSchema.parse(
      JSON.parse(readFileSync(manifestFile(archiveDirectory, segment), 'utf8')),
    );
  } catch (cause) {
    throw damaged(archiveDirectory, segment, `no readable manifest: ${String(cause)}`);
  }
};

const damaged = (archiveDirectory: string, segment: number, reason: string): StoreError =>
  new StoreError(
    'archive-damaged',
    `${archiveDirectory}: segment ${segment}: ${reason}`,
    'archive the segment again while the journal still has it, or restore the copy from another place',
  );

const writeFrames = async (
  source: string,
  segment: number,
  path: string,
): Promise<ArchiveManifest> => {
  const frames = SegmentFrames.open(source);
  const descriptor = openSync(path, 'w');
  const builder = new ManifestBuilder(segment);
  try {
    for (const frame of frames) {
      builder.add(frame);
      writeAll(descriptor, frame.bytes);
    }
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
    frames.close();
  }
  const manifest = builder.build();
  if (manifest === undefined) {
    throw new StoreError('segment-not-removable', `segment ${segment} is empty`, 'leave it');
  }
  return manifest;
};

const writeAll = (descriptor: number, bytes: Uint8Array): void => {
  for (let written = 0; written < bytes.length; ) {
    written += writeSync(descriptor, bytes, written);
  }
};

/** Writes a file that is whole under its final name, or not there. */
const writeDurably = (path: string, bytes: Uint8Array): void => {
  writeFileSync(`${path}.partial`, bytes, { flush: true });
  renameSync(`${path}.partial`, path);
};

/** Gathers what a run of frames holds. */
class ManifestBuilder {
  readonly #segment: number;
  readonly #digest = createHash('sha256');
  #frames = 0;
  #bytes = 0;
  #first: Frame | undefined;
  #last: Frame | undefined;

  constructor(segment: number) {
    this.#segment = segment;
  }

  add(frame: Frame): void {
    this.#first ??= frame;
    this.#last = frame;
    this.#frames += 1;
    this.#bytes += frame.bytes.length;
    this.#digest.update(frame.bytes);
  }

  build(): ArchiveManifest | undefined {
    if (this.#first === undefined || this.#last === undefined) {
      return undefined;
    }
    return {
      format: 1,
      segment: this.#segment,
      frames: this.#frames,
      firstSequence: this.#first.firstSequence,
      lastSequence: this.#last.lastSequence,
      previousHash: hex(this.#first.previousHash),
      lastHash: hex(this.#last.hash),
      bytes: this.#bytes,
      sha256: this.#digest.digest('hex'),
    };
  }
}
