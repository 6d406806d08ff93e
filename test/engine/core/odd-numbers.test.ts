/**
 * Catches numbers that the wire can carry and the venue has no use for, where they reach further than the field they are
 * in: a series that is none and names somebody else's position, a window that no clock reaches, a price that slides to one
 * there is, sums that only count up.
 */
import { expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  POSITION_FLAG,
  QUOTE_RESULT,
} from '../../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, SIDE } from '../../../src/values/index.js';
import { START_MS, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;

const codeOf = (events: number[][]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? -1;

test("opting out in a series there is not changes nobody else's position", () => {
  const venue = tradingVenue();
  venue.isChecked = false;
  const [seller = 0] = venue.providers;
  const { accounts, positions } = venue.core.state;
  const holders = Array.from({ length: 40 }, (_, i) => {
    const { INSTITUTION } = ACCOUNT_CLASS;
    venue.send(OPERATOR, 'openAccount', {
      ...{ role: ACCOUNT_ROLE.CONSUMER, accountClass: INSTITUTION, firmGroup: 0 },
      ...{ publicKey: new Uint8Array(0), scopes: [], name: `x${i}` },
    });
    const amountMicroPat = 100_000_000;
    venue.send(OPERATOR, 'deposit', { targetAccountId: accounts.count, amountMicroPat });
    return accounts.count;
  });
  venue.order(seller, { side: SELL, priceTicks: 100, lots: holders.length });
  for (const id of holders) venue.order(id, { side: BUY, priceTicks: 100, lots: 1 });
  // A position is kept under account · 2^17 + series: these name the position of another account.
  for (const [i, account] of holders.entries()) {
    for (const other of holders.slice(i + 1)) {
      const seriesId = (other - account) * 2 ** 17 + 1;
      expect(positions.find(account, seriesId)).toBe(0);
      const events = venue.send(account, 'setAutoExercise', { seriesId, enabled: false });
      expect(codeOf(events)).toBe(CODE.UNKNOWN_SERIES);
    }
  }
  const isOut = (id: number) => positions.has(positions.find(id, 1), POSITION_FLAG.OPTED_OUT);
  expect(holders.filter(isOut)).toEqual([]);
  expect(
    codeOf(venue.send(holders[0] ?? 0, 'setAutoExercise', { seriesId: 1, enabled: false })),
  ).toBe(0);
  expect(holders.filter(isOut)).toEqual(holders.slice(0, 1));
});

test('a window whose deadlines no message could tell is not opened', () => {
  const venue = tradingVenue();
  const open = (windowStartMs: number) =>
    codeOf(venue.send(OPERATOR, 'openSeries', { contractId: 1, windowStartMs }));
  const week = 7 * 86_400_000;
  const latestMs = Date.UTC(2500, 0, 1) - week;
  expect(open(latestMs + 60_000)).toBe(CODE.INVALID_FIELD);
  expect(open(latestMs)).toBe(0);
  expect(open(START_MS + 60_000)).toBe(0);
});

test('an order that slides is refused at a price there is not, placed or amended', () => {
  const venue = tradingVenue();
  const [consumer = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  venue.order(provider, { side: SELL, priceTicks: 110, lots: 5 });
  const order = { side: BUY, lots: 5, postOnlySlide: true };
  const { maxPriceTicks } = venue.core.state.registry.contract(1)?.rules ?? { maxPriceTicks: 0 };
  for (const priceTicks of [maxPriceTicks + 1, 2 ** 31 - 2, 2 ** 40]) {
    expect(venue.order(consumer, { ...order, priceTicks })[0]?.[0]).toBe(EVENT.ORDER_REFUSED);
  }
  const id = venue.order(consumer, { ...order, priceTicks: 100 })[0]?.[3] ?? 0;
  for (const priceTicks of [maxPriceTicks + 1, 2 ** 31 - 2, 2 ** 40]) {
    expect(codeOf(venue.amend(consumer, id, priceTicks, 5))).toBe(CODE.TICK_LOT);
  }
  expect(venue.core.state.book.bestPriceTicks(1, 0)).toBe(100);
});

test('the broker, who has no daily credit, can quote however much it placed today', () => {
  const venue = tradingVenue({ referencePriceTicks: 1_000_000 });
  venue.isChecked = false;
  const money = 4_000_000_000_000_000;
  venue.send(OPERATOR, 'deposit', { targetAccountId: BROKER_ACCOUNT, amountMicroPat: money });
  venue.send(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: money / 2 });
  // Together above 2^53 micro-PAT.
  for (let i = 0; i < 9_010; i += 1) {
    const bid = { side: BUY, priceTicks: 1_000_000, lots: 100 };
    const [accepted] = venue.order(BROKER_ACCOUNT, bid);
    venue.cancel(BROKER_ACCOUNT, accepted?.[3] ?? 0);
  }
  const bids = [{ priceTicks: 1_000_000, quantityLots: 100 }];
  const validUntilMs = venue.timeMs + 1_000;
  const events = venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [{ seriesId: 1, bids, asks: [], validUntilMs, factors: null }],
  });
  expect(events.find(([type]) => type === EVENT.QUOTE_RESULT)?.[QUOTE_RESULT.code]).toBe(0);
});
