/**
 * Keeps snapshots of the engine's state in an environment of their own.
 *
 * Invariants: a snapshot is visible only when its header is, and the header is written last; it counts only after
 * `markVerified`; the newest `keep` verified ones stay, and nothing older. A damaged snapshot is passed over with its
 * reason, never loaded. One that was never verified, or is damaged, is replaced by the next one written at its sequence.
 * One process writes. Fails with `snapshot-write-failed` when the disk does, `snapshot-refused` when what is asked makes
 * no sense (another state for a sequence that has a verified one).
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { requireFreeFor } from '../../../files/index.js';
import { type Environment, openForWriting } from './lmdb-environment.js';
import type { Records } from './record-pages.js';
import { equalBytes, hex } from './sha256.js';
import {
  CHUNK_BYTES,
  COLUMNS_MAX,
  chunkKey,
  chunkRange,
  encodeHeader,
  headerKey,
  SNAPSHOT_FORMAT,
  type SnapshotColumn,
  type SnapshotHeader,
  type SnapshotMeta,
  sequenceInKey,
  verifiedKey,
} from './snapshot-format.js';
import { type LoadedSnapshot, loadSnapshot } from './snapshot-load.js';
import { SnapshotReader } from './snapshot-reader.js';
import { ignoreWarnings, type Warn } from './sound-segment.js';
import { mendSnapshots } from './sound-snapshots.js';
import { StoreError } from './store-error.js';

const GIB = 1_073_741_824;
const CAPACITY_BYTES_DEFAULT = 64 * GIB;
const KEEP_DEFAULT = 3;

export interface SnapshotStoreOptions {
  /** Directory of the environment; made when it is not there. */
  readonly directory: string;
  /** Verified snapshots to keep, at least 1. */
  readonly keep?: number;
  /** Most the file may grow to. Address space, not disk, is reserved. */
  readonly capacityBytes?: number;
  /** Hears of a store that was mended. */
  readonly warn?: Warn;
}

export class SnapshotStore extends SnapshotReader {
  readonly #directory: string;
  readonly #environment: Environment;
  readonly #keep: number;

  private constructor(directory: string, environment: Environment, keep: number) {
    super(recordsOf(environment));
    this.#directory = directory;
    this.#environment = environment;
    this.#keep = keep;
  }

  static open(options: SnapshotStoreOptions): SnapshotStore {
    const keep = options.keep ?? KEEP_DEFAULT;
    assert(Number.isSafeInteger(keep) && keep >= 1);
    const { directory, warn = ignoreWarnings } = options;
    const mapBytes = options.capacityBytes ?? CAPACITY_BYTES_DEFAULT;
    mendSnapshots({ directory, mapBytes }, warn);
    return new SnapshotStore(directory, openForWriting(directory, mapBytes), keep);
  }

  /**
   * Stores a snapshot, not yet verified, and returns its SHA-256. Commits chunk by chunk and lets other work run in
   * between; the columns must not change until it resolves.
   */
  async write(meta: SnapshotMeta, columns: Iterable<SnapshotColumn>): Promise<Uint8Array> {
    if (this.isVerified(meta.sequence)) {
      const kept = loadSnapshot(this.records, meta.sequence);
      if (typeof kept !== 'string') {
        return this.#requireSame(kept, meta);
      }
    }
    try {
      this.#remove([meta.sequence]);
      this.#removeUnfinished();
      const described: SnapshotHeader['columns'] = [];
      const list = [...columns];
      assert(
        list.length <= COLUMNS_MAX && new Set(list.map(({ name }) => name)).size === list.length,
      );
      for (const [index, { name, type, bytes }] of list.entries()) {
        const checksum = await this.#writeColumn(meta.sequence, index, bytes);
        described.push({ name, type, usedBytes: bytes.length, crc32: checksum });
      }
      const header = encodeHeader(headerOf(meta, described));
      const digest = createHash('sha256').update(header);
      for (const part of list.flatMap(({ bytes }) => [...chunksOf(bytes)])) {
        digest.update(part);
        await turn();
      }
      await this.#put(headerKey(meta.sequence), header);
      return digest.digest();
    } catch (cause) {
      throw new StoreError(
        'snapshot-write-failed',
        `the snapshot at ${meta.sequence} was not stored: ${String(cause)}`,
        'free disk space; the journal is not affected and the next snapshot replaces this one',
        { cause },
      );
    }
  }

