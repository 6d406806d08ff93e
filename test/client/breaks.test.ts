// Catches a broken connection that loses a report, tells one twice, leaves a command undecided, sends one again, or goes on
// with ids that were used. Over real sockets.
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { ExecutionReport, PatxClient } from '../../src/client/index.js';
import { EXECUTION_TYPE as E, COMMAND_KIND as K, SIDE } from '../../src/values/index.js';
import { type Line, ScriptedVenue } from './scripted-venue.js';

const ORDER = { seriesId: 3, side: SIDE.BUY, priceTicks: 100, quantityLots: 2 };
const TRADE = { executionType: E.TRADE, lastLots: 1 };

/** Account sequences of the reports told so far. */
function follow(client: PatxClient): number[] {
  const told: number[] = [];
  client.events.reports.on(({ accountSequence }: Readonly<ExecutionReport>) => {
    told.push(accountSequence);
  });
  return told;
}

/** Answers a resume with the reports from a sequence to another. */
async function resume(venue: ScriptedVenue, after: number, last: number): Promise<Line> {
  const { requestId, body } = await venue.asked('resumeReports');
  expect(body.afterAccountSequence).toBe(after);
  const { line } = venue;
  for (let n = after + 1; n <= last; n += 1) line.report(0, { ...TRADE, accountSequence: n });
  line.send({
    type: 'resumeDone',
    requestId,
    body: { accountSequence: last, reportCount: last - after },
  });
  return line;
}

describe('reports', () => {
  it('are told once and in order over a gap', async () => {
    const venue = await ScriptedVenue.start();
    venue.accountSequence = 10;
    const client = await venue.connect();
    const told = follow(client);
    for (const accountSequence of [11, 12, 14, 15]) {
      venue.line.report(0, { ...TRADE, accountSequence });
    }
    await resume(venue, 12, 15);
    venue.line.report(0, { ...TRADE, accountSequence: 16 });
    while (told.length < 6) await sleep(1);
    expect(told).toEqual([11, 12, 13, 14, 15, 16]);
    expect(client.accountSequence).toBe(16);
  });

  it('are told once and in order over a break', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const told = follow(client);
    venue.line.report(0, { ...TRADE, accountSequence: 1 });
    while (told.length < 1) await sleep(1);
    venue.accountSequence = 4;
    venue.line.socket.terminate();
    const line = await resume(venue, 1, 4);
    expect(line).not.toBe(venue.lines[0]);
    line.report(0, { ...TRADE, accountSequence: 5 });
    while (told.length < 5) await sleep(1);
    expect(told).toEqual([1, 2, 3, 4, 5]);
  });

  it('are asked for when a heartbeat says there are more', async () => {
    const venue = await ScriptedVenue.start();
    venue.heartbeatIntervalMs = 20;
    const client = await venue.connect();
    const told = follow(client);
    venue.accountSequence = 2;
    await resume(venue, 0, 2);
    while (told.length < 2) await sleep(1);
    expect(told).toEqual([1, 2]);
  });

  it('are told from the last one an earlier run handled, and heard by whoever listens from the start', async () => {
    const venue = await ScriptedVenue.start();
    venue.accountSequence = 7;
    const told: number[] = [];
    const connecting = venue.connect({
      afterAccountSequence: 4,
      listen: (events) => {
        events.reports.on(({ accountSequence }) => told.push(accountSequence));
      },
    });
    while (venue.lines.length === 0) await sleep(1);
    await resume(venue, 4, 7);
    const client = await connecting;
    while (told.length < 3) await sleep(1);
    expect(told).toEqual([5, 6, 7]);
    expect(client.accountSequence).toBe(7);
  });

  it('that are gone end the streams, and the snapshot takes over', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const told = follow(client);
    const fills = client.events.fills.queue();
    const gaps = client.events.gaps.queue();
    venue.accountSequence = 90;
    venue.line.socket.terminate();
    const { requestId } = await venue.asked('resumeReports');
    venue.line.refuse(requestId, 'RESUME_TOO_OLD');
    expect((await gaps.next()).value).toMatchObject({
      fromAccountSequence: 1,
      toAccountSequence: 90,
      snapshot: { asOfAccountSequence: 90 },
    });
    await expect(fills.next()).rejects.toMatchObject({ reason: 'GAP' });
    venue.line.report(0, { ...TRADE, accountSequence: 91 });
    while (told.length < 1) await sleep(1);
    expect(told).toEqual([91]);
  });
});

