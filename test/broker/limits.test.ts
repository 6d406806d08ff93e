/** That the broker's quotes fit its rights, its PAT and its limits as the core has them when it checks. */
import { describe, expect, it } from 'vitest';
import { BROKER_ACCOUNT } from '../../src/engine/core/index.js';
import { type QuoteLevel, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { DAY_MS, RULES, SMALL_LIMITS, START_MS } from '../support/venue.js';
import { type BrokerVenue, CONTRACT, lotsOf, market, PAT, stockedMarket } from './broker-venue.js';

const costOf = (levels: readonly QuoteLevel[]): number =>
  levels.reduce((sum, one) => sum + one.priceTicks * RULES.tickValueMicroPat * one.quantityLots, 0);

/** Adds series of another band and another start in the same segment. */
async function addSiblings(venue: BrokerVenue): Promise<void> {
  venue.operator('defineContract', { contract: 'AUTO_INTENT|7D|0.85-1.00', rules: RULES });
  venue.operator('openSeries', { contractId: 2, windowStartMs: START_MS });
  venue.operator('openSeries', { contractId: 2, windowStartMs: START_MS - DAY_MS });
  await venue.settle();
}

describe('rights', () => {
  it('are not offered twice when a sale is applied while an older turn becomes durable', async () => {
    const { venue, consumer, provider } = await stockedMarket();
    venue.parameter('top_lots', 1_000);
    await venue.settle();
    const { asks } = venue.quote();
    expect(lotsOf(asks)).toBe(venue.held());
    venue.submit(provider, 'mintRights', { seriesId: 1, quantityLots: 3 });
    venue.sequencer.flush();
    venue.order(consumer, {
      side: SIDE.BUY,
      priceTicks: asks[0]?.priceTicks ?? 0,
      lots: asks[0]?.quantityLots ?? 0,
      timeInForce: TIME_IN_FORCE.IOC,
    });
    await venue.settle();
    expect(lotsOf(venue.quote().asks)).toBe(venue.held());
    expect(venue.desk.status().quotesRefused).toBe(0);
  });

  it("leave room for the broker's own orders", async () => {
    const { venue } = await stockedMarket();
    venue.parameter('top_lots', 1_000);
    const held = venue.held();
    venue.order(BROKER_ACCOUNT, { side: SIDE.SELL, priceTicks: 300, lots: held - 5 });
    await venue.settle();
    expect(lotsOf(venue.quote().asks)).toBe(held);
    venue.parameter('top_lots', 1);
    await venue.settle();
    venue.order(BROKER_ACCOUNT, { side: SIDE.SELL, priceTicks: 300, lots: 5 });
    venue.parameter('top_lots', 1_000);
    await venue.settle();
    expect(lotsOf(venue.quote().asks)).toBe(held - 5);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });
});

describe('money', () => {
  it('bounds bids by the limit on one series', async () => {
    const { venue } = await market();
    venue.parameter('broker_series_exposure_ppm', 20);
    await venue.settle();
    await venue.pass(1_000);
    const { bids } = venue.quote();
    expect(costOf(bids)).toBeLessThanOrEqual(10 * PAT);
    expect(costOf(bids)).toBeGreaterThan(8 * PAT);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });

  it('bounds the bids of all series of one command by the limit on their segment', async () => {
    const { venue } = await market();
    await addSiblings(venue);
    venue.parameter('broker_segment_exposure_ppm', 300);
    venue.parameter('quote_valid_ms', 60_000);
    await venue.settle();
    await venue.pass(60_000, { stepMs: 5_000 });
    const costs = [1, 2, 3].map((id) => costOf(venue.quote(id).bids));
    expect(costs[0]! + costs[1]! + costs[2]!).toBeLessThanOrEqual(150 * PAT);
    for (const cost of costs) expect(cost).toBeGreaterThan(20 * PAT);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });

  it('counts the quotes of one command together against the limit on their segment', async () => {
    const { venue } = await market();
    await addSiblings(venue);
    venue.operator('defineContract', { contract: 'OTHER|7D|0.70-0.85', rules: RULES });
    venue.operator('openSeries', { contractId: 3, windowStartMs: START_MS });
    venue.parameter('base_value_micro_pat', 0, 'OTHER');
    await venue.settle();
    // The other segment's room lets the quoter want more than this segment's limit.
    venue.parameter('broker_segment_exposure_ppm', 300);
    await venue.settle();
    await venue.pass(120_000, { stepMs: 5_000 });
    const cost = [1, 2, 3].reduce((sum, id) => sum + costOf(venue.quote(id).bids), 0);
    expect(cost).toBeLessThanOrEqual(150 * PAT);
    expect(cost).toBeGreaterThan(140 * PAT);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });

  it('bounds all bids by free PAT, whatever the limits allow', async () => {
    const { venue } = await market();
    await addSiblings(venue);
    venue.submit(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: 499_850 * PAT });
    await venue.settle();
    await venue.pass(60_000, { stepMs: 5_000 });
    const cost = [1, 2, 3].reduce((sum, id) => sum + costOf(venue.quote(id).bids), 0);
    expect(cost).toBeGreaterThan(50 * PAT);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });

  it('stops bids near a limit and does not count the bids themselves', async () => {
    const { venue, provider } = await market();
    venue.parameter('broker_series_exposure_ppm', 40);
    venue.submit(provider, 'mintRights', { seriesId: 1, quantityLots: 500 });
    await venue.settle();
    await venue.pass(1_000);
    expect(venue.series('quoterState')).toBe(1);
    for (let sold = 0; sold < 20; sold += 1) {
      const best = venue.quote().bids[0];
      if (best === undefined) break;
      const { priceTicks, quantityLots: lots } = best;
      venue.order(provider, {
        side: SIDE.SELL,
        priceTicks,
        lots,
        timeInForce: TIME_IN_FORCE.IOC,
      });
      await venue.settle();
    }
    expect(venue.quote().bids).toEqual([]);
    expect(lotsOf(venue.quote().asks)).toBeGreaterThan(0);
    expect(venue.series('quoterState')).toBe(3);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });
});

