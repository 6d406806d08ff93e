/**
 * The reader: how fast it keeps its history against a replay of the same journal that keeps nothing, by seconds of processor,
 * and what reading over HTTP does to orders beside it. Both sides of each ratio are of one run; each replay is in a fresh process.
 *
 * `node dist/bench/reader/main.js [seconds] [rounds]` prints one JSON line a figure; `orders ROUNDS RATE` the second
 * alone at another rate, for a machine that is not quiet. In each round orders at a fixed rate are
 * measured without reads and with 500 reads a second by a process of their own, in turn; the ratio is of the medians.
 */
import { execFileSync, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  DurableFile,
  FIRST_SEQUENCE,
  JournalSource,
  journalPoint,
  Replayer,
  raiseInliningBudget,
} from '../../src/engine/log/index.js';
import { HistoryReader } from '../../src/reader/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { median } from '../child.js';
import { openLoop } from '../e2e/orders.js';
import { RawClient } from '../e2e/raw-client.js';
import { openSandbox } from '../e2e/sandbox.js';

const SELF = fileURLToPath(import.meta.url);
const ORDERS_PER_SECOND = 10_000;
const READS_PER_SECOND = 500;
const READS_AT_ONCE = 32;
const IDS_PER_LOOP = 10_000_000;
const FRAMES_MAX = 64;

const [mode = '5', given = '5'] = process.argv.slice(2);
if (mode === 'replay') print(await replay(given));
else if (mode === 'read') print(await read(given));
else if (mode === 'load') await load(given);
else if (mode === 'orders') await measureOrders(1, Number(given), Number(process.argv[4]));
else await measure(Number(mode), Number(given));

interface Played {
  readonly commands: number;
  /** Of processor, from the process's beginning. */
  readonly seconds: number;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

function print(value: object): void {
  console.log(JSON.stringify(value));
}

async function measure(seconds: number, rounds: number): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'patx-bench-reader-'));
  const recovery = fileURLToPath(new URL('../core/recovery.js', import.meta.url));
  execFileSync(process.execPath, [recovery, 'write', directory], { stdio: 'inherit' });
  for (const journal of ['flow', 'resting']) {
    const rate = (what: string): number => {
      const text = execFileSync(process.execPath, [SELF, what, join(directory, journal)]);
      const { commands, seconds: took } = JSON.parse(text.toString()) as Played;
      return Math.round(commands / took);
    };
    const what =
      journal === 'flow' ? 'history of a trading flow' : 'history of a million resting orders';
    const against = { what: 'replay alone', value: rate('replay') };
    print({ name: what, value: rate('read'), unit: 'commands/processor s', against });
  }
  rmSync(directory, { recursive: true, force: true });
  await measureOrders(seconds, rounds);
}

async function measureOrders(
  seconds: number,
  rounds: number,
  perSecond = ORDERS_PER_SECOND,
): Promise<void> {
  const api = ['--api-port', '0', '--api-requests-per-minute', '10000000'];
  const sandbox = await openSandbox(1, undefined, api);
  const client = await RawClient.open(sandbox.url, sandbox.consumer, sandbox.key);
  let firstId = 1_000_000_000;
  const p99 = async (): Promise<number> => {
    const { p99Ms } = await openLoop(client, perSecond, seconds, firstId);
    firstId += IDS_PER_LOOP;
    return p99Ms;
  };
  await p99();
  const [without, beside]: [number[], number[]] = [[], []];
  let answered = 0;
  for (let round = 0; round < rounds; round += 1) {
    without.push(await p99());
    const reads = fork(SELF, ['load', sandbox.apiUrl ?? '']);
    const told = new Promise<number>((resolve) =>
      reads.once('message', (message) => resolve((message as { perSecond: number }).perSecond)),
    );
    await sleep(300);
    beside.push(await p99());
    reads.send('stop');
    answered += (await told) / rounds;
  }
  client.close();
  await sandbox.close();
  if (answered < READS_PER_SECOND * 0.5)
    throw new Error(`void: ${answered} reads a second were answered`);
  print({
    name: `order p99 beside ${Math.round(answered)} HTTP reads/s, ${perSecond} orders/s`,
    value: median(beside),
    unit: 'ms',
    against: { what: 'without reads', value: median(without) },
  });
}

/** Replays a journal as a follower does, and keeps nothing. */
async function replay(directory: string): Promise<Played> {
  raiseInliningBudget();
  const source = new JournalSource(directory, new DurableFile(directory));
  const codec = new CommandCodec();
  const first = await source.frameAt(FIRST_SEQUENCE);
  if (first === undefined) throw new Error('void: there is no journal');
  const start = journalPoint({ codec }, [first]);
  const replayer = new Replayer(start.core, codec, start.chain);
  for await (const frames of source.follow(FIRST_SEQUENCE, FRAMES_MAX)) {
    for (const frame of frames) replayer.apply(frame);
    if (replayer.core.state.sequence >= source.durableSequence()) break;
  }
  return { commands: replayer.commandCount, seconds: processorSeconds() };
}

/** The same with its history. */
async function read(directory: string): Promise<Played> {
  raiseInliningBudget();
  const scratch = mkdtempSync(join(tmpdir(), 'patx-bench-history-'));
  const source = new JournalSource(directory, new DurableFile(directory));
  const reader = await HistoryReader.open({
    ...{ source, path: join(scratch, 'history.db'), parameters: [], nowMs: Date.now },
    log: () => undefined,
  });
  const abort = new AbortController();
  const run = reader.run(abort.signal);
  while (reader.sequence < source.durableSequence()) {
    if (await Promise.race([run, sleep(5, undefined)])) throw new Error('void: the reader stopped');
  }
  const seconds = processorSeconds();
  abort.abort();
  await run;
  const { commandsRead, unexplainedMovements } = reader.status();
  if (unexplainedMovements > 0) throw new Error('void: the history is not whole');
  reader.close();
  rmSync(scratch, { recursive: true, force: true });
  return { commands: commandsRead, seconds };
}

/** Reads of many kinds at a fixed rate until told to stop. */
async function load(apiUrl: string): Promise<void> {
  const paths = [
    '/v1/status',
    '/v1/series',
    '/v1/series/1',
    '/v1/series/1/book',
    '/v1/series/1/trades',
  ];
  paths.push(
    '/v1/series/1/candles',
    '/v1/series/1/quote',
    '/v1/markets',
    '/v1/phases',
    '/v1/series/1/volumes',
  );
  let isOver = false;
  process.once('message', () => {
    isOver = true;
  });
  const begunMs = performance.now();
  let [sent, answered, open] = [0, 0, 0];
  while (!isOver) {
    const due = ((performance.now() - begunMs) * READS_PER_SECOND) / 1_000;
    while (sent < due && open < READS_AT_ONCE) {
      sent += 1;
      open += 1;
      void fetch(`${apiUrl}${paths[sent % paths.length]}`)
        .then(async (response) => {
          await response.text();
          if (response.status === 200) answered += 1;
        })
        .catch(() => undefined)
        .finally(() => {
          open -= 1;
        });
    }
    await sleep(1);
  }
  process.send?.({ perSecond: (answered * 1_000) / (performance.now() - begunMs) }, () =>
    process.exit(),
  );
}
