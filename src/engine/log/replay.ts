/**
 * Replays frames into a core and proves with each that the core says what it said then: the running event hash and a
 * slice of the state must be what the frame's header recorded. A difference stops the line.
 */
import { crc32 } from 'node:zlib';
import { type CommandCodec, NO_PLACE } from '../../schema/index.js';
import { COMMAND_KIND, Command } from '../../values/index.js';
import { type Core, EventLog, StateSlicer } from '../core/index.js';
import { CarryFold, SeamError } from './carry-fold.js';
import type { EventChain } from './event-chain.js';
import type { Frame } from './store/index.js';

/** A replay that says something else than the original. */
export class Divergence extends Error {
  override readonly name = 'Divergence';
  readonly sequence: number;

  constructor(sequence: number, what: string) {
    super(
      `replay diverges before sequence ${sequence}: ${what}; stop both, keep both data directories, and compare with patx verify`,
    );
    this.sequence = sequence;
  }
}

export class Replayer {
  readonly core: Core;
  private readonly codec: CommandCodec;
  private readonly chain: EventChain;
  private readonly slicer: StateSlicer;
  private readonly command = new Command();
  private readonly events = new EventLog();
  private carry: CarryFold | undefined;
  /** Commands applied by this replayer. */
  commandCount = 0;

  constructor(core: Core, codec: CommandCodec, chain: EventChain) {
    this.core = core;
    this.codec = codec;
    this.chain = chain;
    this.slicer = new StateSlicer(core.state);
  }

  /** Running event hash after the last frame. */
  get eventHash(): Uint8Array {
    return this.chain.hash;
  }

  /** The events of the last frame applied; valid until the next. */
  get lastEvents(): EventLog {
    return this.events;
  }

  /**
   * Applies one frame, which follows the last one.
   * @param applied called after each command with the words of the event log before it; the command is reused
   */
  apply(frame: Frame, applied?: (command: Command, eventsFrom: number) => void): void {
    const { core, command, events } = this;
    this.compare(frame);
    events.clear();
    core.events = events;
    const { payload, timeMs } = frame;
    for (let at = 0; at < payload.length; ) {
      at = this.codec.decode(payload, at, command);
      if (at === NO_PLACE) throw unreadable(this.codec, frame.firstSequence);
      command.timeMs = timeMs;
      const eventsFrom = events.length;
      if (this.carry !== undefined || command.kind === COMMAND_KIND.CARRY_OVER) this.carryOver();
      else core.apply(command);
      applied?.(command, eventsFrom);
    }
    this.commandCount += frame.count;
    this.chain.extend(frame.hash, events.bytes());
  }

  /** Whether what an upgrade carried has not all come yet: the state is no state of a venue then. */
  get isCarrying(): boolean {
    return this.carry !== undefined;
  }

  /** Folds the command, which must be a CarryOver: they come one behind the other, at the beginning of a stretch. */
  private carryOver(): void {
    const { core, command } = this;
    const isFirst = this.carry === undefined;
    if (command.kind !== COMMAND_KIND.CARRY_OVER || (isFirst && core.state.registry.venue !== '')) {
      throw new SeamError(core.state.sequence + 1, 'ends early, or comes into a venue that runs');
    }
    this.carry ??= new CarryFold(core);
    this.carry.apply(command);
    if (this.carry.isDone) this.carry = undefined;
  }

  private compare(frame: Frame): void {
    const { firstSequence, eventHash, stateSlice } = frame;
    if (this.core.state.sequence + 1 !== firstSequence) {
      throw new Divergence(firstSequence, `the core is at sequence ${this.core.state.sequence}`);
    }
    if (Buffer.compare(eventHash, this.chain.hash) !== 0) {
      throw new Divergence(firstSequence, 'the events up to here have another hash');
    }
    this.slicer.cursor = stateSlice.cursor;
    if (crc32(this.slicer.slice()) !== stateSlice.crc32) {
      throw new Divergence(firstSequence, `the state differs at cursor ${stateSlice.cursor}`);
    }
  }
}

/** Reads one command of a frame; throws when the bytes are none: the journal was written by another build. */
export function decodeCommand(
  codec: CommandCodec,
  bytes: Uint8Array,
  command: Command,
  firstSequence: number,
): void {
  if (codec.decodeBare(bytes, 0, bytes.length, command)) return;
  throw unreadable(codec, firstSequence);
}

function unreadable(codec: CommandCodec, firstSequence: number): Divergence {
  return new Divergence(firstSequence, `a command cannot be read: ${codec.problem?.detail ?? ''}`);
}
