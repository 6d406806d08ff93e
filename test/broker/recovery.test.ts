/** What a restart does to the broker's quotes: none survives, none is stale, and what was learned is not forgotten. */
import { describe, expect, it } from 'vitest';
import { QUOTER_STATE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { lotsOf, MINUTE_MS, stockedMarket } from './broker-venue.js';

const HOUR_MS = 60 * MINUTE_MS;

describe('recovery', () => {
  it('cancels every quote first and quotes again from the state', async () => {
    const { venue } = await stockedMarket();
    const before = venue.quote();
    expect(lotsOf(before.asks)).toBeGreaterThan(0);
    const again = await venue.restart(10_000);
    expect(again.quote()).toEqual({ bids: [], asks: [] });
    await again.settle();
    const after = again.quote();
    expect(lotsOf(after.bids)).toBeGreaterThan(0);
    expect(lotsOf(after.asks)).toBeGreaterThan(0);
    expect(lotsOf(after.asks)).toBeLessThanOrEqual(again.held());
    expect(again.series('quoteValidUntilMs')).toBeGreaterThan(again.nowMs);
    expect(again.desk.status().quotesRefused).toBe(0);
  });

  it('goes on from its checkpoint: nearly the same price after three hours away', async () => {
    const { venue } = await stockedMarket();
    await venue.pass(10 * MINUTE_MS, { stepMs: 10_000 });
    expect(venue.desk.status().checkpoints).toBeGreaterThan(0);
    const before = venue.desk.quoter.decisionFor(1);
    const again = await venue.restart(3 * HOUR_MS);
    await again.settle();
    const after = again.desk.quoter.decisionFor(1);
    const freshness = (after?.factors?.freshnessPpm ?? 0) / (before?.factors?.freshnessPpm ?? 1);
    expect(freshness).toBeLessThan(1);
    const price = (after?.fairValueTicks ?? 0) / (before?.fairValueTicks ?? 1);
    expect(Math.abs(price / freshness - 1)).toBeLessThan(0.02);
    expect(again.desk.quoter.attributionFor(1)?.boughtLots).toBe(
      venue.desk.quoter.attributionFor(1)?.boughtLots,
    );
    expect(again.desk.status().halt).toBe('NONE');
    expect(again.warnings).toEqual([]);
  });

  it('starts cold without a checkpoint, and sanely', async () => {
    const { venue } = await stockedMarket();
    expect(venue.desk.status().checkpoints).toBe(0);
    const again = await venue.restart(3 * HOUR_MS);
    await again.settle();
    const mark = again.series('markTicks');
    expect(mark).toBeGreaterThan(0.6 * venue.series('markTicks'));
    const { bids, asks } = again.quote();
    expect(bids[0]?.priceTicks).toBeLessThan(asks[0]?.priceTicks ?? 0);
  });

  it('starts cold from a checkpoint that is not one', async () => {
    const { venue } = await stockedMarket();
    venue.submit(0, 'quoterCheckpoint', { state: new Uint8Array([1, 2, 3]) });
    await venue.settle();
    const again = await venue.restart(1_000);
    await again.settle();
    expect(again.warnings.join()).toContain('cannot be read');
    expect(lotsOf(again.quote().bids)).toBeGreaterThan(0);
  });

  it('keeps a HALT over the restart', async () => {
    const { venue } = await stockedMarket();
    await venue.pass(4 * MINUTE_MS, { stepMs: 10_000 });
    venue.operator('setQuoterState', {
      seriesId: 1,
      quoterState: QUOTER_STATE.HALT,
      reason: 'test',
    });
    await venue.settle();
    const again = await venue.restart(MINUTE_MS);
    await again.settle();
    await again.pass(20 * MINUTE_MS, { stepMs: 20_000 });
    expect(again.quote()).toEqual({ bids: [], asks: [] });
    expect(again.series('quoterState')).toBe(QUOTER_STATE.HALT);
  });

  it('leaves HALT released by the operator after the checkpoint that has it', async () => {
    const { venue } = await stockedMarket();
    const set = (quoterState: number): void =>
      venue.operator('setQuoterState', { seriesId: 1, quoterState, reason: 'test' });
    set(QUOTER_STATE.HALT);
    await venue.settle();
    venue.desk.checkpoint(venue.nowMs);
    set(QUOTER_STATE.NORMAL);
    await venue.settle();
    const again = await venue.restart(1_000);
    await again.settle();
    expect(lotsOf(again.quote().bids)).toBeGreaterThan(0);
  });

  it('keeps parameters that were changed', async () => {
    const { venue } = await stockedMarket();
    venue.parameter('level_step_ppm', 300_000);
    await venue.settle();
    const again = await venue.restart(1_000);
    await again.settle();
    expect(again.desk.quoter.decisionFor(1)?.factors?.levelStepPpm).toBe(300_000);
  });

  it('leaves no quote to sweep between recovery and the first requote', async () => {
    const { venue, consumer } = await stockedMarket();
    const ask = venue.quote().asks[0]?.priceTicks ?? 0;
    const again = await venue.restart(HOUR_MS);
    const held = again.held();
    again.order(consumer, {
      side: SIDE.BUY,
      priceTicks: ask,
      lots: 1,
      timeInForce: TIME_IN_FORCE.IOC,
    });
    expect(again.held()).toBe(held);
    await again.settle();
  });
});
