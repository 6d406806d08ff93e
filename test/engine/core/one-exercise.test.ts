/**
 * Catches an exercise whose claims are one record and whose money is no longer that of each claim, and an entitlement for
 * several exercises that opens too much, too long, or nothing, when one of their deliveries is disputed or fails.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  DELIVERY,
  ENTITLEMENT_FIELD as E,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
} from '../../../src/engine/core/index.js';
import { DELIVERY_STATE, ENTITLEMENT_STATUS, SIDE } from '../../../src/values/index.js';
import { DAY_MS, RULES, type TradingVenue, tradingVenue } from '../../support/venue.js';

/** Time to cure: of a window of a week 15 % is more. */
const CURE_MS = DAY_MS / 2;
const { BUY, SELL } = SIDE;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;

/** Lots a consumer buys, of which provider, and whether over the broker. */
interface Bought {
  readonly priceTicks: number;
  readonly lots: number;
  readonly of: number;
  readonly isBrokered: boolean;
}

const bought: fc.Arbitrary<Bought> = fc.record({
  priceTicks: fc.integer({ min: 95, max: 105 }),
  lots: fc.integer({ min: 1, max: 3 }),
  of: fc.integer({ min: 0, max: 1 }),
  isBrokered: fc.boolean(),
});

function venueWith(trades: readonly Bought[]): TradingVenue {
  const venue = tradingVenue({ royaltyPpm: 33_333, makerFeePpm: 3_333, takerFeePpm: 7_777 });
  const [consumer = 0] = venue.consumers;
  for (const { priceTicks, lots, of, isBrokered } of trades) {
    const provider = venue.providers[of] as number;
    if (isBrokered) {
      venue.order(BROKER_ACCOUNT, { side: BUY, priceTicks: priceTicks - 3, lots });
      venue.order(provider, { side: SELL, priceTicks: priceTicks - 3, lots });
      venue.order(BROKER_ACCOUNT, { side: SELL, priceTicks, lots });
    } else venue.order(provider, { side: SELL, priceTicks, lots });
    venue.order(consumer, { side: BUY, priceTicks, lots });
  }
  return venue;
}

/** Exercises and answers the tickets' delivery ids. */
function exercise(venue: TradingVenue, lots: number): number[] {
  const [consumer = 0] = venue.consumers;
  return venue
    .send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: lots })
    .filter(
      (event) => event[0] === EVENT.DELIVERY && event[DELIVERY.state] === DELIVERY_STATE.TICKETED,
    )
    .map((event) => event[DELIVERY.deliveryId] as number);
}

/** Every balance of every account. */
function balances({ core }: TradingVenue): number[] {
  const { ledger, accounts } = core.state;
  return Array.from({ length: accounts.count }, (_, i) =>
    Object.values(BUCKET).map((bucket) => ledger.balance(ledger.bucket(i + 1, bucket))),
  ).flat();
}

