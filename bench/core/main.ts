/**
 * How fast the whole core is, by workload, number of series and extent: `node dist/bench/core/main.js [--workload NAME]
 * [--series N] [--extent NAME] [--runs N] [--record]`. Every measurement has a fresh process; several runs go round all of
 * them one after the other, so that what is measured twice is measured minutes apart: on a machine with neighbours
 * nothing else tells their slow minutes from our own. Prints one JSON line for each, with the fastest play of all runs and the
 * median of the runs' medians. Without --extent all three are measured. A measurement whose refusals, trades or trade checksum are not those
 * of expected.json is void, and the program ends with 1; `--record` writes them down instead. Progress goes to standard error.
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

interface Measured {
  readonly name: string;
  readonly series: string;
  readonly extent: string;
  readonly results: CoreMeasurement[];
}

const extents = only(EXTENTS, values.extent);
const all: readonly Measured[] = only([...WORKLOAD_NAMES, TRADE_HEAVY], values.workload).flatMap(
  (name) =>
    only(['1', '1000'], values.series).flatMap((series) =>
      extents.map((extent) => ({ name, series, extent, results: [] })),
    ),
);
const runs = Number(values.runs);
if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs takes a whole number from 1');
for (let run = 1; run <= runs; run += 1) {
  console.error(`run ${run} of ${runs}`);
  for (const one of all) measure(one);
}
for (const one of all) report(one);

function measure({ name, series, extent, results }: Measured): void {
  try {
    const measured = runJson<CoreMeasurement>('core/measure.js', [name, series, extent]);
    for (const result of measured) (values.record ? record : expect)(result);
    results.push(...measured);
  } catch (error) {
    console.error(messageOf(error));
    process.exitCode = 1;
  }
}

function report({ results }: Measured): void {
  const [first] = results;
  if (first === undefined) return;
  const middle = (of: (one: CoreMeasurement) => number) => Math.round(median(results.map(of)));
  const commandsPerSecond = Math.max(...results.map((one) => one.commandsPerSecond));
  const medianCommandsPerSecond = middle((one) => one.medianCommandsPerSecond);
  const cpuMs = middle((one) => one.cpuMs);
  const figures = { commandsPerSecond, medianCommandsPerSecond, cpuMs };
  console.log(JSON.stringify({ ...first, ...figures }));
}
