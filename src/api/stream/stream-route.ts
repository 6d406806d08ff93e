/**
 * `/v1/stream`: what the venue shows anybody, live, as server-sent events from the reader: for whoever has no key and so no
 * session at the gateway. It is of durable commands only, and takes nothing from the engine.
 *
 * A watcher is sent the newest and never a backlog; streams are bounded, and each of them says at least once a second how the
 * venue stands, so that silence means that it is gone.
 */

import { z } from '@hono/zod-openapi';
import { streamSSE } from 'hono/streaming';
import type { HistoryReader } from '../../reader/index.js';
import { placeOf } from '../../values/index.js';
import { type Api, type ApiContext, asOf, type Source } from '../context.js';
import { Problem } from '../problem.js';
import { mustBeSeries } from '../routes/series-body.js';
import { LiveBoard } from './live-board.js';

const STREAMS_MAX = 512;
/** Of them, those of one address: nobody takes all. */
const PER_PLACE_MAX = 32;
const STEP_MS = 100;
const STATUS_MS = 1_000;
/** How long a page waits before it connects again. */
const RETRY_MS = 1_000;

const querySchema = z.strictObject({
  seriesId: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});

interface StreamParts {
  readonly reader: () => HistoryReader | undefined;
  readonly nowMs: () => number;
}

export function addStream(api: Api, { reader, nowMs }: StreamParts): void {
  const board = new LiveBoard(nowMs);
  const streams = new StreamCount();
  api.get('/v1/stream', (given) => {
    const c = given as ApiContext;
    const query = querySchema.safeParse(c.req.query());
    if (!query.success) {
      const [issue] = query.error.issues;
      throw new Problem('INVALID_FIELD', issue?.message ?? '', issue?.path.join('.') ?? '');
    }
    const { seriesId } = query.data;
    const source = c.get('source');
    if (seriesId !== undefined) mustBeSeries(source.market, seriesId);
    const place = placeOf(c.get('address'));
    streams.begin(place);
    c.header('X-Accel-Buffering', 'no');
    return streamSSE(c, async (stream) => {
      const watcher = new Watcher(board, source, seriesId);
      let isOpen = true;
      const ended = (): void => {
        if (isOpen) streams.end(place);
        isOpen = false;
      };
      // Who goes while something is being written to him leaves that unwritten for good.
      stream.onAbort(ended);
      try {
        for (let statusAtMs = 0; !stream.aborted; await stream.sleep(STEP_MS)) {
          // A reader that began anew is another one; the page connects again and starts from its state.
          if (reader() !== source.reader) return;
          for (const { event, data } of watcher.news()) {
            await stream.writeSSE({ event, data, retry: RETRY_MS });
          }
          if (Math.abs(nowMs() - statusAtMs) < STATUS_MS) continue;
          statusAtMs = nowMs();
          const data = JSON.stringify(statusOf(source));
          await stream.writeSSE({ event: 'venue', data, retry: RETRY_MS });
        }
      } finally {
        ended();
      }
    });
  });
}

/** How many streams are open, in all and by address. */
class StreamCount {
  private readonly byPlace = new Map<string, number>();
  private all = 0;

  begin(place: string): void {
    const own = this.byPlace.get(place) ?? 0;
    if (this.all >= STREAMS_MAX)
      throw new Problem('SESSION_LIMIT', 'as many streams as can be are open', '', 10);
    if (own >= PER_PLACE_MAX)
      throw new Problem('SESSION_LIMIT', `${own} streams of this address are open`, '', 10);
    this.all += 1;
    this.byPlace.set(place, own + 1);
  }

  end(place: string): void {
    this.all -= 1;
    const left = (this.byPlace.get(place) ?? 1) - 1;
    if (left === 0) this.byPlace.delete(place);
    else this.byPlace.set(place, left);
  }
}

/** What one stream has been sent. */
class Watcher {
  private readonly board: LiveBoard;
  private readonly source: Source;
  private readonly seriesId: number | undefined;
  private seriesVersion = 0;
  private oneVersion = 0;

  constructor(board: LiveBoard, source: Source, seriesId: number | undefined) {
    this.board = board;
    this.source = source;
    this.seriesId = seriesId;
  }

  news(): { readonly event: string; readonly data: string }[] {
    const { board, source, seriesId } = this;
    const series = board.seriesSince(source, this.seriesVersion);
    this.seriesVersion = series.reduce(
      (last, { version }) => Math.max(last, version),
      this.seriesVersion,
    );
    const list = { event: 'series', data: `[${series.map(({ text }) => text).join(',')}]` };
    const news = series.length === 0 ? [] : [list];
    if (seriesId === undefined) return news;
    const one = board.oneSince(source, seriesId, this.oneVersion);
    this.oneVersion = one.reduce(
      (last, [, { version }]) => Math.max(last, version),
      this.oneVersion,
    );
    return [...news, ...one.map(([event, { text }]) => ({ event, data: text }))];
  }
}

function statusOf(source: Source): object {
  const { venue, reader } = source;
  const { lagCommands, durableSequence } = reader.status();
  return {
    ...{ venue: venue.name, phase: venue.phase, killed: venue.isKilled },
    ...{ lagCommands, durableSequence, ...asOf(source) },
  };
}
