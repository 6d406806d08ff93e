/**
 * Catches a session or passkey with more than its account may have, one that outlives its time, its passkey or the key it
 * came by, an idempotency key that forgets or mixes up an outcome, and any of it lost by a snapshot or an upgrade.
 */
import * as fc from 'fast-check';
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
  COMMAND_KIND,
  type ColdBodies,
  KEY_SCOPE,
  SIDE,
  SIGN_IN_METHOD,
} from '../../../src/values/index.js';
import { SMALL_LIMITS, type TradingVenue, tradingVenue } from '../../support/venue.js';
import { carriedBytes, carriedInto } from './carry/copy.js';

const { READ, TRADE, OPERATE } = KEY_SCOPE;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const bytes = (count: number, fill: number): Uint8Array => new Uint8Array(count).fill(fill);

/** The venue's own command about an account. */
function own<N extends 'openKeySession' | 'registerPasskey' | 'bindIdempotencyKey'>(
  venue: TradingVenue,
  accountId: number,
  name: N,
  body: ColdBodies[N],
): number[][] {
  return venue.send(accountId, name, body as never);
}

function openSession(
  venue: TradingVenue,
  accountId: number,
  fields: Partial<ColdBodies['openKeySession']> = {},
): number {
  const before = venue.core.state.registry.keySessionsEver;
  own(venue, accountId, 'openKeySession', {
    ...{ publicKey: bytes(32, before + 1), method: SIGN_IN_METHOD.LINK, scopes: [READ, TRADE] },
    ...{ expiresTimeMs: venue.timeMs + HOUR_MS, passkeyId: 0, evidence: bytes(3, 7), label: 'x' },
    ...fields,
  });
  const { keySessionsEver } = venue.core.state.registry;
  return keySessionsEver === before ? 0 : 65_536 + before;
}

const resultOf = (events: number[][]): number | undefined =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code];

test('a session speaks for its account until its time, its account or an operator ends it', () => {
  const venue = tradingVenue();
  const { registry } = venue.core.state;
  const [one = 0, two = 0] = venue.consumers;
  const first = openSession(venue, one);
  expect(registry.key(one, first)).toMatchObject({ scopes: [READ, TRADE], revoked: false });
  expect(registry.key(two, first)).toBeUndefined();
  expect(resultOf(venue.send(two, 'endKeySession', { keyId: first }))).toBe(CODE.INVALID_FIELD);
  const held = registry.key(one, first);
  expect(resultOf(venue.send(one, 'endKeySession', { keyId: first }))).toBe(0);
  expect([held?.revoked, registry.key(one, first)]).toEqual([true, undefined]);
  const second = openSession(venue, one);
  expect(second).toBe(first + 1);
  const revoke = { targetAccountId: one, keyId: second };
  expect(resultOf(venue.send(FIRST_OPERATOR_ACCOUNT, 'revokeKey', revoke))).toBe(0);
  expect(registry.key(one, second)).toBeUndefined();
  const third = openSession(venue, one, { expiresTimeMs: venue.timeMs + 1_000 });
  const long = openSession(venue, one, { expiresTimeMs: venue.timeMs + 40 * DAY_MS });
  venue.timeMs += 1_000;
  const told = venue.send(0, 'expireKeySessions', {});
  expect(told.map(([type]) => type)).toEqual([EVENT.ACCOUNT]);
  expect(registry.key(one, third)).toBeUndefined();
  venue.timeMs += DAY_MS;
  venue.send(0, 'expireKeySessions', {});
  expect(registry.key(one, long)).toBeUndefined();
});

