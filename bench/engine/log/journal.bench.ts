/**
 * How fast a frame becomes durable, with blocking and with awaited commits, alone and while the loop has work to do.
 *
 * - commits: one frame after the other, 1 to 4096 commands of 40 bytes each, beside a plain file with fdatasync;
 * - open loop: commands fall due at a fixed rate, each costs a little computing; a turn takes what is due, seals one
 *   frame and makes it durable. Latency runs from the moment a command was due to the moment its frame is durable,
 *   so a stall counts against every command that had to wait.
 *
 * The modes take turns, frame by frame or slice by slice, because a shared disk is ten times slower in some seconds
 * than in others: only what was measured side by side can be compared.
 *
 * Run it alone: node dist/bench/engine/log/journal.bench.js [SECONDS].
 */
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import {
  type ChainPosition,
  FrameWriter,
  GENESIS,
  HASH_BYTES,
  LmdbCommandLog,
  type SealedFrame,
} from '../../../src/engine/log/store/index.js';

const COMMAND_BYTES = 40;
const COMMANDS_PER_FRAME = [1, 64, 512, 4096];
const RATES_PER_SECOND = [10_000, 50_000, 200_000, 400_000];
/** About what one order costs the engine beside the journal. */
const WORK_US_PER_COMMAND = 1.2;
const FRAME_BYTES_MAX = 4_194_304;
const TURN_COMMANDS_MAX = 4096;
const SLICE_MS = 200;

type Mode = 'blocking' | 'awaited' | 'plain file';

/** One line of the result. Latencies in milliseconds. */
export interface JournalResult {
  readonly measure: 'commit' | 'open loop';
  readonly mode: Mode;
  /** Commands in a frame, or commands due per second. */
  readonly load: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly commandsPerSecond: number;
}

const command = new Uint8Array(COMMAND_BYTES).fill(7);

const seal = (writer: FrameWriter, position: ChainPosition): SealedFrame =>
  writer.seal({
    epoch: 0,
    firstSequence: position.nextSequence,
    timeMs: Date.now(),
    previousHash: position.lastHash,
    eventHash: new Uint8Array(HASH_BYTES),
    stateSlice: { cursor: 0, crc32: 0 },
  });

const fill = (writer: FrameWriter, count: number): void => {
  writer.reset();
  for (let index = 0; index < count; index += 1) {
    writer.append(command);
  }
};

