/**
 * Pins each row of the posting table (docs/posting-table.md) with its example: bought at 60, sold at 100, taker fee 1 %,
 * royalty 5 % of the provider's proceeds. The invariants, conservation among them, are counted after every command.
 */
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  EVENT,
  FEES_ACCOUNT,
  INSURANCE_ACCOUNT,
  SERIES_FIELD,
} from '../../../src/engine/core/index.js';
import { type ContractRules, SIDE } from '../../../src/values/index.js';
import { chainVenue } from '../../support/chain.js';
import { DAY_MS, tradingVenue } from '../../support/venue.js';

const TICK = 10_000;
const { AVAILABLE, RESERVED, PENDING, COLLATERAL } = BUCKET;
const WIDE = { takerFeePpm: 10_000, makerFeePpm: 10_000, royaltyPpm: 50_000 };

function scene(rules: Partial<ContractRules> = {}) {
  const venue = tradingVenue({ ...WIDE, ...rules });
  const { ledger, series } = venue.core.state;
  const [consumer = 0] = venue.consumers;
  const [provider = 0, other = 0] = venue.providers;
  const licensor = venue.core.state.accounts.count;
  const at = (account: number, bucket: number) => ledger.balance(ledger.bucket(account, bucket));
  const escrow = () => ledger.balance(ledger.escrow(1));
  const quote = (bids: [number, number][], asks: [number, number][]) =>
    venue.send(BROKER_ACCOUNT, 'massQuote', {
      basedOnSequence: 0,
      quotes: [
        {
          seriesId: 1,
          bids: bids.map(([priceTicks, quantityLots]) => ({ priceTicks, quantityLots })),
          asks: asks.map(([priceTicks, quantityLots]) => ({ priceTicks, quantityLots })),
          validUntilMs: venue.timeMs + DAY_MS,
          factors: null,
        },
      ],
    });
  /** The broker buys lots at 60 from a provider. */
  const buyAt60 = (from: number, lots: number) => {
    quote([[60, lots]], []);
    venue.order(from, { side: SIDE.SELL, priceTicks: 60, lots });
  };
  /** The broker sells lots at 100 to the consumer. */
  const sellAt100 = (lots: number) => {
    quote([], [[100, lots]]);
    venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots });
  };
  const exercise = (lots: number): number => {
    const events = venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: lots });
    return (events.find((e) => e[0] === EVENT.DELIVERY) as number[])[5] as number;
  };
  const accept = (deliveryId: number) =>
    venue.send(consumer, 'acceptDelivery', { deliveryId, signature: new Uint8Array(64), keyId: 1 });
  const lots = (field: number) => series.get(1, field);
  /** The service level ends, and the time to cure. */
  const fail = () => {
    venue.advance(2 * 3_600_000);
    return venue.advance(12 * 3_600_000);
  };
  return {
    venue,
    consumer,
    provider,
    other,
    licensor,
    at,
    escrow,
    quote,
    buyAt60,
    sellAt100,
    exercise,
    accept,
    lots,
    fail,
  };
}

