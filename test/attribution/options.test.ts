// Catches fees for issuing options that the P&L does not name, options that are counted as use of data, and a row without its name.
import { expect, test } from 'vitest';
import { AttributionReader, attributionReport } from '../../src/attribution/index.js';
import { SIDE } from '../../src/values/index.js';
import { ISSUE_FEE, OptionVenue } from '../support/options.js';

test('issue fees are a cause of their own, and options are no volume of rights', () => {
  const venue = new OptionVenue();
  const [one = 0, two = 0] = venue.members;
  const reader = new AttributionReader(venue.core, 60_000);
  const order = (account: number, side: number, lots: number): void => {
    venue.order(account, { seriesId: venue.put, side, priceTicks: 500, lots });
    reader.read(venue.core.events, venue.timeMs);
  };
  order(one, SIDE.SELL, 4);
  order(two, SIDE.BUY, 3);
  const report = attributionReport(reader, venue.core);
  expect(report.total.issueFeesMicroPat).toBe(3 * ISSUE_FEE);
  expect(report.total.totalMicroPat).toBe(0);
  expect(report.total.volume.consumerLots).toBe(0);
  const named = report.series.find(({ key }) => key.includes('|P@'));
  expect(named?.issueFeesMicroPat).toBe(3 * ISSUE_FEE);
});
