/**
 * Opens small engines as a start would and says whether everything acknowledged is there; one line in, one line out, so
 * that thousands of damaged disks need one process. What a broken page does to the storage engine ends this process and
 * nobody else.
 *
 * In: JSON `{ directory, acknowledged: [[sequence, hash], …] }`. Out: JSON `{ sequence }` when all is well, otherwise
 * `{ code, message }` of a refusal or `{ wrong }` in words.
 */
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { brokenInvariants, CORE_VERSION, Core, exportState } from '../../src/engine/core/index.js';
import {
  EventChain,
  type Frame,
  Replayer,
  SnapshotStore,
  stateHash,
  verifyJournal,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { codeOf, SMALL_LIMITS, SmallEngine } from '../faults/small-engine.js';

interface Request {
  readonly directory: string;
  readonly acknowledged: readonly (readonly [sequence: number, hash: string])[];
}

type Answer = { sequence: number } | { code: string; message: string } | { wrong: string };

async function answer({ directory, acknowledged }: Request): Promise<Answer> {
  const engine = await SmallEngine.open({ directory });
  // What comes after must work as well: another commit, a snapshot of what was passed over, another start.
  await engine.commit(3);
  await engine.close();
  const hashes = new Map<number, string>();
  const snapshots = SnapshotStore.open({ directory: join(directory, 'snapshots') });
  const passedOver = new Set(snapshots.newestValid().rejected.map(({ sequence }) => sequence));
  const verified = snapshots.verifiedStateHashes();
  const core = new Core({ limits: SMALL_LIMITS });
  const replayer = new Replayer(core, new CommandCodec(), new EventChain());
  for (const frame of verifyJournal(join(directory, 'journal'))) {
    replayer.apply(frame);
    hashes.set(frame.lastSequence, Buffer.from(frame.hash).toString('hex'));
    const expected = verified.get(frame.lastSequence);
    if (expected !== undefined && Buffer.compare(expected, stateHash(core.state)) !== 0) {
      return { wrong: `the snapshot at ${frame.lastSequence} holds another state` };
    }
    if (passedOver.has(frame.lastSequence)) await takeSnapshot(snapshots, frame, replayer);
  }
  await snapshots.close();
  for (const [sequence, hash] of acknowledged) {
    if (hashes.get(sequence) !== hash) {
      return {
        wrong: `frame ${sequence} was acknowledged and is ${hashes.has(sequence) ? 'another' : 'gone'}`,
      };
    }
  }
  const broken = brokenInvariants(core);
  if (broken.length > 0) return { wrong: `invariants: ${broken.join('; ')}` };
  await (await SmallEngine.open({ directory })).close();
  return { sequence: core.state.sequence };
}

/** A snapshot that never counted is in nobody's way. */
async function takeSnapshot(
  snapshots: SnapshotStore,
  frame: Frame,
  replayer: Replayer,
): Promise<void> {
  const { core, eventHash } = replayer;
  const { sequence, timeMs } = core.state;
  const meta = {
    sequence,
    timeMs,
    epoch: frame.epoch,
    coreVersion: CORE_VERSION,
    furtherOperators: [],
    frameHash: frame.hash,
  };
  const hashes = { eventHash, stateHash: stateHash(core.state) };
  const columns = exportState(core).map((part) => ({ ...part, type: 'bytes' }));
  await snapshots.markVerified(sequence, await snapshots.write({ ...meta, ...hashes }, columns));
}

for await (const line of createInterface({ input: process.stdin })) {
  let said: Answer;
  try {
    said = await answer(JSON.parse(line) as Request);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const code = codeOf(error);
    said = code === undefined ? { wrong: message } : { code, message };
  }
  process.stdout.write(`${JSON.stringify(said)}\n`);
}
