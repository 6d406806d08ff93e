// debug
import { test } from 'vitest';
import { faultsOf } from './faults.js';
import { openFaultyVenue } from './faulty-venue.js';
test('x', async () => {
  const venue = await openFaultyVenue();
  venue.provider.events.reports.on((r) => console.log('P', r.executionType, r.errorCode, r.side, r.priceTicks, r.openLots, r.lastLots, r.lastPriceTicks, r.cancelReason));
  venue.consumer.events.reports.on((r) => console.log('C', r.executionType, r.errorCode, r.side, r.priceTicks, r.openLots, r.lastLots, r.lastPriceTicks, r.cancelReason));
  const f = faultsOf(venue).find((x) => x.checkId === 'protection-tripped');
  console.log(JSON.stringify(await venue.get('/v1/series/1/book')));
  await f?.inject();
  await new Promise((r) => setTimeout(r, 1500));
  console.log(JSON.stringify(await venue.get('/v1/series/1/quote')).slice(0, 600));
  await venue.close();
});
