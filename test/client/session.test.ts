// Catches a client that logs on wrongly, takes a refusal for an answer, sends more than the venue allows, reuses ids, or
// does not notice that the venue is gone. Over real sockets, against a venue that does what the test says.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import {
  PatxClient,
  PatxConnectionError,
  PatxError,
  type SeriesInfo,
} from '../../src/client/index.js';
import { COMMAND_KIND as K, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { ACCOUNT, keys, ScriptedVenue } from './scripted-venue.js';

const ORDER = { seriesId: 3, side: SIDE.BUY, priceTicks: 100, quantityLots: 2 };

/** Accepts every order, with its request id as order id. */
function acceptAll(venue: ScriptedVenue): void {
  venue.behaviour = ({ requestId, command }, line) => {
    if (command?.kind === K.PLACE_ORDER) {
      line.accept(requestId, { orderId: requestId, clientOrderId: command.clientId });
    }
  };
}

describe('logging on', () => {
  it('signs the challenge and goes on above the ids the venue has seen', async () => {
    const venue = await ScriptedVenue.start();
    venue.lastClientOrderIds = [41, 2 ** 48 + 9];
    acceptAll(venue);
    const client = await venue.connect();
    expect(client.state).toBe('online');
    expect(client.session?.accountId).toBe(ACCOUNT);
    const ack = await client.place(ORDER);
    expect(ack.clientOrderId).toBe(42);
    const other = await venue.connect({ idSpace: 1 });
    expect((await other.place(ORDER)).clientOrderId).toBe(2 ** 48 + 10);
  });

  it('rejects with the refusal of the venue and does not try again', async () => {
    const venue = await ScriptedVenue.start();
    venue.refusal = 'BAD_SIGNATURE';
    const failed = await venue.connect().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(PatxError);
    expect(failed).toMatchObject({ name: 'BAD_SIGNATURE', retriable: false });
    await sleep(50);
    expect(venue.lines.length).toBe(1);
  });

  it('tries again where that can help', async () => {
    const venue = await ScriptedVenue.start();
    venue.refusal = 'SESSION_LIMIT';
    const connecting = venue.connect();
    while (venue.lines.length < 3) await sleep(5);
    venue.refusal = undefined;
    await connecting;
  });

  it('gives up after its time', async () => {
    const url = 'ws://127.0.0.1:9';
    const options = { url, accountId: 1, keyId: 1, privateKey: keys.privateKey };
    const failed = await PatxClient.connect({ ...options, connectTimeoutMs: 200 }).catch(
      (error: unknown) => error,
    );
    expect(failed).toBeInstanceOf(PatxConnectionError);
    expect(failed).toMatchObject({ reason: 'HANDSHAKE' });
  });

  it('signs with a given signer', async () => {
    const venue = await ScriptedVenue.start();
    const sign = (): Uint8Array => new Uint8Array(64);
    await expect(venue.connect({ sign })).rejects.toMatchObject({ name: 'BAD_SIGNATURE' });
  });
});

describe('commands', () => {
  it('settle by their own answer, whatever else comes', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const placing = client.place({ ...ORDER, timeInForce: TIME_IN_FORCE.IOC, clientOrderId: 8 });
    const { requestId, command } = await venue.command(K.PLACE_ORDER);
    expect(command).toMatchObject({ clientId: 8, seriesId: 3, lots: 2, timeInForce: 4 });
    // Another order of the account expires on the way.
    venue.line.report(requestId, { executionType: 4, orderId: 9, cancelReason: 3 });
    venue.line.accept(requestId, { orderId: 5, clientOrderId: 8, journalSequence: 77 });
    expect(await placing).toMatchObject({ orderId: 5, journalSequence: 77, duplicate: false });

    const canceling = client.cancel({ orderId: 5 });
    const cancel = await venue.command(K.CANCEL_ORDER);
    venue.line.report(cancel.requestId, { executionType: 4, orderId: 5, cancelReason: 1 });
    expect((await canceling).orderId).toBe(5);

    const amending = client.amend({ clientOrderId: 8 }, { priceTicks: 101, openLots: 1 });
    const amend = await venue.command(K.AMEND_ORDER);
    expect(amend.command).toMatchObject({ targetClientId: 8, orderId: 0, lots: 1, clientId: 9 });
    venue.line.result(amend.requestId, { errorCode: 24, errorField: 'order_id' });
    await expect(amending).rejects.toMatchObject({
      name: 'UNKNOWN_ORDER',
      code: 24,
      field: 'order_id',
      retriable: false,
      remedy: expect.stringContaining('execution reports'),
    });
  });

  it('reject with the refusal of the order', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const placing = client.place(ORDER);
    const { requestId } = await venue.command(K.PLACE_ORDER);
    venue.line.report(requestId, {
      executionType: 2,
      clientOrderId: 1,
      errorCode: 10,
      errorField: 'price_ticks',
    });
    const error = await placing.catch((cause: unknown) => cause);
    expect(error).toMatchObject({ name: 'COLLAR', field: 'price_ticks', clientId: 1 });
  });

  it('resolve with the recorded outcome of a repeated one', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const placing = client.place(ORDER);
    const { requestId } = await venue.command(K.PLACE_ORDER);
    venue.line.accept(requestId, { orderId: 4, duplicate: true, errorCode: 1 });
    expect(await placing).toMatchObject({ orderId: 4, duplicate: true });
  });

  it('fill in the client id of every command that has one', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const minting = client.rights.mint({ seriesId: 3, quantityLots: 10 });
    const { requestId, command } = await venue.command(K.MINT_RIGHTS);
    expect(command.body).toEqual({ clientRequestId: 1, seriesId: 3, quantityLots: 10 });
    venue.line.result(requestId, { clientRequestId: 1, affectedCount: 10 });
    expect((await minting).affectedCount).toBe(10);
  });

  it('that the schema cannot carry are refused here, by field', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    await expect(client.place({ ...ORDER, side: 9 })).rejects.toBeInstanceOf(PatxError);
    await expect(client.place({ ...ORDER, quantityLots: 0.5 })).rejects.toMatchObject({
      field: 'quantity_lots',
    });
    const reason = 'x'.repeat(500);
    await expect(client.operator.setPhase({ phase: 2, reason })).rejects.toMatchObject({
      name: 'INVALID_FIELD',
      field: 'reason',
    });
    expect(client.inFlightCount).toBe(0);
  });

  it('wait here when the venue allows no more in flight, and go in order', async () => {
    const venue = await ScriptedVenue.start();
    venue.maxInFlight = 2;
    const client = await venue.connect({ queueMax: 3 });
    const settled: number[] = [];
    const placing = [1, 2, 3, 4, 5].map((n) =>
      client.place(ORDER).then(() => {
        settled.push(n);
      }),
    );
    await expect(client.place(ORDER)).rejects.toMatchObject({ reason: 'QUEUE_FULL' });
    const orders = () =>
      venue.line.received.filter(({ command }) => command?.kind === K.PLACE_ORDER);
    while (orders().length < 2) await sleep(1);
    await sleep(20);
    expect(orders().length).toBe(2);
    for (let n = 0; n < 5; n += 1) {
      while (orders().length <= n) await sleep(1);
      venue.line.accept(orders()[n]?.requestId as number, { orderId: n + 1 });
    }
    await Promise.all(placing);
    expect(settled).toEqual([1, 2, 3, 4, 5]);
    expect(orders().map(({ command }) => command?.clientId)).toEqual([1, 2, 3, 4, 5]);
  });

  it('time out with the id to ask about', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect({ requestTimeoutMs: 500 });
    const error = await client.place(ORDER).catch((cause: unknown) => cause);
    expect(error).toMatchObject({ reason: 'TIMEOUT', clientId: 1 });
    for (const [fields, outcome] of [
      [
        { errorCode: 0, referenceId: 6, journalSequence: 9 },
        { kind: 'done', referenceId: 6 },
      ],
      [{ errorCode: 10 }, { kind: 'refused', error: { name: 'COLLAR' } }],
      [{ errorCode: 22 }, { kind: 'never-seen' }],
      [{ errorCode: 23, duplicate: true }, { kind: 'never-seen' }],
      [{ errorCode: 20 }, { kind: 'too-old' }],
    ] as const) {
      const asking = client.getOutcome(1);
      const { requestId, command } = await venue.command(K.GET_OUTCOME);
      expect(command.clientId).toBe(1);
      venue.line.result(requestId, { clientRequestId: 1, ...fields });
      expect(await asking).toMatchObject(outcome);
    }
  });

  it('leave in few messages', async () => {
    const venue = await ScriptedVenue.start();
    venue.maxInFlight = 10_000;
    acceptAll(venue);
    const client = await venue.connect();
    let frames = 0;
    venue.line.socket.on('message', () => {
      frames += 1;
    });
    await Promise.all(Array.from({ length: 5_000 }, () => client.place(ORDER)));
    expect(frames).toBeLessThan(20);
  });
});

