/** Catches input from outside that is not answered, ends the wrong session, or stops the venue. */
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { CLOSE_CODE_BASE } from '../../src/gateway/index.js';
import { ClientEncoder, ENVELOPES_MAX } from '../../src/schema/index.js';
import { COMMAND_KIND, Command, ERROR_CATALOG, SIDE } from '../../src/values/index.js';
import { TRANSPORTS } from '../support/transports.js';
import { orderCommand } from './support/client.js';
import {
  type ExchangeOptions,
  type Party,
  startExchange,
  type TestExchange,
} from './support/exchange.js';

let exchange: TestExchange;

async function start(options: ExchangeOptions = {}): Promise<Party> {
  exchange = await startExchange(options);
  exchange.openProvider();
  return exchange.openConsumer();
}

afterEach(() => exchange.stop());

const order = { clientOrderId: 1, side: SIDE.BUY, priceTicks: 90, lots: 1 };

function placeBytes(clientOrderId: number): Uint8Array {
  const encoder = new ClientEncoder();
  encoder.command(7, orderCommand({ ...order, clientOrderId }));
  return encoder.bytes.slice();
}

const transports = TRANSPORTS;

test.each(transports)(
  'what is no sequence of envelopes ends the session over %s',
  async (transport) => {
    const party = await start({ transport });
    const whole = placeBytes(1);
    for (const bytes of [
      whole.subarray(0, whole.length - 1),
      Uint8Array.of(0xff, 0xff),
      Uint8Array.of(3, 8),
    ]) {
      const client = await exchange.logOn(party);
      client.raw(bytes);
      expect((await client.ended()).reason).toBe('MALFORMED');
      expect(client.all('errorReport').at(-1)?.body.closing).toBe(true);
    }
    expect(exchange.core.state.orders.liveCount).toBe(0);
  },
);

test.each(transports)('a text frame on a binary session ends it over %s', async (transport) => {
  const party = await start({ transport });
  const client = await exchange.logOn(party);
  client.raw('{"logout":{}}');
  const { code } = ERROR_CATALOG.TEXT_FRAME;
  expect(await client.ended()).toEqual({ code: CLOSE_CODE_BASE + code, reason: 'TEXT_FRAME' });
});

test.each(transports)('a message over the limit ends the connection over %s', async (transport) => {
  const party = await start({ transport, limits: { messageBytesMax: 1_000 } });
  const client = await exchange.logOn(party);
  client.raw(new Uint8Array(1_500));
  expect((await client.ended()).code).toBe(1009);
  await expect.poll(() => exchange.gateway.metrics.sessions).toBe(0);
});

test('more envelopes than a message may have end the session, after those before', async () => {
  const party = await start({ limits: { inFlightMax: 100_000 } });
  const client = await exchange.logOn(party);
  const encoder = new ClientEncoder();
  const command = new Command();
  command.kind = COMMAND_KIND.CANCEL_ORDER;
  command.orderId = 5;
  for (let i = 0; i <= ENVELOPES_MAX; i += 1) encoder.command(i + 1, command);
  client.raw(encoder.bytes);
  expect((await client.ended()).reason).toBe('TOO_LARGE');
});

test('an unknown message and a wrong field are refused, the rest of the frame is heard', async () => {
  const party = await start();
  const client = await exchange.logOn(party);
  // request_id 9 and field 99, which no message has; then a place order whose side is 77.
  const unknown = Uint8Array.of(5, 0x08, 9, 0x9a, 0x06, 0);
  const wrongSide = Uint8Array.of(6, 0x08, 10, 0x1a, 2, 0x18, 77);
  client.raw(Buffer.concat([unknown, wrongSide, placeBytes(3)]));
  expect((await client.answer(9)).body).toMatchObject({
    errorCode: ERROR_CATALOG.UNKNOWN_MESSAGE.code,
    closing: false,
  });
  expect((await client.answer(10)).body).toMatchObject({
    errorCode: ERROR_CATALOG.INVALID_FIELD.code,
    errorField: 'side',
  });
  expect((await client.answer(7)).type).toBe('executionReport');
});

test('a frame sent again changes nothing', async () => {
  const party = await start();
  const client = await exchange.logOn(party);
  const bytes = placeBytes(5);
  client.raw(bytes);
  await client.next('executionReport');
  client.raw(bytes);
  const again = await client.next('executionReport');
  expect(again.body.duplicate).toBe(true);
  expect(exchange.core.state.orders.liveCount).toBe(1);
});

test('commands over the limit in flight did not happen, and later ones do', async () => {
  const party = await start({ limits: { inFlightMax: 10 } });
  const client = await exchange.logOn(party);
  const ids = client.place(
    ...Array.from({ length: 25 }, (_, i) => ({ ...order, clientOrderId: i + 1 })),
  );
  const last = await client.answer(ids[24] as number);
  expect(last.body).toMatchObject({
    errorCode: ERROR_CATALOG.IN_FLIGHT_LIMIT.code,
    retriable: true,
  });
  await client.settle();
  expect(client.all('executionReport')).toHaveLength(10);
  expect(client.all('errorReport')).toHaveLength(15);
  expect(exchange.core.state.orders.liveCount).toBe(10);
  expect((await client.order({ ...order, clientOrderId: 26 })).errorCode).toBe(0);
});

test('questions over the limit are refused', async () => {
  const party = await start({ limits: { questionsMax: 3 } });
  const client = await exchange.logOn(party);
  const encoder = new ClientEncoder();
  for (let i = 0; i < 5; i += 1) encoder.session(100 + i, { type: 'listParameters', body: {} });
  client.raw(encoder.bytes);
  for (const requestId of [103, 104]) {
    expect((await client.answer(requestId)).body).toMatchObject({
      errorCode: ERROR_CATALOG.IN_FLIGHT_LIMIT.code,
    });
  }
  expect((await client.answer(102)).type).toBe('parameterList');
});

test('whatever bytes come, the venue goes on serving others', async () => {
  const party = await start({ limits: { sessionsPerAccountMax: 1_000 } });
  const other = await exchange.logOn(party);
  const whole = Buffer.concat([placeBytes(1), placeBytes(2)]);
  const mutated = fc
    .array(fc.record({ at: fc.nat(whole.length - 1), value: fc.nat(255) }), { maxLength: 4 })
    .map((changes) => {
      const bytes = Buffer.from(whole);
      for (const { at, value } of changes) bytes[at] = value;
      return bytes as Uint8Array;
    });
  let clientOrderId = 1_000;
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(mutated, fc.uint8Array({ minLength: 1, maxLength: 64 })),
      async (bytes) => {
        const client = await exchange.logOn(party);
        client.raw(bytes);
        clientOrderId += 1;
        const report = await other.order({ ...order, clientOrderId: 2 ** 48 + clientOrderId });
        expect(report.clientOrderId).toBe(2 ** 48 + clientOrderId);
        client.terminate();
      },
    ),
    { numRuns: 60 },
  );
});
