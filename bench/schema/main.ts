/** Prints the codecs' figures: `node dist/bench/schema/main.js [MILLISECONDS]` after a build. */
import { codecBench } from './codec.bench.js';

const timeMs = Number(process.argv[2] ?? 500);
const million = (perSecond: number): string => (perSecond / 1e6).toFixed(2).padStart(8);

console.log(`${'million messages a second, median'.padEnd(36)}     own protobufjs   ratio`);
for (const row of await codecBench(timeMs)) {
  const figures = `${million(row.handWrittenPerSecond)}   ${million(row.protobufjsPerSecond)}`;
  console.log(`${row.name.padEnd(36)}${figures} ${row.ratio.toFixed(1).padStart(7)}`);
}
