/** Catches a base value that moves faster for a series that opens after the change. */
import { describe, expect, it } from 'vitest';
import { DAY, HOUR, Market, MINUTE, PAT } from './market.js';

describe('a change of the base value', () => {
  it('reaches a series that opens after it no faster than 2 % a day', () => {
    const market = new Market();
    market.open(1);
    market.mint(1, 200);
    market.hold(1, 50);
    market.settle();
    market.pass(HOUR, 5 * MINUTE);
    const before = market.decision(1);
    // A slip: a tenth of what was meant.
    market.set('base_value_micro_pat', 10 * PAT);
    market.pass(10 * MINUTE, MINUTE);
    const slewed = market.decision(1);
    expect(slewed.factors!.baseValuePpmTicks / before.factors!.baseValuePpmTicks).toBeGreaterThan(
      0.99,
    );
    const askBefore = slewed.asks[0]!.priceTicks;
    // The next start of the same contract opens.
    market.open(2, { startMs: market.nowMs });
    market.settle();
    const fresh = market.decision(2);
    const old = market.decision(1);
    console.log(
      'B old',
      old.factors!.baseValuePpmTicks,
      'B new series',
      fresh.factors!.baseValuePpmTicks,
      'ask of the old series before/after',
      askBefore,
      old.asks[0]?.priceTicks,
      'mark',
      old.fairValueTicks,
    );
    expect(fresh.factors!.baseValuePpmTicks / slewed.factors!.baseValuePpmTicks).toBeGreaterThan(
      0.97,
    );
    expect(old.asks[0]!.priceTicks).toBeGreaterThan(0.9 * askBefore);
    void DAY;
  });
});
