/**
 * Buys one lot at the best offer of a series, the first open one unless told, and prints the fill:
 *
 *   PATX_ACCOUNT=5 PATX_KEY_FILE=me.pem node first-trade.mjs ws://127.0.0.1:9460/ [SERIES_ID]
 */
import { readFileSync } from 'node:fs';
import { formatPat, PatxClient, SERIES_STATE } from 'patx-client';

const [url = 'ws://127.0.0.1:9460/', seriesText = ''] = process.argv.slice(2);
const { PATX_ACCOUNT = '', PATX_KEY_FILE = 'me.pem' } = process.env;

const client = await PatxClient.connect({
  url,
  accountId: Number(PATX_ACCOUNT),
  keyId: 1,
  privateKey: readFileSync(PATX_KEY_FILE, 'utf8'),
});
try {
  const { series } = await client.queries.markets();
  const open = series.find(({ state }) => state === SERIES_STATE.OPEN);
  const seriesId = Number(seriesText || open?.seriesId);
  const fills = client.events.fills.queue();
  for await (const book of client.market.book(seriesId)) {
    const { bestAsk } = book;
    if (bestAsk === undefined) continue;
    const { priceTicks } = bestAsk;
    await client.place({ seriesId, side: 'BUY', priceTicks, quantityLots: 1, timeInForce: 'IOC' });
    break;
  }
  const { value: fill } = await fills.next();
  if (fill === undefined) throw new Error('the session ended before the fill came');
  console.log(fill);
  const { balance } = await client.queries.accountSnapshot();
  console.log(
    `bought ${fill.lastLots} lot of ${fill.series} at ${fill.lastPriceTicks} ticks;`,
    `${formatPat(balance?.availableMicroPat ?? 0)} PAT left`,
  );
} finally {
  client.close();
}
