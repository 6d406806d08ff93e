/**
 * Catches what an attacker gets for nothing of what others need to be still: data kept, and a provider's money held up, by
 * disputes that nobody upholds; and the broker's bids taken out of the book by a mint that is withdrawn at once.
 */
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, SIDE } from '../../src/values/index.js';
import { DAY_MS } from '../support/venue.js';
import {
  exercise,
  FEES,
  gangVenue,
  letMint,
  moneyOf,
  openAccount,
  runOut,
  sell,
} from './colluders.js';

const LOTS = 10;
const TICK = 10_000;
const PRICE = 100;

const codeOf = (events: readonly number[][]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? -1;

describe.each(FEES)('at %s', (_name, rules) => {
  test.each([1, 20])(
    '%i who dispute all they bought pay a bond for it, and read nothing meanwhile',
    (count) => {
      const { venue } = gangVenue(0, { ...rules, disputeWindowMs: DAY_MS }, 0);
      venue.isChecked = count === 1;
      const { ledger } = venue.core.state;
      const honest = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
      letMint(venue, honest);
      venue.send(honest, 'mintRights', { seriesId: 1, quantityLots: count * LOTS });
      const gang = Array.from({ length: count }, () => openAccount(venue, ACCOUNT_ROLE.CONSUMER));
      const had = moneyOf(venue.core, gang);
      const has = moneyOf(venue.core, [honest]);
      const bond = (LOTS * PRICE * TICK) / 20;
      const location = 'https://x.test';
      for (const account of gang) {
        sell(venue, honest, account, PRICE, LOTS);
        for (const deliveryId of exercise(venue, account, LOTS)) {
          const contentHash = new Uint8Array(32).fill(7);
          venue.send(honest, 'noticeDelivery', { deliveryId, contentHash, location });
          const reason = 'because';
          expect(codeOf(venue.send(account, 'disputeDelivery', { deliveryId, reason }))).toBe(0);
          const { allow } = venue.core.entitlements.decide(
            account,
            'read',
            'series:1',
            venue.timeMs,
          );
          expect(allow).toBe(false);
          const ruling = { deliveryId, upheld: false, reason };
          venue.send(FIRST_OPERATOR_ACCOUNT, 'ruleDispute', ruling);
        }
      }
      runOut(venue);
      const fee = Math.ceil((PRICE * TICK * (rules.takerFeePpm ?? 0)) / 1_000_000);
      const price = count * LOTS * (PRICE * TICK + fee);
      expect(had - moneyOf(venue.core, gang)).toBe(price + count * bond);
      expect(moneyOf(venue.core, [honest]) - has).toBeGreaterThan(count * bond);
      expect(ledger.balance(ledger.escrow(1))).toBe(0);
      venue.isChecked = true;
      venue.check();
    },
  );

  test.each([1, 20])(
    '%i who mint a lot each and want it back leave the bids of the broker where they were',
    (count) => {
      const { venue, gangs } = gangVenue(count, rules, LOTS);
      venue.isChecked = count === 1;
      const { ledger } = venue.core.state;
      // Mints count together, so what is there has to be many times as much.
      const honest = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
      letMint(venue, honest);
      venue.send(honest, 'mintRights', { seriesId: 1, quantityLots: 5_000 });
      const bids = [{ priceTicks: 90, quantityLots: LOTS }];
      const validUntilMs = venue.timeMs + DAY_MS;
      const quotes = [{ seriesId: 1, bids, asks: [], validUntilMs, factors: null }];
      const basedOnSequence = venue.core.state.sequence;
      venue.send(BROKER_ACCOUNT, 'massQuote', { basedOnSequence, quotes });
      const reserved = () => ledger.balance(ledger.bucket(BROKER_ACCOUNT, BUCKET.RESERVED));
      const before = reserved();
      expect(before).toBe(LOTS * 90 * TICK);
      for (const { provider } of gangs) {
        expect(codeOf(venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: 1 }))).toBe(
          0,
        );
        const back = venue.send(provider, 'withdrawRights', { seriesId: 1, quantityLots: 1 });
        expect(codeOf(back)).toBe(CODE.MINT_HELD);
      }
      expect(reserved()).toBe(before);
      const [consumer = 0] = venue.consumers;
      expect(
        venue.order(consumer, { side: SIDE.BUY, priceTicks: 80, lots: 1 }).length,
      ).toBeGreaterThan(0);
      venue.isChecked = true;
      venue.check();
    },
  );
});
