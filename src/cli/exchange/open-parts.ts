/**
 * What of an exchange is open, closed in one order however far its start came: no more orders, everything durable, the
 * journal, and last those who follow it: the desk to its end, the reader as far as it has come.
 *
 * A part that does not end in its time is named and left; the process must then end, whatever hangs.
 */
import type { Logger } from 'pino';

const ORDER = {
  timers: 'the timers',
  gateway: 'the gateway: sessions end, and orders that end with them',
  sequencer: 'the last commands to be on disk',
  journal: 'the journal to be closed',
  desk: 'the desk: it follows to the end and settlement stops',
  reader: 'the reader: its API closes',
  certificate: 'the look at the certificate',
} as const;

export type Part = keyof typeof ORDER;

/** Where somebody who waits for the end can look. */
export interface StopProgress {
  waitingFor: string;
}

/** What each part has, at most. */
const PART_MS = 10_000;
/** What the others have after one did not end in its time. */
const LATE_PART_MS = 1_000;
/**
 * Threads that read the journal. A process that exits ends them wherever they are, and the storage engine aborts the process
 * when that is within a read: it then ends with 134 and not with the code it was to end with.
 */
const READERS: readonly Part[] = ['desk', 'reader'];
const READER_MS = 2_000;

export class OpenParts {
  private readonly closers = new Map<Part, () => unknown>();
  private readonly logger: Pick<Logger, 'error'>;
  private readonly progress: StopProgress;
  private readonly partMs: number;

  constructor(logger: Pick<Logger, 'error'>, progress: StopProgress, partMs = PART_MS) {
    this.logger = logger;
    this.progress = progress;
    this.partMs = partMs;
  }

  add(part: Part, close: () => unknown): void {
    this.closers.set(part, close);
  }

  /** For a process that is about to exit, whatever is open: lets the threads that read the journal end, or gives them up. */
  async endReaders(readerMs = READER_MS): Promise<void> {
    const ends = READERS.map(async (part) => {
      const close = this.closers.get(part);
      this.closers.delete(part);
      if (close === undefined) return;
      await within(readerMs, async () => await close()).catch((error: unknown) =>
        this.logger.error({ part, err: error }, 'a thread that reads the journal did not end'),
      );
    });
    await Promise.all(ends);
  }

  /** Closes what is open; resolves with the parts that did not end in time, or failed to. */
  async close(): Promise<Part[]> {
    const overdue: Part[] = [];
    for (const part of Object.keys(ORDER) as Part[]) {
      const close = this.closers.get(part);
      this.closers.delete(part);
      if (close === undefined) continue;
      this.progress.waitingFor = ORDER[part];
      const allowedMs = overdue.length === 0 ? this.partMs : LATE_PART_MS;
      try {
        await within(allowedMs, async () => await close());
      } catch (error) {
        overdue.push(part);
        this.logger.error({ part, err: error }, 'a part of the exchange did not close');
      }
    }
    return overdue;
  }
}

async function within(allowedMs: number, work: () => Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`not done in ${allowedMs} ms`)), allowedMs);
  });
  try {
    await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
