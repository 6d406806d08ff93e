/**
 * Speed of the quoter: a full requote of many series, a fill to its decision, and the wait of a fill when
 * fills come at 50,000 a second. A row that did not do the work it claims is void: it throws.
 */
import { performance } from 'node:perf_hooks';
import { Bench } from 'tinybench';
import type { Figure } from '../row.js';
import { BenchMarket } from './market.js';
import { optionRows } from './options.js';

const SERIES = 5_000;
const PACED_PER_SECOND = 50_000;

export interface QuotingRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly against?: Figure;
}

/** What is asked of a full requote. */
const ASKED_MS = 25;

function claim(holds: boolean, what: string): void {
  if (!holds) throw new Error(`void bench row: ${what}`);
}

/** Median and p99 of a full requote of every series, facts not counted. */
async function fullRequote(timeMs: number): Promise<QuotingRow[]> {
  const market = new BenchMarket(SERIES);
  const bench = new Bench({ time: timeMs, warmupTime: timeMs / 4 });
  bench.add(
    'requote',
    () => {
      const decided = market.drain().length;
      claim(decided === SERIES, `${decided} decisions for ${SERIES} series`);
    },
    { beforeEach: () => market.changeAll() },
  );
  await bench.run();
  const result = bench.tasks[0]?.result;
  claim(result?.state === 'completed', `requote ended as ${result?.state}`);
  const latency = result?.state === 'completed' ? result.latency : undefined;
  const against = { what: 'asked', value: ASKED_MS };
  const what = `full requote of ${SERIES} series`;
  return [
    { name: `${what}, p50`, value: latency?.p50 ?? 0, unit: 'ms', against },
    { name: `${what}, p99`, value: latency?.p99 ?? 0, unit: 'ms', against },
    { name: 'the same per series', value: ((latency?.p50 ?? 0) * 1_000) / SERIES, unit: 'µs' },
  ];
}

/** Fills on a fixed schedule, one run after each: how long after its due time a fill has its decision. */
function pacedFills(seconds: number): QuotingRow[] {
  const market = new BenchMarket(SERIES);
  const total = seconds * PACED_PER_SECOND;
  const waits = new Float64Array(total);
  const work = new Float64Array(total);
  let decisions = 0;
  const start = performance.now();
  for (let index = 0; index < total; index += 1) {
    const dueMs = start + (index * 1_000) / PACED_PER_SECOND;
    let begun = performance.now();
    while (begun < dueMs) begun = performance.now();
    if (index % 50 === 0) market.nowMs += 1;
    market.fill(1 + ((index * 7_919) % SERIES));
    decisions += market.quoter.run(market.nowMs, 8).decisions.length;
    const done = performance.now();
    waits[index] = done - dueMs;
    work[index] = done - begun;
  }
  claim(decisions >= total * 0.9, `${decisions} decisions for ${total} fills`);
  const at = (values: Float64Array, share: number): number =>
    values.toSorted()[Math.floor(share * (values.length - 1))]! * 1_000;
  return [
    { name: 'fill to decision, work, p50', value: at(work, 0.5), unit: 'µs' },
    { name: 'fill to decision, work, p99', value: at(work, 0.99), unit: 'µs' },
    { name: 'fill to decision at 50,000 a second, p50', value: at(waits, 0.5), unit: 'µs' },
    { name: 'fill to decision at 50,000 a second, p99', value: at(waits, 0.99), unit: 'µs' },
  ];
}

/** Size and time of a checkpoint of every series. */
function checkpoints(): QuotingRow[] {
  const market = new BenchMarket(SERIES);
  const start = performance.now();
  const bytes = market.quoter.checkpoint();
  const writtenMs = performance.now() - start;
  const again = performance.now();
  claim(market.quoter.restore(bytes).ok, 'checkpoint refused');
  return [
    { name: 'checkpoint', value: bytes.length / 1_024, unit: 'KiB' },
    { name: 'checkpoint written in', value: writtenMs, unit: 'ms' },
    { name: 'checkpoint restored in', value: performance.now() - again, unit: 'ms' },
  ];
}

/** All rows. `timeMs` is about how long each measurement lasts. */
export async function quotingBench(timeMs: number): Promise<QuotingRow[]> {
  return [
    ...(await fullRequote(timeMs)),
    ...pacedFills(Math.max(1, Math.round(timeMs / 1_000))),
    ...checkpoints(),
    ...optionRows(timeMs),
  ];
}