describe('the collar', () => {
  it('leaves out levels it would refuse and keeps the rest', async () => {
    const { venue } = await stockedMarket();
    const mark = venue.series('markTicks');
    venue.parameter('spread_base_ppm', 40_000);
    venue.parameter('collar_cap_ppm', 1_200_000);
    await venue.settle();
    const { bids, asks } = venue.quote();
    expect(asks.length).toBeGreaterThan(0);
    expect(asks.length).toBeLessThan(venue.desk.quoter.decisionFor(1)?.asks.length ?? 0);
    for (const { priceTicks } of asks) expect(priceTicks).toBeLessThanOrEqual(1.2 * mark);
    expect(bids.length).toBeGreaterThan(0);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });

  it('leaves out asks under it', async () => {
    const { venue } = await stockedMarket();
    venue.parameter('quote_policy', 0);
    await venue.settle();
    // The bid that stands while asks are fitted is what the core compares them with.
    const standing = venue.quote().bids[0]?.priceTicks ?? 0;
    venue.parameter('collar_sell_ppm', 1_000_000);
    venue.parameter('max_inventory_lots', 10);
    venue.parameter('skew_weight_ppm', 900_000_000);
    await venue.settle();
    await venue.pass(5_000);
    const mark = venue.series('markTicks');
    const decided = venue.desk.quoter.decisionFor(1)?.asks ?? [];
    expect(decided[0]?.priceTicks).toBeLessThan(mark);
    for (const { priceTicks } of venue.quote().asks) {
      expect(priceTicks).toBeGreaterThanOrEqual(Math.min(mark, standing));
    }
    expect(venue.quote().asks.length).toBeLessThan(decided.length);
    expect(venue.desk.status().quotesRefused).toBe(0);
  });
});

describe('a mark the core cannot hold', () => {
  it('holds back that series alone', async () => {
    const { venue } = await market({
      rules: { maxPriceTicks: 200 },
      limits: SMALL_LIMITS,
    });
    await addSiblings(venue);
    venue.parameter('base_value_micro_pat', 500 * PAT, CONTRACT);
    venue.parameter('base_change_per_day_ppm', 1_000_000, CONTRACT);
    await venue.settle();
    await venue.pass(5_000);
    expect(venue.desk.status().commandsRefused).toBe(0);
    expect(lotsOf(venue.quote(2).bids)).toBeGreaterThan(0);
  });
});
