/**
 * Catches an operator's page in wrong hands that makes itself a second person: a passkey that a session registers and that counts
 * before another operator agreed, one that is agreed to alone, or one whose wait a snapshot or an upgrade forgets.
 */
import { expect, test } from 'vitest';
import {
  CODE,
  COMMAND_RESULT,
  Core,
  EVENT,
  exportState,
  FIRST_OPERATOR_ACCOUNT,
  importState,
} from '../../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  COMMAND_KIND,
  KEY_SCOPE,
  SIGN_IN_METHOD,
} from '../../../src/values/index.js';
import { SMALL_LIMITS, type TradingVenue, tradingVenue } from '../../support/venue.js';
import { carriedInto } from './carry/copy.js';

const { READ, OPERATE } = KEY_SCOPE;
const A = FIRST_OPERATOR_ACCOUNT;
const bytes = (count: number, fill: number): Uint8Array => new Uint8Array(count).fill(fill);

const resultOf = (events: number[][]): { code: number; reference: number; waits: boolean } => {
  const found = events.find(([type]) => type === EVENT.COMMAND_RESULT) ?? [];
  return {
    code: found[COMMAND_RESULT.code] ?? 0,
    reference: found[COMMAND_RESULT.reference] ?? 0,
    waits: found[COMMAND_RESULT.affected] === 1,
  };
};

/** A venue of two operators in which what one must not do alone takes two. */
function venueOfTwo(): { venue: TradingVenue; second: number } {
  const venue = tradingVenue();
  const events = venue.send(A, 'openAccount', {
    ...{ role: ACCOUNT_ROLE.OPERATOR, accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup: 0 },
    ...{ publicKey: bytes(32, 5), scopes: [READ, OPERATE], name: 'second' },
  });
  const second = events.find(([type]) => type === EVENT.ACCOUNT)?.[1] as number;
  const rule = { name: 'operator_actions', required: true, reason: 'two people' };
  expect(resultOf(venue.send(A, 'requireApproval', rule)).code).toBe(0);
  return { venue, second };
}

function session(venue: TradingVenue, accountId: number, fields: object = {}): number {
  const { registry } = venue.core.state;
  const before = registry.keySessionsEver;
  venue.send(accountId, 'openKeySession', {
    ...{ publicKey: bytes(32, 100 + before), method: SIGN_IN_METHOD.LINK, passkeyId: 0 },
    ...{ scopes: [READ, OPERATE], expiresTimeMs: venue.timeMs + 3_600_000 },
    ...{ evidence: bytes(3, 7), label: 'page', ...fields },
  });
  return registry.keySessionsEver === before ? 0 : 65_536 + before;
}

/** Id of the passkey; 0: it was not taken. */
function register(venue: TradingVenue, accountId: number, keyId: number): number {
  const { registry } = venue.core.state;
  const before = registry.passkeysEver;
  venue.send(accountId, 'registerPasskey', {
    ...{ credentialId: bytes(20, 1 + before), credentialKey: bytes(70, 2), label: 'device' },
    ...{ scopes: [READ, OPERATE], registeredByKeyId: keyId, evidence: bytes(9, 3) },
  });
  return registry.passkeysEver === before ? 0 : registry.passkeysEver;
}

const admit = (venue: TradingVenue, author: number, targetAccountId: number, passkeyId: number) =>
  resultOf(venue.send(author, 'admitPasskey', { targetAccountId, passkeyId }));
const approve = (venue: TradingVenue, by: number, parameterRequestId: number) =>
  resultOf(venue.send(by, 'approveParameter', { parameterRequestId, reason: 'seen' }));
const approveBy = (
  venue: TradingVenue,
  by: number,
  parameterRequestId: number,
  passkeyId: number,
) =>
  resultOf(
    venue.send(by, 'approveWithPasskey', {
      ...{ parameterRequestId, passkeyId, reason: 'seen', assertion: bytes(1, 1) },
    }),
  );

