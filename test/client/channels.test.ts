/**
 * Catches a stream that hangs, fails or takes the process along because of when it was opened: beside another reader of its
 * channel, again before the last one was answered, after many others, on a slow venue, on a closed client, or for a series
 * that no message can name.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { PatxError } from '../../src/client/index.js';
import { COMMAND_KIND, SIDE } from '../../src/values/index.js';
import { type ExchangeOptions, startExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';
import { ScriptedVenue } from './scripted-venue.js';

async function exchangeWith(options: ExchangeOptions = {}) {
  const exchange = await startExchange(options);
  onTestFinished(() => exchange.stop());
  const party = exchange.openConsumer();
  await exchange.sequencer.drain();
  return { exchange, party };
}

/** What a promise comes to, or that it does not. */
const within = <T>(promise: Promise<T>): Promise<T | Error | 'nothing'> =>
  Promise.race([
    promise.catch((error: Error) => error),
    sleep(15_000, 'nothing' as const, { ref: false }),
  ]);

it('a book opened beside the auctions of its series begins with its own snapshot', async () => {
  const { exchange, party } = await exchangeWith();
  const client = await connect(exchange, party);
  client.market.auctions(1);
  // Once this is answered the channel is there.
  const order = { seriesId: 1, side: SIDE.BUY, priceTicks: 99, quantityLots: 5 };
  await client.place(order).catch(() => undefined);
  const first = await within(client.market.book(1).next());
  expect(first).toMatchObject({ value: { isLive: true } });
});

it('a book closed and opened again at once comes', async () => {
  const { exchange, party } = await exchangeWith();
  const client = await connect(exchange, party);
  await client.market.book(1).return();
  expect(await within(client.market.book(1).next())).toMatchObject({ value: { isLive: true } });
});

it('as many streams as there are go on after a break, however few questions a session may have', async () => {
  const { exchange, party } = await exchangeWith({ limits: { questionsMax: 2 } });
  const client = await connect(exchange, party);
  const { market } = client;
  const streams = [market.book(1), market.quotes(1), market.venue(), market.trades(1)];
  client.dropConnection();
  await client.online();
  await expect.poll(() => exchange.gateway.metrics.refusals.some((count) => count > 0)).toBe(true);
  await sleep(300);
  expect(streams.map(({ isEnded }) => isEnded)).toEqual([false, false, false, false]);
});

it('a subscription that is answered late is not asked for twice', async () => {
  const venue = await ScriptedVenue.start();
  const client = await venue.connect({ requestTimeoutMs: 500 });
  const trades = client.market.trades(3);
  const { requestId } = await venue.asked('subscribe');
  let asked = 0;
  venue.behaviour = (received, line) => {
    if (received.session?.type !== 'subscribe') return;
    asked += 1;
    line.refuse(received.requestId, 'ALREADY_EXISTS');
  };
  await sleep(900);
  const body = { channelId: 9, kind: 2, seriesId: 3 };
  venue.line.send({ type: 'subscribed', requestId, body });
  await sleep(50);
  expect([asked, trades.isEnded]).toEqual([0, false]);
});

it('two commands sent under one id both get their answer after a break', async () => {
  const venue = await ScriptedVenue.start();
  const client = await venue.connect();
  const order = { seriesId: 1, side: SIDE.BUY, priceTicks: 99, quantityLots: 5, clientOrderId: 7 };
  const both = [client.place(order), client.place(order)];
  await venue.command(COMMAND_KIND.PLACE_ORDER);
  await venue.command(COMMAND_KIND.PLACE_ORDER);
  venue.behaviour = (received, line) => {
    if (received.command?.kind !== COMMAND_KIND.GET_OUTCOME) return;
    const told = { clientRequestId: 7, referenceId: 70, journalSequence: 5, duplicate: true };
    line.result(received.requestId, told);
  };
  client.dropConnection();
  const answers = await Promise.all(both.map(within));
  expect(answers).toMatchObject([{ orderId: 70 }, { orderId: 70 }]);
});

it('a series that no message can name fails its stream, and nothing else', async () => {
  const { exchange, party } = await exchangeWith();
  const client = await connect(exchange, party, { requestTimeoutMs: 500 });
  const { market } = client;
  const streams = [market.trades(-1), market.book(0.5), market.quotes(2 ** 40)];
  for (const stream of streams) {
    const outcome = await within<unknown>(stream.next());
    expect(outcome).toBeInstanceOf(PatxError);
    expect(outcome).toMatchObject({ field: 'series_id' });
  }
  await sleep(900);
  client.dropConnection();
  await client.online();
  expect(await within(market.book(1).next())).toMatchObject({ done: false });
});

it('a stream opened on a closed client ends', async () => {
  const { exchange, party } = await exchangeWith();
  const client = await connect(exchange, party);
  client.close();
  for (const stream of [client.market.book(1), client.market.trades(1)]) {
    expect(await within<unknown>(stream.next())).toEqual({ done: true, value: undefined });
  }
});
