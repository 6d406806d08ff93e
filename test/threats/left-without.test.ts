/**
 * Catches a failure that is borne by whoever exercises last: of what the broker sold, the first delivery fails and is served by
 * what was there for another holder, who is then left without, at a market that has risen, with no more than its money back;
 * and attackers on both sides of it who take more than the one of them paid.
 */
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  DELIVERY_FIELD as D,
  INSURANCE_ACCOUNT,
} from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, type ContractRules, SIDE } from '../../src/values/index.js';
import { DAY_MS, type TestVenue } from '../support/venue.js';
import {
  accept,
  equityAtCost,
  exercise,
  FEES,
  gangVenue,
  moneyOf,
  openAccount,
  runOut,
} from './colluders.js';

const LOTS = 10;
const TICK = 10_000;
const [BOUGHT, SOLD, MARKET] = [60, 100, 160];

/** The broker buys lots from a provider, or sells them to a consumer. */
function deal(venue: TestVenue, account: number, side: number, priceTicks: number): void {
  const level = [{ priceTicks, quantityLots: LOTS }];
  const [bids, asks] = side === SIDE.SELL ? [level, []] : [[], level];
  const validUntilMs = venue.timeMs + DAY_MS;
  const quotes = [{ seriesId: 1, bids, asks, validUntilMs, factors: null }];
  const basedOnSequence = venue.core.state.sequence;
  venue.send(BROKER_ACCOUNT, 'massQuote', { basedOnSequence, quotes });
  venue.order(account, { side, priceTicks, lots: LOTS });
}

/** What is delivered to an account is accepted. */
function acceptAll(venue: TestVenue, account: number): void {
  const { deliveries } = venue.core.state;
  for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
    const isOwn =
      deliveries.get(slot, D.state) !== 0 && deliveries.get(slot, D.consumer) === account;
    if (isOwn) accept(venue, account, deliveries.idOf(slot));
  }
}

/** The first holders exercise what the gangs sold the broker, which fails; then the last holders do. */
function scene(count: number, rules: Partial<ContractRules>, isGangLast: boolean) {
  const { venue, gangs, members } = gangVenue(count, rules, LOTS);
  venue.isChecked = count === 1;
  const [, honest = 0] = venue.providers;
  const had = moneyOf(venue.core, members);
  const { ledger } = venue.core.state;
  const has = (account: number) => ledger.balance(ledger.bucket(account, BUCKET.AVAILABLE));
  const late = gangs.map(({ second }) =>
    isGangLast ? second : openAccount(venue, ACCOUNT_ROLE.CONSUMER),
  );
  for (const { provider } of gangs) deal(venue, provider, SIDE.SELL, BOUGHT);
  venue.send(honest, 'mintRights', { seriesId: 1, quantityLots: count * LOTS });
  for (const _gang of gangs) deal(venue, honest, SIDE.SELL, BOUGHT);
  for (const { first } of gangs) deal(venue, first, SIDE.BUY, SOLD);
  const before = late.map(has);
  for (const account of late) deal(venue, account, SIDE.BUY, SOLD);
  const marks = [{ seriesId: 1, markTicks: MARKET, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
  const broker = equityAtCost(venue.core);
  for (const { first } of gangs) exercise(venue, first, LOTS);
  venue.advance(2 * 3_600_000);
  venue.advance(12 * 3_600_000);
  for (const { first } of gangs) acceptAll(venue, first);
  for (const account of late) exercise(venue, account, LOTS);
  const got = late.map((account, i) => has(account) - (before[i] as number));
  runOut(venue);
  venue.isChecked = true;
  venue.check();
  const gained = moneyOf(venue.core, members) - had;
  return {
    got,
    gained,
    broker: equityAtCost(venue.core) - broker,
    pending: ledger.balance(ledger.bucket(INSURANCE_ACCOUNT, BUCKET.PENDING)),
  };
}

describe.each(FEES)('at %s', (_name, rules) => {
  const fee = Math.ceil((SOLD * TICK * (rules.takerFeePpm ?? 0)) / 1_000_000);

  test.each([1, 20])(
    '%i left without by what others let fail have its worth, and a tenth of their price',
    (count) => {
      const { got, broker, pending } = scene(count, rules, false);
      for (const one of got) expect(one).toBe(LOTS * ((MARKET - SOLD) * TICK + (SOLD * TICK) / 10));
      expect(broker).toBeGreaterThanOrEqual(0);
      expect(pending).toBe(0);
    },
  );

  test.each([1, 20])(
    '%i who let fail what their own will be left without gain nothing',
    (count) => {
      const { gained, broker } = scene(count, rules, true);
      const data = count * LOTS * (SOLD * TICK + fee);
      expect(gained + data).toBeLessThan(0);
      expect(broker).toBeGreaterThanOrEqual(0);
    },
  );
});
