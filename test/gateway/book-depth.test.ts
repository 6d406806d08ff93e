/** Catches a book channel whose subscribers cannot keep its checksum because of a level they were never told. */
import fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { CHANNEL_KIND, COMMAND_KIND, Command, SIDE } from '../../src/values/index.js';
import type { TestClient } from './support/client.js';
import { follow, venueLevels } from './support/client-book.js';
import { startExchange } from './support/exchange.js';

const { BUY } = SIDE;

async function subscribe(client: TestClient, depth: number): Promise<number> {
  const body = { kind: CHANNEL_KIND.BOOK, seriesId: 1, depth, slowPolicy: 0 };
  const requestId = client.session({ type: 'subscribe', body });
  return (await client.next('subscribed', (m) => m.requestId === requestId)).body.channelId;
}

test('a snapshot of ten levels is enough for every checksum, however levels come and go', async () => {
  const exchange = await startExchange();
  onTestFinished(() => exchange.stop());
  const consumer = exchange.openConsumer();
  exchange.openProvider();
  const trader = await exchange.logOn(consumer);
  const watchers: (readonly [TestClient, number])[] = [];
  // Fewer levels than a checksum has are not sent.
  for (const depth of [10, 1]) {
    const watcher = await exchange.logOn(consumer);
    watchers.push([watcher, await subscribe(watcher, depth)]);
  }
  const resting: number[] = [];
  let lastId = 0;
  const place = (priceTicks: number): void => {
    lastId += 1;
    resting.push(lastId);
    trader.place({ clientOrderId: lastId, side: BUY, priceTicks, lots: 1 + (lastId % 3) });
  };
  for (let priceTicks = 70; priceTicks < 100; priceTicks += 1) place(priceTicks);
  await trader.settle();
  let leaveCount = 0;
  const step = fc.tuple(fc.boolean(), fc.integer({ min: 70, max: 99 }), fc.nat());
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      for (const [isNew, priceTicks, which] of steps) {
        if (isNew) place(priceTicks);
        // The best go first, so that others move up.
        const at = resting.length - 1 - (which % 12);
        const [clientOrderId] = isNew || at < 0 ? [] : resting.splice(at, 1);
        if (clientOrderId === undefined) continue;
        leaveCount += 1;
        const cancel = new Command();
        Object.assign(cancel, { kind: COMMAND_KIND.CANCEL_ORDER, targetClientId: clientOrderId });
        trader.command(cancel);
      }
      await trader.settle();
      // One that starts in the middle of it all.
      const late = await exchange.logOn(consumer);
      watchers.push([late, await subscribe(late, 10)]);
      if (watchers.length < 5) return;
      const [[leaving, id] = [late, 0]] = watchers.splice(2, 1);
      follow(leaving, id);
      leaving.terminate();
      await leaving.ended();
    }),
    { numRuns: 25 },
  );
  expect(leaveCount).toBeGreaterThan(20);
  for (const [watcher, channelId] of watchers) {
    await watcher.settle();
    const book = follow(watcher, channelId);
    expect(book.levels(BUY).slice(0, 10)).toEqual(venueLevels(exchange, BUY).slice(0, 10));
  }
});
