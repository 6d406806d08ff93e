/**
 * Catches capacity that counts as attested on its provider's own word, or on anybody's after the lots were minted: attested
 * a second before the end of the window, unsold inventory of the broker's would be paid for instead of given back.
 */
import { describe, expect, test } from 'vitest';
import { BROKER_ACCOUNT, FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, SIDE } from '../../src/values/index.js';
import { DAY_MS, START_MS, type TestVenue, tradingVenue } from '../support/venue.js';
import { equityAtCost, FEES, moneyOf, openAccount } from './colluders.js';

const LOTS = 5;
const WINDOW_MS = 7 * DAY_MS;
const CAPACITY = { segment: 'AUTO_INTENT', capacityLots: 1_000 };

function measured(venue: TestVenue): number {
  const provider = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
  const whose = { providerId: provider, segment: 'AUTO_INTENT' };
  venue.send(FIRST_OPERATOR_ACCOUNT, 'setConfidence', { ...whose, confidencePpm: 800_000 });
  return provider;
}

/** Whoever says it, until the end of the window. */
function attest(
  venue: TestVenue,
  by: number,
  provider: number,
  lots = CAPACITY.capacityLots,
): void {
  const providerId = by === provider ? 0 : provider;
  const attestedUntilMs = START_MS + WINDOW_MS;
  venue.send(by, 'escrowCapacity', {
    ...CAPACITY,
    capacityLots: lots,
    providerId,
    attestedUntilMs,
  });
}

function sellToBroker(venue: TestVenue, provider: number): void {
  const bids = [{ priceTicks: 95, quantityLots: LOTS }];
  const validUntilMs = venue.timeMs + DAY_MS;
  const quote = { seriesId: 1, bids, asks: [], validUntilMs, factors: null };
  const basedOnSequence = venue.core.state.sequence;
  venue.send(BROKER_ACCOUNT, 'massQuote', { basedOnSequence, quotes: [quote] });
  venue.order(provider, { side: SIDE.SELL, priceTicks: 95, lots: LOTS });
}

describe.each(FEES)('at %s', (_name, rules) => {
  test.each([1, 20])('%i who attest themselves are paid nothing for what lapses', (count) => {
    const venue = tradingVenue(rules);
    venue.isChecked = count === 1;
    const providers = Array.from({ length: count }, () => measured(venue));
    const had = moneyOf(venue.core, providers);
    const broker = equityAtCost(venue.core);
    for (const provider of providers) {
      attest(venue, provider, provider);
      venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: LOTS });
      sellToBroker(venue, provider);
    }
    expect(equityAtCost(venue.core)).toBe(broker);
    venue.advance(WINDOW_MS - 1_000);
    for (const provider of providers) attest(venue, provider, provider);
    venue.advance(DAY_MS);
    venue.check();
    expect(moneyOf(venue.core, providers)).toBe(had);
    expect(equityAtCost(venue.core)).toBe(broker);
  });

  test('an operator attests what is minted afterwards, up to the lots attested', () => {
    const venue = tradingVenue(rules);
    const [early, late, over] = [measured(venue), measured(venue), measured(venue)] as const;
    const all = [early, late, over];
    const had = all.map((provider) => moneyOf(venue.core, [provider]));
    attest(venue, FIRST_OPERATOR_ACCOUNT, early);
    attest(venue, late, late);
    attest(venue, FIRST_OPERATOR_ACCOUNT, over, LOTS - 1);
    // Its own word may raise what it escrows, and does not make it attested.
    attest(venue, over, over);
    for (const provider of all) {
      venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: LOTS });
      sellToBroker(venue, provider);
    }
    attest(venue, FIRST_OPERATOR_ACCOUNT, late);
    venue.advance(WINDOW_MS + DAY_MS);
    const gained = all.map((provider, i) => moneyOf(venue.core, [provider]) - (had[i] as number));
    expect(gained).toEqual([95 * 10_000 * LOTS, 0, 0]);
  });
});
