/** Catches a series nobody has priced that costs all others what the quoter has learnt, at the next restart. */
import { describe, expect, it } from 'vitest';
import { listing, Market, MINUTE } from '../quoting/market.js';
import { DAY_MS, RULES, START_MS } from '../support/venue.js';
import { MINUTE_MS, stockedMarket } from './broker-venue.js';

describe('a series without a base value', () => {
  it('does not make the checkpoint of all others unreadable (quoter)', () => {
    const market = new Market();
    market.set('base_value_micro_pat', 0, 'UNPRICED');
    market.open(1);
    market.open(2, { segment: 'UNPRICED' });
    market.mint(1, 100);
    market.hold(1, 50);
    market.settle();
    market.pass(5 * MINUTE);
    const bytes = market.quoter.checkpoint();
    const again = new Market();
    again.nowMs = market.nowMs;
    again.open(1);
    expect(again.quoter.restore(bytes)).toMatchObject({ ok: true });
  });

  it('does not make the checkpoint unreadable (venue)', async () => {
    const { venue } = await stockedMarket();
    venue.operator('defineContract', { contract: 'OTHER|7D|0.70-0.85', rules: RULES });
    venue.parameter('base_value_micro_pat', 0, 'OTHER');
    venue.operator('openSeries', { contractId: 2, windowStartMs: START_MS });
    await venue.settle();
    await venue.pass(10 * MINUTE_MS, { stepMs: 10_000 });
    expect(venue.desk.status().checkpoints).toBeGreaterThan(0);
    const again = await venue.restart(1_000);
    await again.settle();
    expect(again.warnings).toEqual([]);
    void DAY_MS;
    void listing;
  });
});
