/**
 * Runs one of the benches that are functions and prints what they return, one JSON line a row:
 * `node dist/bench/library.js NAME NUMBER`. NUMBER is the time of a measurement, in the bench's own unit. Fails by
 * throwing when a row is void or the name is unknown.
 */
import { brokerBench } from './broker/desk.bench.js';
import { journalBench } from './engine/log/journal.bench.js';
import { transportBench } from './gateway/transport.bench.js';
import { quotingBench } from './quoting/requote.bench.js';
import { codecBench } from './schema/codec.bench.js';

const [name = '', time = '0'] = process.argv.slice(2);
const BENCHES: Readonly<Record<string, (time: number) => Promise<readonly object[]>>> = {
  journal: journalBench,
  transport: transportBench,
  quoting: quotingBench,
  schema: codecBench,
  broker: brokerBench,
};

const bench = BENCHES[name];
if (bench === undefined) throw new Error(`${name} is none of ${Object.keys(BENCHES).join(', ')}`);
for (const row of await bench(Number(time))) console.log(JSON.stringify(row));
// A transport's library may keep the loop alive.
process.exit(0);