describe('a session', () => {
  it('ends when the venue falls silent, and another begins', async () => {
    const venue = await ScriptedVenue.start();
    venue.heartbeatIntervalMs = 20;
    const client = await venue.connect();
    venue.isAlive = false;
    const change = await client.states.queue().next();
    expect(change.value).toMatchObject({ state: 'offline', error: { reason: 'LOST' } });
    venue.isAlive = true;
    await client.online();
    expect(venue.lines.length).toBeGreaterThan(1);
  });

  it('does not end because this process was held up', async () => {
    const venue = await ScriptedVenue.start();
    venue.heartbeatIntervalMs = 20;
    const client = await venue.connect();
    const connections = venue.lines.length;
    // Whether what came meanwhile lies in the socket, or nothing did because the venue was asked for nothing.
    for (const answers of [0, 1]) {
      const body = { timeMs: 1, accountSequence: 0, lagNs: 0, journalSequence: 0 };
      for (let i = 0; i < answers; i += 1) venue.line.send({ type: 'heartbeat', body });
      const until = performance.now() + 300;
      while (performance.now() < until);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect([client.state, venue.lines.length]).toEqual(['online', connections]);
  });

  it('ends when what comes is not of the schema', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const states = client.states.queue();
    venue.line.socket.send(Buffer.from([0xff, 0xff, 0xff, 0xff, 0x01]), { binary: true });
    expect((await states.next()).value).toMatchObject({ error: { reason: 'PROTOCOL' } });
    await client.online();
    venue.line.socket.send('text');
    expect((await states.next()).value?.state).toBe('online');
    expect((await states.next()).value?.state).toBe('offline');
  });

  it('ends for good on a refusal that trying again does not help', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const fills = client.events.fills.queue();
    const placing = client.place(ORDER);
    await venue.command(K.PLACE_ORDER);
    venue.line.refuse(0, 'MALFORMED', true);
    venue.line.socket.close(4_000, 'MALFORMED');
    await expect(placing).rejects.toMatchObject({ reason: 'CLOSED', clientId: 1 });
    await expect(fills.next()).rejects.toMatchObject({ name: 'MALFORMED' });
    expect(client.state).toBe('closed');
    await expect(client.place(ORDER)).rejects.toMatchObject({ reason: 'OFFLINE' });
    await expect(client.online()).rejects.toMatchObject({ name: 'MALFORMED' });
  });

  it('logs out when it is closed', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const balances = client.events.balances.latest();
    const book = client.market.book(3);
    const placing = client.place(ORDER);
    await venue.command(K.PLACE_ORDER);
    const closed = expect(placing).rejects.toMatchObject({ reason: 'CLOSED', clientId: 1 });
    const logout = venue.asked('logout');
    client.close();
    client.close();
    await logout;
    await closed;
    expect((await balances.next()).done).toBe(true);
    expect((await book.next()).done).toBe(true);
    expect(client.state).toBe('closed');
  });

  it('does not come back when told not to', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect({ reconnect: false });
    client.dropConnection();
    expect(client.state).toBe('closed');
  });

  it('tells order credits and lists', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const credits = client.events.credits.queue();
    venue.line.send({ type: 'credits', body: { remaining: 5, resetMs: 100 } });
    await credits.next();
    expect(client.credits).toEqual({ remaining: 5, resetMs: 100 });
    const listing = client.queries.markets();
    const { requestId } = await venue.asked('listMarkets');
    const part = (seriesId: number) => ({
      type: 'marketList' as const,
      requestId,
      body: { contracts: [], series: [series(seriesId)], venue: null, kills: [], cash: [] },
    });
    venue.line.send(part(1), part(2));
    expect((await listing).series.map(({ seriesId }) => seriesId)).toEqual([1, 2]);
    const refused = client.queries.parameters();
    venue.line.refuse((await venue.asked('listParameters')).requestId, 'SCOPE');
    await expect(refused).rejects.toMatchObject({ name: 'SCOPE' });
  });
});

function series(seriesId: number): SeriesInfo {
  return {
    seriesId,
    contractId: 1,
    series: 'AUTO_INTENT|7D|0.70-0.85@2026-11-16',
    state: 2,
    windowStartMs: 0,
    windowEndMs: 0,
    markTicks: 0,
    mintedLots: 0,
    unsoldLots: 0,
    exercisedLots: 0,
    asOfSequence: 1,
  };
}
