/**
 * Reads snapshots of the engine's state, each checked whole. A damaged one is passed over with its reason, never loaded; one counts
 * only after it was verified. May be used beside whoever writes them.
 */
import { dataFileOf } from './lmdb-environment.js';
import { RecordPages, type Records } from './record-pages.js';
import { equalBytes, hex } from './sha256.js';
import { headerRange, sequenceInKey, verifiedKey } from './snapshot-format.js';
import { type LoadedSnapshot, loadSnapshot } from './snapshot-load.js';
import { ignoreWarnings, type Warn } from './sound-segment.js';

/** A snapshot that was passed over. */
export interface RejectedSnapshot {
  readonly sequence: number;
  readonly reason: string;
}

/** The newest snapshot that counts, and the newer ones that did not. */
export interface NewestSnapshot {
  readonly snapshot: LoadedSnapshot | undefined;
  readonly rejected: readonly RejectedSnapshot[];
}

export class SnapshotReader {
  protected readonly records: Records;
  readonly #release: () => void;

  protected constructor(records: Records, release: () => void = () => undefined) {
    this.records = records;
    this.#release = release;
  }

  /** Undefined when there is no store in `directory`, or one whose file is damaged. */
  static openForReading(
    directory: string,
    warn: Warn = ignoreWarnings,
  ): SnapshotReader | undefined {
    const records = RecordPages.open(directory);
    if (records === undefined) return undefined;
    const reader = new SnapshotReader(records, () => records.close());
    try {
      reader.verifiedSequences();
      return reader;
    } catch (fault) {
      records.close();
      warn(
        `${dataFileOf(directory)}: ${String(fault)}; the snapshots cannot be read and are left out`,
      );
      return undefined;
    }
  }

  /** Sequences of the verified snapshots, ascending. Their bytes are not looked at. */
  verifiedSequences(): number[] {
    return this.sequences().filter((sequence) => this.isVerified(sequence));
  }

  /** State hash of each verified snapshot that is sound, by sequence: for tools that replay past them. */
  verifiedStateHashes(): Map<number, Uint8Array> {
    const hashes = new Map<number, Uint8Array>();
    for (const sequence of this.verifiedSequences()) {
      const loaded = loadSnapshot(this.records, sequence);
      if (typeof loaded !== 'string') hashes.set(sequence, loaded.meta.stateHash);
    }
    return hashes;
  }

  /**
   * Loads the newest verified snapshot whose hashes hold, and names the newer ones that were passed over.
   * @param sequenceMax none newer than this is looked at
   */
  newestValid(sequenceMax: number = Number.MAX_SAFE_INTEGER): NewestSnapshot {
    const rejected: RejectedSnapshot[] = [];
    for (const sequence of this.sequences().toReversed()) {
      if (sequence > sequenceMax) continue;
      const mark = this.records.get(verifiedKey(sequence));
      if (mark === undefined) {
        rejected.push({ sequence, reason: 'was never verified' });
        continue;
      }
      const loaded = loadSnapshot(this.records, sequence);
      if (typeof loaded === 'string') {
        rejected.push({ sequence, reason: loaded });
      } else if (!equalBytes(loaded.sha256, mark)) {
        rejected.push({
          sequence,
          reason: `hash ${hex(loaded.sha256)}, verified was ${hex(mark)}`,
        });
      } else {
        return { snapshot: loaded, rejected };
      }
    }
    return { snapshot: undefined, rejected };
  }

  async close(): Promise<void> {
    this.#release();
  }

  protected sequences(): number[] {
    return [...this.records.getKeys(headerRange())].map(sequenceInKey);
  }

  protected isVerified(sequence: number): boolean {
    return this.records.get(verifiedKey(sequence)) !== undefined;
  }
}
