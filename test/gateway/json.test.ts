/** Catches a JSON session that cannot do what a binary one can: the other subprotocol over real sockets. */
import { sign } from 'node:crypto';
import { afterEach, expect, test } from 'vitest';
import { logonBytes } from '../../src/schema/index.js';
import { TRANSPORTS } from '../support/transports.js';
import type { TestClient } from './support/client.js';
import { type Party, startExchange, type TestExchange } from './support/exchange.js';

let exchange: TestExchange;

afterEach(() => exchange.stop());

type Json = Record<string, Record<string, unknown>>;

/** Everything that came, envelope by envelope. */
function envelopes(client: TestClient): Json[] {
  return client.texts.flatMap((text): Json[] => {
    const parsed = JSON.parse(text) as Json | Json[];
    return Array.isArray(parsed) ? parsed : [parsed];
  });
}

async function next(client: TestClient, name: string): Promise<Json> {
  await client.until(() => envelopes(client).some((e) => name in e), name);
  return envelopes(client).findLast((e) => name in e) as Json;
}

async function logOn(party: Party): Promise<TestClient> {
  const client = await exchange.connect('patx.v1.json');
  const { challenge } = await next(client, 'challenge');
  const { accountId, keyId, key } = party;
  const nonce = Buffer.from(challenge?.nonce as string, 'base64');
  const sessionId = challenge?.sessionId as number;
  const signature = sign(null, logonBytes({ nonce, sessionId, accountId, keyId }), key);
  const logon = { accountId, keyId, signature: signature.toString('base64') };
  client.raw(JSON.stringify({ requestId: '1', logon }));
  await next(client, 'logonAccepted');
  return client;
}

test.each(TRANSPORTS)('orders and books as JSON over %s', async (transport) => {
  exchange = await startExchange({ transport });
  exchange.openProvider();
  const client = await logOn(exchange.openConsumer());
  const subscribe = { kind: 'CHANNEL_KIND_BOOK', seriesId: 1 };
  client.raw(JSON.stringify({ requestId: '2', subscribe }));
  await next(client, 'bookSnapshot');
  const placeOrder = {
    clientOrderId: '1',
    seriesId: 1,
    side: 'SIDE_BUY',
    orderType: 'ORDER_TYPE_LIMIT',
    timeInForce: 'TIME_IN_FORCE_GTC',
    priceTicks: '100',
    quantityLots: '5',
  };
  client.raw(JSON.stringify({ requestId: '3', placeOrder }));
  const report = await next(client, 'executionReport');
  expect(report).toMatchObject({
    requestId: '3',
    executionReport: { executionType: 'EXECUTION_TYPE_ACCEPTED', openLots: '5' },
  });
  expect((await next(client, 'bookDelta')).bookDelta).toMatchObject({
    levels: [{ side: 'SIDE_BUY', priceTicks: '100', quantityLots: '5', orderCount: 1 }],
  });
  client.raw(JSON.stringify({ requestId: '4', placeOrder: { ...placeOrder, side: 'SIDEWAYS' } }));
  const refused = await next(client, 'errorReport');
  expect(refused).toMatchObject({
    requestId: '4',
    errorReport: { errorCode: 'ERROR_CODE_INVALID_FIELD', errorField: 'side' },
  });
});

test('bytes, broken text and other bytes than UTF-8 end a JSON session', async () => {
  exchange = await startExchange();
  const party = exchange.openConsumer();
  for (const data of [Uint8Array.of(1, 2), 'no JSON', '[1]']) {
    const client = await logOn(party);
    client.raw(data);
    expect((await client.ended()).reason).toBe('MALFORMED');
  }
});
