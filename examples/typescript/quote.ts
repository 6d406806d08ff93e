/**
 * A provider offers what it minted at two prices, moves the better one, and takes both back:
 *
 *   PATX_GATEWAY=ws://127.0.0.1:9460/ PATX_ACCOUNT=6 PATX_KEY_FILE=me.pem npx tsx quote.ts SERIES_ID PRICE_TICKS
 *
 * Who quotes both sides is the broker, and in later phases market makers.
 */
import { readFileSync } from 'node:fs';
import { PatxClient, PatxError } from 'patx-client';

const [seriesId = 0, bestTicks = 0] = process.argv.slice(2).map(Number);
const { PATX_GATEWAY = 'ws://127.0.0.1:9460/', PATX_ACCOUNT, PATX_KEY_FILE } = process.env;
const STEP_TICKS = 5;

const client = await PatxClient.connect({
  url: PATX_GATEWAY,
  accountId: Number(PATX_ACCOUNT),
  keyId: 1,
  privateKey: readFileSync(PATX_KEY_FILE ?? 'me.pem', 'utf8'),
});
try {
  const order = { seriesId, side: 'SELL', quantityLots: 1, postOnly: true } as const;
  const near = await client.place({ ...order, priceTicks: bestTicks });
  const far = await client.place({ ...order, priceTicks: bestTicks + STEP_TICKS });
  console.log(`offered by orders ${near.orderId} and ${far.orderId}`);
  await client.amend({ orderId: near.orderId }, { priceTicks: bestTicks - 1, openLots: 1 });
  console.log(`best offer moved to ${bestTicks - 1}`);
} catch (error) {
  // A refusal says what is wrong, where, and what helps.
  if (error instanceof PatxError) console.error(error.message);
  throw error;
} finally {
  const { affectedCount } = await client.massCancel({ seriesId, side: 'SELL' });
  console.log(`${affectedCount} orders taken back`);
  client.close();
}
