/**
 * The reader: a follower that keeps a history. It replays the journal into a core of its own, checks it frame by frame as
 * every follower does, and writes what happened into the history; state and history are always as of the same sequence when
 * anybody else of this thread runs.
 *
 * Killed at any moment it goes on where its cursor stood: the rows and the cursor are one transaction. A history of another
 * journal, or one that is ahead of this one, is made anew. Never ahead of what is durable: the source hands out nothing else.
 * Fails with `Divergence`, `FrameError`, `StoreError`, `CoreVersionError` and HistoryError, and is then to be closed.
 */
import { setTimeout as sleep, setImmediate as turn } from 'node:timers/promises';
import type { Core, EventLog } from '../../engine/core/index.js';
import {
  FIRST_SEQUENCE,
  type Frame,
  type FrameSource,
  journalPoint,
  newestStretchFrame,
  Replayer,
  type SnapshotReader,
  snapshotPoint,
} from '../../engine/log/index.js';
import { CommandCodec } from '../../schema/index.js';
import { HistoryFold } from '../fold/history-fold.js';
import { type Cursor, readCursor, writeCursor } from '../store/cursor.js';
import { Database, removeFiles } from '../store/database.js';
import { HistoryError } from '../store/history-error.js';

export interface ReaderOptions {
  readonly source: FrameSource;
  /** Where a start begins when the history has a cursor; without them, at the first command. */
  readonly snapshots?: SnapshotReader | undefined;
  /** The history's file. */
  readonly path: string;
  readonly nowMs: () => number;
  /** Shown the events of each frame with the core they led to, also of those read again at the start; it must not throw. */
  readonly watch?: ((core: Core, events: EventLog, timeMs: number) => void) | undefined;
  /** Told what an operator should know. */
  readonly log: (message: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** What the reader is doing: bringing its core to the cursor, or writing. */
export type ReaderStage = 'restoring' | 'following';

export interface ReaderStatus {
  readonly stage: ReaderStage;
  /** Last sequence in the history. */
  readonly sequence: number;
  /** Its sequenced time. */
  readonly timeMs: number;
  /** Last sequence known to be durable. */
  readonly durableSequence: number;
  readonly lagCommands: number;
  /** Share of the journal that is in the history, while it is far behind; 1 otherwise. */
  readonly progress: number;
  readonly commandsRead: number;
  readonly transactions: number;
  /** Longest time one transaction took since the start: nobody else of the thread ran meanwhile. */
  readonly longestTransactionMs: number;
  /** Movements of money no event told of: 0 unless the reader does not know a rule. */
  readonly unexplainedMovements: number;
}

const FRAMES_MAX = 64;
/** Longest time frames are applied before what was written is committed and the thread's other work runs. */
const TURN_MS = 8;
/** The same while it is so far behind that nobody expects fresh answers. */
const CATCH_UP_TURN_MS = 100;
const FAR_BEHIND_COMMANDS = 50_000;
const LOOK_MS = 50;
/** How long a history that seems to be ahead of the journal waits for it to be published. */
const AHEAD_MS = 3_000;

export class HistoryReader {
  readonly core: Core;
  readonly database: Database;
  private readonly options: ReaderOptions;
  private readonly replayer: Replayer;
  private readonly fold: HistoryFold;
  private cursorSequence: number;
  private stage: ReaderStage = 'restoring';
  private commandsRead = 0;
  private transactions = 0;
  private longestTransactionMs = 0;

  private constructor(options: ReaderOptions, database: Database, at: Restored) {
    this.options = options;
    this.database = database;
    this.core = at.replayer.core;
    this.replayer = at.replayer;
    this.cursorSequence = at.replayer.core.state.sequence;
    const begin = { sweepDueMs: 0, waitingQuotes: [] };
    this.fold = new HistoryFold(this.core, database, at.cursor ?? begin);
  }

  /**
   * Opens the history and brings a core to its cursor. Resolves once the journal has a first frame.
   * @param signal calls it off: it then fails with the signal's reason
   */
  static async open(options: ReaderOptions, signal?: AbortSignal): Promise<HistoryReader> {
    const { source, path, log } = options;
    while (source.durableSequence() < FIRST_SEQUENCE) {
      await sleep(LOOK_MS, undefined, signal === undefined ? {} : { signal });
    }
    let database = Database.open(path);
    try {
      let cursor = readCursor(database);
      if (cursor !== undefined && !(await isOfJournal(cursor, source))) {
        const { sequence, venue } = cursor;
        log('the history is of another journal, or ahead of this one: it is rebuilt', {
          ...{ sequence, venue, durableSequence: source.durableSequence() },
        });
        database.close();
        removeFiles(path);
        database = Database.open(path);
        cursor = undefined;
      }
      return new HistoryReader(options, database, await restore(options, cursor, signal));
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** Last sequence in the history, and in the core. */
  get sequence(): number {
    return this.cursorSequence;
  }

  status(): ReaderStatus {
    const { source } = this.options;
    const durableSequence = Math.max(source.durableSequence(), this.cursorSequence);
    const lagCommands = durableSequence - this.cursorSequence;
    const isFar = lagCommands > FAR_BEHIND_COMMANDS;
    return {
      stage: this.stage,
      sequence: this.cursorSequence,
      timeMs: this.core.state.timeMs,
      durableSequence,
      lagCommands,
      progress: isFar ? this.cursorSequence / durableSequence : 1,
      commandsRead: this.commandsRead,
      transactions: this.transactions,
      longestTransactionMs: this.longestTransactionMs,
      unexplainedMovements: this.fold.unexplainedMovements,
    };
  }

  /** Follows until the writer ends or `signal` aborts. */
  async run(signal: AbortSignal): Promise<'stopped' | 'failed' | 'aborted'> {
    this.stage = 'following';
    const frames = this.options.source.follow(this.cursorSequence + 1, FRAMES_MAX);
    for (;;) {
      const next = await nextUnlessAborted(frames, signal);
      if (next === undefined) {
        // The source closes by itself once what it waits for has come or timed out.
        void frames.return('stopped').catch(() => undefined);
        return 'aborted';
      }
      if (next.done) return next.value;
      await this.write(next.value, signal);
    }
  }

  close(): void {
    this.database.close();
  }

  private async write(frames: readonly Frame[], signal: AbortSignal): Promise<void> {
    const isFar = this.options.source.durableSequence() - this.cursorSequence > FAR_BEHIND_COMMANDS;
    const turnMs = isFar ? CATCH_UP_TURN_MS : TURN_MS;
    for (let at = 0; at < frames.length; ) {
      at = this.transaction(frames, at, turnMs);
      await turn();
      if (signal.aborted) return;
    }
  }

  /** Writes frames from one on as long as the time lasts, in one transaction; returns the next one. */
  private transaction(frames: readonly Frame[], from: number, turnMs: number): number {
    const { database, fold, replayer } = this;
    const begunMs = performance.now();
    let at = from;
    let frame: Frame;
    database.exec('BEGIN');
    try {
      do {
        frame = frames[at] as Frame;
        replayer.apply(frame, (command, fromWord) =>
          fold.commandDone(command, replayer.lastEvents, fromWord),
        );
        fold.frameDone(frame.timeMs);
        this.options.watch?.(this.core, replayer.lastEvents, frame.timeMs);
        this.commandsRead += frame.count;
        at += 1;
      } while (at < frames.length && performance.now() - begunMs < turnMs);
      fold.flush();
      const { venue, coreVersion } = this.core.state.registry;
      writeCursor(database, {
        ...{ venue, coreVersion, sequence: frame.lastSequence, timeMs: frame.timeMs },
        ...{ frameHash: hexOf(frame.hash), ...fold.state },
      });
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
    this.transactions += 1;
    this.longestTransactionMs = Math.max(this.longestTransactionMs, performance.now() - begunMs);
    this.cursorSequence = frame.lastSequence;
    return at;
  }
}

/** A core at the end of a frame, and the cursor of the history that is as of the same. */
interface Restored {
  readonly replayer: Replayer;
  readonly cursor: Cursor | undefined;
}

const hexOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Whether the frame the history ends with is in the journal. */
async function isOfJournal(cursor: Cursor, source: FrameSource): Promise<boolean> {
  for (let waitedMs = 0; source.durableSequence() < cursor.sequence; waitedMs += LOOK_MS) {
    if (waitedMs >= AHEAD_MS) return false;
    await sleep(LOOK_MS);
  }
  const frame = await source.frameAt(cursor.sequence);
  return frame?.lastSequence === cursor.sequence && hexOf(frame.hash) === cursor.frameHash;
}

/** The core as of the cursor: from the newest snapshot before it, else from the first command. */
async function restore(
  options: ReaderOptions,
  cursor: Cursor | undefined,
  signal: AbortSignal | undefined,
): Promise<Restored> {
  const { source, snapshots } = options;
  const codec = new CommandCodec();
  const given = { codec };
  const sequence = cursor?.sequence ?? 0;
  const first = await newestStretchFrame(source);
  const stretchSequence = first?.firstSequence ?? FIRST_SEQUENCE;
  requireNoGap(options, cursor, stretchSequence);
  const found =
    cursor === undefined
      ? undefined
      : snapshotPoint({ ...given, snapshots, sequenceMax: sequence, stretchSequence }).start;
  const start = found ?? journalPoint(given, first === undefined ? [] : [first]);
  const replayer = new Replayer(start.core, codec, start.chain);
  // What an upgrade carried is no history: the rows begin, or go on, behind it.
  const isThere = (): boolean =>
    start.core.state.sequence >= Math.max(sequence, stretchSequence - 1) && !replayer.isCarrying;
  const isSeam = start.sequence > 0 && start.sequence === stretchSequence - 1;
  if (isThere() && !isSeam) return { replayer, cursor };
  for await (const frames of source.follow(start.sequence + 1, FRAMES_MAX)) {
    for (const frame of frames) {
      replayer.apply(frame);
      options.watch?.(start.core, replayer.lastEvents, frame.timeMs);
      if (isThere()) return { replayer, cursor };
    }
    await turn();
    signal?.throwIfAborted();
  }
  return { replayer, cursor };
}

/** Commands before an upgrade are read by the build of their time: this one's core cannot fold them. */
function requireNoGap(
  { log }: ReaderOptions,
  cursor: Cursor | undefined,
  stretchSequence: number,
): void {
  const last = stretchSequence - 1;
  if (cursor === undefined) {
    if (last > 0) log('the history begins with the last upgrade', { sequence: stretchSequence });
    return;
  }
  if (cursor.sequence >= last) return;
  throw new HistoryError(
    'history-incomplete',
    `the history ends at ${cursor.sequence}, and an upgrade begins anew behind ${last}`,
    'let the reader of the build before read to there, or remove the history to begin with the upgrade',
  );
}

type Frames = ReturnType<FrameSource['follow']>;

/** The next frames; undefined when it is called off first. Nothing is left waiting on the signal. */
function nextUnlessAborted(
  frames: Frames,
  signal: AbortSignal,
): Promise<Awaited<ReturnType<Frames['next']>> | undefined> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => resolve(undefined);
    if (signal.aborted) return aborted();
    signal.addEventListener('abort', aborted, { once: true });
    frames
      .next()
      .then(resolve, reject)
      .finally(() => signal.removeEventListener('abort', aborted));
  });
}