describe('commands on the way when the connection breaks', () => {
  it('end by the reports of the break', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const placing = client.place(ORDER);
    await venue.command(K.PLACE_ORDER);
    venue.accountSequence = 2;
    venue.line.socket.terminate();
    const { requestId } = await venue.asked('resumeReports');
    const accepted = { executionType: E.ACCEPTED, orderId: 8, clientOrderId: 1 };
    venue.line.report(0, { ...accepted, accountSequence: 1 });
    venue.line.report(0, { ...TRADE, accountSequence: 2 });
    venue.line.send({
      type: 'resumeDone',
      requestId,
      body: { accountSequence: 2, reportCount: 2 },
    });
    expect((await placing).orderId).toBe(8);
    await sleep(20);
    expect(venue.line.received.some(({ command }) => command !== undefined)).toBe(false);
  });

  it('end by their recorded outcome: done, refused, never seen', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const placing = client.place(ORDER);
    const minting = client.rights.mint({ seriesId: 3, quantityLots: 1 });
    const lost = client.place(ORDER);
    const canceling = client.cancel({ orderId: 5 });
    await venue.command(K.CANCEL_ORDER);
    const outcomes = Promise.allSettled([placing, minting, lost, canceling]);
    venue.behaviour = ({ requestId, command }, line) => {
      if (command?.kind !== K.GET_OUTCOME) return;
      const found = [
        { referenceId: 8, duplicate: true, journalSequence: 70 },
        { errorCode: 38, errorField: 'quantity_lots', duplicate: true },
        { errorCode: 22 },
      ][command.clientId - 1];
      line.result(requestId, { clientRequestId: command.clientId, ...found });
    };
    venue.line.socket.terminate();
    expect(await outcomes).toMatchObject([
      { status: 'fulfilled', value: { orderId: 8, clientOrderId: 1, journalSequence: 70 } },
      { status: 'rejected', reason: { name: 'MINT_CAP' } },
      { status: 'rejected', reason: { name: 'NEVER_SEEN' } },
      { status: 'rejected', reason: { reason: 'LOST' } },
    ]);
  });

  it('are asked for again when the connection breaks once more', async () => {
    const venue = await ScriptedVenue.start();
    const client = await venue.connect();
    const placing = client.place(ORDER);
    await venue.command(K.PLACE_ORDER);
    venue.line.socket.terminate();
    await venue.command(K.GET_OUTCOME);
    venue.line.socket.terminate();
    const { requestId } = await venue.command(K.GET_OUTCOME);
    venue.line.result(requestId, { clientRequestId: 1, referenceId: 8, duplicate: true });
    expect((await placing).orderId).toBe(8);
  });

  it('are not sent again, and their ids are not used again', async () => {
    const venue = await ScriptedVenue.start();
    venue.maxInFlight = 1;
    const client = await venue.connect();
    const first = client.place(ORDER);
    const second = client.place(ORDER);
    const waiting = expect(second).rejects.toMatchObject({ reason: 'OFFLINE', wasNotSent: true });
    await venue.command(K.PLACE_ORDER);
    venue.line.socket.terminate();
    await waiting;
    const { requestId } = await venue.command(K.GET_OUTCOME);
    venue.line.result(requestId, { clientRequestId: 1, errorCode: 22 });
    await expect(first).rejects.toMatchObject({ name: 'NEVER_SEEN' });
    const third = client.place(ORDER);
    const { command, requestId: placed } = await venue.command(K.PLACE_ORDER);
    expect(command.clientId).toBe(3);
    venue.line.accept(placed, { orderId: 1, clientOrderId: 3 });
    await third;
  });
});

describe('an order stream', () => {
  it('calls back once for each command, over a break too', async () => {
    const venue = await ScriptedVenue.start();
    venue.maxInFlight = 2;
    const client = await venue.connect();
    const answers: string[] = [];
    const stream = client.orderStream({
      onAnswer: ({ executionType, clientOrderId }) =>
        answers.push(`${executionType}:${clientOrderId}`),
      onResult: ({ errorCode, clientRequestId }) =>
        answers.push(`result ${errorCode}:${clientRequestId}`),
      onFailure: (error) => answers.push(error.message),
    });
    expect(stream.place(ORDER)).toBe(1);
    const { requestId } = await venue.command(K.PLACE_ORDER);
    venue.line.accept(requestId, { clientOrderId: 1, orderId: 4 });
    while (answers.length < 1) await sleep(1);
    stream.cancel({ orderId: 4 });
    expect(stream.amend({ orderId: 9 }, { priceTicks: 1, openLots: 1 })).toBe(2);
    expect(stream.room).toBe(0);
    expect(() => stream.place(ORDER)).toThrow('in flight');
    const amend = await venue.command(K.AMEND_ORDER);
    venue.line.report(amend.requestId - 1, { executionType: E.CANCELED, cancelReason: 1 });
    venue.line.result(amend.requestId, { errorCode: 24 });
    while (answers.length < 3) await sleep(1);
    expect(stream.place(ORDER)).toBe(3);
    await venue.command(K.PLACE_ORDER);
    venue.line.socket.terminate();
    const asked = await venue.command(K.GET_OUTCOME);
    venue.line.result(asked.requestId, { clientRequestId: 3, errorCode: 22 });
    while (answers.length < 4) await sleep(1);
    expect(answers).toEqual(['1:1', '4:0', 'result 24:0', 'result 22:3']);
  });
});
