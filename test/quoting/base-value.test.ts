/** Catches a base value that moves faster for a series that opens after the change, or follows what one series alone has. */
import { describe, expect, it } from 'vitest';
import { HOUR, listing, Market, MINUTE, PAT } from './market.js';

function opened(): Market {
  const market = new Market();
  market.open(1);
  market.mint(1, 200);
  market.hold(1, 50);
  market.settle();
  market.pass(HOUR, 5 * MINUTE);
  return market;
}

const baseOf = (market: Market, seriesId: number): number =>
  market.decision(seriesId).factors!.baseValuePpmTicks;

/** Opens the next start of the contract. */
function openNext(market: Market): void {
  market.open(2, { startMs: market.nowMs });
  market.settle();
}

describe('a change of the base value', () => {
  it.each([10 * MINUTE, 0])('is on its way for a series that opens %i ms after it', (delayMs) => {
    const market = opened();
    const before = baseOf(market, 1);
    const askTicks = market.decision(1).asks[0]!.priceTicks;
    // A slip: a tenth of what was meant.
    market.set('base_value_micro_pat', 10 * PAT);
    if (delayMs > 0) market.pass(delayMs, MINUTE);
    openNext(market);
    expect(baseOf(market, 1) / before).toBeGreaterThan(0.99);
    expect(baseOf(market, 2) / before).toBeGreaterThan(0.97);
    expect(market.decision(1).asks[0]!.priceTicks).toBeGreaterThan(0.9 * askTicks);
  });

  it('for one series alone is not what the next one begins with', () => {
    const market = opened();
    const before = baseOf(market, 1);
    market.set('base_value_micro_pat', 10 * PAT, listing(1).seriesKey);
    market.pass(HOUR, 5 * MINUTE);
    expect(baseOf(market, 1)).toBeLessThan(before);
    openNext(market);
    expect(baseOf(market, 2)).toBe(before);
  });
});
