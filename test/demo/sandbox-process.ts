/** The sandbox as a process: what it says, who runs under it, and whether all of them are gone. Linux's /proc tells. */
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { MAIN } from '../cli/patx.js';

const LOOK_MS = 20;
const GIVEN_UP_MS = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly afterMs: number;
}

export class Sandbox {
  readonly child: ChildProcess;
  /** Standard output and error, as they came. */
  said = '';
  private readonly exit: Promise<Omit<Ended, 'afterMs'>>;

  constructor(program: string, args: readonly string[], cwd?: string) {
    this.child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own: a signal reaches the one process it is sent to, as an operator's does.
      detached: true,
      ...(cwd === undefined ? {} : { cwd }),
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (text) => {
        this.said += text;
      });
    }
    this.exit = new Promise((resolve) => {
      this.child.once('exit', (code, signal) => resolve({ code, signal }));
    });
  }

  /** `patx demo` on ports of its own. */
  static demo(data: string, ...args: readonly string[]): Sandbox {
    const ports = ['--gateway-port', '0', '--http-port', '0'];
    return new Sandbox(process.execPath, [MAIN, 'demo', '--data', data, ...ports, ...args]);
  }

  /** Resolves with what it matched once it was said. */
  async says(text: RegExp): Promise<RegExpExecArray> {
    for (let leftMs = GIVEN_UP_MS; ; leftMs -= LOOK_MS) {
      const found = text.exec(this.said);
      if (found !== null) return found;
      if (leftMs <= 0 || this.child.exitCode !== null) {
        throw new Error(`never said ${text}: ${this.said}`);
      }
      await pause();
    }
  }

  /** Everything under it, itself included: npm, the sandbox, the exchange, its chain. */
  pids(): number[] {
    return withDescendants(this.child.pid as number);
  }

  /** The process under it whose command line has this. */
  pidOf(text: string): number {
    const [pid] = pidsUnder(this.child.pid as number, text);
    if (pid === undefined) throw new Error(`no process of ${text} under the sandbox`);
    return pid;
  }

  ports(): number[] {
    return [...this.said.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
  }

  async ended(): Promise<Ended> {
    const begunMs = performance.now();
    const end = await this.exit;
    return { ...end, afterMs: performance.now() - begunMs };
  }

  /** For after a test that failed: nothing is left behind. */
  clear(): void {
    for (const pid of this.pids()) kill(pid, 'SIGKILL');
  }
}

/** Resolves when none of them runs any more; fails when one does for longer than anything may take to end. */
export async function areGone(pids: readonly number[]): Promise<void> {
  for (let leftMs = 10_000; ; leftMs -= LOOK_MS) {
    const left = pids.filter(isRunning);
    if (left.length === 0) return;
    if (leftMs <= 0) throw new Error(`still there: ${left.map(commandOf).join('; ')}`);
    await pause();
  }
}

export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(false);
    });
    socket.once('error', () => resolve(true));
  });
}

export function kill(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

export const pause = (ms = LOOK_MS): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));

/** Processes under one, itself included, whose command line has this. */
export const pidsUnder = (pid: number, text: string): number[] =>
  withDescendants(pid).filter((one) => commandOf(one).includes(text));

function withDescendants(pid: number): number[] {
  return [pid, ...childrenOf(pid).flatMap(withDescendants)];
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
      .flatMap((task) =>
        readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').map(Number),
      )
      .filter((child) => child > 0);
  } catch {
    return [];
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

/** One that has ended and was not waited for has no command line any more. */
const isRunning = (pid: number): boolean => commandOf(pid) !== '';
