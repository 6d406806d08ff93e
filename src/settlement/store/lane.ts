/**
 * What is remembered of one kind of batches, of money or of rights: the records, a note beside each, what was settled up to
 * the end of each group, and the newest that was frozen. Keys of the two kinds differ by a prefix. Writes are put into the
 * transaction of the caller; fails with the store's own errors.
 */
import type { RootDatabase } from 'lmdb';
import type { BatchRecord } from '../batches/index.js';

/** A batch beside its record, whichever kind. */
export interface LaneNote {
  readonly batchId: number;
  /** A group's last batch alone brings what it settles to an end. */
  readonly isGroupEnd: boolean;
  readonly ledgerSequence: number;
  readonly frozenAtMs: number;
}

export interface LaneGroup<Head, Note> {
  readonly records: readonly BatchRecord[];
  readonly notes: readonly Note[];
  readonly settled: Float64Array;
  readonly head: Head;
}

const KEY_DIGITS = 16;
const JOURNALED_KEPT = 1_000;

export class Lane<Head extends { readonly batchId: number }, Note extends LaneNote> {
  private readonly environment: RootDatabase<Buffer, string>;
  private readonly prefix: string;

  constructor(environment: RootDatabase<Buffer, string>, prefix: string) {
    this.environment = environment;
    this.prefix = prefix;
  }

  /** The newest batch that was frozen. */
  get head(): Head | undefined {
    return this.read(`${this.prefix}head`);
  }

  /** Id of the last batch that was compared with the chain. */
  get reconciledId(): number {
    return this.read(`${this.prefix}reconciled`) ?? 0;
  }

  /** What was settled up to the end of a group; undefined when it is not kept any more. */
  settledAt(batchId: number): Float64Array | undefined {
    const bytes = this.environment.get(this.keyOf('settled', batchId));
    if (bytes === undefined) return undefined;
    return new Float64Array(new Uint8Array(bytes).buffer);
  }

  noteOf(batchId: number): Note | undefined {
    return this.read(this.keyOf('note', batchId));
  }

  /** One batch, however old. */
  batch(batchId: number): BatchRecord | undefined {
    return this.read(this.keyOf('batch', batchId));
  }

  /** Batches that are not JOURNALED, and the newest that is; by id, without gaps. */
  batches(): readonly BatchRecord[] {
    const records: BatchRecord[] = [];
    const { prefix } = this;
    const range = { start: `${prefix}batch:~`, end: `${prefix}batch:`, reverse: true };
    for (const { value } of this.environment.getRange(range)) {
      const record = JSON.parse(value.toString()) as BatchRecord;
      records.push(record);
      if (record.state === 'JOURNALED') break;
    }
    return records.reverse();
  }

  /** To be called within a transaction, as everything below. */
  putBatch(record: BatchRecord): void {
    this.environment.putSync(this.keyOf('batch', record.batchId), bytesOf(record));
  }

  /** A frozen group: its batches, what is settled behind them, and the new head. */
  putGroup({ records, notes, settled, head }: LaneGroup<Head, Note>): void {
    const { environment } = this;
    for (const record of records) this.putBatch(record);
    for (const note of notes) {
      environment.putSync(this.keyOf('note', note.batchId), bytesOf(note));
    }
    environment.putSync(this.keyOf('settled', head.batchId), Buffer.from(settled.buffer));
    environment.putSync(`${this.prefix}head`, bytesOf(head));
    const old = head.batchId - JOURNALED_KEPT - records.length;
    for (let id = old; id > 0 && id > old - records.length; id -= 1) {
      environment.removeSync(this.keyOf('batch', id));
      environment.removeSync(this.keyOf('note', id));
    }
  }

  /** The chain agreed with what was settled up to a batch: what was settled before is not needed any more. */
  putReconciled(batchId: number): void {
    const { environment } = this;
    const range = { start: this.keyOf('settled', 0), end: this.keyOf('settled', batchId) };
    const before = [...environment.getKeys(range)];
    environment.putSync(`${this.prefix}reconciled`, bytesOf(batchId));
    for (const key of before) environment.removeSync(key);
  }

  /** Forgets everything of this kind of batches. */
  clear(): void {
    const { environment, prefix } = this;
    for (const kind of ['batch', 'note', 'settled']) {
      const range = { start: `${prefix}${kind}:`, end: `${prefix}${kind}:~` };
      for (const key of [...environment.getKeys(range)]) environment.removeSync(key);
    }
    for (const key of ['head', 'reconciled']) environment.removeSync(`${prefix}${key}`);
  }

  private keyOf(kind: string, id: number): string {
    return `${this.prefix}${kind}:${String(id).padStart(KEY_DIGITS, '0')}`;
  }

  private read<T>(key: string): T | undefined {
    const bytes = this.environment.get(key);
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString()) as T);
  }
}

export const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
