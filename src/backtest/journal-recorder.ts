/**
 * Writes what a simulated venue does as the frames a journal is made of, exactly as the exchange's sequencer would: commands as they
 * were applied, the running hash of events, the rolling check of the state. So a simulated market can be read by whatever reads a
 * journal. The log is one whose appends block.
 */
import { crc32 } from 'node:zlib';
import { type Core, check, StateSlicer } from '../engine/core/index.js';
import {
  type Batch,
  type BlockingCommandLog,
  EventChain,
  FrameWriter,
  type StateSlice,
} from '../engine/log/index.js';
import { CommandCodec, NO_PLACE } from '../schema/index.js';
import { Command } from '../values/index.js';

/** A simulated batch is a customer's command and what the broker answers: far less than this. */
const PAYLOAD_BYTES_MAX = 1 << 20;
const COMMAND_BYTES_MAX = 1 << 18;
const EPOCH = 1;

export class JournalRecorder {
  private readonly log: BlockingCommandLog;
  private readonly codec = new CommandCodec();
  private readonly chain = new EventChain();
  private readonly slicer: StateSlicer;
  private slice: StateSlice;
  private readonly asRead = new Command();
  private readonly bytes = new Uint8Array(COMMAND_BYTES_MAX);
  // Two, for what listeners submit while a batch is told belongs to the next one.
  private writer = new FrameWriter(PAYLOAD_BYTES_MAX);
  private spare = new FrameWriter(PAYLOAD_BYTES_MAX);

  /** @param core before its first command */
  constructor(core: Core, log: BlockingCommandLog) {
    this.log = log;
    this.slicer = new StateSlicer(core.state);
    this.slice = this.checkSlice();
  }

  /** Before a command is applied; answers the command as a reader of the journal will have it, which is the one to apply. */
  take(command: Command): Command {
    const { writer, codec, asRead, bytes } = this;
    const end = codec.encode(command, bytes, 0);
    check(end !== NO_PLACE, 'a simulated command is larger than a command can be');
    check(codec.decode(bytes, 0, asRead) === end, 'a simulated command cannot be read back');
    asRead.timeMs = command.timeMs;
    const at = writer.reserve(codec.bytesMax(command));
    check(at >= 0, 'a simulated frame is larger than a frame can be');
    writer.commit(codec.encodeBare(command, writer.buffer, at) - at);
    return asRead;
  }

  /** The batch is closed and the state is at its end. */
  sealed(batch: Batch): void {
    const { writer } = this;
    this.writer = this.spare;
    this.spare = writer;
    const frame = writer.seal({
      epoch: EPOCH,
      firstSequence: batch.firstSequence,
      timeMs: batch.timeMs,
      previousHash: this.log.position.lastHash,
      eventHash: this.chain.hash,
      stateSlice: this.slice,
    });
    this.chain.extend(frame.hash, batch.events.bytes());
    this.slicer.next();
    this.slice = this.checkSlice();
    this.log.appendBlocking(frame);
    writer.reset();
  }

  private checkSlice(): StateSlice {
    return { cursor: this.slicer.cursor, crc32: crc32(this.slicer.slice()) };
  }
}
