/**
 * `npm run bench:yardstick`: the five public workloads through the exchange's own order book, through its whole core,
 * and through the npm package nodejs-order-book, every measurement in a fresh process. Prints a line a workload, then
 * one JSON line with the slowest of the five. Ends with 1 when a report stream has a wrong hash or a measurement is
 * void. Progress goes to standard error.
 */
import { parseArgs } from 'node:util';
import { median, messageOf, runJson } from '../child.js';
import { expect } from '../core/expected.js';
import type { CoreMeasurement } from '../core/measure.js';
import type { Measurement } from './measure.js';
import { WORKLOAD_NAMES, yardstickIsMissing } from './workload.js';

const HELP = `Usage: npm run bench:yardstick -- [options]

Options:
  --runs N            measurements of the book and of the core a workload, median taken (3)
  --workload NAME     only this one: ${WORKLOAD_NAMES.join(', ')}
  --peer-seconds N    play nodejs-order-book for N seconds a workload, 0 for all of it (15);
                      it grows slower on the way, so stopping early flatters it
  --help              this text

A measurement is a process of its own that plays a workload again and again once it is warm; its
figure is the fastest play, what the code can do whatever else runs on the machine.

The last line is JSON: hashes, how many report streams were right; worst_mps, million messages a
second of the slowest workload through the bare book, reports kept in memory; cold_worst_mps, the
same in a process that has just started, compiling included; core_worst_mps, through the whole core
with accounts, ledger, risk, events, encoding and sealed frames, one series; worst_median_mps and
core_worst_median_mps, the same by the median play instead of the fastest; peer, the slowest of the
other engine. Where the whole workloads are not there, an excerpt is played by the book alone.`;

const PEER = 'nodejs-order-book';
const CORE_EXTENT = 'core + encoding + frames';

interface Measured {
  readonly name: string;
  readonly books: Measurement[];
  readonly colds: Measurement[];
  readonly cores: CoreMeasurement[];
}

interface Row {
  readonly name: string;
  readonly bookMps: number;
  readonly bookMedianMps: number;
  readonly coldMps: number;
  readonly coreMps: number;
  readonly coreMedianMps: number;
  readonly peerMps: number;
  readonly isCorrect: boolean;
}

const options = readOptions();
/** The core's results are written down for the whole workloads alone. */
const missing = yardstickIsMissing();
if (missing !== undefined) {
  console.error(
    `${missing}\nOnly the excerpt in bench/yardstick/excerpt is played, by the book alone: its figures are not comparable.`,
  );
}
const rows: Row[] = [];
try {
  const measured = options.names.map((name) => ({ name, books: [], colds: [], cores: [] }));
  // Round by round, so that the runs of a workload are minutes apart: neighbours are slow for minutes.
  for (let run = 1; run <= options.runs; run += 1) {
    for (const one of measured) measure(one, run);
  }
  for (const one of measured) rows.push(rowOf(one));
} catch (error) {
  console.error(messageOf(error));
  process.exit(1);
}
report();

function readOptions(): { names: readonly string[]; runs: number; peerSeconds: string } {
  try {
    const { values } = parseArgs({
      options: {
        runs: { type: 'string', default: '3' },
        workload: { type: 'string' },
        'peer-seconds': { type: 'string', default: '15' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    const runs = Number(values.runs);
    if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1');
    const peerSeconds = values['peer-seconds'];
    if (!(Number(peerSeconds) >= 0)) throw new Error('--peer-seconds takes a number from 0');
    const all: readonly string[] = WORKLOAD_NAMES;
    if (values.workload === undefined) return { names: all, runs, peerSeconds };
    if (!all.includes(values.workload)) throw new Error(`no workload ${values.workload}`);
    return { names: [values.workload], runs, peerSeconds };
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${HELP}`);
    process.exit(2);
  }
}

function measure({ name, books, colds, cores }: Measured, run: number): void {
  console.error(`${name}: run ${run} of ${options.runs}`);
  books.push(...runJson<Measurement>('yardstick/measure.js', ['book', name]));
  colds.push(...runJson<Measurement>('yardstick/measure.js', ['cold-book', name]));
  if (missing !== undefined) return;
  const [core] = runJson<CoreMeasurement>('core/measure.js', [name, '1', CORE_EXTENT]);
  expect(core as CoreMeasurement);
  cores.push(core as CoreMeasurement);
}

function rowOf({ name, books, colds, cores }: Measured): Row {
  console.error(`${name}: ${PEER}`);
  const peers = runJson<Measurement>('yardstick/measure.js', [PEER, name, options.peerSeconds]);
  const millions = (count: number, seconds: number) => count / seconds / 1e6;
  return {
    name,
    bookMps: median(books.map((book) => millions(book.messages, book.seconds))),
    bookMedianMps: median(books.map((book) => millions(book.messages, book.medianSeconds))),
    coldMps: median(colds.map((book) => millions(book.messages, book.seconds))),
    coreMps: median(cores.map((core) => core.commandsPerSecond / 1e6)),
    coreMedianMps: median(cores.map((core) => core.medianCommandsPerSecond / 1e6)),
    peerMps: median(peers.map((peer) => millions(peer.messages, peer.seconds))),
    isCorrect: [...books, ...colds].every((book) => book.isCorrect),
  };
}

function report(): void {
  const cell = (value: number) =>
    (Number.isNaN(value) ? 'not played' : value.toFixed(3)).padStart(10);
  const head = ['book', 'median', 'cold', 'whole core', 'median', 'peer'];
  console.log(
    `${'M messages/s'.padEnd(14)}${head.map((title) => title.padStart(10)).join(' ')}  hash`,
  );
  for (const row of rows) {
    const figures = [
      row.bookMps,
      row.bookMedianMps,
      row.coldMps,
      row.coreMps,
      row.coreMedianMps,
      row.peerMps,
    ];
    const hash = row.isCorrect ? 'right' : 'WRONG';
    console.log(`${row.name.padEnd(14)}${figures.map(cell).join(' ')}  ${hash}`);
  }
  const worst = (of: (row: Row) => number) => Math.min(...rows.map(of));
  const book = worst((row) => row.bookMps);
  const core = worst((row) => row.coreMps);
  const peer = worst((row) => row.peerMps);
  console.log(
    `peer: ${PEER}; the slowest of each: book ${ratio(book, peer)}${missing === undefined ? `, whole core ${ratio(core, peer)}` : ''} of the peer`,
  );
  const hashes = rows.filter((row) => row.isCorrect).length;
  console.log(
    JSON.stringify({
      hashes,
      worst_mps: rounded(book),
      worst_median_mps: rounded(worst((row) => row.bookMedianMps)),
      cold_worst_mps: rounded(worst((row) => row.coldMps)),
      core_worst_mps: rounded(core),
      core_worst_median_mps: rounded(worst((row) => row.coreMedianMps)),
      peer: { [PEER]: rounded(peer) },
      ratio: { book: rounded(book / peer), core: rounded(core / peer) },
    }),
  );
  process.exitCode = hashes === rows.length ? 0 : 1;
}

function ratio(own: number, other: number): string {
  return `${(own / other).toFixed(0)} times`;
}

function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
