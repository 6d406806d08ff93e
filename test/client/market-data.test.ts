// Catches a subscriber whose book is not the venue's: after a missed delta, a wrong checksum, an announced gap, a lost
// connection, or when several read the same channel. Over real sockets.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { BookView } from '../../src/client/index.js';
import { BookView as Reference } from '../../src/client/market/book-view.js';
import { Quote, TradePrint } from '../../src/schema/index.js';
import { CHANNEL_KIND, SIDE } from '../../src/values/index.js';
import { ScriptedVenue } from './scripted-venue.js';

const level = (side: number, priceTicks: number, quantityLots: number) => ({
  side,
  priceTicks,
  quantityLots,
  orderCount: 1,
});

/** A snapshot of a book with one bid, and the delta that sets its quantity. */
function bookOf(lots: number, asOfSequence: number) {
  const bids = [level(SIDE.BUY, 50, lots)];
  const body = { seriesId: 3, bids, asks: [], asOfSequence, checksum: 0, truncated: false };
  const reference = new Reference(3);
  reference.reset(body);
  return { ...body, checksum: reference.checksum };
}

function deltaOf(lots: number, previousSequence: number, sequence: number) {
  const { bids, checksum } = bookOf(lots, sequence);
  return { seriesId: 3, levels: bids, previousSequence, sequence, checksum };
}

/** Confirms the next subscription. */
async function confirm(venue: ScriptedVenue, channelId: number): Promise<void> {
  const { requestId, body } = await venue.asked('subscribe');
  const { kind, seriesId } = body;
  venue.line.send({ type: 'subscribed', requestId, body: { channelId, kind, seriesId } });
}

/** Best bid quantity of the next book a stream gives. */
async function nextLots(book: AsyncIterator<BookView>): Promise<number | undefined> {
  const { value } = await book.next();
  return (value as BookView).bestBid?.quantityLots;
}

async function subscribed() {
  const venue = await ScriptedVenue.start();
  const client = await venue.connect();
  const book = client.market.book(3);
  await confirm(venue, 11);
  const channelId = 11;
  venue.line.send({ type: 'bookSnapshot', channelId, body: bookOf(5, 100) });
  expect(await nextLots(book)).toBe(5);
  return { venue, client, book };
}

describe('a followed book', () => {
  it('takes deltas in', async () => {
    const { venue, book } = await subscribed();
    venue.line.send({ type: 'bookDelta', channelId: 11, body: deltaOf(6, 100, 102) });
    expect(await nextLots(book)).toBe(6);
  });

  it('is asked for again when a delta is missing', async () => {
    const { venue, book } = await subscribed();
    const unsubscribed = venue.asked('unsubscribe');
    venue.line.send({ type: 'bookDelta', channelId: 11, body: deltaOf(7, 102, 103) });
    expect((await unsubscribed).body.channelId).toBe(11);
    await confirm(venue, 11);
    venue.line.send({ type: 'bookSnapshot', channelId: 11, body: bookOf(8, 104) });
    expect(await nextLots(book)).toBe(8);
    venue.line.send({ type: 'bookDelta', channelId: 11, body: deltaOf(9, 104, 105) });
    expect(await nextLots(book)).toBe(9);
  });

  it('leaves out what comes between asking again and the confirmation', async () => {
    const { venue, book } = await subscribed();
    venue.line.send({ type: 'bookDelta', channelId: 11, body: deltaOf(7, 102, 103) });
    const { requestId } = await venue.asked('subscribe');
    venue.line.send({ type: 'bookSnapshot', channelId: 11, body: bookOf(1, 103) });
    const body = { channelId: 11, kind: CHANNEL_KIND.BOOK, seriesId: 3 };
    venue.line.send({ type: 'subscribed', requestId, body });
    venue.line.send({ type: 'bookSnapshot', channelId: 11, body: bookOf(8, 104) });
    expect(await nextLots(book)).toBe(8);
  });

  it('is asked for again when the checksum differs, and fails when that never ends', async () => {
    const { venue, book } = await subscribed();
    for (let n = 0; n < 5; n += 1) {
      const body = { ...deltaOf(6, 100, 101), checksum: 1 };
      venue.line.send({ type: 'bookDelta', channelId: 11, body });
      await confirm(venue, 11);
      venue.line.send({ type: 'bookSnapshot', channelId: 11, body: bookOf(5, 100) });
      expect(await nextLots(book)).toBe(5);
    }
    const body = { ...deltaOf(6, 100, 101), checksum: 1 };
    venue.line.send({ type: 'bookDelta', channelId: 11, body });
    await expect(book.next()).rejects.toMatchObject({ reason: 'GAP' });
  });

  it('waits for the snapshot after an announced gap', async () => {
    const { venue, book } = await subscribed();
    venue.line.send({ type: 'channelGap', channelId: 11, body: { skippedCount: 4 } });
    venue.line.send({ type: 'bookDelta', channelId: 11, body: deltaOf(7, 108, 109) });
    venue.line.send({ type: 'bookSnapshot', channelId: 11, body: bookOf(8, 110) });
    expect(await nextLots(book)).toBe(8);
    expect(venue.line.received.some(({ session }) => session?.type === 'unsubscribe')).toBe(false);
  });

  it('is asked for again after a break', async () => {
    const { venue, book } = await subscribed();
    venue.line.socket.terminate();
    await confirm(venue, 4);
    venue.line.send({ type: 'bookSnapshot', channelId: 4, body: bookOf(9, 200) });
    expect(await nextLots(book)).toBe(9);
  });

  it('is read by several over one subscription, which ends with the last of them', async () => {
    const { venue, client, book } = await subscribed();
    const second = client.market.book(3);
    expect(await nextLots(second)).toBe(5);
    await second.return();
    const unsubscribed = venue.asked('unsubscribe');
    await book.return();
    expect((await unsubscribed).body.channelId).toBe(11);
    const subscriptions = venue.line.received.filter(
      ({ session }) => session?.type === 'subscribe',
    );
    expect(subscriptions.length).toBe(1);
  });
});

