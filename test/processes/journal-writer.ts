/**
 * A process that writes frames until it is killed or its disk fails, and says what is durable.
 *
 * Arguments: journal directory, `blocking` or `awaited`, frames to write. After each durable frame it writes a line
 * `durable LAST_SEQUENCE HASH` to standard output with a plain system call. A failed commit is reported on standard
 * error and ends it with exit code 1.
 */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { FrameWriter, HASH_BYTES, LmdbCommandLog } from '../../src/engine/log/store/index.js';

const [directory = '', mode = 'blocking', frames = '1'] = process.argv.slice(2);
const KIB = 1024;
const COMMAND_BYTES = 40;

const log = LmdbCommandLog.open({ directory, segmentBytes: 512 * KIB });
const writer = new FrameWriter(64 * KIB);

/** Fills and seals the next frame; sizes vary from one command to a few hundred. */
const nextFrame = () => {
  const { nextSequence, lastHash, epoch } = log.position;
  writer.reset();
  const count = 1 + ((nextSequence * 7919) % 300);
  for (let index = 0; index < count; index += 1) {
    writer.append(new Uint8Array(COMMAND_BYTES).fill((nextSequence + index) % 256));
  }
  return writer.seal({
    epoch,
    firstSequence: nextSequence,
    timeMs: nextSequence,
    previousHash: lastHash,
    eventHash: new Uint8Array(HASH_BYTES),
    stateSlice: { cursor: 0, crc32: 0 },
  });
};

writeSync(1, 'ready\n');
try {
  for (let index = 0; index < Number(frames); index += 1) {
    const frame = nextFrame();
    const last = mode === 'blocking' ? log.appendBlocking(frame) : await log.append(frame);
    writeSync(1, `durable ${last} ${Buffer.from(frame.hash).toString('hex')}\n`);
    await sleep(0);
  }
  await log.close();
} catch (error) {
  writeSync(2, `${error instanceof Error ? error.message : String(error)}\n`);
  let refusal = '';
  try {
    log.appendBlocking(nextFrame());
  } catch (later) {
    refusal = later instanceof Error ? later.message : String(later);
  }
  writeSync(2, `${refusal}\n`);
  process.exit(1);
}
