/** A venue for faults: beside the two markets one whose deliveries are soon overdue, and one whose window soon ends. */
import { openWebVenue, sellToBroker, type WebVenue } from './venue.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const RULES = {
  ...{
    deliverable: 'segment records',
    deliveryMethod: 'pull',
    quotaPerLot: 1,
    tickValueMicroPat: 100,
  },
  ...{ maxPriceTicks: 100_000, maxOrderLots: 1_000_000, mintCapLots: 1_000_000_000 },
  ...{ providerSharePpm: 1_000_000, makerFeePpm: 1_000, takerFeePpm: 2_000, royaltyPpm: 0 },
  ...{ licensorAccountId: 0, penaltyMicroPat: 0, acceptanceMs: 3_600_000, disputeWindowMs: 0 },
  ...{ minimumClass: 0, referencePriceTicks: 1_000, licenceHash: new Uint8Array(32) },
};

/** Series 3 wants a delivery within a moment; series 4 ends within the day, and the broker holds some of it. */
export async function openFaultyVenue(): Promise<WebVenue> {
  const venue = await openWebVenue();
  const { operator, provider } = venue;
  const windowStartMs = (Math.floor(Date.now() / MINUTE_MS) - 1) * MINUTE_MS;
  for (const [place, contract, serviceLevelMs] of [
    [2, 'AUTO_INTENT|30D|0.70-0.85', 1_000],
    [3, 'AUTO_INTENT|1D|0.70-0.85', 3_600_000],
  ] as const) {
    await operator.operator.defineContract({ contract, rules: { ...RULES, serviceLevelMs } });
    await operator.operator.openSeries({ contractId: place, windowStartMs });
    await provider.rights.mint({ seriesId: place + 1, quantityLots: 10_000 });
  }
  await provider.place({ seriesId: 3, side: 'SELL', priceTicks: 1_000, quantityLots: 100 });
  await operator.operator.setParameter({
    ...{ name: 'base_value_micro_pat', target: 'AUTO_INTENT|1D|0.70-0.85', value: 100_000 },
    ...{ expectedVersion: 0, reason: 'a start', unset: false },
  });
  if (windowStartMs + DAY_MS < Date.now()) throw new Error('the window is over');
  await sellToBroker(venue, 4, 20);
  return venue;
}
