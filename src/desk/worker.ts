/** The desk thread: follower, snapshots, status pages. Started by `startDesk`, told what to do by messages. */
import assert from 'node:assert/strict';
import { createPrivateKey, sign } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import { AttributionReader } from '../attribution/index.js';
import { DurableWatermark, SnapshotStore } from '../engine/log/index.js';
import { Follower } from './follower.js';
import type { DeskOptions, EngineMetrics, FromDesk, ToDesk } from './messages.js';
import { serveStatus } from './status-page.js';

assert(parentPort !== null, 'the desk runs as a worker thread');
const port = parentPort;
const options = workerData as DeskOptions;
const post = (message: FromDesk): void => port.postMessage(message);

let engine: EngineMetrics | undefined;
let lastSnapshotSequence = 0;

async function main(): Promise<void> {
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
    applied: (frame, events) => attribution.read(events, frame.timeMs),
    snapshotTaken: (sequence, durationMs) => {
      lastSnapshotSequence = sequence;
      post({ kind: 'snapshot', sequence, durationMs });
    },
  });
  const attribution = new AttributionReader(follower.core);
  const status = await serveStatus(
    {
      core: follower.core,
      attribution,
      startedAtMs: nowMs(),
      nowMs,
      durableSequence: () => watermark.sequence(),
      lastSnapshotSequence: () => lastSnapshotSequence,
      engine: () => engine,
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
    if (message.kind === 'metrics') engine = message.metrics;
    else post({ kind: 'signed', id: message.id, signature: sign(null, message.bytes, deskKey) });
  });
  post({ kind: 'ready', sequence: follower.sequence, httpPort: status.port });
  await follower.run();
  await status.close();
  await snapshots.close();
  post({ kind: 'stopped', sequence: follower.sequence });
  port.close();
}

main().catch((error: unknown) => {
  const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const isDivergence = error instanceof Error && error.name === 'Divergence';
  post({ kind: isDivergence ? 'diverged' : 'failed', message });
  port.close();
});