test('nobody signs in to more than the role and the passkey allow, and the oldest of too many ends', () => {
  const venue = tradingVenue();
  const { registry } = venue.core.state;
  const [one = 0, two = 0] = venue.consumers;
  expect(openSession(venue, one, { scopes: [READ, OPERATE] })).toBe(0);
  expect(openSession(venue, one, { scopes: [] })).toBe(0);
  expect(openSession(venue, one, { scopes: [READ, READ] })).toBe(0);
  expect(openSession(venue, one, { expiresTimeMs: venue.timeMs })).toBe(0);
  expect(openSession(venue, one, { method: SIGN_IN_METHOD.PASSKEY })).toBe(0);
  expect(openSession(venue, 999)).toBe(0);
  const reading = openSession(venue, one, { scopes: [READ] });
  const passkey = {
    ...{ credentialId: bytes(20, 1), credentialKey: bytes(70, 2), registeredByKeyId: reading },
    ...{ evidence: bytes(9, 3), label: 'phone' },
  };
  own(venue, one, 'registerPasskey', { ...passkey, scopes: [READ, TRADE] });
  expect(registry.passkeys).toEqual([]);
  own(venue, one, 'registerPasskey', { ...passkey, scopes: [READ] });
  expect(registry.passkeys.length).toBe(1);
  own(venue, two, 'registerPasskey', { ...passkey, scopes: [READ] });
  expect(registry.passkeys.length).toBe(1);
  const by = { method: SIGN_IN_METHOD.PASSKEY, passkeyId: 1 };
  expect(openSession(venue, one, { ...by, scopes: [READ, TRADE] })).toBe(0);
  expect(openSession(venue, two, { ...by, scopes: [READ] })).toBe(0);
  const opened = openSession(venue, one, { ...by, scopes: [READ] });
  expect(opened).toBeGreaterThan(0);
  expect(resultOf(venue.send(two, 'removePasskey', { passkeyId: 1 }))).toBe(CODE.INVALID_FIELD);
  // The key it was registered with is revoked: passkey and what it opened go.
  venue.send(FIRST_OPERATOR_ACCOUNT, 'revokeKey', { targetAccountId: one, keyId: reading });
  expect([registry.passkeys.length, registry.key(one, opened)]).toEqual([0, undefined]);
  const ids = Array.from({ length: 17 }, () => openSession(venue, one));
  expect(ids.every((id) => id > 0)).toBe(true);
  expect([registry.key(one, ids[0] ?? 0), registry.keySessions.length]).toEqual([undefined, 16]);
});

function bind(venue: TradingVenue, accountId: number, key: string, fields: object = {}): void {
  own(venue, accountId, 'bindIdempotencyKey', {
    ...{ key, requestHash: bytes(32, 5), commandKind: COMMAND_KIND.PLACE_ORDER, boundClientId: 0 },
    agentKeyId: 0,
    ...fields,
  });
}

test('a key has the outcome of the command right behind it and of no other', () => {
  const venue = tradingVenue();
  const [one = 0, two = 0] = venue.consumers;
  const { idempotency } = venue.core.state;
  const find = (account: number, key: string) => idempotency.find(account, key, venue.timeMs);
  const order = { side: SIDE.BUY, priceTicks: 50, lots: 1 };
  const clientId = 31 * 2 ** 48 + 1;
  bind(venue, one, 'a', { boundClientId: clientId });
  venue.order(one, { ...order, clientId });
  const sequence = venue.core.state.sequence;
  expect(find(one, 'a')?.outcome).toMatchObject({ code: 0, sequence });
  expect(find(two, 'a')).toBeUndefined();
  // Somebody else's command, or one of another kind, comes in between: the key is not theirs.
  bind(venue, one, 'b');
  venue.order(two, order);
  venue.order(one, order);
  expect(find(one, 'b')?.outcome).toBeUndefined();
  bind(venue, one, 'c');
  venue.send(one, 'setAutoExercise', { seriesId: 1, enabled: true } as never);
  expect(find(one, 'c')?.outcome).toBeUndefined();
  // Bound anew, with another client id.
  bind(venue, one, 'b', { boundClientId: clientId + 1 });
  venue.order(one, { ...order, lots: 0, clientId: clientId + 1 });
  expect(find(one, 'b')).toMatchObject({ clientId: clientId + 1 });
  expect(find(one, 'b')?.outcome?.code).toBeGreaterThan(0);
  // A key that is done is not bound again, nor for something else.
  bind(venue, one, 'a', { requestHash: bytes(32, 6) });
  venue.order(one, order);
  expect(find(one, 'a')?.outcome).toMatchObject({ code: 0, sequence });
  venue.timeMs += DAY_MS;
  expect(find(one, 'a')).toBeUndefined();
  bind(venue, one, 'a', { requestHash: bytes(32, 6) });
  expect(find(one, 'a')?.outcome).toBeUndefined();
});

