/**
 * Recovery: how fast a journal replays, and how long a start from a snapshot with a million resting orders takes.
 *
 * The journal is written by the real sequencer into LMDB, read back by the real recovery with every check on.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Core, exportState, stateParts } from '../../src/engine/core/index.js';
import {
  EventChain,
  LmdbCommandLog,
  recover,
  Sequencer,
  SnapshotStore,
  startPoint,
  stateHash,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { COMMAND_KIND, Command, ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { BENCH_LIMITS, benchCommands, buyer, PAIRS, START_MS } from './venue.js';

const RESTING_ORDERS = 1_000_000;
const COMMANDS_PER_TURN = 4_096;
const directory = mkdtempSync(join(tmpdir(), 'patx-recovery-'));
const journal = join(directory, 'journal');

const core = new Core({ limits: BENCH_LIMITS });
const log = LmdbCommandLog.open({ directory: journal });
const sequencer = new Sequencer({
  core,
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
for (let n = 0; n < RESTING_ORDERS; n += 1) {
  sequencer.submit(restingOrder(n), 0);
  if (n % COMMANDS_PER_TURN === 0) sequencer.flush();
}
await sequencer.drain();
await log.close();

const reopened = LmdbCommandLog.open({ directory: journal });
const begunMs = performance.now();
const recovered = recover({ log: reopened, codec: new CommandCodec(), parameters: [] });
const replaySeconds = (performance.now() - begunMs) / 1000;
await reopened.close();
if (recovered === undefined) throw new Error('nothing was recovered');
const commands = recovered.replayedCommands;
const { state } = recovered.core;

const snapshots = SnapshotStore.open({ directory: join(directory, 'snapshots') });
const meta = {
  sequence: state.sequence,
  timeMs: state.timeMs,
  epoch: 1,
  coreVersion: 1,
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
    replayedCommands: commands,
    replayCommandsPerSecond: Math.round(commands / replaySeconds),
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

function restingOrder(n: number): Command {
  const c = new Command();
  c.kind = COMMAND_KIND.PLACE_ORDER;
  c.accountId = buyer(n % PAIRS);
  c.clientId = 1_000_000 + n;
  c.seriesId = 1;
  c.side = SIDE.BUY;
  c.orderType = ORDER_TYPE.LIMIT;
  c.timeInForce = TIME_IN_FORCE.GTC;
  c.priceTicks = 1_000 + ((n * 7_919) % 5_000);
  c.lots = 1;
  return c;
}
