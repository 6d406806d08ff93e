/**
 * A file on its way out: a range of it, lease by lease, so that whoever loses access meanwhile gets no more than the lease that
 * ran. Bounded in how many leave at a time, for an account and in all, and in how long somebody may read nothing.
 *
 * Nothing is read ahead of who takes it. Fails with ContentError before the first byte; after it the stream breaks off.
 */
import type { StoredObject } from '../objects/index.js';
import { ContentError } from './content-error.js';
import type { ByteRange } from './market-view.js';

const PIECE_BYTES = 262_144;
const ALL_MAX = 64;
const PER_ACCOUNT_MAX = 8;
const IDLE_MS = 60_000;

/** The range a request asks for; the whole without one. Fails with BAD_RANGE. */
export function rangeOf(header: string | undefined, sizeBytes: number): ByteRange {
  if (header === undefined) return { from: 0, to: sizeBytes };
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header.trim()) ?? [];
  const isSuffix = first === '';
  const from = isSuffix ? Math.max(0, sizeBytes - Number(last)) : Number(first);
  const to = isSuffix || last === '' ? sizeBytes : Math.min(sizeBytes, Number(last) + 1);
  const isNone = (isSuffix && (last === '' || Number(last) === 0)) || from >= to;
  if (isNone) throw new ContentError('BAD_RANGE', `the file has ${sizeBytes} bytes`, 'range');
  return { from, to };
}

export class Deliveries {
  private readonly running = new Map<number, number>();
  private all = 0;

  /**
   * Bytes of a range; the object is closed at its end.
   * @param lease resolves with what of the rest may leave
   */
  async open(
    accountId: number,
    object: StoredObject,
    range: ByteRange,
    lease: (rest: ByteRange) => Promise<ByteRange>,
  ): Promise<ReadableStream<Uint8Array>> {
    this.begin(accountId);
    // From here on the end of this closes the object.
    let idle: NodeJS.Timeout | undefined;
    let isOver = false;
    const end = (): void => {
      if (isOver) return;
      isOver = true;
      clearTimeout(idle);
      this.end(accountId);
      void object.close();
    };
    let leased: ByteRange;
    try {
      leased = await lease(range);
    } catch (error) {
      end();
      throw error;
    }
    let at = range.from;
    const watch = (controller: ReadableStreamDefaultController<Uint8Array>): void => {
      clearTimeout(idle);
      idle = setTimeout(() => {
        end();
        controller.error(new ContentError('BAD_LINK', 'nobody reads'));
      }, IDLE_MS);
      idle.unref();
    };
    return new ReadableStream<Uint8Array>(
      {
        start: watch,
        pull: async (controller) => {
          watch(controller);
          try {
            if (at >= leased.to) leased = await lease({ from: at, to: range.to });
            const bytes = await object.read(at, Math.min(leased.to, at + PIECE_BYTES));
            at += bytes.length;
            controller.enqueue(bytes);
            if (at < range.to) return;
            end();
            controller.close();
          } catch (error) {
            end();
            controller.error(error);
          }
        },
        cancel: end,
      },
      { highWaterMark: 0 },
    );
  }

  private begin(accountId: number): void {
    const own = this.running.get(accountId) ?? 0;
    if (this.all >= ALL_MAX || own >= PER_ACCOUNT_MAX) {
      const detail = `at most ${PER_ACCOUNT_MAX} files of an account leave at a time`;
      throw new ContentError('IN_FLIGHT_LIMIT', detail, '', 1);
    }
    this.all += 1;
    this.running.set(accountId, own + 1);
  }

  private end(accountId: number): void {
    this.all -= 1;
    const own = (this.running.get(accountId) ?? 1) - 1;
    if (own === 0) this.running.delete(accountId);
    else this.running.set(accountId, own);
  }
}
