/**
 * Buys one lot at the best offer of a series, exercises it, and prints the delivery that comes of it:
 *
 *   PATX_GATEWAY=ws://127.0.0.1:9460/ PATX_ACCOUNT=5 PATX_KEY_FILE=me.pem npx tsx buy-and-exercise.ts SERIES_ID
 */
import { readFileSync } from 'node:fs';
import { describe, PatxClient } from 'patx-client';

const seriesId = Number(process.argv[2]);
const { PATX_GATEWAY = 'ws://127.0.0.1:9460/', PATX_ACCOUNT, PATX_KEY_FILE } = process.env;

const client = await PatxClient.connect({
  url: PATX_GATEWAY,
  accountId: Number(PATX_ACCOUNT),
  keyId: 1,
  privateKey: readFileSync(PATX_KEY_FILE ?? 'me.pem', 'utf8'),
});
try {
  // Taken before anything is sent, so that nothing is missed.
  const fills = client.events.fills.queue();
  const deliveries = client.events.deliveries.queue();
  for await (const { bestAsk } of client.market.book(seriesId)) {
    if (bestAsk === undefined) continue;
    const { priceTicks } = bestAsk;
    await client.place({ seriesId, side: 'BUY', priceTicks, quantityLots: 1, timeInForce: 'IOC' });
    break;
  }
  const { value: fill } = await fills.next();
  if (fill === undefined) throw new Error('the session ended before the fill came');
  console.log(`bought ${fill.lastLots} of ${fill.series} at ${fill.lastPriceTicks} ticks`);
  const { affectedCount } = await client.rights.exercise({ seriesId, quantityLots: 1 });
  console.log(`exercised: ${affectedCount} tickets`);
  const { value: delivery } = await deliveries.next();
  if (delivery === undefined) throw new Error('the session ended before the delivery came');
  console.log(`delivery ${delivery.deliveryId}:`, describe(delivery));
} finally {
  client.close();
}