test('one account does not use up the room of the others', () => {
  const venue = tradingVenue();
  const [one = 0, two = 0] = venue.consumers;
  const { idempotency } = venue.core.state;
  venue.isChecked = false;
  for (let i = 0; i < idempotency.share + 10; i += 1) bind(venue, one, `key ${i}`);
  bind(venue, two, 'mine');
  venue.check();
  expect(idempotency.count).toBe(idempotency.share + 1);
  expect(idempotency.find(one, `key ${idempotency.share}`, venue.timeMs)).toBeUndefined();
  expect(idempotency.find(two, 'mine', venue.timeMs)).toBeDefined();
  venue.timeMs += DAY_MS;
  bind(venue, one, 'again');
  venue.check();
  expect(idempotency.find(one, 'again', venue.timeMs)).toBeDefined();
});

test('snapshots and upgrades keep all of it', () => {
  const venue = tradingVenue();
  const [one = 0] = venue.consumers;
  const keyId = openSession(venue, one);
  own(venue, one, 'registerPasskey', {
    ...{ credentialId: bytes(20, 1), credentialKey: bytes(70, 2), registeredByKeyId: keyId },
    ...{ evidence: bytes(9, 3), label: 'phone', scopes: [READ] },
  });
  bind(venue, one, 'done');
  venue.order(one, { side: SIDE.BUY, priceTicks: 50, lots: 1 });
  bind(venue, one, 'ümlaut');
  const copy = new Core({ limits: SMALL_LIMITS });
  expect(importState(copy, exportState(venue.core))).toBeUndefined();
  const carried = carriedInto(venue.core, SMALL_LIMITS);
  expect(Buffer.compare(carriedBytes(venue.core), carriedBytes(carried))).toBe(0);
  for (const { state } of [copy, carried]) {
    expect(state.registry.key(one, keyId)).toEqual(venue.core.state.registry.key(one, keyId));
    expect(state.registry.passkeys).toEqual(venue.core.state.registry.passkeys);
    expect(state.registry.keySessionsEver).toBe(1);
    expect([...state.idempotency.all()]).toEqual([...venue.core.state.idempotency.all()]);
    expect(state.idempotency.find(one, 'ümlaut', venue.timeMs)?.outcome).toBeUndefined();
  }
});

test('keys are found as a naive list finds them, whatever comes and goes', () => {
  const step = fc.record({
    account: fc.integer({ min: 0, max: 1 }),
    key: fc.constantFrom('a', 'b', 'c', 'd'),
    hash: fc.integer({ min: 1, max: 2 }),
    follows: fc.boolean(),
    waitMs: fc.constantFrom(0, HOUR_MS, 9 * HOUR_MS, DAY_MS),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const venue = tradingVenue();
      venue.isChecked = false;
      const { idempotency } = venue.core.state;
      let rows: { name: string; hash: number; atMs: number; isDone: boolean }[] = [];
      for (const { account, key, hash, follows, waitMs } of steps) {
        venue.timeMs += waitMs;
        const id = venue.consumers[account] ?? 0;
        const name = `${id} ${key}`;
        const known = rows.find((row) => row.name === name && venue.timeMs < row.atMs + DAY_MS);
        if (known === undefined) {
          rows = rows.filter((row) => row.name !== name);
          rows.push({ name, hash, atMs: venue.timeMs, isDone: follows });
        } else if (!known.isDone && known.hash === hash) known.isDone = follows;
        bind(venue, id, key, { requestHash: bytes(32, hash) });
        if (follows) venue.order(id, { side: SIDE.BUY, priceTicks: 1, lots: 1 });
        else venue.send(0, 'advanceTime', {});
        for (const row of rows) {
          const [owner = '', text = ''] = row.name.split(' ');
          const found = idempotency.find(Number(owner), text, venue.timeMs);
          if (venue.timeMs >= row.atMs + DAY_MS) expect(found).toBeUndefined();
          else {
            expect(found?.requestHash).toBe(`0${row.hash}`.repeat(32));
            expect(found?.outcome !== undefined).toBe(row.isDone);
          }
        }
      }
      venue.check();
    }),
    { numRuns: 40 },
  );
});