describe('posting table', () => {
  test('order accepted: available → reserved, worst case with fee', () => {
    const s = scene();
    const before = s.at(s.consumer, AVAILABLE);
    s.venue.order(s.consumer, { side: SIDE.BUY, priceTicks: 95, lots: 10 });
    expect(s.at(s.consumer, RESERVED)).toBe(10 * (95 * TICK + 9_500));
    expect(s.at(s.consumer, AVAILABLE)).toBe(before - 10 * (95 * TICK + 9_500));
  });

  test('broker buys from provider: broker reserved → provider pending', () => {
    const s = scene();
    s.buyAt60(s.provider, 10);
    expect(s.at(s.provider, PENDING)).toBe(10 * 60 * TICK);
    expect(s.at(BROKER_ACCOUNT, RESERVED)).toBe(0);
    expect(s.lots(SERIES_FIELD.brokerLots)).toBe(10);
  });

  test('broker sells to consumer: consumer reserved → series escrow, price and fee', () => {
    const s = scene();
    s.buyAt60(s.provider, 10);
    s.sellAt100(10);
    expect(s.escrow()).toBe(10 * (100 * TICK + TICK));
    expect(s.at(s.consumer, RESERVED)).toBe(0);
    expect(s.lots(SERIES_FIELD.consumerLots)).toBe(10);
  });

  test('exercise: rights burn, money stays', () => {
    const s = scene();
    s.buyAt60(s.provider, 10);
    s.sellAt100(10);
    const escrow = s.escrow();
    s.exercise(4);
    expect(s.escrow()).toBe(escrow);
    expect(s.lots(SERIES_FIELD.exercisedLots)).toBe(4);
    expect(s.lots(SERIES_FIELD.consumerLots)).toBe(6);
  });

  test('delivery accepted, brokered: pending → provider and licensor, escrow → broker and fees', () => {
    const s = scene();
    s.buyAt60(s.provider, 1);
    s.sellAt100(1);
    const id = s.exercise(1);
    const provider = s.at(s.provider, AVAILABLE) + s.at(s.provider, COLLATERAL);
    const broker = s.at(BROKER_ACCOUNT, AVAILABLE);
    s.accept(id);
    expect(s.at(s.provider, AVAILABLE) + s.at(s.provider, COLLATERAL)).toBe(provider + 57 * TICK);
    expect(s.at(s.licensor, AVAILABLE)).toBe(3 * TICK);
    expect(s.at(BROKER_ACCOUNT, AVAILABLE)).toBe(broker + 100 * TICK);
    expect(s.at(FEES_ACCOUNT, AVAILABLE)).toBe(TICK);
    expect(s.escrow()).toBe(0);
  });

  test('novated sale at 95, accepted: escrow → provider less maker fee and royalty', () => {
    const s = scene();
    s.venue.order(s.provider, { side: SIDE.SELL, priceTicks: 95, lots: 1 });
    s.venue.order(s.consumer, { side: SIDE.BUY, priceTicks: 95, lots: 1 });
    expect(s.escrow()).toBe(95 * TICK + 9_500);
    const provider = s.at(s.provider, AVAILABLE) + s.at(s.provider, COLLATERAL);
    s.accept(s.exercise(1));
    const proceeds = 95 * TICK - 9_500;
    const royalty = Math.floor(proceeds * 0.05);
    expect(s.at(s.provider, AVAILABLE) + s.at(s.provider, COLLATERAL)).toBe(
      provider + proceeds - royalty,
    );
    expect(s.at(s.licensor, AVAILABLE)).toBe(royalty);
    expect(s.at(FEES_ACCOUNT, AVAILABLE)).toBe(2 * 9_500);
    expect(s.escrow()).toBe(0);
  });

  test('delivery failed, reassigned: another provider serves, the failed one pays the penalty', () => {
    const s = scene();
    s.buyAt60(s.provider, 1);
    s.buyAt60(s.other, 1);
    s.sellAt100(2);
    s.exercise(1);
    const escrow = s.escrow();
    s.fail();
    const dearer = (100 - 60) * TICK;
    expect(s.at(INSURANCE_ACCOUNT, AVAILABLE)).toBe(0);
    expect(s.at(INSURANCE_ACCOUNT, PENDING)).toBe(500_000 + dearer);
    expect(s.at(s.provider, PENDING)).toBe(0);
    expect(s.escrow()).toBe(escrow);
    expect(s.lots(SERIES_FIELD.exercisedLots)).toBe(1);
  });

  test('left without: insurance pending → its consumer, what the lots became dearer by than its price and compensation; → broker, the rest of what they became dearer by; → insurance, the rest of the penalty', () => {
    const s = scene();
    s.buyAt60(s.provider, 1);
    s.buyAt60(s.other, 1);
    s.sellAt100(2);
    s.exercise(1);
    s.fail();
    const marks = [{ seriesId: 1, markTicks: 125, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
    s.venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
    const [before, broker] = [s.at(s.consumer, AVAILABLE), s.at(BROKER_ACCOUNT, AVAILABLE)];
    s.exercise(1);
    const dearer = (125 - 100) * TICK;
    const compensation = (100 * TICK) / 10;
    expect(s.at(s.consumer, AVAILABLE)).toBe(before + 101 * TICK + dearer + compensation);
    expect(s.at(BROKER_ACCOUNT, AVAILABLE)).toBe(broker + (100 - 60) * TICK - dearer);
    expect(s.at(INSURANCE_ACCOUNT, AVAILABLE)).toBe(500_000 - compensation);
    expect(s.at(INSURANCE_ACCOUNT, PENDING)).toBe(0);
    expect(s.lots(SERIES_FIELD.failedLots)).toBe(1);
  });

  test('nobody left without: once the series is closed, insurance pending → broker, what the lots became dearer by; → insurance, the penalty', () => {
    const s = scene();
    s.buyAt60(s.provider, 1);
    s.buyAt60(s.other, 1);
    s.sellAt100(2);
    s.exercise(1);
    s.fail();
    s.venue.send(s.consumer, 'setAutoExercise', { seriesId: 1, enabled: false });
    const broker = s.at(BROKER_ACCOUNT, AVAILABLE);
    s.venue.advance(60 * DAY_MS);
    for (let i = 0; i < 20; i += 1) s.venue.advance(1);
    expect(s.at(BROKER_ACCOUNT, AVAILABLE)).toBeGreaterThanOrEqual(broker + (100 - 60) * TICK);
    expect(s.at(INSURANCE_ACCOUNT, PENDING)).toBe(0);
  });

  test('delivery failed, a pair: escrow, fee, what it became dearer by and compensation → its consumer, rest of the penalty → insurance, nobody else serves', () => {
    const s = scene();
    s.venue.order(s.provider, { side: SIDE.SELL, priceTicks: 95, lots: 1 });
    s.venue.order(s.other, { side: SIDE.SELL, priceTicks: 96, lots: 1 });
    const before = s.at(s.consumer, AVAILABLE);
    s.venue.order(s.consumer, { side: SIDE.BUY, priceTicks: 96, lots: 2 });
    const second = 96 * TICK + 9_600;
    s.exercise(1);
    s.fail();
    const dearer = (100 - 95) * TICK;
    const compensation = (95 * TICK) / 10;
    expect(s.at(s.consumer, AVAILABLE)).toBe(before - second + dearer + compensation);
    expect(s.escrow()).toBe(second);
    expect(s.at(INSURANCE_ACCOUNT, AVAILABLE)).toBe(500_000 - compensation);
    expect(s.lots(SERIES_FIELD.failedLots)).toBe(1);
    expect(s.lots(SERIES_FIELD.exercisedLots)).toBe(0);
  });

  test.each([
    ['of its mark', 100, 150],
    ['of its price', 100, 80],
  ])(
    'delivery failed: the penalty is at least a tenth %s, whatever the contract says',
    (_of, price, markTicks) => {
      const s = scene({ penaltyMicroPat: 1 });
      s.venue.order(s.provider, { side: SIDE.SELL, priceTicks: price, lots: 1 });
      const before = s.at(s.consumer, AVAILABLE);
      s.venue.order(s.consumer, { side: SIDE.BUY, priceTicks: price, lots: 1 });
      s.exercise(1);
      const marks = [{ seriesId: 1, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
      s.venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
      s.fail();
      const worth = Math.max(price, markTicks) * TICK;
      const compensation = (price * TICK) / 10;
      const dearer = Math.max(0, markTicks - price) * TICK;
      expect(s.at(s.consumer, AVAILABLE)).toBe(before + dearer + compensation);
      expect(s.at(INSURANCE_ACCOUNT, AVAILABLE)).toBe(worth / 10 - compensation);
    },
  );

  test('delivery failed, nobody left: escrow, fee and compensation → consumer, pending → broker, the rest of what the provider pays → insurance', () => {
    const s = scene();
    s.buyAt60(s.provider, 1);
    const before = s.at(s.consumer, AVAILABLE);
    s.sellAt100(1);
    s.exercise(1);
    s.fail();
    const compensation = (100 * TICK) / 10;
    expect(s.at(s.consumer, AVAILABLE)).toBe(before + compensation);
    expect(s.at(s.provider, PENDING)).toBe(0);
    const dearer = (100 - 60) * TICK;
    expect(s.at(INSURANCE_ACCOUNT, AVAILABLE)).toBe(500_000 - compensation + dearer);
    expect(s.lots(SERIES_FIELD.failedLots)).toBe(1);
    expect(s.escrow()).toBe(0);
  });

  test('delivery failed, others offer: a buy-in for the consumer, at the cost of the provider that failed', () => {
    const s = scene();
    s.venue.order(s.provider, { side: SIDE.SELL, priceTicks: 95, lots: 2 });
    s.venue.order(s.consumer, { side: SIDE.BUY, priceTicks: 95, lots: 2 });
    s.exercise(2);
    // It may not sell what it failed with once more; of the others' one lot is within 110 % of the mark and what it pays.
    s.venue.order(s.provider, { side: SIDE.SELL, priceTicks: 90, lots: 1 });
    s.venue.order(s.other, { side: SIDE.SELL, priceTicks: 105, lots: 1 });
    s.venue.order(s.other, { side: SIDE.SELL, priceTicks: 112, lots: 1 });
    const before = s.at(s.consumer, AVAILABLE);
    s.fail();
    const paid = 95 * TICK + 9_500;
    const cost = 105 * TICK + 10_500;
    // Of the lot nobody offers: what it became dearer by, and a tenth of its price.
    const left = (100 - 95) * TICK + (95 * TICK) / 10;
    expect(s.at(s.consumer, AVAILABLE)).toBe(before + 2 * paid - paid + left);
    expect(s.escrow()).toBe(cost);
    expect(s.lots(SERIES_FIELD.consumerLots)).toBe(1);
    expect(s.lots(SERIES_FIELD.failedLots)).toBe(2);
    const taken = 2 * (500_000 + (100 - 95) * TICK);
    expect(s.at(INSURANCE_ACCOUNT, AVAILABLE)).toBe(taken - left - (cost - paid));
  });

  test('delivery late, cured: nothing moves, and a notice in time makes it one like others', () => {
    const s = scene();
    s.venue.order(s.provider, { side: SIDE.SELL, priceTicks: 95, lots: 1 });
    s.venue.order(s.consumer, { side: SIDE.BUY, priceTicks: 95, lots: 1 });
    const id = s.exercise(1);
    const before = [s.escrow(), s.at(s.provider, COLLATERAL)];
    s.venue.advance(2 * 3_600_000);
    expect([s.escrow(), s.at(s.provider, COLLATERAL)]).toEqual(before);
    const said = { contentHash: new Uint8Array(32).fill(1), location: 'https://data.example' };
    s.venue.send(s.provider, 'noticeDelivery', { deliveryId: id, ...said });
    s.accept(id);
    expect(s.escrow()).toBe(0);
    expect(s.at(INSURANCE_ACCOUNT, AVAILABLE)).toBe(0);
    expect(s.lots(SERIES_FIELD.deliveredLots)).toBe(1);
  });

  test('close of the window: held rights exercise, broker inventory lapses to the attested provider', () => {
    const s = scene();
    s.buyAt60(s.provider, 3);
    s.sellAt100(1);
    s.venue.advance(7 * DAY_MS);
    expect(s.lots(SERIES_FIELD.exercisedLots)).toBe(1);
    expect(s.lots(SERIES_FIELD.lapsedLots)).toBe(2);
    expect(s.at(s.provider, PENDING)).toBe(60 * TICK);
    expect(s.at(s.licensor, AVAILABLE)).toBe(2 * 3 * TICK);
  });

  test('close of the window: broker inventory that was not attested at its mint is paid back', () => {
    const s = scene();
    const attested = { segment: 'AUTO_INTENT', capacityLots: 10_000 };
    s.venue.send(2, 'escrowCapacity', { ...attested, providerId: s.provider, attestedUntilMs: 0 });
    s.venue.send(s.provider, 'mintRights', { seriesId: 1, quantityLots: 3 });
    const has = () => s.at(s.provider, AVAILABLE) + s.at(s.provider, COLLATERAL);
    const before = has();
    // Those are sold first; then come the ones that were attested.
    s.buyAt60(s.provider, 5);
    s.venue.advance(60_000);
    s.venue.send(s.provider, 'withdrawRights', { seriesId: 1, quantityLots: 1_998 });
    s.venue.advance(7 * DAY_MS);
    expect(s.lots(SERIES_FIELD.lapsedLots)).toBe(5);
    expect(has()).toBe(before + 2 * 57 * TICK);
    expect(s.at(s.provider, PENDING)).toBe(0);
  });

  test('bust: the exact reversal, and too late after the exercise', () => {
    const s = scene();
    const before = [s.at(s.consumer, AVAILABLE), s.at(s.provider, PENDING), s.escrow()];
    s.venue.order(s.provider, { side: SIDE.SELL, priceTicks: 95, lots: 2 });
    s.venue.order(s.consumer, { side: SIDE.BUY, priceTicks: 95, lots: 2 });
    s.venue.send(2, 'bustTrade', { seriesId: 1, tradeId: 1, reason: 'wrong price' });
    expect([s.at(s.consumer, AVAILABLE), s.at(s.provider, PENDING), s.escrow()]).toEqual(before);
    s.venue.order(s.provider, { side: SIDE.SELL, priceTicks: 95, lots: 2 });
    s.venue.order(s.consumer, { side: SIDE.BUY, priceTicks: 95, lots: 2 });
    s.exercise(1);
    const refused = s.venue.send(2, 'bustTrade', { seriesId: 1, tradeId: 2, reason: 'late' });
    expect(refused.find((e) => e[0] === EVENT.COMMAND_RESULT)?.[4]).toBe(55);
  });

  test('deposit on chain: outside → available, or kept for the wallet until it is linked', () => {
    const venue = chainVenue();
    const { ledger, wallets } = venue.core.state;
    const { consumer, provider } = venue;
    venue.fund(consumer, 1, 60 * TICK);
    expect(ledger.available(consumer)).toBe(60 * TICK);
    expect(ledger.total).toBe(60 * TICK);
    venue.register(2);
    venue.tell('creditDeposit', venue.deposit(2, 2, 40 * TICK));
    expect(ledger.total).toBe(60 * TICK);
    expect(wallets.unclaimedMicroPat).toBe(40 * TICK);
    venue.link(provider, 2);
    expect(ledger.available(provider)).toBe(40 * TICK);
    expect(ledger.total).toBe(100 * TICK);
    expect(wallets.unclaimedMicroPat).toBe(0);
  });

  test('withdrawal on chain: withheld, then available → outside', () => {
    const venue = chainVenue();
    const { ledger } = venue.core.state;
    const { consumer } = venue;
    const request = (n: number) => ({ requestSequence: n, chainAccountId: 1 });
    venue.fund(consumer, 1, 100 * TICK);
    venue.tell('holdWithdrawal', { ...request(1), amountMicroPat: 130 * TICK });
    expect(ledger.available(consumer)).toBe(100 * TICK);
    expect(ledger.spendable(consumer)).toBe(0);
    venue.tell('creditDeposit', venue.deposit(2, 1, 60 * TICK));
    expect(ledger.spendable(consumer)).toBe(30 * TICK);
    venue.tell('payWithdrawal', { ...request(1), paidMicroPat: 100 * TICK });
    expect(ledger.available(consumer)).toBe(60 * TICK);
    expect(ledger.spendable(consumer)).toBe(60 * TICK);
    expect(ledger.total).toBe(60 * TICK);
    venue.tell('holdWithdrawal', { ...request(2), amountMicroPat: 50 * TICK });
    venue.tell('voidWithdrawal', request(2));
    expect(ledger.spendable(consumer)).toBe(60 * TICK);
    expect(ledger.total).toBe(60 * TICK);
  });
});