  /**
   * Makes the snapshot at `sequence` count, after its state was compared; `sha256` is what `write` returned. Removes
   * snapshots beyond the number kept.
   */
  async markVerified(sequence: number, sha256: Uint8Array): Promise<void> {
    const loaded = loadSnapshot(this.records, sequence);
    if (typeof loaded === 'string') {
      throw refused(`the snapshot at ${sequence} cannot be verified: ${loaded}`);
    }
    if (!equalBytes(loaded.sha256, sha256)) {
      throw refused(
        `the snapshot at ${sequence} has hash ${hex(loaded.sha256)}, not ${hex(sha256)}`,
      );
    }
    await this.#put(verifiedKey(sequence), Buffer.from(sha256));
    this.#removeSurplus();
  }

  /** Removes every snapshot from a sequence on, verified or not. */
  removeFrom(sequence: number): void {
    this.#remove(this.sequences().filter((one) => one >= sequence));
  }

  override close(): Promise<void> {
    return this.#environment.close();
  }

  /** A verified snapshot stands; writing it again changes nothing. */
  #requireSame(
    { meta: kept, sha256 }: LoadedSnapshot,
    { sequence, stateHash }: SnapshotMeta,
  ): Uint8Array {
    if (!equalBytes(kept.stateHash, stateHash)) {
      throw refused(
        `the verified snapshot at ${sequence} is of the state ${hex(kept.stateHash)}, not ${hex(stateHash)}`,
      );
    }
    return sha256;
  }

  async #writeColumn(sequence: number, column: number, bytes: Uint8Array): Promise<number> {
    let checksum = 0;
    for (const [chunk, part] of [...chunksOf(bytes)].entries()) {
      checksum = crc32(part, checksum);
      await this.#put(chunkKey(sequence, column, chunk), part);
    }
    return checksum;
  }

  /**
   * Every write asks for room before: a full disk is no business of the storage engine's. And it is done at once: where a
   * write of the engine's own thread fails, it may take the process with it.
   */
  async #put(key: Buffer, value: Buffer): Promise<void> {
    requireFreeFor(this.#directory, value.length);
    this.#environment.putSync(key, value);
    await turn();
  }

  /** Chunks without a header are what an interrupted write left. */
  #removeUnfinished(): void {
    const complete = new Set(this.sequences());
    const orphans = new Set<number>();
    for (const key of this.#environment.getKeys(chunkRange())) {
      const sequence = sequenceInKey(key);
      if (!complete.has(sequence)) {
        orphans.add(sequence);
      }
    }
    this.#remove([...orphans]);
  }

  #removeSurplus(): void {
    const oldestKept = this.verifiedSequences().at(-this.#keep);
    if (oldestKept !== undefined) {
      this.#remove(this.sequences().filter((sequence) => sequence < oldestKept));
    }
  }

  #remove(sequences: readonly number[]): void {
    for (const sequence of sequences) {
      requireFreeFor(this.#directory, 0);
      const chunks = [...this.#environment.getKeys(chunkRange(sequence))];
      this.#environment.transactionSync(() => {
        for (const key of [headerKey(sequence), verifiedKey(sequence), ...chunks]) {
          this.#environment.removeSync(key);
        }
      });
    }
  }
}

/** Each look sees what is committed at the time. */
const recordsOf = (environment: Environment): Records => ({
  get(key) {
    environment.resetReadTxn();
    return environment.get(key);
  },
  getKeys(range) {
    environment.resetReadTxn();
    return environment.getKeys(range);
  },
});

const headerOf = (meta: SnapshotMeta, columns: SnapshotHeader['columns']): SnapshotHeader => ({
  format: SNAPSHOT_FORMAT,
  sequence: meta.sequence,
  timeMs: meta.timeMs,
  epoch: meta.epoch,
  coreVersion: meta.coreVersion,
  frameHash: hex(meta.frameHash),
  eventHash: hex(meta.eventHash),
  stateHash: hex(meta.stateHash),
  columns,
});

const refused = (reason: string): StoreError =>
  new StoreError('snapshot-refused', reason, 'take a new snapshot at a later sequence');

/** The runs of a column that are stored as one record each; views. */
function* chunksOf(bytes: Uint8Array): Generator<Buffer, void, undefined> {
  for (let offset = 0; offset < bytes.length; offset += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, bytes.length - offset);
    yield Buffer.from(bytes.buffer, bytes.byteOffset + offset, length);
  }
}

/** Lets other work of this thread run. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
