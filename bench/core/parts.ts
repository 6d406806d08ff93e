/**
 * What each part of a command's way costs: `node dist/bench/core/parts.js` prints one JSON line for each workload and
 * number of series, every one measured in a process of its own, which `parts.js WORKLOAD SERIES` starts.
 *
 * One core is played over and over; from one stretch of frames to the next one part more is done, in turns, so that every
 * part meets every stretch of the workload and every minute of a machine whose neighbours come and go. Of each the fastest
 * tenth is told, in nanoseconds a command, and what a part adds is the difference.
 */
import { brokenInvariants } from '../../src/engine/core/index.js';
import { runJson } from '../child.js';
import { readWorkload } from '../yardstick/workload.js';
import { COMMANDS_PER_FRAME, CorePlayer, PARTS } from './player.js';
import { Script } from './script.js';
import { TRADE_HEAVY, tradeHeavyWorkload } from './trade-heavy.js';
import { benchVenue } from './venue.js';

export interface PartsResult {
  readonly name: string;
  readonly seriesCount: number;
  /** Nanoseconds a command with this part and those before it, in the order of PARTS. */
  readonly nanosUpTo: readonly number[];
}

const MEASURED = [
  ['normal', '1'],
  ['normal', '1000'],
  [TRADE_HEAVY, '1'],
  [TRADE_HEAVY, '1000'],
] as const;
const STRETCH = COMMANDS_PER_FRAME * 16;
const PLAYS = PARTS.length * 2;
const FASTEST_SHARE = 0.1;

const [name, series] = process.argv.slice(2);
const results =
  name === undefined
    ? MEASURED.flatMap((which) => runJson<PartsResult>('core/parts.js', which))
    : [measure(name, Number(series))];
for (const result of results) console.log(JSON.stringify(result));

function measure(workloadName: string, seriesCount: number): PartsResult {
  const isTradeHeavy = workloadName === TRADE_HEAVY;
  const workload = isTradeHeavy ? tradeHeavyWorkload() : readWorkload(workloadName, 1, 1);
  const script = new Script(workload, seriesCount);
  const core = benchVenue(seriesCount);
  const player = new CorePlayer(core, script, 'core + encoding + frames');
  for (let play = 0; play < 2; play += 1) {
    player.play();
    player.rewind();
  }
  const nanos: number[][] = PARTS.map(() => []);
  for (let play = 0; play < PLAYS; play += 1) {
    if (play > 0) player.rewind();
    for (let from = 0, turn = play; from + STRETCH <= script.count; from += STRETCH, turn += 1) {
      player.lastPart = turn % PARTS.length;
      const begunMs = performance.now();
      for (let i = from; i < from + STRETCH; i += 1) player.step(i);
      nanos[player.lastPart]?.push(((performance.now() - begunMs) * 1e6) / STRETCH);
    }
  }
  const broken = brokenInvariants(core);
  if (broken.length > 0) throw new Error(`void: broken invariants ${JSON.stringify(broken)}`);
  return { name: workloadName, seriesCount, nanosUpTo: nanos.map(fastest) };
}

function fastest(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.floor(sorted.length * FASTEST_SHARE)] ?? Number.NaN);
}
