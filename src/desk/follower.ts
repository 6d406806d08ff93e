/**
 * The follower: the same core, fed by the journal as it becomes durable. It proves determinism all day, feeds the
 * read side, and writes the snapshots, so that the engine never pauses for them.
 *
 * A snapshot counts only after the frame behind it agreed: that frame's header holds the engine's own event hash and
 * a slice of its state. One that cannot be written or marked is told and tried again later: the venue needs none to go on.
 * Fails with `Divergence` when the two histories differ: the host then stops everything.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { CORE_VERSION, type Core, type EventLog, exportState } from '../engine/core/index.js';
import {
  type Frame,
  type FrameSource,
  journalPoint,
  newestStretchFrame,
  Replayer,
  type SnapshotStore,
  type StartPoint,
  snapshotPoint,
  stateHash,
} from '../engine/log/index.js';
import { CommandCodec } from '../schema/index.js';

export interface FollowerOptions {
  readonly source: FrameSource;
  readonly snapshots: SnapshotStore;
  readonly snapshotEveryCommands: number;
  readonly snapshotEveryMs: number;
  readonly nowMs: () => number;
  /** After each frame: its events and the state they led to. */
  readonly applied?: (frame: Frame, events: EventLog, core: Core) => void;
  /** A snapshot was verified. */
  readonly snapshotTaken?: (sequence: number, durationMs: number) => void;
  /** Why a snapshot of so many bytes must not be written now; undefined when it may. */
  readonly snapshotProblem?: (bytes: number) => Error | undefined;
  /** A snapshot failed; the next one is tried after so long. */
  readonly snapshotFailed?: (error: unknown, retryAfterMs: number) => void;
}

interface Unverified {
  readonly sequence: number;
  readonly sha256: Uint8Array;
  readonly begunMs: number;
}

/** A snapshot that failed is tried again after this, then twice that, up to an hour. */
const FIRST_RETRY_MS = 30_000;
const LONGEST_RETRY_MS = 3_600_000;

/** Frames applied before the thread looks at its other work, and how long it goes on with them. */
const FRAMES_PER_TURN = 64;
const TURN_MS = 10;

export class Follower {
  readonly core: Core;
  private readonly options: FollowerOptions;
  private readonly replayer: Replayer;
  private unverified: Unverified | undefined;
  private lastSnapshotSequence: number;
  private lastSnapshotMs: number;
  private failures = 0;
  private notBeforeMs = 0;

  private constructor(options: FollowerOptions, start: StartPoint, codec: CommandCodec) {
    this.options = options;
    this.core = start.core;
    this.replayer = new Replayer(start.core, codec, start.chain);
    this.lastSnapshotSequence = start.sequence;
    this.lastSnapshotMs = options.nowMs();
  }

  /** A follower at the newest snapshot, or at the beginning of the journal, which must have its first frame. */
  static async open(options: FollowerOptions): Promise<Follower> {
    const { source, snapshots } = options;
    const codec = new CommandCodec();
    const first = await newestStretchFrame(source);
    const start =
      snapshotPoint({ codec, snapshots, stretchSequence: first?.firstSequence }).start ??
      journalPoint({ codec }, first === undefined ? [] : [first]);
    return new Follower(options, start, codec);
  }

  /** Last sequence applied. */
  get sequence(): number {
    return this.core.state.sequence;
  }

  /** Running hash of all events up to the last frame applied. */
  get eventHash(): Uint8Array {
    return this.replayer.eventHash;
  }

  /** Follows until the writer stops or fails. */
  async run(): Promise<'stopped' | 'failed'> {
    const frames = this.options.source.follow(this.sequence + 1, FRAMES_PER_TURN);
    for (;;) {
      const { value, done } = await frames.next();
      if (done) return value;
      let begunMs = performance.now();
      for (const frame of value) {
        await this.apply(frame);
        if (performance.now() - begunMs < TURN_MS) continue;
        await turn();
        begunMs = performance.now();
      }
      await this.maybeSnapshot(value.at(-1) as Frame);
      await turn();
    }
  }

  /** Writes a snapshot of the state as of the last frame; it counts once the next frame agrees. */
  async snapshot(frame: Frame): Promise<void> {
    const { core, options } = this;
    const begunMs = options.nowMs();
    const { sequence, timeMs } = core.state;
    this.lastSnapshotSequence = sequence;
    this.lastSnapshotMs = begunMs;
    const columns = exportState(core).map((part) => ({ ...part, type: 'bytes' }));
    const problem = options.snapshotProblem?.(columns.reduce((sum, c) => sum + c.bytes.length, 0));
    if (problem !== undefined) throw problem;
    const meta = {
      sequence,
      timeMs,
      epoch: frame.epoch,
      coreVersion: CORE_VERSION,
      frameHash: frame.hash,
      eventHash: this.replayer.eventHash,
      stateHash: stateHash(core.state),
    };
    const sha256 = await options.snapshots.write(meta, columns);
    this.unverified = { sequence, sha256, begunMs };
  }

  private async apply(frame: Frame): Promise<void> {
    this.replayer.apply(frame);
    this.options.applied?.(frame, this.replayer.lastEvents, this.core);
    const { unverified } = this;
    if (unverified === undefined || frame.firstSequence <= unverified.sequence) return;
    this.unverified = undefined;
    await this.attempt(async () => {
      await this.options.snapshots.markVerified(unverified.sequence, unverified.sha256);
      this.failures = 0;
      this.options.snapshotTaken?.(unverified.sequence, this.options.nowMs() - unverified.begunMs);
    });
  }

  private async maybeSnapshot(frame: Frame): Promise<void> {
    const { snapshotEveryCommands, snapshotEveryMs, nowMs } = this.options;
    // What is still being carried over is no state of a venue.
    if (this.replayer.isCarrying || this.unverified !== undefined) return;
    if (nowMs() < this.notBeforeMs) return;
    const commands = this.sequence - this.lastSnapshotSequence;
    const isDue = commands > 0 && nowMs() - this.lastSnapshotMs >= snapshotEveryMs;
    const isWanted = commands >= snapshotEveryCommands || isDue || this.failures > 0;
    if (isWanted) await this.attempt(() => this.snapshot(frame));
  }

  private async attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { nowMs, snapshotFailed } = this.options;
      const waitMs = Math.min(LONGEST_RETRY_MS, FIRST_RETRY_MS * 2 ** Math.min(this.failures, 16));
      this.failures += 1;
      this.notBeforeMs = nowMs() + waitMs;
      snapshotFailed?.(error, waitMs);
    }
  }
}
