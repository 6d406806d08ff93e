/**
 * What the settler remembers, in an LMDB environment of its own: batches on their way, what was frozen last, how far the
 * chain was read, what an operator has asked for. Everything that belongs together is put in one transaction, and a promise
 * is kept only after the flush. One process opens it; what others ask and are told goes through files beside it (`spoken.ts`).
 *
 * Fails with ChainProblem STORE_DAMAGED, or with the store's own errors; nothing is then half written.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { open, type RootDatabase } from 'lmdb';
import {
  ensureLockFile,
  makePrivateDirectory,
  requireFreeFor,
  sync,
  syncDirectory,
} from '../../files/index.js';
import { type BatchRecord, type ChainHead, inOrder } from '../batches/index.js';
import type { BlockMark } from '../chain/index.js';
import type { Settled } from '../netting/index.js';
import type { RightsHead } from '../rights/index.js';
import { bytesOf, Lane, type LaneGroup, type LaneNote } from './lane.js';
import { type Control, Spoken } from './spoken.js';
import { mustBeStore } from './store-file.js';

/** A batch of money beside its record: what the settler has to know of it when it is through. */
export interface BatchNote extends LaneNote {
  readonly requestSequence: number;
  readonly liabilitiesRoot: string;
  readonly liabilitiesSum: number;
  readonly debitMicroPat: number;
}

export interface RightsNote extends LaneNote {
  readonly rowCount: number;
}

/** What one cut froze, all or nothing. */
export interface FrozenCut extends LaneGroup<ChainHead, BatchNote> {
  readonly rights?: LaneGroup<RightsHead, RightsNote>;
}

/** Why no further batch is made, until an operator has looked. */
export interface Stop {
  readonly code: string;
  readonly detail: string;
  readonly atMs: number;
}

const MAP_BYTES = 8 * 2 ** 30;

export class SettlementStore {
  /** Batches of rights. */
  readonly rights: Lane<RightsHead, RightsNote>;
  private readonly directory: string;
  private readonly environment: RootDatabase<Buffer, string>;
  private readonly money: Lane<ChainHead, BatchNote>;
  private readonly spoken: Spoken;

  private constructor(directory: string, environment: RootDatabase<Buffer, string>) {
    this.directory = directory;
    this.environment = environment;
    this.money = new Lane(environment, '');
    this.rights = new Lane(environment, 'rights-');
    this.spoken = new Spoken(directory);
    // Where builds before kept an operator's word.
    const said = this.read<Control>('control');
    if (said !== undefined && !this.spoken.hasControl) this.spoken.saveControl(said);
  }

  static open(directory: string): SettlementStore {
    mustBeStore(directory);
    const file = join(directory, 'data.mdb');
    const isNew = !existsSync(file);
    if (isNew) makePrivateDirectory(directory);
    ensureLockFile(directory);
    const environment = open<Buffer, string>(directory, {
      encoding: 'binary',
      overlappingSync: false,
      eventTurnBatching: false,
      noSubdir: false,
      mapSize: MAP_BYTES,
    });
    if (isNew) {
      sync(file);
      syncDirectory(directory);
    }
    return new SettlementStore(directory, environment);
  }

  /** The newest batch of money that was frozen. */
  get head(): ChainHead | undefined {
    return this.money.head;
  }

  get cursor(): BlockMark | undefined {
    return this.read('cursor');
  }

  /** Nobody settles on a word that cannot be read: it counts as a pause, and `patx settle` says which file it is. */
  get control(): Control {
    try {
      return this.spoken.control;
    } catch {
      return { isPaused: true, retries: 0 };
    }
  }

  get stop(): Stop | undefined {
    return this.read('stop');
  }

  /** Address of AccessRights, once rights were settled there. */
  get rightsContract(): string | undefined {
    return this.read('rights-contract');
  }

  /** How many of the operator's retries were carried out. */
  get retriesDone(): number {
    return this.read('retries') ?? 0;
  }

  /** Id of the last batch whose balances were compared with the chain's. */
  get reconciledId(): number {
    return this.money.reconciledId;
  }

  /** What was settled up to the end of a group; undefined when it is not kept any more. */
  settledAt(batchId: number): Settled | undefined {
    return this.money.settledAt(batchId);
  }

  noteOf(batchId: number): BatchNote | undefined {
    return this.money.noteOf(batchId);
  }

  /** Batches that are not JOURNALED, and the newest that is, of money and of rights; in the order of their nonces. */
  batches(): readonly BatchRecord[] {
    return [...this.money.batches(), ...this.rights.batches()].sort(inOrder);
  }

  /** One batch of money, however old. */
  batch(batchId: number): BatchRecord | undefined {
    return this.money.batch(batchId);
  }

  async saveBatch(record: BatchRecord): Promise<void> {
    const lane = record.rights === undefined ? this.money : this.rights;
    await this.transaction(() => {
      lane.putBatch(record);
    });
  }

  /** Puts a frozen cut down: its groups of money and of rights, all or nothing. */
  async saveGroup(cut: FrozenCut): Promise<void> {
    await this.transaction(() => {
      this.money.putGroup(cut);
      if (cut.rights !== undefined) this.rights.putGroup(cut.rights);
    });
  }

  async saveRightsContract(address: string): Promise<void> {
    await this.put('rights-contract', bytesOf(address));
  }

  /**
   * Puts down what was made anew from chain and journal, in the place of all that was there; nothing stops it any more.
   * @param rightsContract where rights are settled, if they are
   */
  async saveRebuilt(cut: FrozenCut, rightsContract: string | undefined): Promise<void> {
    await this.transaction(() => {
      this.money.clear();
      this.rights.clear();
      this.money.putGroup(cut);
      if (cut.rights !== undefined) this.rights.putGroup(cut.rights);
      this.environment.removeSync('stop');
      if (rightsContract !== undefined) {
        this.environment.putSync('rights-contract', bytesOf(rightsContract));
      }
    });
  }

  async saveCursor(cursor: BlockMark): Promise<void> {
    await this.put('cursor', bytesOf(cursor));
  }

  /** The chain agreed with what was settled up to a batch. */
  async saveReconciled(batchId: number): Promise<void> {
    await this.transaction(() => {
      this.money.putReconciled(batchId);
    });
  }

  /** The same of a batch of rights. */
  async saveRightsReconciled(batchId: number): Promise<void> {
    await this.transaction(() => {
      this.rights.putReconciled(batchId);
    });
  }

  async saveControl(control: Control): Promise<void> {
    this.spoken.saveControl(control);
  }

  async saveRetriesDone(count: number): Promise<void> {
    await this.put('retries', bytesOf(count));
  }

  async saveStop(stop: Stop | undefined): Promise<void> {
    if (stop === undefined) this.environment.removeSync('stop');
    else await this.put('stop', bytesOf(stop));
  }

  async saveReport(report: unknown): Promise<void> {
    this.spoken.saveReport(report);
  }

  async close(): Promise<void> {
    await this.environment.close();
  }

  /**
   * The storage engine must not meet a full disk, and is asked to write at once: where a write of its own thread fails, it
   * may take the process with it.
   */
  private async transaction(work: () => void): Promise<void> {
    requireFreeFor(this.directory, 0);
    this.environment.transactionSync(work);
  }

  private async put(key: string, value: Buffer): Promise<void> {
    requireFreeFor(this.directory, value.length);
    this.environment.putSync(key, value);
  }

  private read<T>(key: string): T | undefined {
    const bytes = this.environment.get(key);
    return bytes === undefined ? undefined : (JSON.parse(bytes.toString()) as T);
  }
}
