/**
 * How fast the whole core is, by workload, number of series and extent: `node dist/bench/core/main.js [--workload NAME]
 * [--series N] [--extent NAME] [--runs N] [--record]`. Every measurement has a fresh process; of several runs the
 * median is printed, one JSON line each. A measurement whose refusals, trades or trade checksum are not those of
 * expected.json is void, and the program ends with 1; `--record` writes them down instead.
 */
import { parseArgs } from 'node:util';
import { median, messageOf, runJson } from '../child.js';
import { WORKLOAD_NAMES } from '../yardstick/workload.js';
import { expect, record } from './expected.js';
import type { CoreMeasurement } from './measure.js';
import { EXTENTS } from './player.js';
import { TRADE_HEAVY } from './trade-heavy.js';

const { values } = parseArgs({
  options: {
    workload: { type: 'string' },
    series: { type: 'string' },
    extent: { type: 'string' },
    runs: { type: 'string', default: '1' },
    record: { type: 'boolean', default: false },
  },
});

const only = (all: readonly string[], wanted: string | undefined): readonly string[] => {
  if (wanted === undefined) return all;
  if (!all.includes(wanted)) throw new Error(`${wanted} is none of ${all.join(', ')}`);
  return [wanted];
};

for (const name of only([...WORKLOAD_NAMES, TRADE_HEAVY], values.workload)) {
  for (const series of only(['1', '1000'], values.series)) {
    for (const extent of only(EXTENTS, values.extent)) measure(name, series, extent);
  }
}

function measure(name: string, series: string, extent: string): void {
  const results: CoreMeasurement[] = [];
  try {
    for (let run = 0; run < Math.max(1, Number(values.runs)); run += 1) {
      results.push(...runJson<CoreMeasurement>('core/measure.js', [name, series, extent]));
    }
    for (const result of results) (values.record ? record : expect)(result);
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
    return;
  }
  const middle = (of: (one: CoreMeasurement) => number) => Math.round(median(results.map(of)));
  const commandsPerSecond = middle((one) => one.commandsPerSecond);
  const medianCommandsPerSecond = middle((one) => one.medianCommandsPerSecond);
  const cpuMs = middle((one) => one.cpuMs);
  const figures = { commandsPerSecond, medianCommandsPerSecond, cpuMs };
  console.log(JSON.stringify({ ...results[0], ...figures }));
}
