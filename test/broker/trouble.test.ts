/** What the desk does when things go wrong: refused quotes, dead sources, contradicting parameters, a full sequencer. */
import { describe, expect, it } from 'vitest';
import { HOST_SOURCE } from '../../src/broker/index.js';
import { REFUSAL_ACTION, Refusals } from '../../src/broker/refusals.js';
import { ACCOUNT_ROLE, QUOTER_STATE, SIDE } from '../../src/values/index.js';
import { SMALL_LIMITS } from '../support/venue.js';
import { lotsOf, MINUTE_MS, market, stockedMarket } from './broker-venue.js';

describe('a refused quote', () => {
  it('is tried once more, then rested longer each time, never in a loop', () => {
    const refusals = new Refusals();
    expect(refusals.refused(1, 0)).toBe(REFUSAL_ACTION.RETRY);
    expect(refusals.restUntilMs(1)).toBe(0);
    const rests: number[] = [];
    for (let i = 0; i < 20; i += 1) {
      expect(refusals.refused(1, 1_000_000)).toBe(REFUSAL_ACTION.REST);
      rests.push(refusals.restUntilMs(1) - 1_000_000);
    }
    expect(rests.slice(0, 7)).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000]);
    expect(rests.at(-1)).toBe(60_000);
    refusals.taken(1);
    expect(refusals.restUntilMs(1)).toBe(0);
    expect(refusals.troubledCount).toBe(0);
  });

  it('is taken down and comes back by itself when the cause is gone', async () => {
    const { venue } = await market({ limits: { ...SMALL_LIMITS, maxOrders: 16 } });
    // One order each: nobody has its share.
    const buyers = Array.from({ length: 8 }, () => venue.open(ACCOUNT_ROLE.CONSUMER));
    for (const targetAccountId of buyers) {
      venue.operator('deposit', { targetAccountId, amountMicroPat: 1_000_000_000 });
    }
    await venue.pass(1_000);
    expect(lotsOf(venue.quote().bids)).toBeGreaterThan(0);
    for (const [i, buyer] of buyers.entries()) {
      venue.order(buyer, { side: SIDE.BUY, priceTicks: 20 + i, lots: 1 });
    }
    await venue.settle();
    venue.parameter('spread_base_ppm', 50_000);
    await venue.settle();
    expect(venue.series('quoteValidUntilMs')).toBeGreaterThan(venue.nowMs);
    expect(venue.quote()).toEqual({ bids: [], asks: [] });
    await venue.pass(10 * MINUTE_MS);
    const { quotesRefused, rests, runs } = venue.desk.status();
    expect(venue.quote()).toEqual({ bids: [], asks: [] });
    expect(quotesRefused).toBeGreaterThan(3);
    expect(quotesRefused).toBeLessThan(25);
    expect(rests).toBe(quotesRefused - 1);
    expect(venue.warnings.length).toBe(rests);
    expect(runs).toBeLessThan(2_000);
    const all = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    for (const buyer of buyers) venue.submit(buyer, 'massCancel', all);
    await venue.pass(MINUTE_MS + 1_000);
    expect(lotsOf(venue.quote().bids)).toBeGreaterThan(0);
    expect(venue.desk.status().troubledSeries).toBe(0);
  });
});

describe('sources', () => {
  it('halt every series when one is silent, until it is heard again for a governed time or the operator releases them', async () => {
    const { venue } = await stockedMarket({ desk: { sources: ['feed'] } });
    for (let i = 0; i < 6; i += 1) {
      venue.desk.heartbeat('feed', venue.nowMs);
      await venue.pass(10_000);
    }
    expect(venue.series('quoterState')).toBe(QUOTER_STATE.NORMAL);
    await venue.pass(31_000);
    expect(venue.desk.status().halt).toBe('SOURCE_DEAD');
    // What ends by itself is not latched in the core, where only an operator ends a halt.
    expect(venue.series('quoterState')).toBe(QUOTER_STATE.REDUCE_ONLY);
    expect(venue.quote()).toEqual({ bids: [], asks: [] });
    venue.desk.heartbeat('feed', venue.nowMs);
    await venue.pass(10_000);
    expect(venue.quote()).toEqual({ bids: [], asks: [] });
    for (let i = 0; i < 95; i += 1) {
      venue.desk.heartbeat('feed', venue.nowMs);
      await venue.pass(10_000, { stepMs: 5_000 });
    }
    expect(venue.desk.status().halt).toBe('NONE');
    expect(venue.series('quoterState')).toBe(QUOTER_STATE.WIDE);
    expect(lotsOf(venue.quote().bids)).toBeGreaterThan(0);
    await venue.pass(31_000);
    expect(venue.desk.status().halt).toBe('SOURCE_DEAD');
    venue.desk.heartbeat('feed', venue.nowMs);
    venue.operator('setQuoterState', {
      seriesId: 1,
      quoterState: QUOTER_STATE.NORMAL,
      reason: 'the feed is back',
    });
    await venue.settle();
    expect(venue.desk.status().halt).toBe('NONE');
    expect(lotsOf(venue.quote().bids)).toBeGreaterThan(0);
  });

  it('count the ticks of the host as its life', async () => {
    const { venue } = await stockedMarket();
    await venue.pass(5 * MINUTE_MS, { stepMs: 29_000 });
    expect(venue.desk.status().halt).toBe('NONE');
    await venue.pass(31_000, { stepMs: 31_000, ticks: false });
    expect(venue.desk.status().halt).toBe('SOURCE_DEAD');
    expect(HOST_SOURCE).toBe('host');
  });
});

describe('parameters', () => {
  it('that contradict another never reach the desk: the core refuses them', async () => {
    const { venue } = await stockedMarket();
    const before = venue.quote();
    const changes = venue.core.state.registry.parameterChanges.length;
    venue.parameter('freshness_end_ppm', 5_000_000);
    await venue.settle();
    expect(venue.core.state.registry.parameterChanges).toHaveLength(changes);
    expect(venue.desk.status().parametersRefused).toBe(0);
    expect(venue.quote()).toEqual(before);
  });
});

describe('a sequencer without room', () => {
  it('loses no decision: it is sent when there is room', async () => {
    const { venue } = await stockedMarket();
    const { sequencer } = venue;
    const submit = sequencer.submit.bind(sequencer);
    sequencer.submit = () => false;
    venue.nowMs += 61_000;
    venue.desk.tick(venue.nowMs);
    expect(venue.desk.status().commandsDropped).toBeGreaterThan(0);
    expect(venue.desk.status().waiting).toBe(1);
    expect(venue.desk.nextRunAtMs).toBeLessThanOrEqual(venue.nowMs);
    sequencer.submit = submit;
    venue.desk.tick(venue.nowMs);
    await venue.settle();
    expect(venue.desk.status().waiting).toBe(0);
    expect(venue.series('quoteValidUntilMs')).toBeGreaterThan(venue.nowMs + 60_000);
  });
});
