/**
 * The local chain on disk: what anvil dumps, in one file that is replaced whole and flushed before it counts. A block is
 * final once a dump that holds it is on disk, because that is the chain a killed process finds again: the blocks behind it
 * are lost like those of a reorg. Fails with RpcFailed or with the file system's errors; the file is then the one before.
 */
import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { Rpc } from '../chain/index.js';

/** Saving takes no more than this part of the time. */
const TIME_SHARE = 20;

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
    const dump = `0x${readFileSync(this.path).toString('hex')}`;
    if (!(await this.rpc.send<boolean>('anvil_loadState', [dump]))) {
      throw new Error(`anvil does not take the chain saved in ${this.path}`);
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

  /** Ends the saving after a last one. */
  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.timer);
    await this.save();
  }

  private async write(): Promise<void> {
    const number = await this.headNumber();
    if (number <= this.savedNumber) return;
    const dump = await this.rpc.send<string>('anvil_dumpState', []);
    const next = `${this.path}.next`;
    const file = openSync(next, 'w', 0o600);
    try {
      writeSync(file, Buffer.from(dump.slice(2), 'hex'));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, this.path);
    syncFolder(dirname(this.path));
    this.savedNumber = number;
  }

  private async headNumber(): Promise<number> {
    return Number(await this.rpc.send<string>('eth_blockNumber', []));
  }
}

function syncFolder(path: string): void {
  if (process.platform === 'win32') return;
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
