/**
 * The engine as an exchange has it, without sockets and on small stores: journal, core, sequencer, and the follower that
 * writes snapshots, opened and closed in the exchange's order. Faults are tried on it hundreds of times where a whole
 * exchange is tried once.
 *
 * Throws what the parts throw; a failed commit and a failed follower are thrown by the call that notices.
 */
import { join } from 'node:path';
import { Follower } from '../../src/desk/follower.js';
import { CORE_VERSION, Core, FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import {
  DurableWatermark,
  EventChain,
  JournalSource,
  LmdbCommandLog,
  recover,
  Sequencer,
  SnapshotStore,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
import { COMMAND_KIND, Command, type Limits } from '../../src/values/index.js';

const KIB = 1024;

/** Stores of the least size. */
export const SMALL_LIMITS: Limits = {
  maxOrders: 64,
  maxAccounts: 64,
  maxSeries: 16,
  maxPositions: 64,
  maxObligations: 64,
  maxDeliveries: 64,
  maxIdSpaces: 64,
  outcomesPerIdSpace: 16,
  maxPricePages: 64,
  maxEntitlements: 64,
  maxBustableTrades: 64,
};

export interface SmallEngineOptions {
  /** Data directory, laid out like an exchange's. */
  readonly directory: string;
  readonly segmentBytes?: number;
  readonly snapshotEveryCommands?: number;
}

/** A frame that is durable. */
export interface Acknowledged {
  readonly sequence: number;
  /** SHA-256 of the frame, hexadecimal. */
  readonly hash: string;
}

export class SmallEngine {
  readonly sequencer: Sequencer;
  private readonly log: LmdbCommandLog;
  private readonly snapshots: SnapshotStore;
  private readonly followed: Promise<unknown>;
  private readonly follower: Follower;
  private failure: unknown;

  private constructor(
    sequencer: Sequencer,
    log: LmdbCommandLog,
    snapshots: SnapshotStore,
    follower: Follower,
  ) {
    this.sequencer = sequencer;
    this.log = log;
    this.snapshots = snapshots;
    this.follower = follower;
    this.followed = follower.run().catch((error: unknown) => {
      this.failure ??= error;
    });
  }

  static async open(options: SmallEngineOptions): Promise<SmallEngine> {
    const { directory, segmentBytes = 64 * KIB, snapshotEveryCommands = 1_000_000 } = options;
    const places = { journal: join(directory, 'journal'), snapshots: join(directory, 'snapshots') };
    const watermark = new DurableWatermark();
    const log = LmdbCommandLog.open({ directory: places.journal, watermark, segmentBytes });
    const codec = new CommandCodec();
    const forRecovery = SnapshotStore.open({ directory: places.snapshots });
    const recovered = await recover({ log, snapshots: forRecovery, codec });
    await forRecovery.close();
    const core = recovered?.core ?? new Core({ limits: SMALL_LIMITS });
    const failures: unknown[] = [];
    const sequencer = new Sequencer({
      ...{ core, log, blockingLog: log, codec, chain: recovered?.chain ?? new EventChain() },
      stateCursor: recovered?.stateCursor ?? 0,
      epoch: core.state.registry.epoch + 1,
      nowMs: Date.now,
      failed: (error) => failures.push(error),
    });
    if (recovered === undefined) submit(sequencer, COMMAND_KIND.INITIALIZE_VENUE, firstBody());
    const { registry, timeMs } = core.state;
    const epoch = { epoch: registry.epoch + 1, lastTimeMs: timeMs };
    submit(sequencer, COMMAND_KIND.START_EPOCH, epoch);
    await sequencer.drain();
    if (failures.length > 0) throw failures[0];
    const snapshots = SnapshotStore.open({ directory: places.snapshots });
    const source = new JournalSource(places.journal, watermark);
    const follower = await Follower.open({
      ...{ source, snapshots },
      ...{ snapshotEveryCommands, snapshotEveryMs: 3_600_000, nowMs: Date.now },
    });
    return new SmallEngine(sequencer, log, snapshots, follower);
  }

  get core(): Core {
    return this.sequencer.core;
  }

  /** One frame of `count` commands; returns what is durable then. */
  async commit(count: number): Promise<Acknowledged> {
    for (let index = 0; index < count; index += 1) {
      const body = {
        targetAccountId: FIRST_OPERATOR_ACCOUNT,
        amountMicroPat: 1,
        clientRequestId: 0,
      };
      submit(this.sequencer, COMMAND_KIND.DEPOSIT, body, FIRST_OPERATOR_ACCOUNT);
    }
    await this.sequencer.drain();
    this.check();
    return this.last;
  }

  /** The last durable frame. */
  get last(): Acknowledged {
    const { nextSequence, lastHash } = this.log.position;
    return { sequence: nextSequence - 1, hash: Buffer.from(lastHash).toString('hex') };
  }

  /** Resolves once the follower has read everything, and whatever snapshot was due is written. */
  async caughtUp(): Promise<void> {
    while (this.follower.sequence < this.last.sequence) {
      this.check();
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  async close(): Promise<void> {
    await this.sequencer.stop();
    await this.log.close();
    await this.followed;
    await this.snapshots.close();
    this.check();
  }

  private check(): void {
    const failure = this.failure ?? this.log.failure;
    if (failure !== undefined) throw failure;
  }
}

function firstBody() {
  const key = new Uint8Array(32).fill(7);
  const keys = { brokerPublicKey: key, operatorPublicKey: key };
  return {
    venue: 'FAULTS',
    ...keys,
    limits: SMALL_LIMITS,
    coreVersion: CORE_VERSION,
    furtherOperators: [],
  };
}

function submit(sequencer: Sequencer, kind: number, body: unknown, accountId = 0): void {
  const command = new Command();
  Object.assign(command, { kind, body, accountId });
  sequencer.submit(command, 0);
}

/** The stable code of an error, or the system's own; undefined when it has none. */
export function codeOf(error: unknown): string | undefined {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
