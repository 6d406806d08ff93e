/** Catches a prior that the parameters allow and that halts a series for good. */
import { expect, it } from 'vitest';
import { Market, MINUTE } from './market.js';

it('a prior that the parameters allow under the cap does not halt for good', () => {
  const market = new Market({ parameters: { volatility_cap_ppm: 80_000 } }); // prior stays 80,000
  market.open(1);
  market.settle();
  market.quoter.onState({ seriesId: 1, atMs: market.nowMs, state: 'NORMAL', reason: 'NONE' });
  market.pass(2 * MINUTE);
  expect(market.decision(1).haltReason).toBe('NONE');
});
