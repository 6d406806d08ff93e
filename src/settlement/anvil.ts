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
}

export interface Anvil {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

const START_TIMEOUT_MS = 20_000;
const STOP_TIMEOUT_MS = 5_000;

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

/** @param options.args further arguments, as anvil takes them */
export async function startAnvil(options: { args?: readonly string[] } = {}): Promise<Anvil> {
  const args = ['--port', '0', '--host', '127.0.0.1', ...(options.args ?? [])];
  // A group of its own: Ctrl-C is for whoever started it, who has something to save first.
  const child = spawn(binaryPath(), args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const stopReaper = startReaper(child);
  try {
    const url = await listening(child);
    return {
      url,
      pid: child.pid ?? 0,
      stop: async () => {
        process.off('exit', kill);
        stopReaper();
        await stopped(child);
      },
    };
  } catch (error) {
    process.off('exit', kill);
    stopReaper();
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
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const fail = (why: string) => {
      clearTimeout(timer);
      reject(new AnvilFailed(`anvil ${why}\n${said.slice(-2_000)}`));
    };
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
      child.stdout?.removeAllListeners('data');
      // Anvil logs every call; unread, it would block on a full pipe.
      child.stdout?.resume();
      said = '';
      resolve(`http://127.0.0.1:${port}`);
    });
  });
}

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await gone;
  clearTimeout(timer);
}
