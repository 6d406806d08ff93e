/** Prints the figures of the broker's desk: `node dist/bench/broker/main.js` after a build. */
import { brokerBench } from './desk.bench.js';

for (const { name, value, unit } of await brokerBench()) {
  console.log(`${name.padEnd(50)} ${value.toFixed(2).padStart(10)} ${unit}`);
}
