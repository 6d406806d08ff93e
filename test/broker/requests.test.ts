/**
 * That a request for quote ends in one firm quote that is what it says: durable before it is told, priced by what the client
 * can recompute, taken once and by nobody else, backed by what the broker has, gone with its time, a kill, a mint or the
 * process, and refused by name where there is none.
 */
import { describe, expect, it } from 'vitest';
import {
  BROKER_ACCOUNT,
  EVENT,
  EVENT_WORDS,
  FIRM_QUOTE as F,
} from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, ERROR_CATALOG, KILL_SCOPE, SIDE } from '../../src/values/index.js';
import { type BrokerVenue, lotsOf, MINUTE_MS, PAT, stockedMarket } from './broker-venue.js';

const CODE = Object.fromEntries(
  Object.entries(ERROR_CATALOG).map(([name, { code }]) => [name, code]),
) as Record<keyof typeof ERROR_CATALOG, number>;

interface Answer {
  readonly account: number;
  readonly orderId: number;
  readonly priceTicks: number;
  readonly lots: number;
  readonly validUntilMs: number;
  readonly code: number;
  readonly startLots: number;
}

interface Outcome {
  readonly account: number;
  readonly code: number;
}

/** Listens to what the core says of firm quotes, results of commands and trades. */
function listen(venue: BrokerVenue): { answers: Answer[]; results: Outcome[]; trades: number[][] } {
  const heard = { answers: [] as Answer[], results: [] as Outcome[], trades: [] as number[][] };
  venue.sequencer.listen({
    sealed: () => undefined,
    durable: (batch) => {
      const { words, length } = batch.events;
      for (let at = 0; at < length; at += EVENT_WORDS[words[at] as number] as number) {
        const word = (offset: number): number => words[at + offset] as number;
        if (words[at] === EVENT.FIRM_QUOTE) {
          heard.answers.push({
            account: word(F.account),
            orderId: word(F.orderId),
            priceTicks: word(F.priceTicks),
            lots: word(F.lots),
            validUntilMs: word(F.validUntilMs),
            code: word(F.code),
            startLots: word(F.sizeFactors),
          });
        } else if (words[at] === EVENT.COMMAND_RESULT) {
          heard.results.push({ account: word(1), code: word(4) });
        } else if (words[at] === EVENT.TRADE) heard.trades.push([word(7), word(8)]);
      }
    },
  });
  return heard;
}

async function asked(
  venue: BrokerVenue,
  heard: ReturnType<typeof listen>,
  account: number,
  quantityLots: number,
  side: number = SIDE.BUY,
): Promise<Answer> {
  const before = heard.answers.length;
  venue.submit(account, 'requestQuote', { seriesId: 1, side, quantityLots });
  await venue.settle();
  expect(heard.answers.length).toBe(before + 1);
  return heard.answers.at(-1) as Answer;
}

async function refusedRequest(
  venue: BrokerVenue,
  heard: ReturnType<typeof listen>,
  account: number,
  body: { seriesId?: number; quantityLots?: number; side?: number } = {},
): Promise<number> {
  venue.submit(account, 'requestQuote', {
    seriesId: 1,
    side: SIDE.BUY,
    quantityLots: 5,
    ...body,
  });
  await venue.settle();
  const result = heard.results.filter((one) => one.account === account).at(-1);
  return result?.code ?? 0;
}

async function accepted(
  venue: BrokerVenue,
  heard: ReturnType<typeof listen>,
  account: number,
  quoteId: number,
): Promise<number> {
  venue.submit(account, 'acceptQuote', { quoteId });
  await venue.settle();
  return heard.results.filter((one) => one.account === account).at(-1)?.code ?? -1;
}

