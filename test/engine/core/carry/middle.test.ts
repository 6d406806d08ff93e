/**
 * Catches what an upgrade loses of something that is in the middle: a collateral call, each phase of its review, a wallet link
 * that waits, set-aside wallets, deliveries that fall due. A core that was given what another one carries must then report the
 * same as that one, command by command, and carry the same.
 */
import { expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  brokenInvariants,
  FIRST_OPERATOR_ACCOUNT,
  POSITION_FIELD as P,
} from '../../../../src/engine/core/index.js';
import {
  REVIEW_FIELD as R,
  REVIEW_PHASE,
} from '../../../../src/engine/core/rights/collateral-needs.js';
import { ACCOUNT_ROLE, SIDE } from '../../../../src/values/index.js';
import { addressBytes, chainVenue } from '../../../support/chain.js';
import { DAY_MS, type TestVenue, type TradingVenue, tradingVenue } from '../../../support/venue.js';
import { carriedBytes, carriedInto } from './copy.js';

const REVIEW_MS = 600_000;

/** The same venue with a core that was given what the first one carries; both to be driven alike. */
function twinOf<V extends TestVenue>(venue: V, fresh: V): V {
  const core = carriedInto(venue.core, venue.core.state.limits);
  expect(brokenInvariants(core)).toEqual([]);
  expect(carriedBytes(core)).toEqual(carriedBytes(venue.core));
  // Client ids and the clock go on as well.
  return Object.assign(fresh, structuredClone({ ...venue, core: undefined }), { core });
}

/** Drives both through time and compares what they say. */
function expectAlike(one: TestVenue, other: TestVenue, stepMs: number, steps: number): void {
  for (let i = 0; i < steps; i += 1) {
    const [said, wanted] = [other, one].map((venue) => {
      venue.timeMs += stepMs;
      return venue.send(0, 'advanceTime', {});
    });
    expect(said).toEqual(wanted);
  }
  expect(carriedBytes(other.core)).toEqual(carriedBytes(one.core));
  expect(brokenInvariants(other.core)).toEqual([]);
}

function mark(venue: TradingVenue, markTicks: number): void {
  const marks = [{ seriesId: 1, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
}

/** A provider that sold ten lots at 80, and is called for what they have become dearer by. */
function called(): TradingVenue {
  const venue = tradingVenue();
  const [consumer = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  mark(venue, 80);
  venue.order(provider, { side: SIDE.SELL, priceTicks: 80, lots: 10 });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 80, lots: 10 });
  const amountMicroPat = venue.core.state.ledger.available(provider) - 1_000_000;
  venue.send(FIRST_OPERATOR_ACCOUNT, 'withdraw', { targetAccountId: provider, amountMicroPat });
  mark(venue, 200);
  const { positions } = venue.core.state;
  for (let i = 0; i < 400; i += 1) {
    if (positions.get(positions.find(provider, 1), P.calledMicroPat) > 0) return venue;
    venue.timeMs += REVIEW_MS;
    venue.send(0, 'advanceTime', {});
  }
  throw new Error('the provider was not called');
}

test('an open call comes due as it would have', () => {
  const venue = called();
  expectAlike(venue, twinOf(venue, tradingVenue()), REVIEW_MS, 90);
});

test.each(Object.entries(REVIEW_PHASE))('a review at %s goes on there', (_name, phase) => {
  const venue = called();
  const { needs, positions } = venue.core.state;
  const [provider = 0] = venue.providers;
  needs.review[R.phase] = phase;
  needs.review[R.cursor] = phase === REVIEW_PHASE.DEFAULTS ? provider - 1 : 0;
  needs.review[R.isNeeded] = 1;
  if (phase === REVIEW_PHASE.DEFAULTS) {
    needs.review[R.hasDefaults] = 1;
    needs.review[R.holder] = 5;
    needs.review[R.position] = positions.find(provider, 1);
  }
  const twin = twinOf(venue, tradingVenue());
  const { review } = twin.core.state.needs;
  const position = twin.core.state.positions.find(provider, 1);
  const isAtProvider = phase === REVIEW_PHASE.DEFAULTS;
  expect(review[R.phase]).toBe(phase);
  expect(review[R.position]).toBe(isAtProvider ? position : 0);
  expect(review[R.holder]).toBe(isAtProvider ? 5 : 0);
  expectAlike(venue, twin, REVIEW_MS, 3);
});

test('a review that has assessed some entries begins with the first again', () => {
  const venue = called();
  const { review } = venue.core.state.needs;
  review[R.phase] = REVIEW_PHASE.ENTRIES;
  review[R.cursor] = 1;
  const twin = twinOf(venue, tradingVenue());
  expect(twin.core.state.needs.review[R.cursor]).toBe(0);
  expectAlike(venue, twin, REVIEW_MS, 3);
});

test('deliveries with their pieces fall due as they would have', () => {
  const venue = tradingVenue();
  const [consumer = 0] = venue.consumers;
  const [first = 0, second = 0] = venue.providers;
  for (const [provider, priceTicks] of [
    [first, 80],
    [first, 90],
    [second, 95],
  ] as const) {
    venue.order(provider, { side: SIDE.SELL, priceTicks, lots: 2 });
    venue.order(consumer, { side: SIDE.BUY, priceTicks, lots: 2 });
  }
  venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 5 });
  const { deliveries } = venue.core.state;
  expect(deliveries.liveCount).toBe(2);
  expectAlike(venue, twinOf(venue, tradingVenue()), DAY_MS / 4, 12);
});

test('a wallet link that waits comes into force, and is taken back, as it would have been', () => {
  const venue = chainVenue();
  const { consumer, provider } = venue;
  const link = (targetAccountId: number, n: number) =>
    venue.send(targetAccountId, 'linkWallet', { targetAccountId, address: addressBytes(n) });
  link(consumer, 1);
  link(provider, 2);
  venue.register(1);
  const twin = twinOf(venue, chainVenue());
  const { registry } = twin.core.state;
  expect(registry.account(consumer)?.pendingLink).not.toBeNull();
  for (const one of [venue, twin]) {
    one.send(provider, 'cancelWalletLink', { targetAccountId: provider });
  }
  expectAlike(venue, twin, DAY_MS / 2, 3);
  expect(registry.account(consumer)).toMatchObject({ pendingLink: null });
  expect(registry.account(consumer)?.wallet).not.toBe('');
  expect(registry.account(provider)).toMatchObject({ pendingLink: null, wallet: '' });
});

test('wallets that were set aside are still known to be', () => {
  const venue = chainVenue({ maxAccounts: 16, maxIdSpaces: 18 });
  const strangers = 16 * 7 + 3;
  for (let n = 1; n <= strangers; n += 1) venue.register(n);
  const { wallets } = venue.core.state;
  expect(wallets.setAside).toBe(3);
  const twin = twinOf(venue, chainVenue({ maxAccounts: 16, maxIdSpaces: 18 }));
  const found = twin.core.state.wallets;
  expect([found.heard, found.setAside, found.strangers]).toEqual([
    wallets.heard,
    wallets.setAside,
    wallets.strangers,
  ]);
  expect(found.isSetAside(strangers)).toBe(true);
  expect(twin.openAccount(ACCOUNT_ROLE.CONSUMER)).toBe(venue.openAccount(ACCOUNT_ROLE.CONSUMER));
  expectAlike(venue, twin, DAY_MS, 1);
});
