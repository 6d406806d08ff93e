/** Prints how fast the whole core is, by workload, number of series and extent. `node dist/bench/core/main.js` */
import { brokenInvariants } from '../../src/engine/core/index.js';
import { readWorkload, WORKLOAD_NAMES } from '../yardstick/workload.js';
import { CorePlayer, EXTENTS, type Extent } from './player.js';
import { benchVenue } from './venue.js';

const [onlyWorkload, onlySeries, onlyExtent] = process.argv.slice(2);
for (const name of WORKLOAD_NAMES) {
  if (onlyWorkload && onlyWorkload !== name) continue;
  const workload = readWorkload(name, 1, 1);
  for (const seriesCount of [1, 1_000]) {
    if (onlySeries && Number(onlySeries) !== seriesCount) continue;
    for (const extent of EXTENTS) {
      if (onlyExtent && onlyExtent !== extent) continue;
      const core = benchVenue(seriesCount);
      const before = process.cpuUsage();
      const result = new CorePlayer(core, seriesCount).play(workload, extent as Extent);
      const cpuMs = process.cpuUsage(before).user / 1000;
      const broken = brokenInvariants(core);
      console.log(JSON.stringify({ name, seriesCount, extent, ...result, cpuMs, broken }));
    }
  }
}
