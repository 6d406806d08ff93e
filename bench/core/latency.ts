/**
 * How long a command takes from when it is due to when it is applied, encoded and in its frame, at half the rate the
 * core can sustain: `node dist/bench/core/latency.js [WORKLOAD] [SERIES]` prints one JSON line.
 *
 * Open loop: commands fall due at a fixed rate whatever happens, and one that had to wait for those before it has waited
 * (no coordinated omission). The rate is half of what the same loop, clock and all, reaches when every command is due at
 * once.
 * The machine's own pauses are in the figures: what a loop that does nothing but read the clock sees is told beside. Both
 * take turns, five times, and of each the play is told whose p99.99 is the median.
 */
import { build, type Histogram } from 'hdr-histogram-js';
import { brokenInvariants } from '../../src/engine/core/index.js';
import { readWorkload } from '../yardstick/workload.js';
import { type LatencyResult, PERCENTILES } from './latency-result.js';
import { CorePlayer, EXTENTS } from './player.js';
import { Script } from './script.js';
import { TRADE_HEAVY, tradeHeavyWorkload } from './trade-heavy.js';
import { benchVenue } from './venue.js';

const NS_PER_MS = 1_000_000;
const PLAYS = 5;
const [name = 'normal', series = '1'] = process.argv.slice(2);
const seriesCount = Number(series);
const workload = name === TRADE_HEAVY ? tradeHeavyWorkload() : readWorkload(name, 1, 1);
const script = new Script(workload, seriesCount);
/** By command: how long it took from when it was due. Kept apart from the histogram, which would take time of its own. */
const waitedMs = new Float64Array(workload.count);
const [, , FULL] = EXTENTS;
const core = benchVenue(seriesCount);
const player = new CorePlayer(core, script, FULL);
// The first plays learn the ids and let the compiler finish; what waits for it at half the rate would be behind for long.
player.play();
playOpenLoop(0);
playOpenLoop(0);
// All were due at the beginning, so the last one waited for the whole play.
const spacingMs = (2 * (waitedMs.at(-1) as number)) / workload.count;
const plays: number[][] = [];
const idlePlays: number[][] = [];
for (let play = 0; play < PLAYS; play += 1) {
  plays.push(playOpenLoop(spacingMs));
  idlePlays.push(openLoop(spacingMs, () => undefined));
}
const broken = brokenInvariants(core);
if (broken.length > 0) throw new Error(`void: broken invariants ${JSON.stringify(broken)}`);
const result: LatencyResult = {
  name,
  seriesCount,
  commands: workload.count,
  ratePerSecond: Math.round(1_000 / spacingMs),
  micros: medianPlay(plays),
  idleMicros: medianPlay(idlePlays),
};
console.log(JSON.stringify(result));

function playOpenLoop(everyMs: number): number[] {
  player.rewind();
  return openLoop(everyMs, (i) => player.step(i));
}

/** The one whose p99.99 is the median. */
function medianPlay(all: readonly number[][]): number[] {
  const place = PERCENTILES.indexOf(99.99);
  const sorted = all.toSorted((a, b) => (a[place] as number) - (b[place] as number));
  return sorted[sorted.length >> 1] as number[];
}

/** One reading of the clock a command: after it, which is also before the next one that is due. */
function openLoop(everyMs: number, step: (i: number) => void): number[] {
  const begunMs = performance.now();
  let nowMs = begunMs;
  for (let i = 0; i < workload.count; i += 1) {
    const dueMs = begunMs + i * everyMs;
    while (nowMs < dueMs) nowMs = performance.now();
    step(i);
    nowMs = performance.now();
    waitedMs[i] = nowMs - dueMs;
  }
  const histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 60_000 * NS_PER_MS,
    numberOfSignificantValueDigits: 3,
  });
  for (const ms of waitedMs) histogram.recordValue(Math.max(1, Math.round(ms * NS_PER_MS)));
  return PERCENTILES.map((p) => Number((histogram.getValueAtPercentile(p) / 1_000).toFixed(2)));
}
