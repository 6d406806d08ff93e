/**
 * What each workload must have done to the core, by number of series: commands, refusals, trades and their checksum.
 * A measurement with others is void, because a core that refuses or trades otherwise is not the one that was compared.
 * The table is bench/core/expected.json, written by `node dist/bench/core/main.js --record` and by nothing else.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../child.js';
import type { CoreMeasurement } from './measure.js';

type Outcome = Pick<CoreMeasurement, 'commands' | 'refusals' | 'trades' | 'checksum'>;

const PATH = join(ROOT, 'bench', 'core', 'expected.json');

const keyOf = ({ name, seriesCount }: CoreMeasurement): string => `${name}, ${seriesCount} series`;

const outcomeOf = ({ commands, refusals, trades, checksum }: CoreMeasurement): Outcome => ({
  commands,
  refusals,
  trades,
  checksum,
});

const read = (): Record<string, Outcome> =>
  existsSync(PATH) ? JSON.parse(readFileSync(PATH, 'utf8')) : {};

/** Throws when a measurement did not do what is written down for it. */
export function expect(measured: CoreMeasurement): void {
  const key = keyOf(measured);
  const expected = JSON.stringify(read()[key]);
  const got = JSON.stringify(outcomeOf(measured));
  if (got !== expected) throw new Error(`void: ${key}: expected ${expected}, got ${got}`);
}

/** Writes down what a measurement did. */
export function record(measured: CoreMeasurement): void {
  const table = { ...read(), [keyOf(measured)]: outcomeOf(measured) };
  writeFileSync(PATH, `${JSON.stringify(table, null, 2)}\n`);
}
