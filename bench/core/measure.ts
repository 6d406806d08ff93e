/**
 * One measurement of the core, in a process of its own: `node dist/bench/core/measure.js WORKLOAD SERIES EXTENT` prints
 * one JSON line. The workload is played seven times, from the same state: the first play learns the ids that clients
 * would remember, the first two let the compiler finish, as in an exchange that has run for some seconds, and the other five
 * count. A play lasts half a second, and what else runs on the machine can halve its speed: the figure is the fastest, what
 * the code can do; the median of the five and the first one's speed are told beside it.
 * Fails by throwing when the core's invariants do not hold afterwards.
 */
import { brokenInvariants } from '../../src/engine/core/index.js';
import { median } from '../child.js';
import { readWorkload } from '../yardstick/workload.js';
import { CorePlayer, type CoreResult, type Extent } from './player.js';
import { Script } from './script.js';
import { TRADE_HEAVY, tradeHeavyWorkload } from './trade-heavy.js';
import { benchVenue } from './venue.js';

export interface CoreMeasurement extends CoreResult {
  readonly name: string;
  readonly seriesCount: number;
  readonly extent: string;
  /** Of the plays that count; `commandsPerSecond` is the fastest one's. */
  readonly medianCommandsPerSecond: number;
  readonly coldCommandsPerSecond: number;
  /** User time of the process for a play, on average. */
  readonly cpuMs: number;
}

const PLAYS = 5;

const [name = '', series = '1', extent = 'core'] = process.argv.slice(2);
const seriesCount = Number(series);
const workload = name === TRADE_HEAVY ? tradeHeavyWorkload() : readWorkload(name, 1, 1);
const script = new Script(workload, seriesCount);
const core = benchVenue(seriesCount);
const player = new CorePlayer(core, script, extent as Extent);
const cold = player.play();
player.rewind();
player.play();
const before = process.cpuUsage();
const plays = Array.from({ length: PLAYS }, () => {
  player.rewind();
  return player.play();
});
const cpuMs = process.cpuUsage(before).user / 1_000 / PLAYS;
const broken = brokenInvariants(core);
if (broken.length > 0) throw new Error(`void: broken invariants ${JSON.stringify(broken)}`);
if (plays.some(({ endState }) => endState !== cold.endState)) {
  throw new Error('void: two plays differ');
}
const [result] = plays.toSorted((a, b) => b.commandsPerSecond - a.commandsPerSecond);
const measurement: CoreMeasurement = {
  name,
  seriesCount,
  extent,
  ...(result as CoreResult),
  medianCommandsPerSecond: median(plays.map(({ commandsPerSecond }) => commandsPerSecond)),
  cpuMs,
  coldCommandsPerSecond: Math.round(cold.commandsPerSecond),
};
console.log(JSON.stringify(measurement));
