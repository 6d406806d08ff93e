/** The broker's loop end to end: that it quotes what it may, when it may, and is silent otherwise. */
import { describe, expect, it } from 'vitest';
import { KILL_SCOPE, QUOTER_STATE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { lotsOf, MINUTE_MS, market, PAT, stockedMarket } from './broker-venue.js';

describe('quoting', () => {
  it('does not quote a series without a base value, and does when it gets one', async () => {
    const { venue } = await market({ parameters: false });
    await venue.pass(5_000);
    expect(venue.quote()).toEqual({ bids: [], asks: [] });
    expect(venue.series('quoterState')).toBe(QUOTER_STATE.NORMAL);
    venue.parameter('base_value_micro_pat', PAT);
    await venue.settle();
    expect(venue.quote().bids.length).toBeGreaterThan(0);
  });

  it('bids after the first mint, which took the bids before it down', async () => {
    const { venue, provider } = await market();
    venue.submit(provider, 'mintRights', { seriesId: 1, quantityLots: 5 });
    expect(venue.quote().bids).toEqual([]);
    await venue.settle();
    expect(venue.quote().bids.length).toBeGreaterThan(0);
    expect(venue.quote().asks).toEqual([]);
  });

  it('nobody can mint and sell at a bid that does not know of the mint', async () => {
    const { venue, provider } = await stockedMarket();
    const held = venue.held();
    const before = venue.quote().bids[0]?.priceTicks ?? 0;
    const sell = (priceTicks: number): void =>
      venue.order(provider, {
        ...{ side: SIDE.SELL, priceTicks, lots: 10 },
        timeInForce: TIME_IN_FORCE.IOC,
      });
    // In one turn: no time passes for the broker between the two.
    venue.submit(provider, 'mintRights', { seriesId: 1, quantityLots: 20_000 });
    sell(before);
    expect(venue.held()).toBe(held);
    await venue.settle();
    const after = venue.quote().bids[0]?.priceTicks ?? 0;
    // A mint is no evidence, and a bid that learns of it is the one that was: what is sold to it is.
    expect(after).toBe(before);
    sell(after);
    expect(venue.held()).toBeGreaterThan(held);
  });

  it('offers what it bought, and no more, and sells it', async () => {
    const { venue, consumer } = await stockedMarket();
    const held = venue.held();
    expect(held).toBeGreaterThanOrEqual(30);
    const { asks, bids } = venue.quote();
    expect(lotsOf(asks)).toBeGreaterThan(0);
    expect(lotsOf(asks)).toBeLessThanOrEqual(held);
    expect(bids[0]?.priceTicks).toBeLessThan(asks[0]?.priceTicks ?? 0);
    const best = asks[0];
    venue.order(consumer, {
      side: SIDE.BUY,
      priceTicks: best?.priceTicks ?? 0,
      lots: 3,
      timeInForce: TIME_IN_FORCE.IOC,
    });
    await venue.settle();
    expect(venue.held()).toBe(held - 3);
    expect(lotsOf(venue.quote().asks)).toBeLessThanOrEqual(held - 3);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });

  it('fills its quote up again after a trade took from it', async () => {
    const { venue, consumer } = await stockedMarket();
    const wanted = venue.desk.quoter.decisionFor(1)?.asks[0]?.quantityLots;
    const best = venue.quote().asks[0];
    venue.order(consumer, {
      side: SIDE.BUY,
      priceTicks: best?.priceTicks ?? 0,
      lots: 2,
      timeInForce: TIME_IN_FORCE.IOC,
    });
    await venue.settle();
    expect(venue.quote().asks[0]?.quantityLots).toBe(wanted);
  });

  it('journals the mark before the quote', async () => {
    const { venue } = await stockedMarket();
    const decision = venue.desk.quoter.decisionFor(1);
    expect(venue.series('markTicks')).toBe(decision?.fairValueTicks);
    expect(venue.series('sigmaPpm')).toBe(decision?.sigmaPpm);
  });
});

describe('time', () => {
  it('leaves no quote behind when the loop stops', async () => {
    const { venue } = await stockedMarket();
    const validUntilMs = venue.series('quoteValidUntilMs');
    await venue.sequencer.drain();
    venue.nowMs = validUntilMs + 1;
    const { core } = venue;
    const before = venue.quote();
    expect(lotsOf(before.bids)).toBeGreaterThan(0);
    venue.submit(0, 'advanceTime', {});
    expect(core.state.timeMs).toBe(venue.nowMs);
    expect(venue.quote()).toEqual({ bids: [], asks: [] });
  });

  it('renews its quotes while nothing trades', async () => {
    const { venue } = await stockedMarket();
    await venue.pass(10 * MINUTE_MS, { stepMs: 5_000 });
    expect(lotsOf(venue.quote().bids)).toBeGreaterThan(0);
    expect(lotsOf(venue.quote().asks)).toBeGreaterThan(0);
    expect(venue.series('quoteValidUntilMs')).toBeGreaterThan(venue.nowMs);
  });
});

describe('switches', () => {
  it('is silent under a kill of the quoter and comes back when a second person releases it', async () => {
    const { venue } = await stockedMarket();
    venue.operator('kill', { killScope: KILL_SCOPE.QUOTER, targetId: 0, reason: 'test' });
    await venue.settle();
    await venue.pass(3 * MINUTE_MS, { stepMs: 10_000 });
    expect(venue.quote()).toEqual({ bids: [], asks: [] });
    const second = venue.open(5);
    venue.submit(second, 'releaseKill', {
      killScope: KILL_SCOPE.QUOTER,
      targetId: 0,
      reason: 'test',
    });
    await venue.settle();
    expect(lotsOf(venue.quote().bids)).toBeGreaterThan(0);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });

  it('never leaves a HALT by itself', async () => {
    const { venue } = await stockedMarket();
    venue.operator('setQuoterState', {
      seriesId: 1,
      quoterState: QUOTER_STATE.HALT,
      reason: 'test',
    });
    await venue.settle();
    await venue.pass(30 * MINUTE_MS, { stepMs: 30_000 });
    expect(venue.quote()).toEqual({ bids: [], asks: [] });
    expect(venue.series('quoterState')).toBe(QUOTER_STATE.HALT);
    venue.operator('setQuoterState', {
      seriesId: 1,
      quoterState: QUOTER_STATE.NORMAL,
      reason: 'test',
    });
    await venue.settle();
    expect(lotsOf(venue.quote().bids)).toBeGreaterThan(0);
  });

  it('waits while a series is halted and quotes again when it resumes', async () => {
    const { venue } = await stockedMarket();
    venue.operator('haltSeries', { seriesId: 1, reason: 'test' });
    await venue.settle();
    await venue.pass(10_000);
    expect(venue.quote()).toEqual({ bids: [], asks: [] });
    venue.operator('resumeSeries', { seriesId: 1, reason: 'test' });
    await venue.settle();
    expect(lotsOf(venue.quote().bids)).toBeGreaterThan(0);
  });

  it('requotes at the next turn after a parameter changed', async () => {
    const { venue } = await stockedMarket();
    venue.parameter('quote_policy', 0);
    await venue.settle();
    const before = venue.quote();
    venue.parameter('spread_base_ppm', 100_000);
    await venue.settle();
    const after = venue.quote();
    expect(after.bids[0]?.priceTicks).toBeLessThan(before.bids[0]?.priceTicks ?? 0);
    expect(after.asks[0]?.priceTicks).toBeGreaterThan(before.asks[0]?.priceTicks ?? 0);
  });
});