describe('the money of an exercise in one command', () => {
  const lotsOf = (trades: readonly Bought[]) => trades.reduce((sum, { lots }) => sum + lots, 0);

  test('is that of as many exercises as there are lots, when all is accepted', () => {
    const trades = fc.array(bought, { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(trades, (list) => {
        const [whole, single] = [venueWith(list), venueWith(list)];
        const lots = lotsOf(list);
        const ids = exercise(whole, lots);
        expect(ids.length).toBeLessThanOrEqual(2);
        const many = Array.from({ length: lots }, () => exercise(single, 1)).flat();
        expect(many).toHaveLength(lots);
        for (const [venue, deliveries] of [
          [whole, ids],
          [single, many],
        ] as const) {
          const [consumer = 0] = venue.consumers;
          for (const deliveryId of deliveries) {
            const body = { deliveryId, signature: new Uint8Array(64), keyId: 1 };
            venue.send(consumer, 'acceptDelivery', body);
          }
        }
        // Royalty is rounded down once for each piece, so that single lots may leave a provider more.
        const [a, b] = [balances(whole), balances(single)];
        const sum = (all: number[]) => all.reduce((x, y) => x + y, 0);
        expect(sum(a)).toBe(sum(b));
        const most = Math.max(...a.map((value, i) => Math.abs(value - (b[i] as number))));
        expect(most).toBeLessThan(lots);
      }),
      { numRuns: 40 },
    );
  });

  test('is refunded, with what each lot has become dearer by, to the last unit, when its provider fails', () => {
    const pair = bought.map((one) => ({ ...one, of: 0, isBrokered: false }));
    fc.assert(
      fc.property(fc.array(pair, { minLength: 1, maxLength: 8 }), (list) => {
        const venue = venueWith(list);
        const [consumer = 0] = venue.consumers;
        const { ledger } = venue.core.state;
        const available = () => ledger.balance(ledger.bucket(consumer, BUCKET.AVAILABLE));
        const paid = ledger.balance(ledger.escrow(1));
        const before = available();
        expect(exercise(venue, lotsOf(list))).toHaveLength(1);
        venue.advance(RULES.serviceLevelMs);
        venue.advance(CURE_MS);
        // The mark is 100: what was bought below it has become dearer.
        const unit = (ticks: number) => ticks * RULES.tickValueMicroPat;
        const dearer = list.reduce(
          (sum, { priceTicks, lots }) => sum + Math.max(0, unit(100) - unit(priceTicks)) * lots,
          0,
        );
        const tenth = list.reduce(
          (sum, { priceTicks, lots }) => sum + (unit(priceTicks) * lots) / 10,
          0,
        );
        expect(available()).toBe(before + paid + dearer + tenth);
        expect(ledger.balance(ledger.escrow(1))).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});

describe('the entitlement to a series', () => {
  const trade = (lots: number, of = 0): Bought => ({
    priceTicks: 100,
    lots,
    of,
    isBrokered: false,
  });

  function scene() {
    const venue = venueWith([trade(4), trade(6, 1), trade(5)]);
    const [consumer = 0] = venue.consumers;
    const [first = 0] = exercise(venue, 4);
    const [second = 0] = exercise(venue, 6);
    const { entitlements } = venue.core.state;
    const get = (field: number) => entitlements.get(1, field);
    const decide = () => {
      const now = venue.timeMs;
      const decision = venue.core.entitlements.decide(consumer, 'read', 'series:1', now);
      return decision.allow ? 'allowed' : decision.code;
    };
    const notice = (of: number, deliveryId: number) => {
      const contentHash = new Uint8Array(32).fill(1);
      const said = { deliveryId, contentHash, location: 'https://data.example/records' };
      venue.send(venue.providers[of] as number, 'noticeDelivery', said);
      venue.send(OPERATOR, 'proveDelivery', said);
    };
    const dispute = (deliveryId: number) =>
      venue.send(consumer, 'disputeDelivery', { deliveryId, reason: 'test' });
    const rule = (deliveryId: number, upheld: boolean) =>
      venue.send(OPERATOR, 'ruleDispute', { deliveryId, upheld, reason: 'test' });
    return { venue, consumer, first, second, get, decide, notice, dispute, rule };
  }

  test('is one for all exercises, its quota that of all, its end the latest', () => {
    const { venue, get } = scene();
    const { entitlements } = venue.core.state;
    expect([entitlements.highWater, get(E.lots), get(E.quota)]).toEqual([1, 10, 100]);
    const end = get(E.validToMs);
    venue.advance(1_000);
    exercise(venue, 5);
    expect([entitlements.highWater, get(E.lots), get(E.quota)]).toEqual([1, 15, 150]);
    expect(get(E.validToMs)).toBeGreaterThanOrEqual(end);
  });

  test('loses the lots of what failed, and ends with the last', () => {
    const { venue, second, get, decide, notice } = scene();
    notice(1, second);
    venue.advance(RULES.serviceLevelMs);
    venue.advance(CURE_MS);
    expect([get(E.lots), get(E.quota), decide()]).toEqual([6, 60, 'allowed']);
    const other = scene();
    other.venue.advance(RULES.serviceLevelMs);
    other.venue.advance(CURE_MS);
    expect([other.get(E.lots), other.get(E.quota), other.decide()]).toEqual([0, 0, 'REVOKED']);
    // Who exercises again has another.
    exercise(other.venue, 5);
    expect([other.decide(), other.venue.core.state.entitlements.highWater]).toEqual(['allowed', 2]);
  });

  test('does without the lots that are disputed until it is ruled, and opens nothing when all are', () => {
    const { first, second, get, decide, notice, dispute, rule } = scene();
    notice(0, first);
    notice(1, second);
    dispute(first);
    expect([get(E.lots), get(E.suspendedLots), get(E.quota), decide()]).toEqual([
      6,
      4,
      60,
      'allowed',
    ]);
    dispute(second);
    expect([get(E.lots), get(E.suspendedLots), get(E.quota), decide()]).toEqual([
      0,
      10,
      0,
      'SUSPENDED',
    ]);
    rule(second, false);
    expect([get(E.lots), get(E.quota), decide()]).toEqual([6, 60, 'allowed']);
    rule(first, true);
    expect([get(E.lots), get(E.suspendedLots), get(E.quota)]).toEqual([6, 0, 60]);
    expect(get(E.status)).toBe(ENTITLEMENT_STATUS.ACTIVE);
  });

  test('that an operator revoked stays so, whatever becomes of its deliveries', () => {
    const { venue, first, notice, dispute, rule, decide } = scene();
    const entitlementId = venue.core.state.entitlements.idOf(1);
    notice(0, first);
    venue.send(OPERATOR, 'revokeEntitlement', { entitlementId, reason: 'test' });
    dispute(first);
    rule(first, false);
    expect(decide()).toBe('REVOKED');
    venue.advance(DAY_MS);
    expect(decide()).toBe('REVOKED');
  });

  test('stays with what was accepted until its time, and not a millisecond longer', () => {
    const { venue, consumer, first, second, get, decide } = scene();
    const [third = 0] = exercise(venue, 5);
    for (const deliveryId of [first, second, third]) {
      venue.send(consumer, 'acceptDelivery', {
        deliveryId,
        signature: new Uint8Array(64),
        keyId: 1,
      });
    }
    expect(get(E.lots)).toBe(15);
    venue.advance(get(E.validToMs) - venue.timeMs - 1);
    expect(decide()).toBe('allowed');
    venue.advance(1);
    expect(decide()).toBe('EXPIRED');
  });
});
