/**
 * `/signals/stream`: signals of a feed as they are released, as server-sent events, for who holds a seat. The door is asked before each of
 * them, so whoever's seat ends is told why and sent nothing more. A stream goes on from the id of its last event (`Last-Event-ID`).
 *
 * Bounded in all, and by seat: one reader more than a seat has ends the oldest. A watcher that does not read is not read ahead for: the
 * journal is its backlog.
 */
import { z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import { feedOf } from '../../catalog/index.js';
import type { SignalSource } from '../../hooks/index.js';
import type { HistoryReader } from '../../reader/index.js';
import {
  type Allowance,
  admitReader,
  type FeedKey,
  fullAllowance,
  TIER_TERMS,
  type Tier,
  takeAllowance,
} from '../../sigma/index.js';
import { type Api, type ApiContext, type RouteParts, sourceOf } from '../context.js';
import { Problem } from '../problem.js';
import { seen } from '../routes/catalog-routes.js';
import { tierOf } from './signal-page.js';
import { signalSourceOf } from './signal-source.js';

const STREAMS_MAX = 512;
const STEP_MS = 100;
const ALIVE_MS = 5_000;
/** Signals that are sent in one step. */
const STEP_SIGNALS_MAX = 10;

const SEQUENCE = z.coerce.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const querySchema = z.strictObject({
  listingId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  cursor: SEQUENCE.optional(),
});

interface StreamParts extends RouteParts {
  readonly reader: () => HistoryReader | undefined;
  readonly nowMs: () => number;
  readonly feedKey?: (() => FeedKey) | undefined;
}

export function addSignalStream(api: Api, { access, reader, nowMs, feedKey }: StreamParts): void {
  const seats = new Map<string, readonly string[]>();
  let streams = 0;
  let begun = 0;
  api.get('/signals/stream', (given) => {
    const c = given as ApiContext;
    const { accountId } = access.reader(c.get('caller'));
    const query = querySchema.safeParse(c.req.query());
    const after = SEQUENCE.optional().safeParse(c.req.header('last-event-id'));
    if (!query.success) {
      const [issue] = query.error.issues;
      throw new Problem('INVALID_FIELD', issue?.message ?? '', issue?.path.join('.') ?? '');
    }
    const { listingId } = query.data;
    const cursor = (after.success ? after.data : undefined) ?? query.data.cursor;
    const source = c.get('source');
    seen(c, listingId);
    if (feedOf(source.reader.database, ['listing_id'], listingId) === undefined) {
      throw new Problem('UNKNOWN_LISTING', `there is no feed ${listingId}`, 'listingId');
    }
    if (feedKey === undefined) throw new Problem('NOT_READY', 'signals are not opened here');
    const { readersPerSeat } = TIER_TERMS[tierOf(source, accountId, listingId, nowMs())];
    if (streams >= STREAMS_MAX) {
      throw new Problem('SESSION_LIMIT', 'as many streams as can be are open', '', 10);
    }
    streams += 1;
    begun += 1;
    const [seat, me] = [`${accountId}/${listingId}`, String(begun)];
    const isMine = (): boolean => seats.get(seat)?.includes(me) === true;
    seats.set(
      seat,
      admitReader({ readers: seats.get(seat) ?? [] }, me, readersPerSeat).seat.readers,
    );
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      let isOpen = true;
      const ended = (): void => {
        if (!isOpen) return;
        isOpen = false;
        streams -= 1;
        const left = (seats.get(seat) ?? []).filter((one) => one !== me);
        if (left.length === 0) seats.delete(seat);
        else seats.set(seat, left);
      };
      stream.onAbort(ended);
      const watcher = new Watcher(accountId, listingId, cursor);
      try {
        for (; !stream.aborted; await stream.sleep(STEP_MS)) {
          const now = reader();
          const from = now && signalSourceOf(sourceOf(now), feedKey, nowMs());
          const why = isMine() ? undefined : 'READERS: another reader of this seat has begun';
          for (const one of watcher.step(from, Math.floor(nowMs()), why))
            await stream.writeSSE(one);
          if (watcher.isOver) return;
        }
      } finally {
        ended();
      }
    });
  });
}

interface Told {
  readonly event: 'signal' | 'alive' | 'end';
  readonly id?: string;
  readonly data: string;
}

/** What one stream has been sent, and what comes next. */
class Watcher {
  private readonly accountId: number;
  private readonly listingId: number;
  private cursor: number | undefined;
  private allowance: Allowance | undefined;
  private aliveMs = 0;
  isOver = false;

  constructor(accountId: number, listingId: number, cursor: number | undefined) {
    this.accountId = accountId;
    this.listingId = listingId;
    this.cursor = cursor;
  }

  /** @param why it ends now; undefined: it does not */
  *step(from: SignalSource | undefined, nowMs: number, why: string | undefined): Generator<Told> {
    if (why !== undefined) return yield this.end(why);
    if (from === undefined) return yield this.end('NOT_READY: connect again');
    const { listingId } = this;
    this.cursor ??= from.newest(listingId);
    for (let sent = 0; sent < STEP_SIGNALS_MAX && from.newest(listingId) > this.cursor; sent += 1) {
      const may = from.tierOf(this.accountId, listingId);
      if ('no' in may) return yield this.end(may.no);
      const allowance = this.allowanceOf(may.tier, nowMs);
      if (allowance === undefined) return;
      const { cursor, signal } = from.next(listingId, may.tier, this.cursor);
      if (cursor === this.cursor) return;
      this.cursor = cursor;
      if (signal !== undefined) {
        // What the tier does not see costs it nothing.
        this.allowance = allowance;
        yield { event: 'signal', id: String(cursor), data: JSON.stringify(signal) };
      }
    }
    if (Math.abs(nowMs - this.aliveMs) < ALIVE_MS) return;
    this.aliveMs = nowMs;
    const may = from.tierOf(this.accountId, listingId);
    if ('no' in may) return yield this.end(may.no);
    yield { event: 'alive', data: JSON.stringify({ cursor: this.cursor }) };
  }

  /** What is left of a tier's rate after one more; undefined: it is used up for now. */
  private allowanceOf(tier: Tier, nowMs: number): Allowance | undefined {
    const { pushesPerMinute } = TIER_TERMS[tier];
    const before = this.allowance ?? fullAllowance(pushesPerMinute, nowMs);
    const { allowance, retryAfterMs } = takeAllowance(before, pushesPerMinute, nowMs);
    return retryAfterMs === undefined ? allowance : undefined;
  }

  private end(reason: string): Told {
    this.isOver = true;
    return { event: 'end', data: JSON.stringify({ reason }) };
  }
}
