/**
 * Catches a review of collateral that stops where nobody looks: a mark of a few micro-PAT that can never move again, rights
 * minted while one runs that no later one is set for, one restored between two of its commands that goes another way.
 */
import { expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  Core,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
  SERIES_FIELD as S,
  stateParts,
} from '../../../src/engine/core/index.js';
import { REVIEW_FIELD } from '../../../src/engine/core/rights/collateral-needs.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  COMMAND_KIND,
  Command,
  SIDE,
} from '../../../src/values/index.js';
import { SMALL_LIMITS, type TradingVenue, tradingVenue } from '../../support/venue.js';

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

function crowd(venue: TradingVenue, accounts: number): void {
  while (venue.core.state.accounts.count < accounts) {
    venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', {
      role: ACCOUNT_ROLE.CONSUMER,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey: new Uint8Array(0),
      scopes: [],
      name: 'one more',
    });
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
  const { series } = venue.core.state;
  const [provider = 0] = venue.providers;
  venue.timeMs += 120_000;
  for (const id of venue.providers) {
    venue.send(id, 'withdrawRights', { seriesId: 1, quantityLots: 2_000 });
  }
  // More accounts than two stretches go through.
  crowd(venue, 9_000);
  venue.timeMs += REVIEW_MS;
  venue.send(0, 'advanceTime', {});
  venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 10 });
  expect(series.get(1, S.providerLots)).toBe(10);
  mark(venue, 200);
  const before = series.get(1, S.collateralMarkMicroPat);
  review(venue, 6);
  expect(series.get(1, S.collateralMarkMicroPat)).toBeGreaterThan(before);
});

test('defaults that take several commands are the same restored after any of them', () => {
  const limits = { ...SMALL_LIMITS, maxAccounts: 10_000 };
  const venue = tradingVenue({}, limits);
  venue.isChecked = false;
  const { ledger, needs, series } = venue.core.state;
  const [provider = 0] = venue.providers;
  const [consumer = 0] = venue.consumers;
  crowd(venue, 9_000);
  // From the first account, from one in the middle, from the last.
  const holders = [consumer, 4_500, 9_000];
  for (const [i, holder] of holders.entries()) {
    const money = { targetAccountId: holder, amountMicroPat: 1_000_000_000 };
    venue.send(FIRST_OPERATOR_ACCOUNT, 'deposit', money);
    for (const priceTicks of [90, 95, 91 + i]) {
      venue.order(provider, { side: SIDE.SELL, priceTicks, lots: 3 });
      venue.order(holder, { side: SIDE.BUY, priceTicks, lots: 3 });
    }
  }
  const amountMicroPat = ledger.available(provider);
  venue.send(FIRST_OPERATOR_ACCOUNT, 'withdraw', { targetAccountId: provider, amountMicroPat });
  mark(venue, 300);
  // A review is so many commands; only those with a call that fell due are followed one by one.
  const isFailing = () => (needs.review[REVIEW_FIELD.phase] as number) === 4;
  let followed = 0;
  for (let i = 0; i < 1_500 && series.get(1, S.failedLots) < 27; i += 1) {
    if (i % 6 === 0) venue.timeMs += REVIEW_MS;
    if (!isFailing()) {
      venue.send(0, 'advanceTime', {});
      continue;
    }
    followed += 1;
    const copy = new Core({ limits });
    expect(importState(copy, exportState(venue.core))).toBeUndefined();
    venue.send(0, 'advanceTime', {});
    const c = new Command();
    Object.assign(c, { kind: COMMAND_KIND.ADVANCE_TIME, timeMs: venue.timeMs, body: {} });
    copy.apply(c);
    const own = stateParts(venue.core.state);
    const differ = stateParts(copy.state).filter(
      ({ bytes }, part) => Buffer.compare(bytes, own[part]?.bytes as Uint8Array) !== 0,
    );
    expect(differ.map(({ name }) => name)).toEqual([]);
  }
  expect(followed).toBeGreaterThan(1);
  expect(series.get(1, S.failedLots)).toBe(27);
  venue.check();
});
