/**
 * The desk thread: follower, snapshots, status pages, the settler. Started by `startDesk`, told what to do by messages.
 *
 * It listens at once, follows when told to, and ends when the journal's writer does, or when told to before it follows.
 * What it fails of goes to the engine's thread, which then stops everything.
 */
import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { AttributionReader } from '../attribution/index.js';
import {
  DurableWatermark,
  JournalSource,
  publishDurable,
  SnapshotStore,
} from '../engine/log/index.js';
import { freeBytes } from '../files/index.js';
import { CatchUp, LeftBehind } from './catch-up.js';
import { Follower } from './follower.js';
import type {
  DeskFacts,
  DeskOptions,
  EngineMetrics,
  ErrorFacts,
  FollowOptions,
  FromDesk,
  Stage,
  ToDesk,
} from './messages.js';
import { checkPasskey } from './passkeys.js';
import { DeskSettlement, type SettlementView } from './settlement.js';
import { type StatusServer, type StatusSource, serveStatus } from './status-page.js';

assert(parentPort !== null, 'the desk runs as a worker thread');
const port = parentPort;
const options = workerData as DeskOptions;
const post = (message: FromDesk): void => port.postMessage(message);
const nowMs = (): number => Date.now();

/** How much later than the engine the desk is served where both want one processor; what it starts inherits it. */
const NICENESS = 5;
const FACTS_MS = 250;
/** What a failed desk gives its chain to end in order. */
const FAILED_CHAIN_MS = 2_000;

const startedAtMs = nowMs();
let stage: Stage = 'starting';
let engine: EngineMetrics | undefined;
let source: StatusSource | undefined;
let settlement: DeskSettlement | undefined;
let deskKey: ReturnType<typeof createPrivateKey> | undefined;
let lastSnapshotSequence = 0;
let snapshotsFailed = 0;
let status: StatusServer | undefined;

/** Orders go before batches, pages and snapshots. Linux has a priority for each thread; elsewhere the process has one. */
function yieldToEngine(): void {
  if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + NICENESS));
}

async function main(): Promise<void> {
  yieldToEngine();
  const told = instructions();
  status = await serveStatus(
    { stage: () => stage, source: () => source },
    {
      ...{ hostname: options.httpHost, port: options.httpPort },
      ...{ tls: options.tls, token: options.statusToken },
    },
  );
  post({ kind: 'listening', httpPort: status.port });
  const given = await told;
  if (given !== undefined) await follow(given);
  await status.close();
  post({ kind: 'stopped', sequence: source?.core.state.sequence ?? 0 });
  port.close();
}

/** Hears the engine from now on; resolves with what to follow, or with undefined when there will be nothing. */
function instructions(): Promise<FollowOptions | undefined> {
  return new Promise((resolve) => {
    port.on('message', (message: ToDesk) => {
      switch (message.kind) {
        case 'follow':
          return resolve(message.options);
        case 'end':
          return resolve(undefined);
        case 'stage':
          stage = message.stage;
          return;
        case 'metrics':
          engine = message.metrics;
          return;
        case 'sign':
          assert(deskKey !== undefined, 'tickets are signed once the desk follows');
          post({ kind: 'signed', id: message.id, signature: sign(null, message.bytes, deskKey) });
          return;
        case 'recover':
          void recover(message.id, message.message, message.signature);
          return;
        case 'passkey':
          void checkPasskey(message.asked).then((found) =>
            post({ kind: 'passkeyChecked', id: message.id, found }),
          );
          return;
        default:
          settlement?.answered(message.id, message.outcomes);
      }
    });
  });
}

