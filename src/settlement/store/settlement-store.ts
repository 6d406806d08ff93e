/**
 * What the settler remembers, in an LMDB environment of its own: batches on their way, what was frozen last, how far the
 * chain was read, what an operator has asked for. Everything that belongs together is put in one transaction, and a promise
 * is kept only after the flush. Other processes may read and leave an operator's word while the settler runs.
 *
 * Fails with the store's own errors; nothing is then half written.
 */
import { mkdirSync } from 'node:fs';
import { open, type RootDatabase } from 'lmdb';
import type { BatchRecord, ChainHead } from '../batches/index.js';
import type { BlockMark } from '../chain/index.js';
import type { Settled } from '../netting/index.js';

/** A batch beside its record: what the settler has to know of it when it is through. */
export interface BatchNote {
  readonly batchId: number;
  /** The range it settles; a group's last batch alone brings it to an end. */
  readonly isGroupEnd: boolean;
  readonly ledgerSequence: number;
  readonly requestSequence: number;
  readonly liabilitiesRoot: string;
  readonly liabilitiesSum: number;
  readonly debitMicroPat: number;
  readonly frozenAtMs: number;
}

/** An operator's word; it stays until another one is left. */
export interface Control {
  readonly isPaused: boolean;
  /** Counted up to have a halted batch or a mismatch tried again. */
  readonly retries: number;
}

/** Why no further batch is made, until an operator has looked. */
export interface Stop {
  readonly code: string;
  readonly detail: string;
  readonly atMs: number;
}

const MAP_BYTES = 8 * 2 ** 30;
const KEY_DIGITS = 16;
const JOURNALED_KEPT = 1_000;
const BEHIND_BATCHES = 'batch:~';

export class SettlementStore {
  private readonly environment: RootDatabase<Buffer, string>;

  private constructor(environment: RootDatabase<Buffer, string>) {
    this.environment = environment;
  }

  static open(directory: string, options: { readonly isReadOnly?: boolean } = {}): SettlementStore {
    if (!options.isReadOnly) mkdirSync(directory, { recursive: true, mode: 0o700 });
    const environment = open<Buffer, string>(directory, {
      encoding: 'binary',
      overlappingSync: false,
      eventTurnBatching: false,
      noSubdir: false,
      mapSize: MAP_BYTES,
      readOnly: options.isReadOnly ?? false,
    });
    return new SettlementStore(environment);
  }

  /** The newest batch that was frozen. */
  get head(): ChainHead | undefined {
    return this.read('head');
  }

  get cursor(): BlockMark | undefined {
    return this.read('cursor');
  }

  get control(): Control {
    return this.read('control') ?? { isPaused: false, retries: 0 };
  }

  get stop(): Stop | undefined {
    return this.read('stop');
  }

  /** How many of the operator's retries were carried out. */
  get retriesDone(): number {
    return this.read('retries') ?? 0;
  }

  /** Id of the last batch whose balances were compared with the chain's. */
  get reconciledId(): number {
    return this.read('reconciled') ?? 0;
  }

  /** What the settler last said of itself, for those who look from outside. */
  get report(): unknown {
    return this.read('report');
  }

  /** What was settled up to the end of a group; undefined when it is not kept any more. */
  settledAt(batchId: number): Settled | undefined {
    const bytes = this.environment.get(keyOf('settled', batchId));
    if (bytes === undefined) return undefined;
    return new Float64Array(new Uint8Array(bytes).buffer);
  }

  noteOf(batchId: number): BatchNote | undefined {
    return this.read(keyOf('note', batchId));
  }

  /** Batches that are not JOURNALED, and the newest that is; by id, without gaps. */
  batches(): readonly BatchRecord[] {
    const records: BatchRecord[] = [];
    const range = { start: BEHIND_BATCHES, end: 'batch:', reverse: true };
    for (const { value } of this.environment.getRange(range)) {
      const record = JSON.parse(value.toString()) as BatchRecord;
      records.push(record);
      if (record.state === 'JOURNALED') break;
    }
    return records.reverse();
  }

  /** One batch, however old. */
  batch(batchId: number): BatchRecord | undefined {
    return this.read(keyOf('batch', batchId));
  }

  async saveBatch(record: BatchRecord): Promise<void> {
    const { environment } = this;
    await environment.transaction(() => {
      void environment.put(keyOf('batch', record.batchId), bytesOf(record));
    });
  }

  /** Puts a frozen group down: its batches, what is settled behind them, and the new head, all or nothing. */
  async saveGroup(group: {
    readonly records: readonly BatchRecord[];
    readonly notes: readonly BatchNote[];
    readonly settled: Settled;
    readonly head: ChainHead;
  }): Promise<void> {
    const { environment } = this;
    const { records, notes, settled, head } = group;
    await environment.transaction(() => {
      for (const record of records) {
        void environment.put(keyOf('batch', record.batchId), bytesOf(record));
      }
      for (const note of notes) void environment.put(keyOf('note', note.batchId), bytesOf(note));
      void environment.put(keyOf('settled', head.batchId), Buffer.from(settled.buffer));
      void environment.put('head', bytesOf(head));
      const old = head.batchId - JOURNALED_KEPT - records.length;
      for (let id = old; id > 0 && id > old - records.length; id -= 1) {
        void environment.remove(keyOf('batch', id));
        void environment.remove(keyOf('note', id));
      }
    });
  }

  async saveCursor(cursor: BlockMark): Promise<void> {
    await this.environment.put('cursor', bytesOf(cursor));
  }

  /** The chain agreed with what was settled up to a batch: what was settled before is not needed any more. */
  async saveReconciled(batchId: number): Promise<void> {
    const { environment } = this;
    const range = { start: keyOf('settled', 0), end: keyOf('settled', batchId) };
    const before = [...environment.getKeys(range)];
    await environment.transaction(() => {
      void environment.put('reconciled', bytesOf(batchId));
      for (const key of before) void environment.remove(key);
    });
  }

  async saveControl(control: Control): Promise<void> {
    await this.environment.put('control', bytesOf(control));
  }

  async saveRetriesDone(count: number): Promise<void> {
    await this.environment.put('retries', bytesOf(count));
  }

  async saveStop(stop: Stop | undefined): Promise<void> {
    if (stop === undefined) await this.environment.remove('stop');
    else await this.environment.put('stop', bytesOf(stop));
  }

  async saveReport(report: unknown): Promise<void> {
    await this.environment.put('report', bytesOf(report));
  }

  async close(): Promise<void> {
    await this.environment.close();
  }

  private read<T>(key: string): T | undefined {
    const bytes = this.environment.get(key);
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString()) as T);
  }
}

const keyOf = (kind: string, id: number): string =>
  `${kind}:${String(id).padStart(KEY_DIGITS, '0')}`;

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
