/**
 * Catches one operator who makes a second person out of himself, or moves money by his word alone, where the venue was made
 * with several: another operator's account, a key of his own on somebody's account, a limit, PAT that comes or goes, the
 * phase. What waits must do nothing, be done once, by another person, as it was asked for, and survive a restart.
 */
import { describe, expect, test } from 'vitest';
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  CODE,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
  OPERATOR_ACTIONS,
} from '../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, KEY_SCOPE } from '../../src/values/index.js';
import { secondOperator } from '../support/approvals.js';
import { DAY_MS, SMALL_LIMITS, TestVenue } from '../support/venue.js';

const FIRST = FIRST_OPERATOR_ACCOUNT;
/** Behind the venue's own four accounts. */
const SECOND = 5;
const KEY = new Uint8Array(32).fill(7);
const OPERATE = [KEY_SCOPE.READ, KEY_SCOPE.OPERATE];

interface Told {
  readonly code: number;
  readonly reference: number;
  readonly affected: number;
}

function told(events: number[][]): Told {
  const result = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  return {
    code: result[COMMAND_RESULT.code] ?? -1,
    reference: result[COMMAND_RESULT.reference] ?? -1,
    affected: result[COMMAND_RESULT.affected] ?? -1,
  };
}

const ofTwo = (): TestVenue =>
  new TestVenue(SMALL_LIMITS, [{ name: 'second', publicKey: new Uint8Array(32).fill(3) }]);

const account = (role: number) => ({
  role,
  accountClass: ACCOUNT_CLASS.INSTITUTION,
  firmGroup: 0,
  publicKey: KEY,
  scopes: role === ACCOUNT_ROLE.OPERATOR ? OPERATE : [KEY_SCOPE.READ],
  name: 'somebody',
});

const limits = (targetAccountId: number) => ({
  targetAccountId,
  accountClass: ACCOUNT_CLASS.QUALIFIED,
  exposureLimitMicroPat: 1_000_000,
  dailyCreditMicroPat: -1,
});

function approve(venue: TestVenue, by: number, parameterRequestId: number): Told {
  return told(venue.send(by, 'approveParameter', { parameterRequestId, reason: 'seen' }));
}

/** Everything one person must not do alone, with what shows that it was done. */
const ACTIONS: readonly [string, (venue: TestVenue) => Told, (venue: TestVenue) => unknown][] = [
  [
    'another operator',
    (venue) => told(venue.send(FIRST, 'openAccount', account(ACCOUNT_ROLE.OPERATOR))),
    (venue) => venue.core.state.registry.accounts.length,
  ],
  [
    "a key on the other operator's account",
    (venue) =>
      told(
        venue.send(FIRST, 'addKey', { targetAccountId: SECOND, publicKey: KEY, scopes: OPERATE }),
      ),
    (venue) => venue.core.state.registry.account(SECOND)?.keys,
  ],
  [
    "a key on the broker's account",
    (venue) =>
      told(
        venue.send(FIRST, 'addKey', {
          ...{ targetAccountId: BROKER_ACCOUNT, publicKey: KEY },
          scopes: [KEY_SCOPE.READ, KEY_SCOPE.TRADE],
        }),
      ),
    (venue) => venue.core.state.registry.account(BROKER_ACCOUNT)?.keys,
  ],
  [
    'the limits of one account',
    (venue) => told(venue.send(FIRST, 'updateAccount', limits(BROKER_ACCOUNT))),
    (venue) => venue.core.state.accounts.get(BROKER_ACCOUNT, ACCOUNT_FIELD.exposureLimitMicroPat),
  ],
  [
    'a deposit',
    (venue) =>
      told(
        venue.send(FIRST, 'deposit', { targetAccountId: BROKER_ACCOUNT, amountMicroPat: 1_000 }),
      ),
    (venue) => venue.core.state.ledger.available(BROKER_ACCOUNT),
  ],
  [
    'the phase',
    (venue) => told(venue.send(FIRST, 'setPhase', { phase: 2, reason: 'why' })),
    (venue) => venue.core.state.registry.phase,
  ],
];

