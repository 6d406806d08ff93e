/**
 * The journal fed with raw bytes: the exchange's frame writer and store, with hashes and fsync, and no commands. Fails
 * by throwing when a frame is full or a commit fails.
 */
import { FrameWriter, HASH_BYTES, LmdbCommandLog } from '../../src/engine/log/index.js';

const FRAME_BYTES_MAX = 8 * 1_048_576;

export class RawJournal {
  private readonly log: LmdbCommandLog;
  private readonly writer = new FrameWriter(FRAME_BYTES_MAX);
  private readonly eventHash = new Uint8Array(HASH_BYTES);

  constructor(directory: string) {
    this.log = LmdbCommandLog.open({ directory });
  }

  append(bytes: Uint8Array): void {
    if (!this.writer.append(bytes)) throw new Error('a frame of the raw journal is full');
  }

  /** Makes what was appended durable as one frame; returns when it is on disk. */
  commit(): void {
    const { nextSequence, lastHash } = this.log.position;
    const frame = this.writer.seal({
      epoch: 0,
      firstSequence: nextSequence,
      timeMs: Date.now(),
      previousHash: lastHash,
      eventHash: this.eventHash,
      stateSlice: { cursor: 0, crc32: 0 },
    });
    this.log.appendBlocking(frame);
    this.writer.reset();
  }

  async close(): Promise<void> {
    await this.log.close();
  }
}
