/** Prints the quoter's figures: `node dist/bench/quoting/main.js [MILLISECONDS]` after a build. */
import { quotingBench } from './requote.bench.js';

const timeMs = Number(process.argv[2] ?? 3_000);
for (const { name, value, unit, against } of await quotingBench(timeMs)) {
  const of =
    against === undefined ? '' : `, ${(value / against.value).toPrecision(3)} of ${against.what}`;
  console.log(`${name.padEnd(45)} ${value.toFixed(2).padStart(10)} ${unit}${of}`);
}
