/**
 * Recovery: how fast a journal replays, and how long a start from a snapshot with a million resting orders takes.
 *
 * The journal is written by the real sequencer into LMDB, read back by the real recovery with every check on.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CORE_VERSION, Core, exportState, stateParts } from '../../src/engine/core/index.js';
import {
  EventChain,
  LmdbCommandLog,
  type Recovered,
  recover,
  Sequencer,
  SnapshotStore,
  startPoint,
  stateHash,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { COMMAND_KIND, Command, ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { readWorkload } from '../yardstick/workload.js';
import { CorePlayer, EXTENTS } from './player.js';
import { Script } from './script.js';
import { BENCH_LIMITS, benchCommands, benchVenue, buyer, PAIRS, START_MS } from './venue.js';

const RESTING_ORDERS = 1_000_000;
const COMMANDS_PER_TURN = 512;
const FLOW = 'normal';
const directory = mkdtempSync(join(tmpdir(), 'patx-recovery-'));

const flow = new Script(readWorkload(FLOW, 1, 1), 1);
new CorePlayer(benchVenue(1), flow, EXTENTS[0]).play();
const flowJournal = join(directory, 'flow');
await writeJournal(flowJournal, flow.count, (n, c) => flow.fill(n, c));
const ofFlow = await replay(flowJournal);

const journal = join(directory, 'journal');
await writeJournal(journal, RESTING_ORDERS, restingOrder);
const { recovered, commandsPerSecond } = await replay(journal);
const { state } = recovered.core;

const snapshots = SnapshotStore.open({ directory: join(directory, 'snapshots') });
const meta = {
  sequence: state.sequence,
  timeMs: state.timeMs,
  epoch: 1,
  coreVersion: CORE_VERSION,
  frameHash: new Uint8Array(32),
  eventHash: recovered.chain.hash,
  stateHash: stateHash(state),
};
const columns = exportState(recovered.core).map((part) => ({ ...part, type: 'bytes' }));
await snapshots.markVerified(state.sequence, await snapshots.write(meta, columns));
const loadBegunMs = performance.now();
const start = startPoint({ read: () => [], snapshots, codec: new CommandCodec(), parameters: [] });
const loadSeconds = (performance.now() - loadBegunMs) / 1000;
await snapshots.close();
rmSync(directory, { recursive: true, force: true });

const perOrder = ['orders.hot', 'orders.cold'].map(
  (name) => stateParts(state).find((part) => part.name === name)?.bytes.length ?? 0,
);
console.log(
  JSON.stringify({
    flow: FLOW,
    flowReplayCommandsPerSecond: ofFlow.commandsPerSecond,
    replayedCommands: recovered.replayedCommands,
    replayCommandsPerSecond: commandsPerSecond,
    restingOrders: start.core.state.orders.liveCount,
    startFromSnapshotSeconds: Number(loadSeconds.toFixed(3)),
    columnBytesPerRestingOrder: Number(
      (perOrder.reduce((a, b) => a + b, 0) / state.orders.liveCount).toFixed(1),
    ),
    snapshotMegabytes: Math.round(
      columns.reduce((sum, { bytes }) => sum + bytes.length, 0) / 2 ** 20,
    ),
  }),
);

/** Has the real sequencer write a venue's set-up and a number of commands. */
async function writeJournal(
  path: string,
  count: number,
  fill: (n: number, command: Command) => void,
): Promise<void> {
  const log = LmdbCommandLog.open({ directory: path });
  const sequencer = new Sequencer({
    core: new Core({ limits: BENCH_LIMITS }),
    log,
    blockingLog: log,
    codec: new CommandCodec(),
    chain: new EventChain(),
    stateCursor: 0,
    epoch: 1,
    nowMs: () => START_MS,
    failed: (error) => {
      throw error;
    },
  });
  for (const command of benchCommands(1, BENCH_LIMITS)) sequencer.submit(command, 0);
  sequencer.flush();
  const command = new Command();
  for (let n = 0; n < count; n += 1) {
    fill(n, command);
    if (!sequencer.submit(command, 0)) throw new Error(`void: command ${n} was not taken`);
    if ((n + 1) % COMMANDS_PER_TURN === 0) sequencer.flush();
  }
  await sequencer.drain();
  await log.close();
}

async function replay(path: string): Promise<{ recovered: Recovered; commandsPerSecond: number }> {
  const log = LmdbCommandLog.open({ directory: path });
  const begunMs = performance.now();
  const recovered = recover({ log, codec: new CommandCodec(), parameters: [] });
  const seconds = (performance.now() - begunMs) / 1_000;
  await log.close();
  if (recovered === undefined) throw new Error('nothing was recovered');
  return { recovered, commandsPerSecond: Math.round(recovered.replayedCommands / seconds) };
}

function restingOrder(n: number, c: Command): void {
  c.kind = COMMAND_KIND.PLACE_ORDER;
  c.accountId = buyer(n % PAIRS);
  c.clientId = 1_000_000 + n;
  c.seriesId = 1;
  c.side = SIDE.BUY;
  c.orderType = ORDER_TYPE.LIMIT;
  c.timeInForce = TIME_IN_FORCE.GTC;
  c.priceTicks = 1_000 + ((n * 7_919) % 5_000);
  c.lots = 1;
}
