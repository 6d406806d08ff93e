// Catches a client that recomputes other prices from a quote's factors than the broker quotes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TERMS, explainPublished } from '../../src/broker/index.js';
import { explainQuote } from '../../src/client/index.js';

const ppm = (min: number, max: number) => fc.integer({ min, max });

const factors = fc.record({
  baseValuePpmTicks: fc.integer({ min: 1, max: 2 ** 45 }),
  freshnessPpm: ppm(1, 10_000_000),
  demandPpm: ppm(1, 10_000_000),
  scarcityPpm: ppm(1, 10_000_000),
  dominancePpm: ppm(1, 1_000_000),
  halfSpreadPpm: ppm(100, 290_000),
  reservationPpm: ppm(100_000, 1_400_000),
  bidFactorPpm: ppm(0, 1_000_000),
  sigmaPpm: ppm(0, 10_000_000),
  thinnessPpm: ppm(1_000_000, 4_000_000),
  nextRepriceTimeMs: fc.nat(),
});

const terms = fc.record({
  pressureMinPpm: ppm(1, 1_000_000),
  pressureMaxPpm: ppm(1_000_000, 100_000_000),
  levelStepPpm: ppm(0, 600_000),
});

describe('explaining a quote', () => {
  it('gives the prices the broker takes from the same factors, to the tick', () => {
    fc.assert(
      fc.property(factors, fc.option(terms), (published, changed) => {
        const used = changed ?? DEFAULT_TERMS;
        const ours = changed === null ? explainQuote(published) : explainQuote(published, changed);
        expect(ours).toEqual(explainPublished(published, used));
      }),
    );
  });
});
