/**
 * `patx demo`: the sandbox in one command: starts an exchange process on the data directory, which settles on a chain of its
 * own, drives it with the recorded flow, and shows it live. Stops both on Ctrl-C; starting again goes on where it was.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { CommandError } from '../command-error.js';
import { runDemo } from '../demo/demo.js';
import { MAIN_FILE } from '../main-file.js';
import { port } from '../option-values.js';

/** The sandbox's chain: its own, looked at often, so that what happens there can be watched. */
const LOCAL_CHAIN = [
  ...['--chain', 'local', '--chain-poll-ms', '100'],
  ...['--settle-interval-ms', '5000', '--settle-heartbeat-ms', '60000'],
];

interface DemoFlags {
  readonly data: string;
  readonly speed: string;
  readonly seconds?: string;
  readonly gatewayPort: number;
  readonly httpPort: number;
  readonly chain: boolean;
}

export function addDemo(program: Command): void {
  program
    .command('demo')
    .description('run the sandbox: an exchange driven by a recorded order flow, shown live')
    .option('--data <dir>', 'data directory', './data')
    .option('--speed <n>', 'recorded seconds played per second', '20')
    .option('--seconds <n>', 'stop after this long')
    .option('--gateway-port <port>', 'port of the gateway; 0 takes a free one', port, 9460)
    .option('--http-port <port>', 'port of the status pages; 0 takes a free one', port, 9464)
    .option('--no-chain', 'without a chain: the operator books deposits, nothing is settled')
    .action(async (flags: DemoFlags) => {
      const speed = positive('speed', flags.speed);
      const seconds = flags.seconds === undefined ? Infinity : positive('seconds', flags.seconds);
      const abort = new AbortController();
      for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => abort.abort());
      const { child, gatewayUrl, statusUrl } = await startExchangeProcess(flags);
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      void ended.then(() => abort.abort());
      const isTerminal = process.stdout.isTTY === true;
      const summary = await runDemo({
        gatewayUrl,
        statusUrl,
        data: flags.data,
        speed,
        seconds,
        isTerminal,
        write: (text) => process.stdout.write(text),
        signal: abort.signal,
      });
      child.kill('SIGTERM');
      const code = await ended;
      process.stdout.write(`\n${summary}\n`);
      if (code !== 0)
        throw new Error(`the exchange ended with ${code}; see ${logPath(flags.data)}`);
    });
}

async function startExchangeProcess(
  flags: DemoFlags,
): Promise<{ child: ChildProcess; gatewayUrl: string; statusUrl: string }> {
  mkdirSync(flags.data, { recursive: true });
  const ports = ['--gateway-port', `${flags.gatewayPort}`, '--http-port', `${flags.httpPort}`];
  const chain = flags.chain ? LOCAL_CHAIN : ['--chain', 'none'];
  const child = fork(MAIN_FILE, ['start', '--data', flags.data, ...ports, ...chain], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // Ctrl-C reaches the whole group; the demo stops the exchange itself, after its own sessions.
    detached: true,
  });
  const log = createWriteStream(logPath(flags.data), { flags: 'a' });
  child.stdout?.pipe(log);
  child.stderr?.pipe(log, { end: false });
  return await new Promise((resolve, reject) => {
    child.once('message', (message) => {
      const { gatewayUrl, statusUrl } = message as { gatewayUrl: string; statusUrl: string };
      resolve({ child, gatewayUrl, statusUrl });
    });
    child.once('exit', (code) => {
      reject(new Error(`the exchange did not start (exit ${code}); see ${logPath(flags.data)}`));
    });
  });
}

function logPath(data: string): string {
  return join(data, 'exchange.log');
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) {
    throw new CommandError('bad-value', `--${name} is ${text}; it must be a number above 0`);
  }
  return value;
}
