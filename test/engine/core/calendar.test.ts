/** Catches a calendar that lists too few series, too many, twice, or for anybody who asks. */
import { expect, test } from 'vitest';
import { FIRST_OPERATOR_ACCOUNT, SERIES_FIELD as S } from '../../../src/engine/core/index.js';
import { SERIES_STATE } from '../../../src/values/index.js';
import { DAY_MS, START_MS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const WEEK_MS = 7 * DAY_MS;

function setParameter(venue: TradingVenue, name: string, target: string, value: number): void {
  const body = { name, target, value, expectedVersion: 0, reason: 'test', unset: false };
  venue.send(OPERATOR, 'setParameter', body);
}

/** Lists as the venue's process does, until nothing is missing. */
function list(venue: TradingVenue): void {
  const { calendar } = venue.core;
  for (let i = 0; i < 60; i += 1) {
    const missing = calendar.missing(venue.timeMs, 8);
    if (missing.length === 0) return;
    for (const body of missing) venue.send(0, 'listSeries', body);
  }
}

function starts(venue: TradingVenue): number[] {
  const { series } = venue.core.state;
  return Array.from({ length: series.count - 1 }, (_, i) => series.get(i + 2, S.startMs));
}

test('lists so many Mondays ahead, and goes on as they pass', () => {
  const venue = tradingVenue();
  list(venue);
  expect(starts(venue)).toEqual([]);
  setParameter(venue, 'listing_starts_ahead', 'AUTO_INTENT|7D|0.70-0.85', 3);
  list(venue);
  const [first = 0] = starts(venue);
  expect(first).toBeGreaterThan(START_MS);
  expect(new Date(first).getUTCDay()).toBe(1);
  expect(starts(venue)).toEqual([first, first + WEEK_MS, first + 2 * WEEK_MS]);
  venue.advance(first + DAY_MS - venue.timeMs);
  list(venue);
  expect(starts(venue).at(-1)).toBe(first + 3 * WEEK_MS);
  expect(starts(venue).length).toBe(4);
  setParameter(venue, 'listing_starts_ahead', 'AUTO_INTENT|7D|0.70-0.85', 0);
  list(venue);
  expect(starts(venue).length).toBe(4);
});

test('what the calendar does not ask for next is refused', () => {
  const venue = tradingVenue();
  const body = { contractId: 1, windowStartMs: START_MS + WEEK_MS };
  const before = venue.core.state.series.count;
  venue.send(0, 'listSeries', body);
  setParameter(venue, 'listing_starts_ahead', '', 2);
  venue.send(0, 'listSeries', { contractId: 1, windowStartMs: START_MS + 60_000 });
  venue.send(0, 'listSeries', { contractId: 9, windowStartMs: START_MS + WEEK_MS });
  expect(venue.core.state.series.count).toBe(before);
  const [asked] = venue.core.calendar.missing(START_MS, 1);
  expect(asked?.contractId).toBe(1);
});

test('in phase 2 what is listed trades as a forward', () => {
  const venue = tradingVenue();
  venue.send(OPERATOR, 'setPhase', { phase: 2, reason: 'test' });
  setParameter(venue, 'listing_starts_ahead', 'AUTO_INTENT', 1);
  setParameter(venue, 'listing_period_ms', 'AUTO_INTENT', DAY_MS);
  list(venue);
  const { series } = venue.core.state;
  expect(series.get(2, S.state)).toBe(SERIES_STATE.FORWARD);
  expect(series.get(2, S.startMs) - START_MS).toBeLessThanOrEqual(DAY_MS);
});
