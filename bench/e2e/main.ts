/** Durable orders end to end. `node dist/bench/e2e/main.js [seconds]` */

import { closedLoop, openLoop } from './orders.js';
import { RawClient } from './raw-client.js';
import { openSandbox } from './sandbox.js';

const seconds = Number(process.argv[2] ?? 5);
const sandbox = await openSandbox();
const client = await RawClient.open(sandbox.url, sandbox.consumer, sandbox.key);
let firstId = 1_000_000_000;
for (const depth of [1, 64, 512, 2_048]) {
  const result = await closedLoop(client, depth, seconds, firstId);
  firstId += 10_000_000;
  console.log(JSON.stringify({ loop: 'closed', depth, ...result }));
}
for (const rate of [10_000, 50_000]) {
  const result = await openLoop(client, rate, seconds, firstId);
  firstId += 10_000_000;
  console.log(JSON.stringify({ loop: 'open', rate, ...result }));
}
client.close();
await sandbox.close();
