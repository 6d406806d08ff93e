/**
 * `patx demo`: the sandbox in one command: starts an exchange process on the data directory, which settles on a chain of its
 * own, drives it with the recorded flow, and shows it live. Ctrl-C or SIGTERM stops both at any stage, within seconds, and a
 * second one at once; starting again goes on where it was. Fails with CommandError when the exchange does not start, ends by
 * itself or cannot be ended in order.
 */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { CommandError } from '../command-error.js';
import { runDemo } from '../demo/demo.js';
import { ExchangeProcess } from '../demo/exchange-process.js';
import { port, portOrNone } from '../option-values.js';

/** The sandbox's chain: its own, looked at often, so that what happens there can be watched. */
const LOCAL_CHAIN = [
  ...['--chain', 'local', '--chain-poll-ms', '100'],
  ...['--settle-interval-ms', '5000', '--settle-heartbeat-ms', '60000'],
];
/** npm hands Ctrl-C on to a process that had it from the terminal: two so close are one. */
const SAME_SIGNAL_MS = 500;
const EXIT_CODE_INTERRUPTED = 130;
/** What still waits for the exchange when it has ended is not waited for. */
const LINGER_MS = 200;

interface DemoFlags {
  readonly data: string;
  readonly speed: string;
  readonly seconds?: string;
  readonly gatewayPort: number;
  readonly httpPort: number;
  readonly apiPort: number | 'none';
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
    .option(
      '--api-port <port>',
      'port of the HTTP API; 0 takes a free one, none does without (PATX_API_PORT)',
      portOrNone,
      portOrNone(process.env.PATX_API_PORT ?? '9466'),
    )
    .option('--no-chain', 'without a chain: the operator books deposits, nothing is settled')
    .action(async (flags: DemoFlags) => {
      try {
        await sandbox(flags);
      } finally {
        setTimeout(() => process.exit(), LINGER_MS).unref();
      }
    });
}

async function sandbox(flags: DemoFlags): Promise<void> {
  const speed = positive('speed', flags.speed);
  const seconds = flags.seconds === undefined ? Infinity : positive('seconds', flags.seconds);
  const isTerminal = process.stdout.isTTY === true;
  const data = resolve(flags.data);
  const write = (text: string): unknown => process.stdout.write(text);
  const say = (line: string): unknown => write(`${line}\n`);
  const abort = new AbortController();
  let exchange: ExchangeProcess | undefined;
  const stopListening = onSignals(abort, () => exchange?.kill(), say);
  say(`starting the exchange on ${data}${flags.chain ? ', with a chain of its own' : ''}`);
  exchange = new ExchangeProcess({
    data,
    args: [
      ...['--gateway-port', `${flags.gatewayPort}`, '--http-port', `${flags.httpPort}`],
      ...['--api-port', `${flags.apiPort}`],
      ...(flags.chain ? LOCAL_CHAIN : ['--chain', 'none']),
    ],
    isTold: !isTerminal,
    say,
  });
  void exchange.ended.then(() => abort.abort());
  let summary: string | undefined;
  try {
    const opened = await exchange.opened(abort.signal);
    if (opened === undefined) return;
    const { signal } = abort;
    const hasChain = flags.chain;
    summary = await runDemo({
      ...{ ...opened, data, hasChain, speed, seconds, isTerminal, signal },
      write,
      say,
      offerLinks: (signInLinks) => exchange?.offer({ signInLinks }),
    });
  } finally {
    await exchange.stop();
    stopListening();
    if (summary !== undefined) say(`\n${summary}`);
  }
}

/** The first signal ends everything in order, the second one at once. */
function onSignals(
  abort: AbortController,
  kill: () => void,
  say: (line: string) => void,
): () => void {
  let firstMs: number | undefined;
  const told = (name: string): void => {
    const nowMs = performance.now();
    if (firstMs === undefined) {
      firstMs = nowMs;
      abort.abort();
      say(`${name}: stopping; once more stops at once`);
    } else if (nowMs - firstMs > SAME_SIGNAL_MS) {
      kill();
      process.exit(EXIT_CODE_INTERRUPTED);
    }
  };
  const names = ['SIGINT', 'SIGTERM'] as const;
  for (const name of names) process.on(name, told);
  // Whoever read the lines has gone.
  process.stdout.on('error', () => abort.abort());
  return () => {
    for (const name of names) process.off(name, told);
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) {
    throw new CommandError('bad-value', `--${name} is ${text}; it must be a number above 0`);
  }
  return value;
}
