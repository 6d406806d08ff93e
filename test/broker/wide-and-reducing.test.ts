/** Catches a restart that forgets one of two latches because the venue knows one state only. */
import { describe, expect, it } from 'vitest';
import { QUOTER_STATE } from '../../src/values/index.js';
import { MINUTE_MS, stockedMarket } from './broker-venue.js';

describe('a restart', () => {
  it('keeps WIDE under REDUCE_ONLY: the half-spread stays doubled', async () => {
    const { venue } = await stockedMarket();
    await venue.pass(MINUTE_MS, { stepMs: 10_000 });
    // A jump and a full limit at once.
    const entry = venue.desk.quoter as unknown as {
      registry: { find(id: number): { wideUntilMs: number; reduceUntilMs: number } };
    };
    const e = entry.registry.find(1);
    e.wideUntilMs = venue.nowMs + 10 * MINUTE_MS;
    e.reduceUntilMs = venue.nowMs + 10 * MINUTE_MS;
    await venue.pass(2 * MINUTE_MS, { stepMs: 10_000 });
    expect(venue.series('quoterState')).toBe(QUOTER_STATE.REDUCE_ONLY);
    venue.desk.checkpoint(venue.nowMs);
    await venue.settle();
    const before = venue.desk.quoter.decisionFor(1)!.factors!.spreadMultiplierPpm;
    expect(before).toBe(2_000_000);
    const again = await venue.restart(1_000);
    await again.settle();
    expect(again.warnings).toEqual([]);
    expect(again.series('quoterState')).toBe(QUOTER_STATE.REDUCE_ONLY);
    expect(again.desk.quoter.decisionFor(1)!.factors!.spreadMultiplierPpm).toBe(2_000_000);
  });
});
