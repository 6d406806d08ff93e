/** The desk thread: follower, snapshots, status pages, the settler. Started by `startDesk`, told what to do by messages. */
import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { AttributionReader } from '../attribution/index.js';
import { DurableWatermark, SnapshotStore } from '../engine/log/index.js';
import { Follower } from './follower.js';
import type { DeskOptions, EngineMetrics, FromDesk, ToDesk } from './messages.js';
import { DeskSettlement } from './settlement.js';
import { serveStatus } from './status-page.js';

assert(parentPort !== null, 'the desk runs as a worker thread');
const port = parentPort;
const options = workerData as DeskOptions;
const post = (message: FromDesk): void => port.postMessage(message);

/** How much later than the engine the desk is served where both want one processor; what it starts inherits it. */
const NICENESS = 5;

let engine: EngineMetrics | undefined;
let lastSnapshotSequence = 0;

/** Orders go before batches, pages and snapshots. Linux has a priority for each thread; elsewhere the process has one. */
function yieldToEngine(): void {
  if (process.platform === 'linux') setPriority(Math.min(19, getPriority() + NICENESS));
}

async function main(): Promise<void> {
  yieldToEngine();
  const watermark = new DurableWatermark(options.watermark);
  const snapshots = SnapshotStore.open({ directory: options.snapshotDirectory });
  const nowMs = (): number => Date.now();
  lastSnapshotSequence = snapshots.verifiedSequences().at(-1) ?? 0;
  const follower = new Follower({
    journalDirectory: options.journalDirectory,
    watermark,
    snapshots,
    parameters: options.parameters,
    snapshotEveryCommands: options.snapshotEveryCommands,
    snapshotEveryMs: options.snapshotEveryMs,
    nowMs,
    applied: (frame, events) => {
      attribution.read(events, frame.timeMs);
      settlement?.followed(frame.lastSequence);
    },
    snapshotTaken: (sequence, durationMs) => {
      lastSnapshotSequence = sequence;
      post({ kind: 'snapshot', sequence, durationMs });
    },
  });
  const attribution = new AttributionReader(follower.core);
  let settlement: DeskSettlement | undefined;
  const status = await serveStatus(
    {
      core: follower.core,
      attribution,
      startedAtMs: nowMs(),
      nowMs,
      durableSequence: () => watermark.sequence(),
      lastSnapshotSequence: () => lastSnapshotSequence,
      engine: () => engine,
      settlement: () => settlement,
    },
    options.httpHost,
    options.httpPort,
  );
  const deskKey = createPrivateKey({
    key: Buffer.from(options.deskKey),
    format: 'der',
    type: 'pkcs8',
  });
  port.on('message', (message: ToDesk) => {
    switch (message.kind) {
      case 'metrics':
        engine = message.metrics;
        return;
      case 'sign':
        post({ kind: 'signed', id: message.id, signature: sign(null, message.bytes, deskKey) });
        return;
      case 'recover':
        void recover(message.id, message.message, message.signature);
        return;
      default:
        settlement?.answered(message.id, message.outcomes);
    }
  });
  if (options.settlement !== undefined) {
    settlement = new DeskSettlement(options.settlement, {
      core: follower.core,
      eventHash: () => follower.eventHash,
      durableSequence: () => watermark.sequence(),
      post,
    });
  }
  post({ kind: 'ready', sequence: follower.sequence, httpPort: status.port });
  await follower.run();
  await settlement?.stop();
  await status.close();
  await snapshots.close();
  post({ kind: 'stopped', sequence: follower.sequence });
  port.close();
}

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

main().catch((error: unknown) => {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const isDivergence = error instanceof Error && error.name === 'Divergence';
  post({ kind: isDivergence ? 'diverged' : 'failed', message });
  port.close();
});
