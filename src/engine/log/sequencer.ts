/**
 * The sequencer: gives every command its sequence and time, applies it at once, and holds what it caused until the
 * frame that holds it is on disk.
 *
 * One frame a turn: all commands of one turn of the event loop form one batch; while one commit is in flight the next
 * batch fills, so throughput rises with load and latency stays one commit. Listeners see a batch twice: `sealed`, with
 * the state exactly at its end, to encode what will be told; `durable`, to tell it.
 *
 * When more ends at once than one command ends (a million orders good till the same moment), time passes first, in bounded
 * commands of the sequencer's own and a bounded number of them a batch; accounts' commands are not taken until it has.
 *
 * Invariants: a batch is durable before anything of it leaves; batches become durable in order; after a failed commit
 * nothing more is accepted. Fails through the `failed` callback, once; the host then stops the process.
 */
import { crc32 } from 'node:zlib';
import type { CommandCodec } from '../../schema/index.js';
import { COMMAND_KIND, Command, ORIGIN, originOf } from '../../values/index.js';
import { type Core, StateSlicer } from '../core/index.js';
import { Batch } from './batch.js';
import { Applier } from './compiling.js';
import type { EventChain } from './event-chain.js';
import type { BlockingCommandLog, CommandLog, SealedFrame, StateSlice } from './store/index.js';

export interface BatchListener {
  /** The batch is closed and the state is at its end. Encode now, send nothing. */
  sealed(batch: Batch): void;
  /** The batch is on disk. Send. Its events are gone when this returns. */
  durable(batch: Batch): void;
}

export interface SequencerOptions {
  readonly core: Core;
  readonly log: CommandLog;
  /**
   * The log once more when its commits should block the turn, which is the faster way on a disk whose commits take
   * about a millisecond (ADR 4). Without it commits are awaited while the next batch fills.
   */
  readonly blockingLog?: BlockingCommandLog | undefined;
  readonly codec: CommandCodec;
  readonly chain: EventChain;
  /** Cursor of the rolling state check to go on from. */
  readonly stateCursor: number;
  readonly epoch: number;
  /** Wall clock, milliseconds since the epoch. */
  readonly nowMs: () => number;
  /** A commit failed: stop the process. */
  readonly failed: (error: unknown) => void;
  readonly payloadBytesMax?: number;
  readonly commandsMax?: number;
  /** Commands of a batch by which time passes before accounts' commands are taken. */
  readonly endingCommandsMax?: number;
}

const PAYLOAD_BYTES_MAX = 8 * 1_048_576;
const COMMANDS_MAX = 65_536;
/** Of up to 256 ends each: some ten milliseconds of work. */
const ENDING_COMMANDS_MAX = 64;
/** Of the lengths before two commands. */
const LENGTHS_BYTES_MAX = 20;

export class Sequencer {
  readonly core: Core;
  private readonly applier: Applier;
  private readonly log: CommandLog;
  private readonly blockingLog: BlockingCommandLog | undefined;
  private readonly codec: CommandCodec;
  private readonly chain: EventChain;
  private readonly slicer: StateSlicer;
  private readonly nowMs: () => number;
  private readonly failed: (error: unknown) => void;
  private readonly listeners: BatchListener[] = [];
  private readonly epoch: number;
  private current: Batch;
  private spare: Batch;
  private inFlight: Batch | undefined;
  private slice: StateSlice;
  private readonly endingCommandsMax: number;
  private readonly timePasses = new Command();
  /** More still ends at the time of this batch than one command ends. */
  private isEnding = false;
  private isScheduled = false;
  private isStopped = false;
  private isHalted = false;
  private whenIdle: (() => void)[] = [];
  /** Last sequence on disk: nothing beyond it may be shown to anyone. */
  durableSequence: number;
  /** Longest and total time of commits, for metrics. */
  commitCount = 0;
  lastCommitMs = 0;

  constructor(options: SequencerOptions) {
    const { core, payloadBytesMax = PAYLOAD_BYTES_MAX, commandsMax = COMMANDS_MAX } = options;
    this.core = core;
    this.applier = new Applier(core);
    this.log = options.log;
    this.blockingLog = options.blockingLog;
    this.codec = options.codec;
    this.chain = options.chain;
    this.nowMs = options.nowMs;
    this.failed = options.failed;
    this.epoch = options.epoch;
    this.endingCommandsMax = options.endingCommandsMax ?? ENDING_COMMANDS_MAX;
    this.timePasses.kind = COMMAND_KIND.ADVANCE_TIME;
    this.timePasses.body = {};
    this.current = new Batch(payloadBytesMax, commandsMax);
    this.spare = new Batch(payloadBytesMax, commandsMax);
    this.slicer = new StateSlicer(core.state);
    this.slicer.cursor = options.stateCursor;
    this.slice = this.checkSlice();
    this.durableSequence = core.state.sequence;
    core.events = this.current.events;
  }

  listen(listener: BatchListener): void {
    this.listeners.push(listener);
  }

  /** Last sequence applied; answers that read the state wait until it is durable. */
  get appliedSequence(): number {
    return this.core.state.sequence;
  }

  /** Whether a command would be taken now. */
  get isAccepting(): boolean {
    return !(this.isStopped || this.current.isFull);
  }

