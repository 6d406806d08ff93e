/**
 * A venue's history from its first frame on, each stretch folded by the core that wrote it, and every seam proved: what the
 * core before carries must be what the journal holds, and the next stretch goes on from its events and its last frame.
 *
 * Fails as the fold of a frame does, with a SeamError where two stretches do not fit, with a FrozenCoreError where a core is
 * missing.
 */
import { createHash } from 'node:crypto';
import { CarryIn, CORE_VERSION, Core } from '../engine/core/index.js';
import {
  beginningIn,
  beginsStretch,
  carryEndIn,
  type Frame,
  RecoveryError,
  Replayer,
  SeamError,
  startPoint,
} from '../engine/log/index.js';
import { CommandCodec, readCarryRows } from '../schema/index.js';
import type { Command } from '../values/index.js';
import type { Stretch } from './core-module.js';
import { type Cores, coreOf } from './frozen-cores.js';
import { ownStretch } from './own-core.js';

/** A stretch that was folded, or is. */
export interface FoldedStretch {
  readonly coreVersion: number;
  readonly firstSequence: number;
}

/** Rows of one part, where they are only compared or handed on. */
const PART_BYTES_MAX = 262_144;

export class History {
  private readonly cores: Cores;
  private readonly codec = new CommandCodec();
  /** The stretch that is folded, whoever folds it. */
  private stretch: Stretch | undefined;
  /** Set while it is this build that folds it. */
  private replayer: Replayer | undefined;
  private lastFrame: Frame | undefined;
  /** What the core before the seam that is folded carries. */
  private carried: Buffer | undefined;
  readonly stretches: FoldedStretch[] = [];
  commandCount = 0;

  constructor(cores: Cores) {
    this.cores = cores;
  }

  /**
   * Folds a frame, which follows the last one.
   * @param applied called after each command that this build folds; the command is reused
   */
  apply(frame: Frame, applied?: (command: Command, core: Core) => void): void {
    if (this.stretch === undefined || beginsStretch(frame)) this.begin(frame);
    const { stretch, replayer } = this;
    if (stretch === undefined) throw notBegun();
    if (replayer === undefined) stretch.applyFrame(frame.bytes);
    else replayer.apply(frame, (command) => applied?.(command, replayer.core));
    this.commandCount += frame.count;
    this.lastFrame = frame;
    if (this.carried !== undefined) this.proveSeam(frame);
  }

  get sequence(): number {
    return this.stretch?.sequence ?? 0;
  }

  get eventHash(): Uint8Array {
    return this.current.eventHash();
  }

  stateHash(): Uint8Array {
    return this.current.stateHash();
  }

  broken(): readonly string[] {
    return this.current.broken();
  }

  /**
   * The state as a core of this build: the one that folds, or a fresh one that was given what an older one carries. Its
   * hashes are then those of this build.
   */
  core(): Core {
    if (this.replayer !== undefined) return this.replayer.core;
    const { current } = this;
    const core = new Core({ limits: current.limits });
    core.state.goOn(current.sequence, current.timeMs);
    Object.assign(core.state.registry, { limits: current.limits, coreVersion: CORE_VERSION });
    const carry = new CarryIn(core);
    for (const part of current.carry(PART_BYTES_MAX)) {
      for (const row of readCarryRows(part)) carry.take(row);
    }
    carry.end();
    return core;
  }

  private get current(): Stretch {
    if (this.stretch === undefined) throw notBegun();
    return this.stretch;
  }

  private begin(frame: Frame): void {
    const beginning = beginningIn(frame, this.codec);
    if (beginning === undefined) throw notBegun();
    const { coreVersion, previousFrameHash } = beginning;
    const firstSequence = frame.firstSequence;
    if (this.stretch !== undefined) this.leave(frame, previousFrameHash);
    this.stretches.push({ coreVersion, firstSequence });
    this.replayer = undefined;
    if (coreVersion === CORE_VERSION) {
      const { codec } = this;
      const start = startPoint({ read: () => [frame], codec });
      this.replayer = new Replayer(start.core, codec, start.chain);
      this.stretch = ownStretch(this.replayer);
      return;
    }
    this.stretch = coreOf(coreVersion, this.cores).begin(frame.bytes);
  }

  /** Keeps of the stretch that ends what its seam is compared with. */
  private leave(frame: Frame, previousFrameHash: Uint8Array | undefined): void {
    const { current, lastFrame } = this;
    const isNext =
      Buffer.compare(frame.eventHash, current.eventHash()) === 0 &&
      Buffer.compare(previousFrameHash ?? new Uint8Array(), lastFrame?.hash ?? new Uint8Array()) ===
        0;
    if (!isNext) {
      throw new SeamError(
        frame.firstSequence,
        'does not go on from the frame or the events before',
      );
    }
    const digest = createHash('sha256');
    for (const part of current.carry(PART_BYTES_MAX)) digest.update(part);
    this.carried = digest.digest();
  }

  private proveSeam(frame: Frame): void {
    const end = carryEndIn(frame, this.codec);
    if (end === undefined) return;
    if (Buffer.compare(end.digest, this.carried as Buffer) !== 0) {
      throw new SeamError(frame.lastSequence, 'is not what the core before carries');
    }
    this.carried = undefined;
  }
}

function notBegun(): RecoveryError {
  return new RecoveryError('the journal does not begin with the creation of a venue');
}
