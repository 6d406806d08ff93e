/**
 * Durable orders end to end, and beside each figure its ceilings, measured in the same run with the same client and
 * the same bytes: `echo`, the transport sending messages back; `journal`, messages committed as raw bytes and sent back
 * when durable; `commits`, frames of as many orders as the loop is deep committed without a socket (closed loops only).
 *
 * Orders at a fixed rate come in small turns, for which V8 compiles other functions than for a deep closed loop. Its first
 * seconds are therefore measured apart, as `warm-up`, for every server alike.
 *
 * How many orders a frame of the exchange's journal held in a closed loop is told by its metrics.
 *
 * `node dist/bench/e2e/main.js [seconds]` prints one JSON line a figure.
 */
import { setTimeout } from 'node:timers/promises';
import { openCeiling, rawCommits } from './ceilings.js';
import { closedLoop, type LoadResult, openLoop } from './orders.js';
import { RawClient } from './raw-client.js';
import { openSandbox } from './sandbox.js';

const DEPTHS = [1, 64, 512, 2_048];
const RATES = [10_000, 50_000];
const WARM_UP_SECONDS = 3;
const COUNTED_MS = 10_000;
const LOOK_MS = 100;
const IDS_PER_LOOP = 10_000_000;

const seconds = Number(process.argv[2] ?? 5);
const sandbox = await openSandbox();
const exchange = await RawClient.open(sandbox.url, sandbox.consumer, sandbox.key);
const echo = await openCeiling('echo');
const journal = await openCeiling('journal');
const servers = { exchange, echo: echo.client, journal: journal.client };
let firstId = 1_000_000_000;

/** Runs one loop against every server. */
async function measure(
  head: { loop: string; depth?: number; rate?: number },
  run: (client: RawClient) => Promise<LoadResult>,
): Promise<void> {
  for (const [server, client] of Object.entries(servers)) {
    const isCounted = server === 'exchange' && head.loop === 'closed';
    const before = isCounted ? await journalCounts(0) : undefined;
    const result = await run(client);
    if (result.answered === 0) throw new Error(`void: ${server} answered nothing`);
    const after = before && (await journalCounts(before.commands + result.answered));
    const ordersPerFrame =
      after && (after.commands - before.commands) / (after.frames - before.frames);
    console.log(JSON.stringify({ ...head, server, ...result, ordersPerFrame }));
  }
  firstId += IDS_PER_LOOP;
}

/** Commands that came in and frames on disk, both of one moment, as soon as so many commands are counted: every second. */
async function journalCounts(commandsMin: number): Promise<{ commands: number; frames: number }> {
  for (const endMs = performance.now() + COUNTED_MS; performance.now() < endMs; ) {
    const text = await (await fetch(new URL('metrics', sandbox.statusUrl))).text();
    const read = (name: string) =>
      Number(new RegExp(`^patx_${name} (.+)$`, 'm').exec(text)?.[1] ?? 0);
    const commands = read('gateway_commands_in_total');
    if (commands >= commandsMin) return { commands, frames: read('journal_commits_total') };
    await setTimeout(LOOK_MS);
  }
  throw new Error(`void: ${commandsMin} commands were not counted within ${COUNTED_MS} ms`);
}

for (const depth of DEPTHS) {
  await measure({ loop: 'closed', depth }, (client) => closedLoop(client, depth, seconds, firstId));
  const commits = await rawCommits(depth, seconds);
  console.log(JSON.stringify({ loop: 'closed', depth, server: 'commits', ...commits }));
}
for (const rate of RATES) {
  await measure({ loop: 'warm-up', rate }, (client) =>
    openLoop(client, rate, WARM_UP_SECONDS, firstId),
  );
  await measure({ loop: 'open', rate }, (client) => openLoop(client, rate, seconds, firstId));
}
exchange.close();
await echo.close();
await journal.close();
await sandbox.close();
