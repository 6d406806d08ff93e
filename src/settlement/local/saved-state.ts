/**
 * The local chain on disk: what anvil dumps, in one file that is replaced whole and flushed before it counts. A block is
 * final once a dump that holds it is on disk, because that is the chain a killed process finds again: the blocks behind it
 * are lost like those of a reorg, whoever died: the exchange, anvil alone, or both.
 *
 * Fails with RpcFailed, with ChainProblem CHAIN_DAMAGED where the file holds no chain, or with the file system's errors; the
 * file is then the one before.
 */
import { existsSync, readFileSync } from 'node:fs';
import { replacePrivateFile } from '../../files/index.js';
import { ChainProblem, type Rpc, RpcFailed } from '../chain/index.js';

/** Saving takes no more than this part of the time. */
const TIME_SHARE = 20;
/** A node that has not answered by then is not waited for: what it did not save goes like a reorg. */
const LAST_SAVE_MS = 1_500;

export class SavedState {
  /** Last block that is on disk; −1 before the first save. */
  savedNumber = -1;
  private readonly path: string;
  private readonly rpc: Rpc;
  private timer: NodeJS.Timeout | undefined;
  private saving: Promise<void> = Promise.resolve();
  private isStopped = false;

  constructor(path: string, rpc: Rpc) {
    this.path = path;
    this.rpc = rpc;
  }

  /** Brings the saved chain back into an empty anvil; does nothing when none was saved. */
  async load(): Promise<void> {
    if (!existsSync(this.path)) return;
    if (!(await this.isTaken(readFileSync(this.path)))) {
      throw damaged(this.path, 'holds no chain that anvil can read');
    }
    // Its clock goes on from the last block; the chain's time is to be that of everybody else.
    await this.rpc.send('anvil_setTime', [Math.floor(Date.now() / 1_000)]);
    this.savedNumber = await this.headNumber();
  }

  /** Saves from now on whenever there is a new block. `failed` hears what went wrong; it is tried again. */
  start(everyMs: number, failed: (error: unknown) => void): void {
    const again = (afterMs: number): void => {
      if (this.isStopped) return;
      this.timer = setTimeout(() => {
        const begunMs = performance.now();
        this.save().then(
          () => again(Math.max(everyMs, (performance.now() - begunMs) * TIME_SHARE)),
          (error: unknown) => {
            if (!this.isStopped) failed(error);
            again(everyMs * TIME_SHARE);
          },
        );
      }, afterMs);
      this.timer.unref();
    };
    again(everyMs);
  }

  /** Puts every block there is now on disk. */
  async save(): Promise<void> {
    this.saving = this.saving.catch(() => undefined).then(() => this.write());
    await this.saving;
  }

  /** Ends the saving after a last one, which may take so long; rejects when it could not be made. */
  async stop(lastSaveMs = LAST_SAVE_MS): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    const timer = setTimeout(() => this.rpc.close(), lastSaveMs);
    try {
      await this.save();
    } finally {
      clearTimeout(timer);
      this.rpc.close();
    }
  }

  /** Ends the saving as it is: there is no chain any more to save. */
  abandon(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    this.rpc.close();
  }

  private async isTaken(dump: Buffer): Promise<boolean> {
    if (dump.length === 0) return false;
    try {
      return await this.rpc.send<boolean>('anvil_loadState', [`0x${dump.toString('hex')}`]);
    } catch (error) {
      if (error instanceof RpcFailed && error.problem === 'REFUSED') return false;
      throw error;
    }
  }

  private async write(): Promise<void> {
    const number = await this.headNumber();
    if (number <= this.savedNumber) return;
    const dump = await this.rpc.send<string>('anvil_dumpState', []);
    replacePrivateFile(this.path, Buffer.from(dump.slice(2), 'hex'));
    this.savedNumber = number;
  }

  private async headNumber(): Promise<number> {
    return Number(await this.rpc.send<string>('eth_blockNumber', []));
  }
}

/** A file of the local chain that does not hold what it has to. */
export function damaged(path: string, what: string): ChainProblem {
  return new ChainProblem(
    'CHAIN_DAMAGED',
    `${path} ${what}: put the folder back from a copy of the data directory, or begin with another --data; ` +
      '--chain none trades on without settling',
  );
}
