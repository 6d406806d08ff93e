/**
 * Writes the first frames of a stretch: what an upgrade carries, as CarryOver commands, one a frame, folded by the core that
 * goes on as they are written, so that each frame's header says what any replay of it will say.
 *
 * Fails with a SeamError where what is carried does not fit that core, and as the place it writes to fails.
 */
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { type Core, StateSlicer } from '../engine/core/index.js';
import {
  CarryFold,
  type ChainPosition,
  EventChain,
  FrameWriter,
  type SealedFrame,
} from '../engine/log/index.js';
import { CommandCodec } from '../schema/index.js';
import {
  type CarryBegin,
  type CarryEnd,
  COMMAND_KIND,
  type ColdBodies,
  Command,
} from '../values/index.js';

/** Rows of one CarryOver, and what the frame around it may take: the largest row is a checkpoint of a mebibyte. */
export const PART_BYTES_MAX = 262_144;
const FRAME_BYTES_MAX = 4_194_304;
const NOTHING = new Uint8Array();

export interface StretchTerms {
  /** Fresh, at the sequence and time of the end of the stretch before. */
  readonly core: Core;
  /** The end of the journal. */
  readonly position: ChainPosition;
  readonly eventHash: Uint8Array;
  /** Takes each frame, whose bytes are only good until it returns. */
  readonly append: (frame: SealedFrame) => void;
}

export class StretchWriter {
  readonly core: Core;
  private readonly fold: CarryFold;
  private readonly codec = new CommandCodec();
  private readonly slicer: StateSlicer;
  private readonly chain: EventChain;
  private readonly frame = new FrameWriter(FRAME_BYTES_MAX);
  private readonly digest = createHash('sha256');
  private readonly append: (frame: SealedFrame) => void;
  private parts = 0;
  position: ChainPosition;
  /** Bytes of all rows. */
  rowsBytes = 0;

  constructor({ core, position, eventHash, append }: StretchTerms) {
    this.core = core;
    this.fold = new CarryFold(core);
    this.slicer = new StateSlicer(core.state);
    this.chain = new EventChain(eventHash);
    this.position = position;
    this.append = append;
  }

  /** Running event hash behind the last frame. */
  get eventHash(): Uint8Array {
    return this.chain.hash;
  }

  begin(begin: CarryBegin): void {
    this.write({ begin, rows: NOTHING, end: null });
  }

  rows(rows: Uint8Array): void {
    this.parts += 1;
    this.rowsBytes += rows.length;
    this.digest.update(rows);
    this.write({ begin: null, rows, end: null });
  }

  /** Ends what is carried; returns its digest. */
  end(): Uint8Array {
    const end: CarryEnd = { parts: this.parts, digest: this.digest.digest() };
    this.write({ begin: null, rows: NOTHING, end });
    return end.digest;
  }

  private write(body: ColdBodies['carryOver']): void {
    const { core, codec, frame, slicer, chain, position } = this;
    const command = new Command();
    command.kind = COMMAND_KIND.CARRY_OVER;
    command.timeMs = core.state.timeMs;
    command.body = body;
    const stateSlice = { cursor: slicer.cursor, crc32: crc32(slicer.slice()) };
    frame.reset();
    const at = frame.reserve(codec.bytesMax(command));
    if (at < 0) throw new RangeError('a part of what is carried is larger than a frame');
    frame.commit(codec.encodeBare(command, frame.buffer, at) - at);
    this.fold.apply(command);
    const sealed = frame.seal({
      epoch: position.epoch,
      firstSequence: position.nextSequence,
      timeMs: command.timeMs,
      previousHash: position.lastHash,
      eventHash: chain.hash,
      stateSlice,
    });
    chain.extend(sealed.hash, NOTHING);
    slicer.next();
    this.append(sealed);
    this.position = {
      nextSequence: sealed.lastSequence + 1,
      lastHash: sealed.hash.slice(),
      epoch: position.epoch,
    };
  }
}