  /** Whether two commands would be taken one right behind the other, in one frame. */
  takesBoth(first: Command, second: Command): boolean {
    if (this.current.count === 0 && !this.isStopped) this.begin(this.current);
    if (this.isEnding) return false;
    const { writer, count, origins } = this.current;
    const bytes = this.codec.bytesMax(first) + this.codec.bytesMax(second) + LENGTHS_BYTES_MAX;
    return !this.isStopped && count + 2 <= origins.length && writer.freeBytes >= bytes;
  }

  /**
   * Sequences, journals and applies a command. Its time is set here. Fields its kind does not carry on the wire must
   * be at their defaults, as a replay will have them.
   * @param origin handed back to listeners with the command's events
   * @returns false when both batches are full, the sequencer has stopped, or it is an account's and what is due has not ended
   *   yet; the command then did not happen
   */
  submit(command: Command, origin: number): boolean {
    const batch = this.current;
    if (this.isStopped || batch.isFull) return false;
    if (batch.count === 0) this.begin(batch);
    if (this.isEnding && originOf(command.kind) === ORIGIN.ACCOUNT) return false;
    return this.append(batch, command, origin);
  }

  private append(batch: Batch, command: Command, origin: number): boolean {
    const { writer } = batch;
    if (batch.isFull) return false;
    const at = writer.reserve(this.codec.bytesMax(command));
    if (at < 0) return false;
    command.timeMs = batch.timeMs;
    writer.commit(this.codec.encodeBare(command, writer.buffer, at) - at);
    this.applier.apply(command);
    batch.origins[batch.count] = origin;
    batch.eventEnds[batch.count] = batch.events.length;
    batch.count += 1;
    return true;
  }

  /** Seals what waits now instead of at the end of the turn. */
  flush(): void {
    if (this.current.count > 0 && this.inFlight === undefined && !this.isStopped) this.seal();
  }

  /** Resolves once everything submitted is durable, what listeners submitted meanwhile included. */
  async drain(): Promise<void> {
    while (!this.isStopped && (this.current.count > 0 || this.inFlight !== undefined)) {
      this.flush();
      if (this.inFlight === undefined) continue;
      await new Promise<void>((resolve) => this.whenIdle.push(resolve));
    }
  }

  /** Takes no more commands; resolves once the last one is durable. */
  async stop(): Promise<void> {
    await this.drain();
    this.isStopped = true;
  }

  /** At once, where the process is about to end: takes no more commands, and tells of none that becomes durable from here on. */
  halt(): void {
    this.isStopped = true;
    this.isHalted = true;
  }

  /** Cursor of the rolling state check for the next frame. */
  get stateCursor(): number {
    return this.slicer.cursor;
  }

  private begin(batch: Batch): void {
    batch.firstSequence = this.core.state.sequence + 1;
    batch.timeMs = Math.max(this.core.state.timeMs, this.nowMs());
    this.endDue(batch);
    if (this.isScheduled) return;
    this.isScheduled = true;
    setImmediate(this.endTurn);
  }

  /** Lets time pass, a bounded number of commands; the next batch goes on. */
  private endDue(batch: Batch): void {
    const { lifecycle } = this.core;
    this.isEnding = lifecycle.isFarBehind(batch.timeMs);
    for (let left = this.endingCommandsMax; this.isEnding && left > 0; left -= 1) {
      if (!this.append(batch, this.timePasses, 0)) return;
      this.isEnding = lifecycle.isFarBehind(batch.timeMs);
    }
  }

  private readonly endTurn = (): void => {
    this.isScheduled = false;
    this.flush();
  };

  private seal(): void {
    const batch = this.current;
    this.inFlight = batch;
    this.current = this.spare;
    this.spare = batch;
    this.core.events = this.current.events;
    const frame = batch.writer.seal({
      epoch: this.epoch,
      firstSequence: batch.firstSequence,
      timeMs: batch.timeMs,
      previousHash: this.log.position.lastHash,
      eventHash: this.chain.hash,
      stateSlice: this.slice,
    });
    this.chain.extend(frame.hash, batch.events.bytes());
    this.slicer.next();
    this.slice = this.checkSlice();
    for (const listener of this.listeners) listener.sealed(batch);
    this.commit(batch, frame);
  }

  private commit(batch: Batch, frame: SealedFrame): void {
    const begunMs = performance.now();
    if (this.blockingLog === undefined) {
      this.log.append(frame).then(
        () => this.settle(batch, begunMs),
        (error: unknown) => this.fail(error),
      );
      return;
    }
    try {
      this.blockingLog.appendBlocking(frame);
    } catch (error) {
      this.fail(error);
      return;
    }
    this.settle(batch, begunMs);
  }

  private settle(batch: Batch, begunMs: number): void {
    if (this.isHalted) return;
    this.lastCommitMs = performance.now() - begunMs;
    this.commitCount += 1;
    this.durableSequence = batch.lastSequence;
    this.inFlight = undefined;
    this.release(batch);
    // A blocking log has its next seal scheduled already, which lets the sockets have their turn in between.
    if (this.blockingLog === undefined) this.flush();
    if (this.inFlight === undefined) for (const resolve of this.whenIdle.splice(0)) resolve();
  }

  private release(batch: Batch): void {
    for (const listener of this.listeners) listener.durable(batch);
    batch.reset();
  }

  private fail(error: unknown): void {
    this.isStopped = true;
    this.failed(error);
  }

  private checkSlice(): StateSlice {
    return { cursor: this.slicer.cursor, crc32: crc32(this.slicer.slice()) };
  }
}