describe('a venue of two operators', () => {
  test.each(ACTIONS)('%s waits for the other, and is done once', (_, act, shown) => {
    const venue = ofTwo();
    const before = structuredClone(shown(venue));
    const asked = act(venue);
    expect(asked).toEqual({ code: 0, reference: asked.reference, affected: 1 });
    expect(shown(venue)).toEqual(before);
    expect(approve(venue, FIRST, asked.reference).code).toBe(CODE.SECOND_PERSON);
    expect(shown(venue)).toEqual(before);
    expect(approve(venue, SECOND, asked.reference).code).toBe(0);
    const after = structuredClone(shown(venue));
    expect(after).not.toEqual(before);
    expect(approve(venue, SECOND, asked.reference).code).toBe(CODE.UNKNOWN_PARAMETER_REQUEST);
    expect(shown(venue)).toEqual(after);
  });

  test('a withdrawal that cannot be paid when it is approved still waits', () => {
    const venue = ofTwo();
    const body = { targetAccountId: BROKER_ACCOUNT, amountMicroPat: 1_000 };
    const asked = told(venue.send(FIRST, 'withdraw', body));
    expect(approve(venue, SECOND, asked.reference).code).toBe(CODE.INSUFFICIENT_PAT);
    const paidIn = told(venue.send(SECOND, 'deposit', body));
    expect(approve(venue, FIRST, paidIn.reference).code).toBe(0);
    expect(approve(venue, SECOND, asked.reference).code).toBe(0);
    expect(venue.core.state.ledger.available(BROKER_ACCOUNT)).toBe(0);
  });

  test('an operator whom one has asked for is nobody until the other agrees', () => {
    const venue = ofTwo();
    venue.send(FIRST, 'openAccount', account(ACCOUNT_ROLE.OPERATOR));
    const deposit = { targetAccountId: BROKER_ACCOUNT, amountMicroPat: 1_000 };
    const asked = told(venue.send(FIRST, 'deposit', deposit));
    // The account that would be opened has no number yet: nobody can approve as it.
    expect(venue.core.state.accounts.exists(SECOND + 1)).toBe(false);
    expect(approve(venue, SECOND + 1, asked.reference).code).not.toBe(0);
    expect(venue.core.state.ledger.available(BROKER_ACCOUNT)).toBe(0);
  });

  test.each([1, 20])(
    '%i operators whom one has asked for approve nothing, each other least',
    (count) => {
      const venue = ofTwo();
      const asked = Array.from({ length: count }, () =>
        told(venue.send(FIRST, 'openAccount', account(ACCOUNT_ROLE.OPERATOR))),
      );
      for (const { reference, affected } of asked) {
        expect(affected).toBe(1);
        for (let by = SECOND + 1; by <= SECOND + count; by += 1) {
          expect(approve(venue, by, reference).code).not.toBe(0);
        }
        expect(approve(venue, FIRST, reference).code).toBe(CODE.SECOND_PERSON);
      }
      expect(venue.core.state.accounts.count).toBe(SECOND);
    },
  );

  test('others than operators are opened by one', () => {
    const venue = ofTwo();
    const opened = told(venue.send(FIRST, 'openAccount', account(ACCOUNT_ROLE.CONSUMER)));
    expect(opened).toMatchObject({ code: 0, affected: 0 });
    expect(venue.core.state.accounts.exists(opened.reference)).toBe(true);
  });

  test('what waits lapses, or is taken back, and is not done', () => {
    const venue = ofTwo();
    const deposit = { targetAccountId: BROKER_ACCOUNT, amountMicroPat: 1_000 };
    const [first, second] = [0, 1].map(() => told(venue.send(FIRST, 'deposit', deposit)));
    const back = { parameterRequestId: first?.reference ?? 0, reason: 'a mistake' };
    expect(told(venue.send(FIRST, 'withdrawParameter', back)).code).toBe(0);
    venue.advance(30 * DAY_MS);
    for (const one of [first, second]) {
      const { code } = approve(venue, SECOND, one?.reference ?? 0);
      expect(code).toBe(CODE.UNKNOWN_PARAMETER_REQUEST);
    }
    expect(venue.core.state.ledger.available(BROKER_ACCOUNT)).toBe(0);
  });

  test('one does not do away with the rule alone', () => {
    const venue = ofTwo();
    const body = { name: OPERATOR_ACTIONS, required: false, reason: 'quicker' };
    const asked = told(venue.send(FIRST, 'requireApproval', body));
    expect(asked.affected).toBe(1);
    const deposit = { targetAccountId: BROKER_ACCOUNT, amountMicroPat: 1_000 };
    expect(told(venue.send(FIRST, 'deposit', deposit)).affected).toBe(1);
    expect(approve(venue, SECOND, asked.reference).code).toBe(0);
    expect(told(venue.send(FIRST, 'deposit', deposit)).affected).toBe(0);
  });

  test('what waits is in a snapshot, whole', () => {
    const venue = ofTwo();
    const body = { targetAccountId: SECOND, publicKey: KEY, scopes: OPERATE };
    const asked = told(venue.send(FIRST, 'addKey', body));
    const restored = new Core({ limits: SMALL_LIMITS });
    importState(restored, exportState(venue.core));
    expect(restored.changes.waiting()).toEqual(venue.core.changes.waiting());
    expect(restored.state.registry.founders).toBe(2);
    expect(approve(venue, SECOND, asked.reference).code).toBe(0);
    expect(venue.core.state.registry.account(SECOND)?.keys.at(-1)?.publicKey).toBe('07'.repeat(32));
  });
});

describe('a venue of one operator', () => {
  test('does as he says, and cannot ask for somebody who is not there', () => {
    const venue = new TestVenue();
    const deposit = { targetAccountId: BROKER_ACCOUNT, amountMicroPat: 1_000 };
    expect(told(venue.send(FIRST, 'deposit', deposit))).toMatchObject({ code: 0, affected: 0 });
    const rule = { name: OPERATOR_ACTIONS, required: true, reason: 'from now on' };
    expect(told(venue.send(FIRST, 'requireApproval', rule)).code).toBe(CODE.SECOND_PERSON);
    const second = secondOperator(venue);
    expect(told(venue.send(FIRST, 'requireApproval', rule)).code).toBe(0);
    const asked = told(venue.send(FIRST, 'deposit', deposit));
    expect(asked.affected).toBe(1);
    expect(approve(venue, second, asked.reference).code).toBe(0);
    expect(venue.core.state.ledger.available(BROKER_ACCOUNT)).toBe(2_000);
  });
});
