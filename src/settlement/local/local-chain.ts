/**
 * The chain of `npm start`: an anvil of its own with the contracts deployed and its state kept beside the journal, so that a
 * venue that is started again finds its money where it was. Everything on it is worth nothing.
 *
 * An anvil that ends by itself is started again from what was saved, after ever longer waits, on another port; the blocks
 * behind that are lost like those of a reorg. It is given up after ATTEMPTS_MAX in a row.
 *
 * To start fails with AnvilFailed, DeploymentFailed, or ChainProblem CHAIN_DAMAGED and WRONG_CONTRACT where the files are not
 * the venue's chain. To stop takes seconds at most, whatever anvil does.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { makePrivateDirectory } from '../../files/index.js';
import { ChainProblem } from '../chain/index.js';
import type { ContractAddresses } from '../contracts/index.js';
import { type ChainRun, type ChainRunOptions, runChain } from './chain-run.js';

export interface LocalChain {
  /** Of the anvil that runs now. */
  readonly url: string;
  readonly pid: number;
  readonly contracts: ContractAddresses;
  /** Last block that is on disk. */
  readonly saved: () => number;
  /** Saves and ends; what cannot be saved is told to `log`. */
  stop(): Promise<void>;
}

export interface LocalChainOptions extends ChainRunOptions {
  readonly saveEveryMs?: number;
  /** From the end of an anvil to the first try to start it again; it doubles. */
  readonly firstWaitMs?: number;
  /** Ends the start. */
  readonly signal?: AbortSignal;
  readonly log: (
    level: 'info' | 'warn' | 'error',
    fields: Readonly<Record<string, unknown>>,
    message: string,
  ) => void;
  /** It is served at another URL now. */
  readonly moved?: (url: string) => void;
  /** It ended too often and is not started again. */
  readonly lost?: (problem: ChainProblem) => void;
}

const SAVE_EVERY_MS = 100;
const ATTEMPTS_MAX = 8;
const FIRST_WAIT_MS = 250;
const WAIT_MAX_MS = 30_000;
/** An anvil that ran for so long has not failed to start. */
const SETTLED_MS = 60_000;

/** Starts the chain where it was left, or a new one. */
export async function startLocalChain(options: LocalChainOptions): Promise<LocalChain> {
  makePrivateDirectory(options.directory);
  return new SupervisedChain(options, await runChain(options, options.signal));
}

class SupervisedChain implements LocalChain {
  private readonly options: LocalChainOptions;
  private readonly ending = new AbortController();
  private running: ChainRun;
  private attempts = 0;
  private restarting: Promise<void> = Promise.resolve();

  constructor(options: LocalChainOptions, running: ChainRun) {
    this.options = options;
    this.running = running;
    this.watch();
  }

  get url(): string {
    return this.running.anvil.url;
  }

  get pid(): number {
    return this.running.anvil.pid;
  }

  get contracts(): ContractAddresses {
    return this.running.contracts;
  }

  readonly saved = (): number => this.running.state.savedNumber;

  async stop(): Promise<void> {
    this.ending.abort();
    await this.restarting;
    const { anvil, state } = this.running;
    try {
      await state.stop();
      await anvil.stop();
    } catch (error) {
      const saved = state.savedNumber;
      this.options.log(
        'warn',
        { err: String(error), saved },
        'the last blocks of the local chain are not saved',
      );
      // It did not answer: it will not hear that it is to end either.
      await anvil.stop(0);
    }
  }

  private watch(): void {
    const { anvil, state } = this.running;
    const { saveEveryMs = SAVE_EVERY_MS, log } = this.options;
    state.start(saveEveryMs, (error) =>
      log('warn', { err: String(error) }, 'the local chain is not saved'),
    );
    void anvil.ended.then((how) => {
      if (!this.ending.signal.aborted) this.restarting = this.restart(how);
    });
  }

  private async restart(how: string): Promise<void> {
    const { options, ending, running } = this;
    const { firstWaitMs = FIRST_WAIT_MS } = options;
    const { state, sinceMs } = running;
    state.abandon();
    if (performance.now() - sinceMs >= SETTLED_MS) this.attempts = 0;
    let cause = `anvil ended with ${how}`;
    for (;;) {
      this.attempts += 1;
      if (this.attempts > ATTEMPTS_MAX) return this.giveUp(cause);
      const waitMs = Math.min(firstWaitMs * 2 ** (this.attempts - 1), WAIT_MAX_MS);
      const fields = { cause, waitMs, saved: state.savedNumber };
      options.log('warn', fields, 'the local chain ended: it is started again from what was saved');
      try {
        await sleep(waitMs, undefined, { signal: ending.signal });
        this.running = await runChain(options, ending.signal);
        break;
      } catch (error) {
        if (ending.signal.aborted) return;
        cause = error instanceof Error ? error.message : String(error);
        if (error instanceof ChainProblem) return this.giveUp(cause);
      }
    }
    const { url, pid } = this;
    options.log('info', { url, pid, block: this.saved() }, 'the local chain runs again');
    this.watch();
    options.moved?.(url);
  }

  private giveUp(cause: string): void {
    const problem = new ChainProblem(
      'CHAIN_ENDED',
      `the local chain is not started again (${cause}): trading goes on and nothing is settled until the exchange is ` +
        'stopped and started',
    );
    this.options.log('error', { err: problem.message }, 'the local chain is given up');
    this.options.lost?.(problem);
  }
}
