/**
 * Starts and stops a local development chain of its own: anvil from node_modules, on a free port that anvil picks itself,
 * instant blocks, ended with the process, also when that is killed: a shell that waits for the end of its input ends anvil
 * then. Fails with AnvilFailed, which carries what anvil said, if it does not come up.
 * Its keys are derived from the published mnemonic of development chains and are worth nothing anywhere else.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createRequire } from 'node:module';

export class AnvilFailed extends Error {
  override readonly name = 'AnvilFailed';
  readonly code = 'ANVIL_FAILED';
}

export interface Anvil {
  readonly url: string;
  readonly pid: number;
  /** How it ended, once it has: a signal's name or an exit code. */
  readonly ended: Promise<string>;
  /** Resolves when it has ended. @param graceMs how long it may take before it is killed; 0 kills it at once */
  stop(graceMs?: number): Promise<void>;
}

export interface AnvilOptions {
  /** Further arguments, as anvil takes them. */
  readonly args?: readonly string[];
  /** Ends the start; anvil that has started is ended by `stop`. */
  readonly signal?: AbortSignal | undefined;
}

const START_TIMEOUT_MS = 20_000;
const STOP_GRACE_MS = 1_000;

/** Path of anvil's own binary, so that no wrapper process stands between us and it. */
function binaryPath(): string {
  const names: Record<string, string> = { x64: 'amd64', arm64: 'arm64' };
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const name = `@foundry-rs/anvil-${process.platform}-${names[process.arch] ?? process.arch}`;
  try {
    return createRequire(import.meta.url).resolve(`${name}/bin/anvil${suffix}`);
  } catch {
    throw new AnvilFailed(`${name} is not installed: run npm ci with optional packages`);
  }
}

export async function startAnvil({ args = [], signal }: AnvilOptions = {}): Promise<Anvil> {
  signal?.throwIfAborted();
  // A group of its own: Ctrl-C is for whoever started it, who has something to save first.
  const child = spawn(binaryPath(), ['--port', '0', '--host', '127.0.0.1', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const ended = new Promise<string>((resolve) => {
    child.once('exit', (code, name) => resolve(name ?? `exit code ${code}`));
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stopReaper = startReaper(child);
  const letGo = (): void => {
    process.off('exit', kill);
    stopReaper();
  };
  void ended.then(letGo);
  try {
    const url = await listening(child, signal);
    const stop = (graceMs = STOP_GRACE_MS) => stopped(child, ended, graceMs);
    return { url, pid: child.pid ?? 0, ended, stop };
  } catch (error) {
    letGo();
    kill();
    throw error;
  }
}

/** Ends anvil when this process dies without a word; nothing where there is no shell. Returns what calls that off. */
function startReaper({ pid }: ChildProcess): () => void {
  if (process.platform === 'win32' || pid === undefined) return () => undefined;
  // The end of its input is the end of this process: the kernel closes the pipe, however it came about.
  const script = 'read -r line; kill -9 "$0" 2>/dev/null';
  const reaper = spawn('sh', ['-c', script, String(pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  reaper.on('error', () => undefined);
  reaper.unref();
  (reaper.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return () => reaper.kill('SIGKILL');
}

/** Resolves with the address anvil prints when it is ready. */
function listening(child: ChildProcess, signal: AbortSignal | undefined): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const stop = (error: unknown) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      reject(error);
    };
    const fail = (why: string) => stop(new AnvilFailed(`anvil ${why}\n${said.slice(-2_000)}`));
    const aborted = () => stop(signal?.reason);
    signal?.addEventListener('abort', aborted);
    const timer = setTimeout(
      () => fail(`not ready after ${START_TIMEOUT_MS} ms`),
      START_TIMEOUT_MS,
    );
    child.on('error', (error) => fail(`could not be started: ${error.message}`));
    child.on('exit', (code, signal) => fail(`ended with ${signal ?? code}`));
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    child.stdout?.on('data', (chunk) => {
      said += chunk;
      const port = /Listening on 127\.0\.0\.1:(\d+)/.exec(said)?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      signal?.removeEventListener('abort', aborted);
      child.stdout?.removeAllListeners('data');
      // Anvil logs every call; unread, it would block on a full pipe.
      child.stdout?.resume();
      said = '';
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

async function stopped(
  child: ChildProcess,
  ended: Promise<string>,
  graceMs: number,
): Promise<void> {
  child.kill(graceMs === 0 ? 'SIGKILL' : 'SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
  await ended;
  clearTimeout(timer);
}
