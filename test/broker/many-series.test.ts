/** That a thousand series are all quoted, never more in one turn than the budget, and again after a restart. */
import { describe, expect, it } from 'vitest';
import { BROKER_ACCOUNT, EVENT, EVENT_WORDS, PARAMETERS } from '../../src/engine/core/index.js';
import { SERIES_STATE } from '../../src/values/index.js';
import { DAY_MS, RULES, SMALL_LIMITS, START_MS } from '../support/venue.js';
import { BrokerVenue, lotsOf, PAT } from './broker-venue.js';

const SERIES = 1_000;
const BUDGET = 100;
const LIMITS = {
  ...SMALL_LIMITS,
  maxOrders: 16_384,
  maxSeries: 1_024,
  maxPositions: 2_048,
  maxPricePages: 32_768,
};

/** Series quoted at all. */
function quoted(venue: BrokerVenue): number {
  let count = 0;
  for (let id = 1; id <= venue.core.state.series.count; id += 1) {
    if (lotsOf(venue.quote(id).bids) > 0) count += 1;
  }
  return count;
}

/** Opens 1,000 series: 50 segments, 4 bands, 5 starts. */
function openSeries(venue: BrokerVenue): void {
  let contractId = 0;
  for (let segment = 0; segment < 50; segment += 1) {
    for (const band of ['0.20-0.40', '0.40-0.60', '0.60-0.80', '0.80-1.00']) {
      contractId += 1;
      const letters = String.fromCharCode(65 + Math.floor(segment / 26), 65 + (segment % 26));
      venue.operator('defineContract', { contract: `${letters}|7D|${band}`, rules: RULES });
      for (let age = 0; age < 5; age += 1) {
        venue.operator('openSeries', { contractId, windowStartMs: START_MS - age * DAY_MS });
      }
    }
  }
}

describe('a thousand series', () => {
  it('are all quoted, within the budget of each turn, and after a restart too', async () => {
    const desk = { seriesPerTurn: BUDGET };
    const venue = new BrokerVenue({ limits: LIMITS, desk });
    const perTurn: number[] = [];
    venue.sequencer.listen({
      sealed: () => undefined,
      durable: ({ events }) => {
        let quotes = 0;
        for (let at = 0; at < events.length; ) {
          const type = events.words[at] as number;
          if (type === EVENT.QUOTE_RESULT) quotes += 1;
          at += EVENT_WORDS[type] as number;
        }
        perTurn.push(quotes);
      },
    });
    venue.operator('deposit', {
      targetAccountId: BROKER_ACCOUNT,
      amountMicroPat: 1_000_000 * PAT,
    });
    venue.submit(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: 900_000 * PAT });
    venue.parameter('base_value_micro_pat', PAT);
    openSeries(venue);
    await venue.settle();
    await venue.pass(2_000, { stepMs: 100 });
    expect(venue.core.state.series.count).toBe(SERIES);
    expect(quoted(venue)).toBe(SERIES);
    expect(Math.max(...perTurn)).toBeLessThanOrEqual(BUDGET);
    const status = venue.desk.status();
    expect(status.quotesRefused).toBe(0);
    expect(status.waiting).toBe(0);
    expect(venue.desk.checkpoint(venue.nowMs)).toBe(true);
    await venue.settle();

    const again = await venue.restart(60_000, desk);
    await again.settle();
    await again.pass(2_000, { stepMs: 100 });
    expect(quoted(again)).toBe(SERIES);
    expect(again.desk.status().quotesRefused).toBe(0);
    expect(again.warnings).toEqual([]);
  }, 60_000);
});

describe('the life of a series', () => {
  it('is followed to its end: the quoter forgets it, its place is used again', async () => {
    const venue = new BrokerVenue();
    venue.parameter('base_value_micro_pat', PAT);
    venue.operator('defineContract', { contract: 'AA|1H|0.20-0.40', rules: RULES });
    for (let hour = 0; hour < 3; hour += 1) {
      venue.operator('openSeries', { contractId: 1, windowStartMs: START_MS + hour * 3_600_000 });
    }
    await venue.settle();
    expect(venue.desk.quoter.status().series).toBe(3);
    expect(venue.quote(2)).toEqual({ bids: [], asks: [] });
    await venue.pass(3_700_000, { stepMs: 20_000 });
    expect(venue.series('state', 1)).toBe(SERIES_STATE.CLOSED);
    expect(venue.series('state', 2)).toBe(SERIES_STATE.OPEN);
    expect(venue.desk.quoter.status().series).toBe(2);
    expect(venue.desk.quoter.decisionFor(2)).toBeDefined();
  });
});

describe('the list of parameters', () => {
  it('names each once, with bounds around its default', () => {
    const names = PARAMETERS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name, unit, minValue, defaultValue, maxValue } of PARAMETERS) {
      expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
      if (['ppm', 'ms', 'lots', 'micro_pat'].includes(unit))
        expect(name).toMatch(new RegExp(`_${unit}$`));
      expect(minValue).toBeLessThanOrEqual(defaultValue);
      expect(defaultValue).toBeLessThanOrEqual(maxValue);
      expect(Number.isSafeInteger(maxValue)).toBe(true);
    }
  });
});
