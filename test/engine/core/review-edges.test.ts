/**
 * Catches a review of collateral that stops where nobody looks: a mark of a few micro-PAT that can never move again, rights
 * minted while one runs that no later one is set for.
 */
import { expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
  SERIES_FIELD as S,
} from '../../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE } from '../../../src/values/index.js';
import { type TradingVenue, tradingVenue } from '../../support/venue.js';

const REVIEW_MS = 600_000;

function mark(venue: TradingVenue, markTicks: number): void {
  const marks = [{ seriesId: 1, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
}

function review(venue: TradingVenue, times: number): void {
  for (let i = 0; i < times; i += 1) {
    venue.timeMs += REVIEW_MS;
    for (let j = 0; j < 4; j += 1) venue.send(0, 'advanceTime', {});
  }
}

test.each([1, 50, 100])('the mark of collateral moves also from %i micro-PAT', (ticks) => {
  const venue = tradingVenue({ tickValueMicroPat: 1, referencePriceTicks: ticks });
  const { series } = venue.core.state;
  expect(series.get(1, S.collateralMarkMicroPat)).toBe(ticks);
  mark(venue, 10_000);
  review(venue, 24);
  expect(series.get(1, S.collateralMarkMicroPat)).toBeGreaterThan(ticks);
});

test('rights minted while a review runs have another after it', () => {
  const venue = tradingVenue({}, { maxAccounts: 10_000 });
  venue.isChecked = false;
  const { series, accounts } = venue.core.state;
  const [provider = 0] = venue.providers;
  venue.timeMs += 120_000;
  for (const id of venue.providers) {
    venue.send(id, 'withdrawRights', { seriesId: 1, quantityLots: 2_000 });
  }
  // More accounts than two stretches go through.
  while (accounts.count < 9_000) {
    venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', {
      role: ACCOUNT_ROLE.CONSUMER,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey: new Uint8Array(0),
      scopes: [],
      name: 'one more',
    });
  }
  venue.timeMs += REVIEW_MS;
  venue.send(0, 'advanceTime', {});
  venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 10 });
  expect(series.get(1, S.providerLots)).toBe(10);
  mark(venue, 200);
  const before = series.get(1, S.collateralMarkMicroPat);
  review(venue, 6);
  expect(series.get(1, S.collateralMarkMicroPat)).toBeGreaterThan(before);
});
