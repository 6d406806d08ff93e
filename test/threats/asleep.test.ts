/**
 * Catches a provider that is paid for handing nothing over while its consumer sleeps: by silence, by a notice that names
 * nothing, no place to fetch it from, or a place where it is not, or by one that comes when its time to cure is over too. Alone and with nineteen
 * others, at no fees and at the sandbox's.
 */
import { describe, expect, test } from 'vitest';
import {
  BUCKET,
  CODE,
  COMMAND_RESULT,
  EVENT,
  FEES_ACCOUNT,
  FIRST_OPERATOR_ACCOUNT,
  INSURANCE_ACCOUNT,
  SERIES_FIELD as S,
} from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, FIELD_ID } from '../../src/values/index.js';
import type { TestVenue } from '../support/venue.js';
import {
  equityAtCost,
  exercise,
  FEES,
  gangVenue,
  moneyOf,
  openAccount,
  runOut,
  sell,
} from './colluders.js';

const LOTS = 10;
const PRICE = 100;
const TICK = 10_000;
const HOUR_MS = 3_600_000;
const HASH = new Uint8Array(32).fill(7);
const PLACE = 'https://data.example/records';

/** Notices of nothing: the field that is refused, and what stands in the notice. */
const EMPTY: readonly [field: number, contentHash: Uint8Array, location: string][] = [
  [FIELD_ID.content_hash, new Uint8Array(0), PLACE],
  [FIELD_ID.content_hash, new Uint8Array(32), PLACE],
  [FIELD_ID.content_hash, new Uint8Array(31).fill(7), PLACE],
  [FIELD_ID.location, HASH, ''],
  [FIELD_ID.location, HASH, 'x'.repeat(10_000)],
];

/** Code and field of the answer to a command. */
function answered(events: readonly number[][]): readonly [code: number, field: number] {
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  return [result[COMMAND_RESULT.code] ?? -1, result[COMMAND_RESULT.field] ?? -1];
}

/** Providers sell to as many honest consumers, who exercise and sleep. */
function scene(count: number, rules: (typeof FEES)[number][1]) {
  const { venue, gangs } = gangVenue(count, rules, LOTS);
  venue.isChecked = false;
  const sleepers = gangs.map(() => openAccount(venue, ACCOUNT_ROLE.CONSUMER));
  const providers = gangs.map(({ provider }) => provider);
  const had = [providers, sleepers].map((accounts) => moneyOf(venue.core, accounts));
  const equity = equityAtCost(venue.core);
  const deliveries = providers.map((provider, i) => {
    const consumer = sleepers[i] as number;
    sell(venue, provider, consumer, PRICE, LOTS);
    const [deliveryId = 0] = exercise(venue, consumer, LOTS);
    expect(deliveryId).toBeGreaterThan(0);
    return { provider, deliveryId };
  });
  const gained = () =>
    [providers, sleepers].map((accounts, i) => moneyOf(venue.core, accounts) - (had[i] ?? 0));
  return { venue, deliveries, gained, equity };
}

function pass(venue: TestVenue, hours: number): void {
  venue.timeMs += hours * HOUR_MS;
  for (let i = 0; i < 8; i += 1) venue.send(0, 'advanceTime', {});
}

/** All of them failed: each sleeper has its money and a tenth of its price more, and the providers pay at least a tenth. */
function expectFailed({ venue, gained, equity }: ReturnType<typeof scene>, count: number): void {
  runOut(venue);
  venue.isChecked = true;
  venue.check();
  const [providers = 0, sleepers] = gained();
  expect(sleepers).toBe((count * LOTS * PRICE * TICK) / 10);
  expect(providers).toBeLessThanOrEqual(0 - (count * LOTS * PRICE * TICK) / 10);
  expect(venue.core.state.series.get(1, S.failedLots)).toBe(count * LOTS);
  expect(equityAtCost(venue.core)).toBe(equity);
  const { ledger } = venue.core.state;
  const at = (account: number) => ledger.balance(ledger.bucket(account, BUCKET.AVAILABLE));
  // Nothing was handed over, so nobody was charged for it.
  expect(at(FEES_ACCOUNT)).toBe(0);
  expect(at(INSURANCE_ACCOUNT) + providers + (sleepers ?? 0)).toBe(0);
}

