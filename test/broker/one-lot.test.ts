/** Catches a series that one lot, set and cancelled inside the spread, brings to a halt. */
import { describe, expect, it } from 'vitest';
import { COMMAND_KIND, Command, QUOTER_STATE, SIDE } from '../../src/values/index.js';
import { MINUTE_MS, stockedMarket } from './broker-venue.js';

describe('one lot', () => {
  it('set and cancelled inside the spread does not halt the series', async () => {
    const { venue, provider } = await stockedMarket();
    await venue.pass(5 * MINUTE_MS, { stepMs: 10_000 });
    expect(venue.series('quoterState')).toBe(QUOTER_STATE.NORMAL);
    let minutes = 0;
    for (; minutes < 60 && venue.series('quoterState') !== QUOTER_STATE.HALT; minutes += 1) {
      if (minutes % 2 === 0) {
        const { bids } = venue.quote();
        venue.order(provider, {
          side: SIDE.SELL,
          priceTicks: (bids[0]?.priceTicks ?? 60) + 1,
          lots: 1,
        });
      } else {
        const c = new Command();
        c.kind = COMMAND_KIND.MASS_CANCEL;
        c.accountId = provider;
        c.body = {
          seriesId: 1,
          side: 0,
          minPriceTicks: 0,
          maxPriceTicks: 0,
          sessionId: 0,
        } as never;
        venue.sequencer.submit(c, 0);
      }
      await venue.pass(MINUTE_MS, { stepMs: 10_000 });
    }
    expect(minutes).toBe(60);
    expect(venue.series('quoterState')).not.toBe(QUOTER_STATE.HALT);
  });
});
