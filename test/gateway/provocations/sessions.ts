/** Refusals of the gateway itself: sessions, frames, queues. */
import { ClientEncoder, ENVELOPES_MAX } from '../../../src/schema/index.js';
import { CHANNEL_KIND, COMMAND_KIND, Command, KEY_SCOPE, SIDE } from '../../../src/values/index.js';
import type { TestClient } from '../support/client.js';
import { CONSUMER, type TestExchange } from '../support/exchange.js';
import { by, type Provocations, type Provoked, provoked } from './provoke.js';

const ORDER = { clientOrderId: 1, side: SIDE.BUY, priceTicks: 100, lots: 1 };

/** The last error a session was told before it ended. */
async function lastWords(client: TestClient): Promise<Provoked> {
  await client.ended();
  const report = client.all('errorReport').at(-1);
  if (report === undefined) throw new Error('the session ended without a word');
  return provoked(report);
}

async function logOn(exchange: TestExchange): Promise<TestClient> {
  exchange.openProvider();
  return exchange.logOn(exchange.openConsumer());
}

/** A connection that has its challenge. */
async function challenged(exchange: TestExchange): Promise<TestClient> {
  const client = await exchange.connect();
  await client.next('challenge');
  return client;
}

async function subscribe(client: TestClient, kind: number): Promise<Provoked> {
  const body = { kind, seriesId: 1, depth: 0, slowPolicy: 0 };
  return provoked(await client.answer(client.session({ type: 'subscribe', body })));
}

export const SESSION_PROVOCATIONS: Provocations<
  | 'SCOPE'
  | 'MALFORMED'
  | 'TOO_LARGE'
  | 'TEXT_FRAME'
  | 'NOT_LOGGED_ON'
  | 'BAD_SIGNATURE'
  | 'ALREADY_LOGGED_ON'
  | 'SESSION_LIMIT'
  | 'SLOW_CONSUMER'
  | 'HEARTBEAT_MISSED'
  | 'UNKNOWN_MESSAGE'
  | 'RESUME_TOO_OLD'
  | 'SHUTTING_DOWN'
  | 'IN_FLIGHT_LIMIT'
  | 'SUBSCRIPTION_LIMIT'
  | 'LOGON_TIMEOUT'
> = {
  SCOPE: by(async (exchange) => {
    const client = await exchange.logOn(exchange.open(CONSUMER, [KEY_SCOPE.READ]));
    const [requestId] = client.place(ORDER);
    return provoked(await client.answer(requestId as number));
  }),
  MALFORMED: by(async (exchange) => {
    const client = await logOn(exchange);
    client.raw(Uint8Array.of(9, 1));
    return lastWords(client);
  }),
  TOO_LARGE: by(async (exchange) => {
    const client = await logOn(exchange);
    const encoder = new ClientEncoder();
    const command = new Command();
    command.kind = COMMAND_KIND.CANCEL_ORDER;
    for (let i = 0; i <= ENVELOPES_MAX; i += 1) encoder.command(0, command);
    client.raw(encoder.bytes);
    return lastWords(client);
  }),
  TEXT_FRAME: by(async (exchange) => {
    const client = await logOn(exchange);
    client.raw('text');
    return lastWords(client);
  }),
  NOT_LOGGED_ON: by(async (exchange) => {
    const client = await challenged(exchange);
    const [requestId] = client.place(ORDER);
    return provoked(await client.answer(requestId as number));
  }),
  BAD_SIGNATURE: by(async (exchange) => {
    const client = await exchange.connect();
    const body = client.logonOf(await client.next('challenge'), exchange.operator);
    client.session({ type: 'logon', body: { ...body, signature: new Uint8Array(64) } });
    return lastWords(client);
  }),
  ALREADY_LOGGED_ON: by(async (exchange) => {
    const client = await exchange.connect();
    const challenge = await client.next('challenge');
    const body = client.logonOf(challenge, exchange.operator);
    client.session({ type: 'logon', body });
    await client.next('logonAccepted');
    return provoked(await client.answer(client.session({ type: 'logon', body })));
  }),
  SESSION_LIMIT: by(async (exchange) => lastWords(await exchange.connect()), {
    limits: { sessionsMax: 0 },
  }),
  SLOW_CONSUMER: by(
    async (exchange) => {
      const client = await logOn(exchange);
      client.session({ type: 'listParameters', body: {} });
      return lastWords(client);
    },
    // The answer is longer than the whole queue may be, so no reader is fast enough.
    { limits: { queueBytesMax: 1_000 } },
  ),
  HEARTBEAT_MISSED: by(async (exchange) => {
    const client = await exchange.logOn(exchange.openConsumer());
    clockMs += 60_000;
    return lastWords(client);
  }, movingClock()),
  UNKNOWN_MESSAGE: by(async (exchange) => {
    const client = await logOn(exchange);
    client.raw(Uint8Array.of(5, 0x08, 9, 0x9a, 0x06, 0));
    return provoked(await client.answer(9));
  }),
  RESUME_TOO_OLD: by(
    async (exchange) => {
      const client = await logOn(exchange);
      for (let i = 1; i <= 30; i += 1) await client.order({ ...ORDER, clientOrderId: i });
      const body = { afterAccountSequence: 0 };
      return provoked(await client.answer(client.session({ type: 'resumeReports', body })));
    },
    { limits: { reportBytes: 1_000 } },
  ),
  SHUTTING_DOWN: by(async (exchange) => {
    const client = await logOn(exchange);
    await exchange.gateway.stop();
    return lastWords(client);
  }),
  IN_FLIGHT_LIMIT: by(
    async (exchange) => {
      const client = await logOn(exchange);
      const [, second] = client.place(ORDER, { ...ORDER, clientOrderId: 2 });
      return provoked(await client.answer(second as number));
    },
    { limits: { inFlightMax: 1 } },
  ),
  SUBSCRIPTION_LIMIT: by(async (exchange) => subscribe(await logOn(exchange), CHANNEL_KIND.BOOK), {
    limits: { subscriptionsMax: 0 },
  }),
  LOGON_TIMEOUT: by(async (exchange) => {
    const client = await challenged(exchange);
    clockMs += 60_000;
    return lastWords(client);
  }, movingClock()),
};

let clockMs = 0;

/** A clock the provocation moves. */
function movingClock(): { readonly nowMs: () => number } {
  return {
    nowMs: () => {
      if (clockMs === 0) clockMs = 1_800_000_000_000;
      return clockMs;
    },
  };
}
