/**
 * Recovery: how fast a journal replays, and how long a start from a snapshot with a million resting orders takes.
 *
 * The journals are written by the real sequencer into LMDB, in a process of their own (`recovery.js write DIRECTORY`), and
 * read back by the real recovery with every check on, in a process that is as fresh as one that starts after a crash.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CORE_VERSION, Core, exportState, stateParts } from '../../src/engine/core/index.js';
import {
  EventChain,
  LmdbCommandLog,
  type Recovered,
  raiseInliningBudget,
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
const WARM_COMMANDS = 100_000;

const [mode, given] = process.argv.slice(2);
if (mode === 'write' && given !== undefined) await writeJournals(given);
else await measure(mkdtempSync(join(tmpdir(), 'patx-recovery-')));

async function writeJournals(directory: string): Promise<void> {
  const flow = new Script(readWorkload(FLOW, 1, 1), 1);
  new CorePlayer(benchVenue(1), flow, EXTENTS[0]).play();
  await writeJournal(join(directory, 'flow'), flow.count, (n, c) => flow.fill(n, c));
  await writeJournal(join(directory, 'resting'), RESTING_ORDERS, restingOrder);
}

async function measure(directory: string): Promise<void> {
  const self = fileURLToPath(import.meta.url);
  execFileSync(process.execPath, [self, 'write', directory], { stdio: 'inherit' });
  // As in production: the command line does it first.
  raiseInliningBudget();
  const ofFlow = await replay(join(directory, 'flow'));
  const { recovered, commandsPerSecond, sustainedPerSecond } = await replay(
    join(directory, 'resting'),
  );
  const { state } = recovered.core;

  const snapshots = SnapshotStore.open({ directory: join(directory, 'snapshots') });
  const meta = {
    sequence: state.sequence,
    timeMs: state.timeMs,
    epoch: 1,
    coreVersion: CORE_VERSION,
    furtherOperators: [],
    frameHash: new Uint8Array(32),
    eventHash: recovered.chain.hash,
    stateHash: stateHash(state),
  };
  const columns = exportState(recovered.core).map((part) => ({ ...part, type: 'bytes' }));
  await snapshots.markVerified(state.sequence, await snapshots.write(meta, columns));
  const codec = new CommandCodec();
  const loadBegunMs = performance.now();
  const start = startPoint({ read: () => [], snapshots, codec });
  const loadSeconds = (performance.now() - loadBegunMs) / 1000;
  await snapshots.close();
  rmSync(directory, { recursive: true, force: true });

  const perOrder = ['orders.hot', 'orders.cold'].map(
    (name) => stateParts(state).find((part) => part.name === name)?.bytes.length ?? 0,
  );
  const bytesPerOrder = perOrder.reduce((a, b) => a + b, 0) / state.orders.liveCount;
  const snapshotBytes = columns.reduce((sum, { bytes }) => sum + bytes.length, 0);
  console.log(
    JSON.stringify({
      flow: FLOW,
      flowReplayCommandsPerSecond: ofFlow.commandsPerSecond,
      flowReplaySustainedPerSecond: ofFlow.sustainedPerSecond,
      replayedCommands: recovered.replayedCommands,
      replayCommandsPerSecond: commandsPerSecond,
      replaySustainedPerSecond: sustainedPerSecond,
      restingOrders: start.core.state.orders.liveCount,
      startFromSnapshotSeconds: Number(loadSeconds.toFixed(3)),
      columnBytesPerRestingOrder: Number(bytesPerOrder.toFixed(1)),
      snapshotMegabytes: Math.round(snapshotBytes / 2 ** 20),
    }),
  );
}

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

interface Replay {
  readonly recovered: Recovered;
  /** From a fresh process to the last command: making the core and compiling are in it. */
  readonly commandsPerSecond: number;
  /** Once what is hot is compiled. */
  readonly sustainedPerSecond: number;
}

async function replay(path: string): Promise<Replay> {
  const log = LmdbCommandLog.open({ directory: path });
  const codec = new CommandCodec();
  const begunMs = performance.now();
  let warmMs = 0;
  let warmSequence = 0;
  const recovered = await recover({
    log,
    codec,
    replayed: ({ lastSequence }) => {
      if (warmSequence > 0 || lastSequence < WARM_COMMANDS) return;
      warmSequence = lastSequence;
      warmMs = performance.now();
    },
  });
  const endedMs = performance.now();
  await log.close();
  if (recovered === undefined) throw new Error('nothing was recovered');
  const { sequence, replayedCommands } = recovered;
  return {
    recovered,
    commandsPerSecond: Math.round((replayedCommands * 1_000) / (endedMs - begunMs)),
    sustainedPerSecond: Math.round(((sequence - warmSequence) * 1_000) / (endedMs - warmMs)),
  };
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