describe.each(FEES)('at %s', (_name, rules) => {
  describe.each([1, 20])('%i providers', (count) => {
    test('who give notice of nothing to somebody asleep are refused, fail and pay', () => {
      const made = scene(count, rules);
      const { venue, deliveries } = made;
      for (const { provider, deliveryId } of deliveries) {
        for (const [field, contentHash, location] of EMPTY) {
          const notice = { deliveryId, contentHash, location };
          const events = venue.send(provider, 'noticeDelivery', notice);
          expect(answered(events)).toEqual([CODE.INVALID_FIELD, field]);
        }
      }
      expectFailed(made, count);
    });

    test('who say nothing, and give notice when the cure is over, fail and pay', () => {
      const made = scene(count, rules);
      const { venue, deliveries } = made;
      pass(venue, 2);
      pass(venue, 13);
      for (const { provider, deliveryId } of deliveries) {
        const notice = { deliveryId, contentHash: HASH, location: PLACE };
        const [code] = answered(venue.send(provider, 'noticeDelivery', notice));
        expect([CODE.UNKNOWN_DELIVERY, CODE.DELIVERY_STATE]).toContain(code);
      }
      expectFailed(made, count);
    });

    test('who say that there is something where there is not, and again and again, fail and pay', () => {
      const made = scene(count, rules);
      const { venue, deliveries } = made;
      for (const { provider, deliveryId } of deliveries) {
        for (let i = 0; i < 10; i += 1) {
          const notice = { deliveryId, contentHash: HASH, location: PLACE };
          const [code] = answered(venue.send(provider, 'noticeDelivery', notice));
          expect(code).toBe(i < 8 ? 0 : CODE.DELIVERY_STATE);
        }
        // What lies there is not what it says; and a provider proves nothing itself.
        const found = { deliveryId, contentHash: new Uint8Array(32).fill(8), location: PLACE };
        const proof = venue.send(FIRST_OPERATOR_ACCOUNT, 'proveDelivery', found);
        expect(answered(proof)).toEqual([CODE.INVALID_FIELD, FIELD_ID.content_hash]);
        const own = { deliveryId, contentHash: HASH, location: PLACE };
        expect(answered(venue.send(provider, 'proveDelivery', own))[0]).toBe(CODE.ROLE);
      }
      expectFailed(made, count);
    });

    test('who name another place while the first is fetched fail and pay: what was found is not what the notice says', () => {
      const made = scene(count, rules);
      const { venue, deliveries } = made;
      for (const { provider, deliveryId } of deliveries) {
        const notice = { deliveryId, contentHash: HASH, location: PLACE };
        expect(answered(venue.send(provider, 'noticeDelivery', notice))[0]).toBe(0);
        const nowhere = { ...notice, location: 'https://data.example/nothing' };
        expect(answered(venue.send(provider, 'noticeDelivery', nowhere))[0]).toBe(0);
        // Fetched where the first notice said.
        const proof = venue.send(FIRST_OPERATOR_ACCOUNT, 'proveDelivery', notice);
        expect(answered(proof)).toEqual([CODE.INVALID_FIELD, FIELD_ID.location]);
        // And no part of a hash is a hash.
        const none = { ...nowhere, contentHash: new Uint8Array(0) };
        const empty = venue.send(FIRST_OPERATOR_ACCOUNT, 'proveDelivery', none);
        expect(answered(empty)).toEqual([CODE.INVALID_FIELD, FIELD_ID.content_hash]);
      }
      expectFailed(made, count);
    });

    test('who say what there is and where it is found are paid when the sleepers say nothing', () => {
      const made = scene(count, rules);
      const { venue, deliveries, gained } = made;
      for (const { provider, deliveryId } of deliveries) {
        const notice = { deliveryId, contentHash: HASH, location: PLACE };
        expect(answered(venue.send(provider, 'noticeDelivery', notice))[0]).toBe(0);
        const found = { deliveryId, contentHash: HASH, location: PLACE };
        const proof = venue.send(FIRST_OPERATOR_ACCOUNT, 'proveDelivery', found);
        expect(answered(proof)[0]).toBe(0);
      }
      runOut(venue);
      venue.check();
      const fee = (ppm = 0) => Math.ceil((PRICE * TICK * ppm) / 1_000_000);
      const { makerFeePpm, takerFeePpm } = rules;
      const paid = count * LOTS * PRICE * TICK;
      expect(gained()).toEqual([
        paid - count * LOTS * fee(makerFeePpm),
        0 - paid - count * LOTS * fee(takerFeePpm),
      ]);
    });
  });
});
