/**
 * How long a command takes from when it is due to when it is applied, encoded and in its frame, at half the rate the
 * core can sustain: `node dist/bench/core/latency.js [WORKLOAD] [SERIES]` prints one JSON line.
 *
 * Open loop: commands fall due at a fixed rate whatever happens, and one that had to wait for those before it has waited
 * (no coordinated omission). The rate is half of what a warm play of the same workload just reached in this process.
 * The machine's own pauses are in the figures: what a loop that does nothing but read the clock sees is told beside.
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
const [name = 'normal', series = '1'] = process.argv.slice(2);
const seriesCount = Number(series);
const workload = name === TRADE_HEAVY ? tradeHeavyWorkload() : readWorkload(name, 1, 1);
const script = new Script(workload, seriesCount);
/** By command: how long it took from when it was due. Kept apart from the histogram, which would take time of its own. */
const waitedMs = new Float64Array(workload.count);
const [, , FULL] = EXTENTS;
const core = benchVenue(seriesCount);
const player = new CorePlayer(core, script, FULL);
for (let play = 0; play < 2; play += 1) {
  player.play();
  player.rewind();
}
const { commandsPerSecond } = player.play();
const ratePerSecond = Math.round(commandsPerSecond / 2);
player.rewind();
// Once before it counts: the loop itself has to be compiled, and at this rate what waits then is behind for long.
openLoop(workload.count, (i) => player.step(i));
player.rewind();
const micros = openLoop(workload.count, (i) => player.step(i));
const broken = brokenInvariants(core);
if (broken.length > 0) throw new Error(`void: broken invariants ${JSON.stringify(broken)}`);
const idleMicros = openLoop(workload.count, () => undefined);
const result: LatencyResult = {
  name,
  seriesCount,
  commands: workload.count,
  ratePerSecond,
  micros,
  idleMicros,
};
console.log(JSON.stringify(result));

/** One reading of the clock a command: after it, which is also before the next one that is due. */
function openLoop(count: number, step: (i: number) => void): number[] {
  const spacingMs = 1_000 / ratePerSecond;
  const begunMs = performance.now();
  let nowMs = begunMs;
  for (let i = 0; i < count; i += 1) {
    const dueMs = begunMs + i * spacingMs;
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
