/**
 * Would catch: a `/pnl` that is not the attribution of the state it names, a stream that repeats itself, misses what is
 * new, loses whole numbers on the way, or keeps the server from closing. The desk's own server, over real HTTP, on a venue
 * that trades while it is watched.
 */
import { afterEach, expect, it } from 'vitest';
import {
  AttributionReader,
  attributionReport,
  type PnlReport,
} from '../../src/attribution/index.js';
import { type StatusServer, serveStatus } from '../../src/desk/status-page.js';
import type { Batch } from '../../src/engine/log/index.js';
import { SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { type BrokerVenue, stockedMarket } from '../broker/broker-venue.js';

let server: StatusServer | undefined;

afterEach(() => server?.close());

interface Watched {
  readonly venue: BrokerVenue;
  readonly reader: AttributionReader;
  readonly url: string;
  readonly buy: (lots: number) => Promise<void>;
}

async function watched(): Promise<Watched> {
  const { venue, consumer } = await stockedMarket();
  // The optimum would sell few lots, and some of them below fair value.
  venue.parameter('quote_policy', 0);
  await venue.settle();
  const reader = new AttributionReader(venue.core, 60_000);
  venue.sequencer.listen({
    sealed: (batch: Batch) => reader.read(batch.events, batch.timeMs),
    durable: () => undefined,
  });
  const { core } = venue;
  const source = {
    core,
    startedAtMs: venue.nowMs,
    nowMs: () => venue.nowMs,
    durableSequence: () => core.state.sequence,
    lastSnapshotSequence: () => 0,
    snapshotsFailed: () => 0,
    engine: () => undefined,
    attribution: reader,
    settlement: () => undefined,
  };
  const host = { stage: () => 'open' as const, source: () => source };
  server = await serveStatus(host, { hostname: '127.0.0.1', port: 0 });
  const buy = async (lots: number): Promise<void> => {
    const priceTicks = venue.quote().asks[0]?.priceTicks ?? 0;
    expect(priceTicks).toBeGreaterThan(0);
    venue.order(consumer, { side: SIDE.BUY, priceTicks, lots, timeInForce: TIME_IN_FORCE.IOC });
    await venue.settle();
  };
  return { venue, reader, url: `http://127.0.0.1:${server.port}`, buy };
}

const report = async (url: string): Promise<PnlReport> => {
  const answer = await fetch(`${url}/pnl`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  return (await answer.json()) as PnlReport;
};

it('/pnl is the attribution of the sequence it names, and moves with a trade', async () => {
  const { venue, reader, url, buy } = await watched();
  const before = await report(url);
  expect(before.asOfSequence).toBe(venue.core.state.sequence);
  expect(before.total.soldLots).toBe(0);
  await buy(1);
  const after = await report(url);
  expect(after).toEqual(JSON.parse(JSON.stringify(attributionReport(reader, venue.core))));
  expect(after.asOfSequence).toBeGreaterThan(before.asOfSequence);
  expect(after.total.soldLots).toBe(1);
  expect(Number(after.total.spreadMicroPat)).toBeGreaterThan(0);
  expect(after.series.map(({ soldLots }) => soldLots)).toEqual([1]);
  const { spreadMicroPat, inventoryMicroPat, decayMicroPat, adverseMicroPat } = after.total;
  const parts = [spreadMicroPat, inventoryMicroPat, decayMicroPat, adverseMicroPat].map(Number);
  const sum = parts.reduce((total, part) => total + part, Number(after.total.settlementMicroPat));
  expect(sum).toBe(Number(after.total.totalMicroPat));
});

it('/pnl/stream tells each state once, with its sequence as id, and ends when the server closes', async () => {
  const { venue, url, buy } = await watched();
  const answer = await fetch(`${url}/pnl/stream`);
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const body = answer.body?.getReader();
  if (body === undefined) throw new Error('the stream has no body');
  let text = '';
  const events = async (count: number): Promise<string[]> => {
    while (text.split('\n\n').length <= count) {
      const { value, done } = await body.read();
      if (done) break;
      text += new TextDecoder().decode(value);
    }
    return text.split('\n\n').filter((part) => part !== '');
  };
  await events(1);
  const first = venue.core.state.sequence;
  await buy(1);
  const told = await events(2);
  const ids = told.map((one) => Number(/^id: (\d+)$/m.exec(one)?.[1]));
  expect(ids[0]).toBe(first);
  expect(ids[1]).toBeGreaterThan(first);
  const data = told.map((one) => JSON.parse(/^data: (.*)$/m.exec(one)?.[1] ?? '') as PnlReport);
  expect(data.map(({ asOfSequence }) => asOfSequence)).toEqual(ids);
  expect(data.map(({ total }) => total.soldLots)).toEqual([0, 1]);
  // The stream leaves out the rows of single series, of which there may be thousands.
  expect(data[0]).not.toHaveProperty('series');
  expect(data[0]?.segments.length).toBe(1);
  const closed = server?.close();
  server = undefined;
  for (let done = false; !done; ) ({ done } = await body.read());
  await closed;
}, 60_000);