async function follow(given: FollowOptions): Promise<void> {
  const watermark = new DurableWatermark(options.watermark);
  const snapshots = SnapshotStore.open({ directory: options.snapshotDirectory });
  lastSnapshotSequence = snapshots.verifiedSequences().at(-1) ?? 0;
  const catchUp = new CatchUp(watermark, nowMs);
  const follower = await Follower.open({
    source: new JournalSource(options.journalDirectory, watermark),
    snapshots,
    snapshotEveryCommands: options.snapshotEveryCommands,
    snapshotEveryMs: options.snapshotEveryMs,
    nowMs,
    applied: (frame, events) => {
      attribution.read(events, frame.timeMs);
      settlement?.followed(frame.lastSequence);
      catchUp.check();
    },
    snapshotProblem: (bytes) => {
      const free = freeBytes(options.snapshotDirectory);
      if (free - bytes >= options.diskReserveBytes) return undefined;
      return new Error(
        `it takes ${bytes} bytes and ${free} are free, of which ${options.diskReserveBytes} are the reserve`,
      );
    },
    snapshotFailed: (error, retryAfterMs) => {
      snapshotsFailed += 1;
      const fields = {
        detail: error instanceof Error ? error.message : String(error),
        retryAfterMs,
      };
      const message =
        'no snapshot was written: the venue goes on without, and a restart takes longer';
      post({ kind: 'log', level: 'warn', fields, message });
    },
    snapshotTaken: (sequence, durationMs) => {
      lastSnapshotSequence = sequence;
      post({ kind: 'snapshot', sequence, durationMs });
    },
  });
  const attribution = new AttributionReader(follower.core);
  source = {
    core: follower.core,
    attribution,
    startedAtMs,
    nowMs,
    durableSequence: () => watermark.sequence(),
    lastSnapshotSequence: () => lastSnapshotSequence,
    snapshotsFailed: () => snapshotsFailed,
    engine: () => engine,
    settlement: () => settlement,
  };
  deskKey = createPrivateKey({ key: Buffer.from(given.deskKey), format: 'der', type: 'pkcs8' });
  if (given.settlement !== undefined) {
    settlement = new DeskSettlement(given.settlement, {
      core: follower.core,
      eventHash: () => follower.eventHash,
      durableSequence: () => watermark.sequence(),
      post,
    });
  }
  post({ kind: 'following', sequence: follower.sequence });
  const telling = setInterval(
    () => post({ kind: 'facts', facts: deskFacts(follower.sequence) }),
    FACTS_MS,
  );
  const publishing = new AbortController();
  const published = publishDurable(options.journalDirectory, watermark, publishing.signal).catch(
    (error: unknown) => {
      const fields = { detail: error instanceof Error ? error.message : String(error) };
      const message = 'other processes do not learn how far the journal is durable';
      post({ kind: 'log', level: 'warn', fields, message });
    },
  );
  try {
    await follower.run().catch((error: unknown) => {
      if (!(error instanceof LeftBehind)) throw error;
      const commands = watermark.sequence() - follower.sequence;
      const message = 'the desk stops before it has followed to the end';
      post({ kind: 'log', level: 'warn', fields: { commands }, message });
    });
  } finally {
    clearInterval(telling);
    publishing.abort();
  }
  await published;
  await settlement?.stop();
  await snapshots.close();
}

function deskFacts(followerSequence: number): DeskFacts {
  const view = settlement?.view();
  return {
    ...{ followerSequence, lastSnapshotSequence, snapshotsFailed },
    ...(view === undefined ? {} : { settlement: settlementFacts(view) }),
  };
}

const settlementFacts = ({ state, trouble, batchesInFlight, lastBatchAtMs }: SettlementView) => ({
  state: state ?? 'STARTING',
  ...(trouble === undefined ? {} : { trouble: { ...trouble } }),
  batchesInFlight: batchesInFlight ?? 0,
  lastBatchAtMs: lastBatchAtMs ?? 0,
});

/** Answers undefined for a signature that is none, and for whatever else goes wrong with it. */
async function recover(id: number, bytes: Uint8Array, signature: Uint8Array): Promise<void> {
  let address: Uint8Array | undefined;
  try {
    const { recoverSigner } = await import('../settlement/index.js');
    address = recoverSigner(bytes, signature);
  } catch {
    // Told as a signature of nobody.
  }
  post({ kind: 'recovered', id, address });
}

function factsOf(error: unknown): ErrorFacts {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code, syscall, path, address, port: at } = error as SystemError;
  return { message: error.message, stack: error.stack, code, syscall, path, address, port: at };
}

interface SystemError extends NodeJS.ErrnoException {
  readonly address?: string;
  readonly port?: number;
}

main().catch(async (error: unknown) => {
  const isDivergence = error instanceof Error && error.name === 'Divergence';
  post({ kind: isDivergence ? 'diverged' : 'failed', error: factsOf(error) });
  // What it has started must not outlive it, nor keep the thread alive.
  const late = new Promise((resolve) => setTimeout(resolve, FAILED_CHAIN_MS).unref());
  await Promise.race([settlement?.stop().catch(() => undefined), late]);
  await status?.close();
  port.close();
});
