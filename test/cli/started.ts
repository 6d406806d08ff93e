/** A `patx start` of its own, from its first instruction to its end: what it printed, and how it ended. */
import { fork } from 'node:child_process';
import { MAIN } from './patx.js';

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly err: string;
}

export interface Started {
  /** Resolves when the process no longer dies of SIGTERM, with the modules of packages it had loaded until then. */
  readonly heard: Promise<number>;
  /** Resolves with what it tells its parent when it is open; with undefined when it never is. */
  readonly open: Promise<{ readonly gatewayUrl: string; readonly statusUrl: string } | undefined>;
  readonly ended: Promise<Ended>;
  /** What it printed so far. */
  said(): string;
  kill(signal: NodeJS.Signals): void;
}

/** Loaded before the program: says when that begins to listen for signals, and how many modules of packages it has by then. */
const WATCH = `import Module from 'node:module';
process.on('newListener', (name) => {
  if (name !== 'SIGTERM' || process.listenerCount(name) > 0) return;
  process.send({ heardAfter: Object.keys(Module._cache).length });
});`;

/** Loaded before the program: its wall clock is so far from ours. */
const shifted = (ms: number): string => `const now = Date.now; Date.now = () => now() + (${ms});`;

/** Starts on free ports unless the arguments say others. */
export function start(data: string, ...args: readonly string[]): Started {
  return startAt(0, data, ...args);
}

/** As `start`, with the process's wall clock so many milliseconds ahead. */
export function startAt(aheadMs: number, data: string, ...args: readonly string[]): Started {
  const child = fork(
    MAIN,
    ['start', '--data', data, '--gateway-port', '0', '--http-port', '0', ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      execArgv: [WATCH, shifted(aheadMs)].flatMap((text) => [
        '--import',
        `data:text/javascript,${encodeURIComponent(text)}`,
      ]),
    },
  );
  let out = '';
  let err = '';
  child.stdout?.on('data', (part) => {
    out += part;
  });
  child.stderr?.on('data', (part) => {
    err += part;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.once('close', (code, signal) => resolve({ code, signal, out, err })),
  );
  const heard = new Promise<number>((resolve) => {
    child.on('message', (message) => {
      if (isHeard(message)) resolve(message.heardAfter);
    });
  });
  const open = new Promise<Awaited<Started['open']>>((resolve) => {
    child.on('message', (message) => {
      if (!isHeard(message)) resolve(message as Awaited<Started['open']>);
    });
    void ended.then(() => resolve(undefined));
  });
  return { heard, open, ended, said: () => out, kill: (signal) => child.kill(signal) };
}

function isHeard(message: unknown): message is { readonly heardAfter: number } {
  return Object.hasOwn(message as object, 'heardAfter');
}

/** Starts, waits until it is open, and stops it in order. Fails when it does not open. */
export function startAndStop(data: string, ...args: readonly string[]): Promise<Ended> {
  return stopped(start(data, ...args));
}

/** Waits until one is open, and stops it in order. Fails when it does not open. */
export async function stopped(started: Started): Promise<Ended> {
  if ((await started.open) === undefined) {
    const { err } = await started.ended;
    throw new Error(`did not open: ${err}`);
  }
  started.kill('SIGTERM');
  return await started.ended;
}
