/** Prints the figures of the broker's desk: `node dist/bench/broker/main.js` after a build. */
import { brokerBench } from './desk.bench.js';

for (const { name, value, unit, against, ceiling } of await brokerBench()) {
  const beside = [against, ceiling].flatMap((one) =>
    one === undefined ? [] : [`${one.what} ${one.value.toFixed(2)} ${unit}`],
  );
  const more = beside.length === 0 ? '' : ` (${beside.join('; ')})`;
  console.log(`${name.padEnd(60)} ${value.toFixed(2).padStart(10)} ${unit}${more}`);
}