describe('other channels', () => {
  it('give trades and count those that were missed', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const trades = client.market.trades(3);
    await confirm(venue, 5);
    for (const tradeId of [7, 8, 11]) {
      const body = Object.assign(new TradePrint(), { seriesId: 3, tradeId });
      venue.line.send({ type: 'tradePrint', channelId: 5, body });
    }
    for (const tradeId of [7, 8, 11]) expect((await trades.next()).value?.tradeId).toBe(tradeId);
    expect(trades.droppedCount).toBe(2);
  });

  it('give a newcomer the quote that stands', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const first = client.market.quotes(3);
    await confirm(venue, 6);
    const body = Object.assign(new Quote(), { seriesId: 3, markTicks: 123 });
    venue.line.send({ type: 'quote', channelId: 6, body });
    expect((await first.next()).value?.markTicks).toBe(123);
    expect((await client.market.quotes(3).next()).value?.markTicks).toBe(123);
  });

  it('fail their readers when they are refused', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const streams = [client.market.book(9), client.market.quotes(9), client.market.trades(9)];
    for (const stream of streams) {
      venue.line.refuse((await venue.asked('subscribe')).requestId, 'UNKNOWN_SERIES');
      await expect(stream.next()).rejects.toMatchObject({ name: 'UNKNOWN_SERIES' });
    }
    expect(() => client.market.book(9, { depth: 5 })).toThrow(RangeError);
  });

  it('that were let go before their confirmation are left', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const venueChannel = client.market.venue();
    const { requestId } = await venue.asked('subscribe');
    await venueChannel.return();
    const unsubscribed = venue.asked('unsubscribe');
    const body = { channelId: 3, kind: CHANNEL_KIND.VENUE, seriesId: 0 };
    venue.line.send({ type: 'subscribed', requestId, body });
    expect((await unsubscribed).body.channelId).toBe(3);
    await sleep(1);
  });

  it('carry private reports of others apart from the own', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const own = client.events.reports.queue();
    const copy = client.market.dropCopy();
    await confirm(venue, 2);
    const { line } = venue;
    line.report(0, { accountSequence: 1, orderId: 1 });
    const seen = own.next();
    expect((await seen).value?.orderId).toBe(1);
    const body = Object.assign(new TradePrint(), {});
    line.send({ type: 'tradePrint', channelId: 2, body });
    expect((await copy.next()).value?.type).toBe('tradePrint');
    expect(own.length).toBe(0);
  });
});
