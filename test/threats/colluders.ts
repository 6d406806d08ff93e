/** Accounts that act together against the rest of the venue, what they have together, and what the broker has at cost. */
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  BUCKET,
  type Core,
  DELIVERY_FIELD as D,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  INVENTORY,
  OBLIGATIONS,
  PIECES,
  SOURCE_KIND,
} from '../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, type ContractRules, SIDE } from '../../src/values/index.js';
import { DAY_MS, START_MS, type TestVenue, tradingVenue } from '../support/venue.js';

export const MONEY = 100_000_000_000;
const HOUR_MS = 3_600_000;

/** The fees a threat is tried at: none, and those of the sandbox's contract. */
export const FEES: readonly (readonly [name: string, rules: Partial<ContractRules>])[] = [
  ['no fees', { makerFeePpm: 0, takerFeePpm: 0, royaltyPpm: 0 }],
  ["the sandbox's fees", { makerFeePpm: 1_000, takerFeePpm: 2_000, royaltyPpm: 0 }],
];

/** A provider and two consumers that share what they take. */
export interface Gang {
  readonly provider: number;
  readonly first: number;
  readonly second: number;
}

/** A venue whose two consumers and two providers are honest, with so many gangs beside them, each with rights minted. */
export function gangVenue(gangs: number, rules: Partial<ContractRules>, mintedLots: number) {
  const venue = tradingVenue(rules, {
    maxAccounts: 128,
    maxPositions: 512,
    maxObligations: 8_192,
    maxDeliveries: 4_096,
    maxEntitlements: 4_096,
  });
  const made: Gang[] = [];
  for (let i = 0; i < gangs; i += 1) {
    const provider = openAccount(venue, ACCOUNT_ROLE.PROVIDER);
    const first = openAccount(venue, ACCOUNT_ROLE.CONSUMER);
    const second = openAccount(venue, ACCOUNT_ROLE.CONSUMER);
    letMint(venue, provider);
    venue.send(provider, 'mintRights', { seriesId: 1, quantityLots: mintedLots });
    made.push({ provider, first, second });
  }
  return { venue, gangs: made, members: made.flatMap((gang) => Object.values(gang) as number[]) };
}

export function openAccount(venue: TestVenue, role: number): number {
  const { INSTITUTION: accountClass } = ACCOUNT_CLASS;
  const key = { publicKey: new Uint8Array(0), scopes: [] };
  const body = { role, accountClass, firmGroup: 0, ...key, name: 'one more' };
  venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', body);
  const id = venue.core.state.accounts.count;
  const deposit = { targetAccountId: id, amountMicroPat: MONEY };
  venue.send(FIRST_OPERATOR_ACCOUNT, 'deposit', deposit);
  return id;
}

/** Confidence, capacity and its attestation for a provider. */
export function letMint(
  venue: TestVenue,
  provider: number,
  attestedUntilMs = START_MS + 30 * DAY_MS,
): void {
  const whose = { providerId: provider, segment: 'AUTO_INTENT' };
  venue.send(FIRST_OPERATOR_ACCOUNT, 'setConfidence', { ...whose, confidencePpm: 800_000 });
  venue.send(FIRST_OPERATOR_ACCOUNT, 'escrowCapacity', {
    ...whose,
    capacityLots: 10_000,
    attestedUntilMs,
  });
}

/** A provider sells to a consumer, the two alone. */
export function sell(
  venue: TestVenue,
  from: number,
  to: number,
  priceTicks: number,
  lots: number,
): void {
  venue.order(from, { side: SIDE.SELL, priceTicks, lots });
  venue.order(to, { side: SIDE.BUY, priceTicks, lots });
}

/** Exercises and answers the tickets' delivery ids. */
export function exercise(venue: TestVenue, consumer: number, lots: number): number[] {
  return venue
    .send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: lots })
    .filter(([type, , , , , id]) => type === EVENT.DELIVERY && id !== 0)
    .map((event) => event[5] as number);
}

export function accept(venue: TestVenue, consumer: number, deliveryId: number): void {
  venue.send(consumer, 'acceptDelivery', { deliveryId, signature: new Uint8Array(64), keyId: 1 });
}

/** Every service level and every window ends. */
export function runOut(venue: TestVenue): void {
  for (let i = 0; i < 4; i += 1) venue.advance(3 * HOUR_MS);
  for (let i = 0; i < 5; i += 1) venue.advance(2 * DAY_MS);
}

/** All PAT some accounts have, free, reserved, locked or paid for rights that are not delivered yet. */
export function moneyOf({ state }: Core, accounts: readonly number[]): number {
  const { ledger, accounts: table } = state;
  return accounts.reduce((sum, id) => {
    const own: readonly number[] = [BUCKET.AVAILABLE, BUCKET.RESERVED, BUCKET.COLLATERAL];
    const has = own.reduce((all, bucket) => all + ledger.balance(ledger.bucket(id, bucket)), 0);
    return sum + has + table.get(id, ACCOUNT_FIELD.escrowMicroPat);
  }, 0);
}

/** The broker's PAT, and what it paid for rights that are neither delivered nor given back. */
export function equityAtCost(core: Core): number {
  const { state } = core;
  const { sources, deliveries, series } = state;
  let cost = 0;
  for (let id = 1; id <= series.count; id += 1) {
    for (const queue of [INVENTORY, OBLIGATIONS]) {
      for (let e = sources.first(id, queue); e !== 0; e = sources.next(e)) {
        cost += sources.unitMicroPat(e) * sources.lots(e);
      }
    }
  }
  for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
    if (deliveries.get(slot, D.state) === 0) continue;
    for (let e = sources.first(slot, PIECES); e !== 0; e = sources.next(e)) {
      if (sources.kind(e) === SOURCE_KIND.NOVATED) continue;
      cost += sources.unitMicroPat(e) * sources.lots(e);
    }
  }
  return moneyOf(core, [BROKER_ACCOUNT]) + cost;
}
