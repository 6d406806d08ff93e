/**
 * Catches a delivery that can be noticed, accepted, disputed or ruled on by the wrong party or at the wrong time, and one
 * whose money or entitlement does not follow its state. Every act is tried by every party in every state.
 */
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  BUCKET,
  CODE,
  COMMAND_RESULT,
  DELIVERY_FIELD,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
} from '../../../src/engine/core/index.js';
import { DELIVERY_STATE, FIELD_ID, SIDE } from '../../../src/values/index.js';
import { DAY_MS, RULES, type TradingVenue, tradingVenue } from '../../support/venue.js';

const { TICKETED, NOTICED, DISPUTED, ACCEPTED, FAILED, CONFIRMED, OVERDUE } = DELIVERY_STATE;
/** Of a window of a week 15 % is more. */
const CURE_MS = DAY_MS / 2;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const LOTS = 10;

interface Scene {
  readonly venue: TradingVenue;
  readonly deliveryId: number;
  readonly consumer: number;
  readonly provider: number;
  /** Of the same roles, and not parties. */
  readonly otherConsumer: number;
  readonly otherProvider: number;
}

/** A consumer has bought rights of one provider alone and exercised them. */
function scene(disputeWindowMs = 0): Scene {
  const venue = tradingVenue({ disputeWindowMs });
  const [consumer = 0, otherConsumer = 0] = venue.consumers;
  const [provider = 0, otherProvider = 0] = venue.providers;
  venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: LOTS });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: LOTS });
  const events = venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: LOTS });
  const deliveryId = events.find(([type]) => type === EVENT.DELIVERY)?.[5] as number;
  return { venue, deliveryId, consumer, provider, otherConsumer, otherProvider };
}

