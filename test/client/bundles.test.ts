// Catches a bundle whose result, fills or refusal a client cannot tell apart from those of orders, over real sockets.
import { expect, it, onTestFinished } from 'vitest';
import { SIDE } from '../../src/client/index.js';
import { startExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';

it('a bundle fills whole or not at all, and answers with its result', async () => {
  const exchange = await startExchange();
  onTestFinished(() => exchange.stop());
  const parties = [exchange.openConsumer(), exchange.openProvider()] as const;
  const minuteMs = 60_000;
  const windowStartMs = (Math.floor(exchange.nowMs() / minuteMs) - 5) * minuteMs;
  const { accountId } = exchange.operator;
  exchange.submit(accountId, 'openSeries', { contractId: 1, windowStartMs });
  await exchange.sequencer.drain();
  const [consumer, provider] = [
    await connect(exchange, parties[0]),
    await connect(exchange, parties[1]),
  ];
  await provider.rights.mint({ seriesId: 2, quantityLots: 500 });
  for (const seriesId of [1, 2]) {
    await provider.place({ seriesId, side: SIDE.SELL, priceTicks: 100, quantityLots: 5 });
  }
  const leg = (seriesId: number, quantityLots: number) => ({
    seriesId,
    side: SIDE.BUY,
    priceTicks: 101,
    quantityLots,
  });
  const fills = consumer.events.fills.queue();
  await expect(consumer.placeBundle({ legs: [leg(1, 2), leg(2, 6)] })).rejects.toMatchObject({
    name: 'FOK_UNFILLABLE',
    field: 'legs',
    retriable: true,
  });
  const done = await consumer.placeBundle({ legs: [leg(1, 2), leg(2, 5)] });
  expect(done).toMatchObject({ errorCode: 0, affectedCount: 2, durability: 1 });
  for (const [seriesId, lastLots] of [
    [1, 2],
    [2, 5],
  ]) {
    const { value } = await fills.next();
    const clientOrderId = done.clientRequestId;
    expect(value).toMatchObject({ seriesId, lastLots, lastPriceTicks: 100, clientOrderId });
  }
  const again = await consumer.placeBundle({
    legs: [leg(1, 2), leg(2, 5)],
    clientRequestId: done.clientRequestId,
  });
  expect(again).toMatchObject({ duplicate: true, referenceId: done.referenceId });
  const tooMany = Array.from({ length: 9 }, (_, i) => leg(i + 1, 1));
  await expect(consumer.placeBundle({ legs: tooMany })).rejects.toMatchObject({
    name: 'INVALID_FIELD',
  });
  expect(await consumer.getOutcome(done.clientRequestId)).toMatchObject({ kind: 'done' });
});
