/**
 * One measurement of the core, in a process of its own: `node dist/bench/core/measure.js WORKLOAD SERIES EXTENT` prints
 * one JSON line. The workload is played three times, from the same state: the first play learns the ids that clients
 * would remember, the first two let the compiler finish, as in an exchange that has run for some seconds, and the third is
 * what counts; the first one's speed is told beside it.
 * Fails by throwing when the core's invariants do not hold afterwards.
 */
import { brokenInvariants } from '../../src/engine/core/index.js';
import { readWorkload } from '../yardstick/workload.js';
import { CorePlayer, type CoreResult, type Extent } from './player.js';
import { Script } from './script.js';
import { TRADE_HEAVY, tradeHeavyWorkload } from './trade-heavy.js';
import { benchVenue } from './venue.js';

export interface CoreMeasurement extends CoreResult {
  readonly name: string;
  readonly seriesCount: number;
  readonly extent: string;
  /** User time of the process while it played. */
  readonly cpuMs: number;
}

const [name = '', series = '1', extent = 'core'] = process.argv.slice(2);
const seriesCount = Number(series);
const workload = name === TRADE_HEAVY ? tradeHeavyWorkload() : readWorkload(name, 1, 1);
const script = new Script(workload, seriesCount);
const core = benchVenue(seriesCount);
const player = new CorePlayer(core, script, extent as Extent);
const cold = player.play();
player.rewind();
player.play();
player.rewind();
const before = process.cpuUsage();
const result = player.play();
const cpuMs = process.cpuUsage(before).user / 1_000;
const broken = brokenInvariants(core);
if (broken.length > 0) throw new Error(`void: broken invariants ${JSON.stringify(broken)}`);
if (cold.checksum !== result.checksum) throw new Error('void: two plays differ');
const coldCommandsPerSecond = Math.round(cold.commandsPerSecond);
console.log(JSON.stringify({ name, seriesCount, extent, ...result, cpuMs, coldCommandsPerSecond }));
