/** Would catch an order in cash that is taken where the default fund is too small, interest too large, or an account holds too many; and a fund that pays out what stands behind others. */
import { expect, it } from 'vitest';
import { EVENT, FUND } from '../../../../src/engine/core/index.js';
import { ERROR_CATALOG, type ErrorName } from '../../../../src/values/index.js';
import { approveWaiting } from '../../../support/approvals.js';
import { setParameter } from '../../../support/auction.js';
import { PAT, refusedOf, SyntheticVenue } from '../../../support/synthetics.js';

const HOLDINGS_MAX = 64;
const HOUR_MS = 3_600_000;

const codeOf = (name: ErrorName): number => ERROR_CATALOG[name].code;

function venueWithFund(): { venue: SyntheticVenue; member: number } {
  const venue = new SyntheticVenue();
  const [member = 0, sponsor = 0] = venue.members;
  venue.send(sponsor, 'contributeToFund', { amountMicroPat: 50_000 * PAT });
  venue.minutes(1);
  return { venue, member };
}

it('takes an order where nothing is in its way', () => {
  const { venue, member } = venueWithFund();
  expect(refusedOf(venue.bid(member, 10_000, 1))[0]).toBe(0);
});

it('refuses what would make open interest larger than it may be: OPEN_INTEREST', () => {
  const { venue, member } = venueWithFund();
  setParameter(venue, 'open_interest_floor_micro_pat', 0);
  approveWaiting(venue);
  venue.minutes(2);
  expect(refusedOf(venue.bid(member, 10_000, 5))[0]).toBe(codeOf('OPEN_INTEREST'));
});

it('refuses one instrument more than an account may hold: HOLDINGS_FULL', () => {
  const venue = new SyntheticVenue(4, 10_000, { maxSeries: 128, maxPositions: 8_192 });
  const [member = 0] = venue.members;
  const hours = Array.from({ length: HOLDINGS_MAX }, (_, i) => venue.expiryMs + (i + 1) * HOUR_MS);
  const all = [venue.series, ...hours.map((expiryMs) => venue.open(expiryMs))];
  venue.minutes(1);
  const codes = all.map((series) => refusedOf(venue.bid(member, 10_000, 1, series))[0]);
  expect(codes.slice(0, -1).every((code) => code === 0)).toBe(true);
  expect(codes.at(-1)).toBe(codeOf('HOLDINGS_FULL'));
});

it('refuses what adds while the default fund covers too little: FUND_SHORT', () => {
  const { venue, member } = venueWithFund();
  venue.core.state.margin.setFundWord(FUND.isShort, 1);
  expect(refusedOf(venue.bid(member, 10_000, 1))[0]).toBe(codeOf('FUND_SHORT'));
});

it('pays nobody more of the fund than their share: FUND_IN_USE', () => {
  const { venue, member } = venueWithFund();
  const events = venue.send(member, 'withdrawFromFund', { amountMicroPat: 1 * PAT });
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT);
  expect(result).toContain(codeOf('FUND_IN_USE'));
});