test('whoever has an operator’s page does not become the second person by a passkey of his own', () => {
  const { venue, second } = venueOfTwo();
  const { registry } = venue.core.state;
  const stolen = session(venue, A);
  const passkeyId = register(venue, A, stolen);
  expect(registry.passkeys[0]).toMatchObject({ passkeyId, isPending: true });
  // It opens nothing and approves nothing; and it does not keep its account from approving as before.
  const by = { method: SIGN_IN_METHOD.PASSKEY, passkeyId };
  expect(session(venue, A, by)).toBe(0);
  const asked = admit(venue, second, second, 99);
  expect(asked).toMatchObject({ code: 0, waits: true });
  expect(approveBy(venue, A, asked.reference, passkeyId).code).toBe(CODE.PASSKEY_PENDING);
  // Asked for by the page and approved by it: no.
  const wish = admit(venue, A, A, passkeyId);
  expect(wish).toMatchObject({ code: 0, waits: true });
  expect(approve(venue, A, wish.reference).code).toBe(CODE.SECOND_PERSON);
  expect(approveBy(venue, A, wish.reference, passkeyId).code).toBe(CODE.PASSKEY_PENDING);
  expect(registry.passkeys[0]?.isPending).toBe(true);
  expect(registry.account(A)?.hadOperatingPasskey).toBe(false);
  // What is shown to the second person names the account and the passkey.
  expect(registry.parameterRequest(wish.reference)).toMatchObject({
    ...{ name: 'admit_passkey', target: `targetAccountId ${A}, passkeyId ${passkeyId}` },
  });
  // The second person agrees: from now on it counts.
  expect(approve(venue, second, wish.reference).code).toBe(0);
  expect(registry.passkeys[0]?.isPending).toBe(false);
  expect(registry.account(A)?.hadOperatingPasskey).toBe(true);
  expect(session(venue, A, by)).toBeGreaterThan(0);
  expect(approve(venue, A, asked.reference).code).toBe(CODE.PASSKEY_NEEDED);
  // Removed, the account still is one that approves by passkey.
  venue.send(A, 'removePasskey', { passkeyId });
  expect(registry.account(A)?.hadOperatingPasskey).toBe(true);
  venue.check();
});

test('a key file registers at once, a session of a venue of one operator too, and what does not operate needs nobody', () => {
  const { venue } = venueOfTwo();
  register(venue, A, 1);
  expect(venue.core.state.registry.passkeys[0]?.isPending).toBe(false);
  const [consumer = 0] = venue.consumers;
  const keyId = session(venue, consumer, { scopes: [READ] });
  venue.send(consumer, 'registerPasskey', {
    ...{ credentialId: bytes(20, 77), credentialKey: bytes(70, 2), label: 'device' },
    ...{ scopes: [READ], registeredByKeyId: keyId, evidence: bytes(9, 3) },
  });
  expect(venue.core.state.registry.passkeys[1]?.isPending).toBe(false);
  const alone = tradingVenue();
  register(alone, A, session(alone, A));
  expect(alone.core.state.registry.passkeys[0]?.isPending).toBe(false);
});

test('what is not there, or does not wait, is not agreed to', () => {
  const { venue, second } = venueOfTwo();
  const passkeyId = register(venue, A, session(venue, A));
  for (const [account, id] of [
    [second, passkeyId],
    [A, passkeyId + 1],
    [999, passkeyId],
  ] as const) {
    const wish = admit(venue, A, account, id);
    expect(approve(venue, second, wish.reference).code).toBe(CODE.INVALID_FIELD);
  }
  const good = admit(venue, A, A, passkeyId);
  const twice = admit(venue, A, A, passkeyId);
  expect(approve(venue, second, good.reference).code).toBe(0);
  expect(approve(venue, second, twice.reference).code).toBe(CODE.INVALID_FIELD);
  const { consumers } = venue;
  const told = venue.send(consumers[0] ?? 0, 'admitPasskey', { targetAccountId: A, passkeyId });
  expect(resultOf(told).code).not.toBe(0);
});

test('snapshots and upgrades keep what waits and who approves by passkey', () => {
  const { venue, second } = venueOfTwo();
  const waiting = register(venue, A, session(venue, A));
  register(venue, second, 1);
  const copy = new Core({ limits: SMALL_LIMITS });
  expect(importState(copy, exportState(venue.core))).toBeUndefined();
  for (const core of [copy, carriedInto(venue.core, SMALL_LIMITS)]) {
    const { registry } = core.state;
    expect(registry.passkeys).toEqual(venue.core.state.registry.passkeys);
    expect(registry.passkeys.find((one) => one.passkeyId === waiting)?.isPending).toBe(true);
    expect(registry.account(A)?.hadOperatingPasskey).toBe(false);
    expect(registry.account(second)?.hadOperatingPasskey).toBe(true);
  }
  expect(COMMAND_KIND.ADMIT_PASSKEY).toBe(109);
});