const at = (sorted: Float64Array, share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

const summarize = (
  head: Pick<JournalResult, 'measure' | 'mode' | 'load'>,
  latenciesMs: readonly number[],
  commands: number,
  elapsedMs: number,
): JournalResult => {
  const sorted = Float64Array.from(latenciesMs).sort();
  return {
    ...head,
    p50Ms: at(sorted, 0.5),
    p99Ms: at(sorted, 0.99),
    maxMs: at(sorted, 1),
    commandsPerSecond: Math.round((1000 * commands) / elapsedMs),
  };
};

/** What one mode measured; its log, or the descriptor of its plain file. */
class Lane {
  readonly mode: Mode;
  readonly log: LmdbCommandLog;
  readonly latenciesMs: number[] = [];
  elapsedMs = 0;
  readonly #file: number;
  #writers = [new FrameWriter(FRAME_BYTES_MAX), new FrameWriter(FRAME_BYTES_MAX)] as const;

  constructor(mode: Mode, directory: string) {
    this.mode = mode;
    this.log = LmdbCommandLog.open({ directory: join(directory, mode) });
    this.#file = openSync(join(directory, `${mode} file`), 'w');
  }

  /** The writer being filled. */
  get writer(): FrameWriter {
    return this.#writers[0];
  }

  /** Seals what was filled; the other writer takes over. */
  seal(): SealedFrame {
    const frame = seal(this.writer, this.mode === 'plain file' ? GENESIS : this.log.position);
    const [sealed, next] = this.#writers;
    next.reset();
    this.#writers = [next, sealed];
    return frame;
  }

  async commit(frame: SealedFrame): Promise<void> {
    if (this.mode === 'awaited') {
      await this.log.append(frame);
    } else if (this.mode === 'blocking') {
      this.log.appendBlocking(frame);
    } else {
      writeSync(this.#file, frame.bytes);
      fdatasyncSync(this.#file);
    }
  }

  async close(): Promise<void> {
    await this.log.close();
    closeSync(this.#file);
  }
}

/** Runs `body` with a lane per mode in a fresh directory, and returns what each measured. */
const withLanes = async (
  modes: readonly Mode[],
  body: (lanes: readonly Lane[]) => Promise<void>,
): Promise<readonly Lane[]> => {
  const directory = mkdtempSync(join(tmpdir(), 'patx-bench-'));
  const lanes = modes.map((mode) => new Lane(mode, directory));
  try {
    await body(lanes);
    return lanes;
  } finally {
    await Promise.all(lanes.map((lane) => lane.close()));
    rmSync(directory, { recursive: true, force: true });
  }
};

/** Commits one after the other, the modes in turn, for `seconds` a mode. */
const measureCommits = async (count: number, seconds: number): Promise<JournalResult[]> => {
  const lanes = await withLanes(['blocking', 'awaited', 'plain file'], async (all) => {
    const end = performance.now() + 1000 * seconds * all.length;
    while (performance.now() < end) {
      for (const lane of all) {
        fill(lane.writer, count);
        const frame = lane.seal();
        const before = performance.now();
        await lane.commit(frame);
        const latencyMs = performance.now() - before;
        lane.latenciesMs.push(latencyMs);
        lane.elapsedMs += latencyMs;
      }
    }
  });
  return lanes.map(({ mode, latenciesMs, elapsedMs }) => {
    const head = { measure: 'commit', mode, load: count } as const;
    return summarize(head, latenciesMs, count * latenciesMs.length, elapsedMs);
  });
};

/** Computes for `microseconds`. */
const work = (microseconds: number): void => {
  const end = performance.now() + microseconds / 1000;
  while (performance.now() < end);
};

/** Commands fall due at `rate` per second for one slice; a turn takes them, a commit covers a turn or more. */
const runSlice = async (lane: Lane, rate: number): Promise<void> => {
  let taken = 0;
  let inFlight: Promise<void> | undefined;
  const start = performance.now();
  const release = (first: number, last: number): void => {
    const now = performance.now();
    for (let index = first; index < last; index += 1) {
      lane.latenciesMs.push(now - start - (1000 * index) / rate);
    }
  };
  while (performance.now() - start < SLICE_MS) {
    const due = Math.floor(((performance.now() - start) * rate) / 1000);
    const count = Math.min(due - taken, TURN_COMMANDS_MAX);
    for (let index = 0; index < count; index += 1) {
      lane.writer.append(command);
    }
    work(count * WORK_US_PER_COMMAND);
    taken += count;
    if (lane.writer.count > 0 && inFlight === undefined) {
      const [first, last] = [taken - lane.writer.count, taken];
      inFlight = lane.commit(lane.seal()).then(() => {
        inFlight = undefined;
        release(first, last);
      });
    }
    await turn();
  }
  await inFlight;
  lane.elapsedMs += performance.now() - start;
};

/** Slices of both modes in turn, `seconds` a mode. */
const measureOpenLoop = async (rate: number, seconds: number): Promise<JournalResult[]> => {
  const lanes = await withLanes(['blocking', 'awaited'], async (all) => {
    for (let slice = 0; slice < (1000 * seconds) / SLICE_MS; slice += 1) {
      for (const lane of all) {
        await runSlice(lane, rate);
      }
    }
  });
  return lanes.map(({ mode, latenciesMs, elapsedMs }) => {
    const head = { measure: 'open loop', mode, load: rate } as const;
    return summarize(head, latenciesMs, latenciesMs.length, elapsedMs);
  });
};

/** All measurements, `seconds` each. */
export const journalBench = async (seconds = 2): Promise<JournalResult[]> => {
  const results: JournalResult[] = [];
  for (const count of COMMANDS_PER_FRAME) {
    results.push(...(await measureCommits(count, seconds)));
  }
  for (const rate of RATES_PER_SECOND) {
    results.push(...(await measureOpenLoop(rate, seconds)));
  }
  return results;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.table(
    (await journalBench(Number(process.argv[2] ?? 2))).map((row) => ({
      ...row,
      p50Ms: row.p50Ms.toFixed(3),
      p99Ms: row.p99Ms.toFixed(3),
      maxMs: row.maxMs.toFixed(1),
    })),
  );
}
