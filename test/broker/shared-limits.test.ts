/** Catches a limit on a window or segment that was set for one series and holds for others. */
import { describe, expect, it } from 'vitest';
import { DAY_MS, RULES, START_MS } from '../support/venue.js';
import { lotsOf, stockedMarket } from './broker-venue.js';

describe('a limit set for one series', () => {
  for (const name of ['broker_window_exposure_ppm', 'broker_segment_exposure_ppm'] as const) {
    it(`${name}: does not make other series reduce`, async () => {
      const { venue } = await stockedMarket();
      venue.operator('openSeries', { contractId: 1, windowStartMs: START_MS - DAY_MS });
      await venue.settle();
      await venue.pass(5_000);
      expect(venue.series('quoterState', 1)).toBe(1);
      expect(lotsOf(venue.quote(1).bids)).toBeGreaterThan(0);
      const key = `AUTO_INTENT|7D|0.70-0.85@${new Date(START_MS - DAY_MS).toISOString()}`;
      void key;
      const { formatSeriesKey } = await import('../../src/values/index.js');
      venue.parameter(name, 1, formatSeriesKey('AUTO_INTENT|7D|0.70-0.85', START_MS - DAY_MS));
      await venue.settle();
      await venue.pass(5_000);
      // Series 1 keeps the venue's limit, of which it uses next to nothing.
      expect(venue.core.state.registry.parameterChanges.at(-1)?.name).toBe(name);
      expect(venue.series('quoterState', 1)).toBe(1);
      expect(lotsOf(venue.quote(1).bids)).toBeGreaterThan(0);
      void RULES;
    });
  }
});