const resultOf = (events: number[][]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? -1;

const ACTS = {
  notice: ({ venue, deliveryId }: Scene, account: number) =>
    venue.send(account, 'noticeDelivery', {
      deliveryId,
      contentHash: new Uint8Array(32).fill(1),
      location: 'https://data.example/records',
    }),
  prove: ({ venue, deliveryId }: Scene, account: number) =>
    venue.send(account, 'proveDelivery', {
      deliveryId,
      contentHash: new Uint8Array(32).fill(1),
      location: 'https://data.example/records',
    }),
  accept: ({ venue, deliveryId }: Scene, account: number) =>
    venue.send(account, 'acceptDelivery', { deliveryId, signature: new Uint8Array(64), keyId: 1 }),
  dispute: ({ venue, deliveryId }: Scene, account: number) =>
    venue.send(account, 'disputeDelivery', { deliveryId, reason: 'test' }),
  uphold: ({ venue, deliveryId }: Scene, account: number) =>
    venue.send(account, 'ruleDispute', { deliveryId, upheld: true, reason: 'test' }),
  dismiss: ({ venue, deliveryId }: Scene, account: number) =>
    venue.send(account, 'ruleDispute', { deliveryId, upheld: false, reason: 'test' }),
} as const;
type Act = keyof typeof ACTS;

const act = (one: Scene, name: Act, account: number): number => resultOf(ACTS[name](one, account));

/** 0 when the delivery is over and its record gone. */
function stateOf({ venue, deliveryId }: Scene): number {
  const { deliveries } = venue.core.state;
  const slot = deliveries.find(deliveryId);
  return slot === 0 ? 0 : deliveries.get(slot, DELIVERY_FIELD.state);
}

/** How a delivery comes into each state. */
const WAYS: Readonly<
  Record<number, readonly (readonly [Act, 'consumer' | 'provider' | 'operator'])[]>
> = {
  [TICKETED]: [],
  [OVERDUE]: [],
  [NOTICED]: [['notice', 'provider']],
  [DISPUTED]: [
    ['notice', 'provider'],
    ['dispute', 'consumer'],
  ],
  [CONFIRMED]: [
    ['notice', 'provider'],
    ['accept', 'consumer'],
  ],
  [ACCEPTED]: [['accept', 'consumer']],
  [FAILED]: [
    ['notice', 'provider'],
    ['dispute', 'consumer'],
    ['uphold', 'operator'],
  ],
};

/** What the rightful party may do in a state, and the state it leads to; nothing else. */
const NEXT: Readonly<Record<number, Partial<Record<Act, number>>>> = {
  [TICKETED]: { notice: NOTICED, accept: 0 },
  [OVERDUE]: { notice: NOTICED, accept: 0 },
  [NOTICED]: { notice: NOTICED, prove: NOTICED, accept: 0, dispute: DISPUTED },
  [DISPUTED]: { uphold: 0, dismiss: 0 },
  [CONFIRMED]: { dispute: DISPUTED },
  [ACCEPTED]: {},
  [FAILED]: {},
};
const RIGHTFUL: Readonly<Record<Act, 'consumer' | 'provider' | 'operator'>> = {
  notice: 'provider',
  prove: 'operator',
  accept: 'consumer',
  dispute: 'consumer',
  uphold: 'operator',
  dismiss: 'operator',
};

function sceneIn(state: number): Scene {
  const one = scene(state === CONFIRMED ? DAY_MS : 0);
  for (const [name, who] of WAYS[state] ?? []) {
    expect(act(one, name, who === 'operator' ? OPERATOR : one[who])).toBe(0);
  }
  if (state === OVERDUE) one.venue.advance(RULES.serviceLevelMs);
  return one;
}

describe.each(Object.entries(DELIVERY_STATE))('a delivery that is %s', (_name, state) => {
  const isOver = state === ACCEPTED || state === FAILED;

  test.each(Object.keys(ACTS) as Act[])('%s: by whom it may, to where it leads', (name) => {
    const one = sceneIn(state);
    const before = stateOf(one);
    const { consumer, provider, otherConsumer, otherProvider } = one;
    const accounts = { consumer, provider, otherConsumer, otherProvider, operator: OPERATOR };
    for (const [who, account] of Object.entries({ ...accounts, broker: BROKER_ACCOUNT })) {
      if (who === RIGHTFUL[name]) continue;
      // Another of the same role learns nothing of it; another role may not even ask.
      const isSameRole = who === `other${RIGHTFUL[name].replace(/^./, (c) => c.toUpperCase())}`;
      expect({ who, code: act(one, name, account) }).toEqual({
        who,
        code: isSameRole ? CODE.UNKNOWN_DELIVERY : CODE.ROLE,
      });
    }
    expect(stateOf(one)).toBe(before);
    const next = NEXT[state]?.[name];
    const refusal = isOver ? CODE.UNKNOWN_DELIVERY : CODE.DELIVERY_STATE;
    expect(act(one, name, accounts[RIGHTFUL[name]])).toBe(next === undefined ? refusal : 0);
    expect(stateOf(one)).toBe(next ?? before);
  });
});

describe('money and entitlement', () => {
  const PAID = LOTS * 100 * RULES.tickValueMicroPat;

  const sums = ({ venue, consumer, provider, deliveryId }: Scene) => {
    const { ledger, entitlements } = venue.core.state;
    const at = (account: number, bucket: number) => ledger.balance(ledger.bucket(account, bucket));
    return {
      consumer: at(consumer, BUCKET.AVAILABLE),
      provider: at(provider, BUCKET.AVAILABLE) + at(provider, BUCKET.PENDING),
      collateral: at(provider, BUCKET.COLLATERAL),
      escrow: ledger.balance(ledger.escrow(1)),
      mayRead: venue.core.entitlements.decide(consumer, 'read', 'series:1', venue.timeMs).allow,
      deliveryId,
      entitlements: entitlements.highWater,
    };
  };

  test('a dismissed dispute ends as an acceptance does, to the last unit', () => {
    const [accepted, dismissed] = [sceneIn(NOTICED), sceneIn(DISPUTED)];
    expect(act(accepted, 'accept', accepted.consumer)).toBe(0);
    expect(act(dismissed, 'dismiss', OPERATOR)).toBe(0);
    const { consumer, provider, ...rest } = sums(accepted);
    // Its bond is the provider's, who was right.
    const bond = PAID / 20;
    const all = { ...rest, consumer: consumer - bond, provider: provider + bond };
    expect(sums(dismissed)).toEqual(all);
    expect(sums(accepted)).toMatchObject({ escrow: 0, mayRead: true });
  });

  test('an upheld dispute makes the provider pay and brings no proceeds', () => {
    const one = sceneIn(DISPUTED);
    const before = sums(one);
    expect(before.escrow).toBeGreaterThanOrEqual(PAID);
    expect(act(one, 'uphold', OPERATOR)).toBe(0);
    const after = sums(one);
    // Nobody else holds an obligation, so the consumer has his money back.
    expect(after.escrow).toBe(0);
    // And its bond, and a tenth of what it paid, out of the penalty.
    const feeMicroPat = before.escrow - PAID - PAID / 20;
    const all = PAID + feeMicroPat + PAID / 20 + PAID / 10;
    expect(after.consumer).toBe(before.consumer + all);
    const lost = before.provider + before.collateral - after.provider - after.collateral;
    expect(lost).toBe(RULES.penaltyMicroPat * LOTS);
    expect(after.mayRead).toBe(false);
  });

  test('silence after a proved notice accepts; no notice in time, and in the time to cure, fails; no ruling in time upholds', () => {
    const silent = sceneIn(NOTICED);
    act(silent, 'prove', OPERATOR);
    silent.venue.advance(RULES.acceptanceMs - 1);
    expect(stateOf(silent)).toBe(NOTICED);
    silent.venue.advance(1);
    expect(stateOf(silent)).toBe(0);
    const accepted = sceneIn(NOTICED);
    act(accepted, 'accept', accepted.consumer);
    expect({ ...sums(silent), mayRead: true }).toEqual(sums(accepted));

    const unproved = sceneIn(NOTICED);
    unproved.venue.advance(RULES.acceptanceMs - 1);
    expect(stateOf(unproved)).toBe(NOTICED);
    unproved.venue.advance(1);
    expect(stateOf(unproved)).toBe(0);
    expect({ ...sums(unproved), mayRead: false }).toEqual(sums(sceneIn(FAILED)));

    const late = sceneIn(TICKETED);
    late.venue.advance(RULES.serviceLevelMs - 1);
    expect(stateOf(late)).toBe(TICKETED);
    late.venue.advance(1);
    expect(stateOf(late)).toBe(OVERDUE);
    late.venue.advance(CURE_MS - 1);
    expect(stateOf(late)).toBe(OVERDUE);
    late.venue.advance(1);
    expect(stateOf(late)).toBe(0);
    const failed = sceneIn(FAILED);
    expect({ ...sums(late), mayRead: false }).toEqual(sums(failed));

    const waiting = sceneIn(DISPUTED);
    waiting.venue.advance(7 * DAY_MS - 1);
    expect(stateOf(waiting)).toBe(DISPUTED);
    waiting.venue.advance(1);
    expect(stateOf(waiting)).toBe(0);
    const upheld = sceneIn(FAILED);
    expect(sums(waiting).consumer).toBe(sums(upheld).consumer);
  });

  test('nothing moves before the dispute window has passed, and a dispute within it takes all back', () => {
    const one = sceneIn(CONFIRMED);
    const before = sums(one);
    one.venue.advance(DAY_MS - 1);
    expect(sums(one)).toEqual(before);
    one.venue.advance(1);
    expect(stateOf(one)).toBe(0);
    expect(sums(one)).toMatchObject({ escrow: 0, consumer: before.consumer });
    expect(sums(one).provider).toBeGreaterThan(before.provider);

    const late = sceneIn(CONFIRMED);
    late.venue.advance(DAY_MS - 1);
    expect(act(late, 'dispute', late.consumer)).toBe(0);
    late.venue.advance(DAY_MS);
    expect(stateOf(late)).toBe(DISPUTED);
    expect(act(late, 'uphold', OPERATOR)).toBe(0);
    const { consumer, escrow } = sums(late);
    expect(consumer).toBeGreaterThan(before.consumer + PAID);
    expect(escrow).toBe(0);
  });

  test('what is disputed opens no door until it is ruled on', () => {
    const one = sceneIn(NOTICED);
    const decide = () => {
      const { venue, consumer } = one;
      const decision = venue.core.entitlements.decide(consumer, 'read', 'series:1', venue.timeMs);
      return decision.allow ? 'allowed' : decision.code;
    };
    expect(decide()).toBe('allowed');
    expect(act(one, 'dispute', one.consumer)).toBe(0);
    expect(decide()).toBe('SUSPENDED');
    expect(act(one, 'dismiss', OPERATOR)).toBe(0);
    expect(decide()).toBe('allowed');
  });

  test('a dispute costs a bond, and only so many are open at a time', () => {
    const venue = tradingVenue();
    const [consumer = 0] = venue.consumers;
    const [provider = 0] = venue.providers;
    venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 9 });
    venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: 9 });
    const codes: number[] = [];
    for (let i = 0; i < 9; i += 1) {
      const events = venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 1 });
      const deliveryId = events.find(([type]) => type === EVENT.DELIVERY)?.[5] as number;
      const one = { venue, deliveryId, consumer, provider, otherConsumer: 0, otherProvider: 0 };
      expect(act(one, 'notice', provider)).toBe(0);
      codes.push(act(one, 'dispute', consumer));
    }
    expect(codes).toEqual([...Array.from({ length: 8 }, () => 0), CODE.OPEN_DISPUTES]);

    const poor = scene();
    const { ledger } = poor.venue.core.state;
    const left = ledger.balance(ledger.bucket(poor.consumer, BUCKET.AVAILABLE));
    const terms = { targetAccountId: poor.consumer, amountMicroPat: left };
    expect(act(poor, 'notice', poor.provider)).toBe(0);
    poor.venue.send(OPERATOR, 'withdraw', terms);
    expect(act(poor, 'dispute', poor.consumer)).toBe(CODE.ESCROW_OR_PAT);
    expect(stateOf(poor)).toBe(NOTICED);
  });

  test.each([
    ['no hash', new Uint8Array(32), 'https://data.example', 'content_hash'],
    [
      'a hash of another length',
      new Uint8Array(31).fill(1),
      'https://data.example',
      'content_hash',
    ],
    ['no place', new Uint8Array(32).fill(1), '', 'location'],
    ['a place too long to keep', new Uint8Array(32).fill(1), 'é'.repeat(101), 'location'],
  ] as const)('a notice with %s hands nothing over', (_, contentHash, location, field) => {
    const one = scene();
    const { venue, deliveryId, provider } = one;
    const events = venue.send(provider, 'noticeDelivery', { deliveryId, contentHash, location });
    const result = events.find(([type]) => type === EVENT.COMMAND_RESULT);
    expect(result?.[COMMAND_RESULT.code]).toBe(CODE.INVALID_FIELD);
    expect(result?.[COMMAND_RESULT.field]).toBe(FIELD_ID[field]);
    expect(stateOf(one)).toBe(TICKETED);
  });

  test('a notice is corrected until it is proved, a few times, and has no more time for it', () => {
    const one = scene();
    const { venue, deliveryId, provider } = one;
    const { deliveries } = venue.core.state;
    const location = 'https://data.example/records';
    const hash = (of: number) => new Uint8Array(32).fill(of);
    const notice = (of: number) => {
      const said = { deliveryId, contentHash: hash(of), location };
      return venue.send(provider, 'noticeDelivery', said);
    };
    const prove = (of: number) => {
      const found = { deliveryId, contentHash: hash(of), location };
      return resultOf(venue.send(OPERATOR, 'proveDelivery', found));
    };
    expect(prove(1)).toBe(CODE.DELIVERY_STATE);
    for (let i = 1; i <= 8; i += 1) {
      const events = notice(i);
      expect(resultOf(events)).toBe(0);
      const told = events.filter(([type]) => type === EVENT.DELIVERY);
      expect(told.map((event) => event[10])).toEqual([NOTICED]);
      venue.timeMs += 60_000;
    }
    expect(resultOf(notice(9))).toBe(CODE.DELIVERY_STATE);
    expect(prove(7)).toBe(CODE.INVALID_FIELD);
    venue.advance(RULES.acceptanceMs - 8 * 60_000 - 1);
    expect(deliveries.notice(deliveries.find(deliveryId))?.contentHash).toEqual(hash(8));
    expect(prove(8)).toBe(0);
    expect([prove(8), resultOf(notice(8))]).toEqual([CODE.DELIVERY_STATE, CODE.DELIVERY_STATE]);
    venue.advance(1);
    expect(stateOf(one)).toBe(0);
    expect(sums(one).mayRead).toBe(true);
  });

  test('what a notice says is kept until the delivery is over, and no longer', () => {
    const one = scene(DAY_MS);
    const { venue, deliveryId, provider, consumer } = one;
    const { deliveries } = venue.core.state;
    const slot = deliveries.find(deliveryId);
    expect(deliveries.notice(slot)).toBeUndefined();
    const contentHash = new Uint8Array(32).fill(9);
    const location = 'https://data.example/é';
    venue.send(provider, 'noticeDelivery', { deliveryId, contentHash, location });
    act(one, 'accept', consumer);
    const said = deliveries.notice(slot);
    expect(said?.contentHash).toEqual(contentHash);
    expect(new TextDecoder().decode(said?.location)).toBe(location);
    venue.advance(DAY_MS);
    expect(deliveries.notice(slot)).toBeUndefined();
  });
});