describe('a request for quote', () => {
  it('is answered with a firm quote that its account takes whole, once', async () => {
    const { venue, consumer } = await stockedMarket();
    const heard = listen(venue);
    const other = venue.open(ACCOUNT_ROLE.CONSUMER);
    venue.operator('deposit', { targetAccountId: other, amountMicroPat: 1_000 * PAT });
    const held = venue.held();
    const answer = await asked(venue, heard, consumer, 20);
    expect(answer).toMatchObject({ account: consumer, lots: 20, code: 0, startLots: held });
    expect(answer.priceTicks).toBeGreaterThanOrEqual(venue.quote().asks[0]?.priceTicks ?? 0);
    expect(answer.validUntilMs).toBe(venue.nowMs + 10_000);
    expect(await accepted(venue, heard, other, answer.orderId)).toBe(CODE.QUOTE_STALE);
    expect(await accepted(venue, heard, consumer, answer.orderId)).toBe(0);
    expect(heard.trades).toEqual([[answer.priceTicks, 20]]);
    expect(venue.held()).toBe(held - 20);
    expect(await accepted(venue, heard, consumer, answer.orderId)).toBe(CODE.QUOTE_STALE);
    expect(heard.trades).toHaveLength(1);
  });

  it('takes what stands behind the best level where nothing else is free, and never promises lots twice', async () => {
    const { venue, consumer } = await stockedMarket();
    const heard = listen(venue);
    const held = venue.held();
    const best = venue.quote().asks[0]!;
    expect(lotsOf(venue.quote().asks)).toBe(held);
    const most = Math.floor(held * 0.75);
    expect((await asked(venue, heard, consumer, most + 1)).code).toBe(CODE.THIN);
    const answer = await asked(venue, heard, consumer, most);
    expect(answer.code).toBe(0);
    expect(venue.quote().asks[0]).toEqual(best);
    expect(lotsOf(venue.quote().asks)).toBeLessThanOrEqual(held - most);
    const stranger = venue.open(ACCOUNT_ROLE.CONSUMER);
    venue.operator('deposit', { targetAccountId: stranger, amountMicroPat: 1_000 * PAT });
    // The lots are still the broker's, so they are priced, but no longer free.
    expect((await asked(venue, heard, stranger, 1)).code).toBe(CODE.THIN);
    expect(await accepted(venue, heard, consumer, answer.orderId)).toBe(0);
    expect(venue.held()).toBe(held - most);
  });

  it('ends with its time, and gives back what it held', async () => {
    const { venue, consumer } = await stockedMarket();
    const heard = listen(venue);
    const held = venue.held();
    const answer = await asked(venue, heard, consumer, Math.floor(held * 0.75));
    expect(lotsOf(venue.quote().asks)).toBeLessThan(held);
    await venue.pass(11_000);
    expect(await accepted(venue, heard, consumer, answer.orderId)).toBe(CODE.QUOTE_STALE);
    expect(lotsOf(venue.quote().asks)).toBe(held);
  });

  it.each([
    ['a kill of the quoter', { killScope: KILL_SCOPE.QUOTER, targetId: 0 }],
    ['a kill of the series', { killScope: KILL_SCOPE.SERIES, targetId: 1 }],
    ['a kill of everything', { killScope: KILL_SCOPE.GLOBAL, targetId: 0 }],
    ['a kill of the broker', { killScope: KILL_SCOPE.ACCOUNT, targetId: BROKER_ACCOUNT }],
  ])('is ended by %s, after which nothing is quoted', async (_, target) => {
    const { venue, consumer } = await stockedMarket();
    const heard = listen(venue);
    const answer = await asked(venue, heard, consumer, 5);
    venue.operator('kill', { ...target, reason: 'test' });
    await venue.pass(2_000);
    const code = await accepted(venue, heard, consumer, answer.orderId);
    expect([CODE.QUOTE_STALE, CODE.KILLED]).toContain(code);
    expect(await refusedRequest(venue, heard, consumer)).toBe(CODE.KILLED);
    expect(heard.trades).toEqual([]);
  });

  it('does not outlive the process', async () => {
    const { venue, consumer } = await stockedMarket();
    const heard = listen(venue);
    const answer = await asked(venue, heard, consumer, 5);
    const next = await venue.restart(2_000);
    const heardNext = listen(next);
    await next.settle();
    expect(await accepted(next, heardNext, consumer, answer.orderId)).toBe(CODE.QUOTE_STALE);
    await next.pass(5_000);
    const again = await asked(next, heardNext, consumer, 5);
    expect(again.code).toBe(0);
    expect(await accepted(next, heardNext, consumer, again.orderId)).toBe(0);
  });

  it('buys from a provider too, and is ended by a mint', async () => {
    const { venue, provider } = await stockedMarket();
    const heard = listen(venue);
    const held = venue.held();
    const first = await asked(venue, heard, provider, 10, SIDE.SELL);
    expect(first).toMatchObject({ code: 0, startLots: held });
    expect(first.priceTicks).toBeLessThanOrEqual(venue.quote().bids[0]?.priceTicks ?? 0);
    venue.submit(provider, 'mintRights', { seriesId: 1, quantityLots: 100 });
    await venue.settle();
    expect(await accepted(venue, heard, provider, first.orderId)).toBe(CODE.QUOTE_STALE);
    await venue.pass(2_000);
    const second = await asked(venue, heard, provider, 10, SIDE.SELL);
    expect(await accepted(venue, heard, provider, second.orderId)).toBe(0);
    expect(venue.held()).toBe(held + 10);
  });

  it('replaces the last one of its firm group and remembers what the group took', async () => {
    const { venue } = await stockedMarket();
    const heard = listen(venue);
    const one = venue.open(ACCOUNT_ROLE.CONSUMER, 7);
    const two = venue.open(ACCOUNT_ROLE.CONSUMER, 7);
    for (const targetAccountId of [one, two]) {
      venue.operator('deposit', { targetAccountId, amountMicroPat: 1_000 * PAT });
    }
    const held = venue.held();
    const first = await asked(venue, heard, one, 8);
    const second = await asked(venue, heard, two, 8);
    expect(await accepted(venue, heard, one, first.orderId)).toBe(CODE.QUOTE_STALE);
    expect(await accepted(venue, heard, two, second.orderId)).toBe(0);
    expect((await asked(venue, heard, one, 4)).startLots).toBe(held - 8);
  });

  it.each(['restart', 'same process'])('forgets no impact over a %s', async (what) => {
    const { venue, consumer, provider } = await stockedMarket();
    const heard = listen(venue);
    const held = venue.held();
    const answer = await asked(venue, heard, consumer, 10);
    expect(await accepted(venue, heard, consumer, answer.orderId)).toBe(0);
    expect(venue.desk.checkpoint(venue.nowMs)).toBe(true);
    await venue.settle();
    const now = what === 'restart' ? await venue.restart(1_000) : venue;
    const hears = what === 'restart' ? listen(now) : heard;
    await now.settle();
    await now.pass(5_000);
    const refill = await asked(now, hears, provider, 10, SIDE.SELL);
    expect(await accepted(now, hears, provider, refill.orderId)).toBe(0);
    expect(now.held()).toBe(held);
    // Somebody else brought the lots back; whoever took them begins where he left off.
    expect((await asked(now, hears, consumer, 2)).startLots).toBeLessThanOrEqual(held - 9);
  });

  it('is refused by name', async () => {
    const { venue, consumer, provider } = await stockedMarket();
    const heard = listen(venue);
    const refused = (body: Parameters<typeof refusedRequest>[3], who = consumer): Promise<number> =>
      refusedRequest(venue, heard, who, body);
    expect(await refused({ seriesId: 99 })).toBe(CODE.UNKNOWN_SERIES);
    expect(await refused({ side: SIDE.SELL })).toBe(CODE.PHASE);
    expect(await refused({ quantityLots: 0 })).toBe(CODE.TICK_LOT);
    expect(await refused({ side: SIDE.SELL, quantityLots: 5_000 }, provider)).toBe(CODE.MAX_QTY);
    expect((await asked(venue, heard, consumer, venue.held() + 1)).code).toBe(CODE.THIN);
    venue.parameter('request_max_lots', 10);
    await venue.settle();
    expect((await asked(venue, heard, consumer, 11)).code).toBe(CODE.MAX_QTY);
    venue.parameter('order_burst_count', 3);
    venue.parameter('order_rate_per_second', 1);
    await venue.settle();
    const codes: number[] = [];
    for (let i = 0; i < 5; i += 1) codes.push(await refused({}));
    expect(codes.at(-1)).toBe(CODE.RATE);
    await venue.pass(MINUTE_MS);
    venue.operator('setQuoterState', { seriesId: 1, quoterState: 4, reason: 'test' });
    await venue.settle();
    expect(await refused({})).toBe(CODE.KILLED);
    venue.operator('setQuoterState', { seriesId: 1, quoterState: 1, reason: 'test' });
    venue.operator('haltSeries', { seriesId: 1, reason: 'test' });
    await venue.settle();
    expect(await refused({})).toBe(CODE.SERIES_CLOSED);
  });
});
