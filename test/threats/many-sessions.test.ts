/**
 * Catches accounts that leave others without a place for an agent, a session or a passkey, or bring anybody to CAPACITY_FULL by
 * them; and commands about one's own that take the longer the more others have, which is time of everybody's.
 */
import { expect, test } from 'vitest';
import {
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, KEY_SCOPE, SIGN_IN_METHOD } from '../../src/values/index.js';
import { DAY_MS, SMALL_LIMITS, TestVenue } from '../support/venue.js';

/** More than eight agents each have places for. */
const ACCOUNTS = 2_200;
const AGENTS = 16_384;
const { READ, TRADE } = KEY_SCOPE;

function crowd(accounts: number): { venue: TestVenue; ids: readonly number[] } {
  const venue = new TestVenue({ ...SMALL_LIMITS, maxAccounts: ACCOUNTS + 64, maxIdSpaces: 8_192 });
  venue.isChecked = false;
  const ids = Array.from({ length: accounts }, () => {
    venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', {
      ...{ role: ACCOUNT_ROLE.CONSUMER, accountClass: ACCOUNT_CLASS.RETAIL, firmGroup: 0 },
      ...{ publicKey: new Uint8Array(0), scopes: [], name: '' },
    });
    return venue.core.state.accounts.count;
  });
  return { venue, ids };
}

let keys = 0;
function newKey(): Uint8Array {
  const key = new Uint8Array(32);
  keys += 1;
  new DataView(key.buffer).setUint32(0, keys);
  return key;
}

const codeOf = (events: readonly number[][]): number =>
  events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? -1;

function grant(venue: TestVenue, account: number, publicKey = newKey()): number {
  const budgets = { dailyBudgetMicroPat: 1, totalBudgetMicroPat: 1, mayExercise: false };
  const terms = { expiresTimeMs: venue.timeMs + DAY_MS, targets: [], label: '' };
  return codeOf(venue.send(account, 'grantAgent', { publicKey, ...budgets, ...terms }));
}

/** A session of an account that ends after so long; how many there are then. */
function open(venue: TestVenue, account: number, ms: number): number {
  venue.send(account, 'openKeySession', {
    ...{ publicKey: newKey(), method: SIGN_IN_METHOD.LINK, scopes: [READ, TRADE], passkeyId: 0 },
    ...{ expiresTimeMs: venue.timeMs + ms, evidence: new Uint8Array(3), label: '' },
  } as never);
  return venue.core.state.registry.keySessions.length;
}

test('thousands with as many agents as they get leave one each to those who come late, and nobody finds the store full', () => {
  const { venue, ids } = crowd(ACCOUNTS);
  const late = ids.slice(-100);
  const codes = new Set<number>();
  for (const account of ids.slice(0, -100)) {
    let code = 0;
    for (let got = 0; code === 0; got += 1) {
      expect(got).toBeLessThanOrEqual(8);
      code = grant(venue, account);
    }
    codes.add(code);
  }
  expect([...codes]).toEqual([CODE.SHARE_USED]);
  expect(venue.core.state.registry.agents.length).toBeGreaterThan((AGENTS * 3) / 4 - 8);
  for (const account of late) expect(grant(venue, account)).toBe(0);
  venue.check();
});

test('a command about one’s own looks at as much, however many others have', () => {
  const looksWith = (others: number): readonly number[] => {
    const { venue, ids } = crowd(others + 1);
    for (const account of ids) open(venue, account, DAY_MS);
    for (const account of ids.slice(0, 100)) grant(venue, account);
    const { registry } = venue.core.state;
    let looks = 0;
    const counted = <T extends object>(list: T): T =>
      new Proxy(list, {
        get(target, name) {
          looks += 1;
          return Reflect.get(target, name, target) as unknown;
        },
      });
    const { keySessions, agents, passkeys } = registry;
    Object.assign(registry, {
      ...{ keySessions: counted(keySessions), agents: counted(agents) },
      passkeys: counted(passkeys),
    });
    const own = ids.at(-1) as number;
    const again = newKey();
    const did = (act: () => number[][] | number): number => {
      looks = 0;
      act();
      return looks;
    };
    const newest = () => registry.keySessions.at(-1)?.keyId ?? 0;
    return [
      did(() => grant(venue, own, again)),
      did(() => grant(venue, own, again)),
      did(() => venue.send(own, 'endKeySession', { keyId: newest() })),
      did(() => venue.send(own, 'endKeySession', { keyId: 1 })),
      did(() => venue.send(own, 'removePasskey', { passkeyId: 7 })),
      did(() => open(venue, own, DAY_MS)),
    ];
  };
  const few = looksWith(100);
  const many = looksWith(1_600);
  // By halves, so sixteen times as many are four looks more.
  for (const [i, looks] of many.entries()) expect(looks - (few[i] as number)).toBeLessThan(20);
});

test('sessions that are over together end a thousand a command', () => {
  const { venue, ids } = crowd(1_500);
  for (const account of ids) open(venue, account, 3_600_000);
  venue.timeMs += 3_600_000;
  const { keySessions } = venue.core.state.registry;
  const left: number[] = [];
  for (let i = 0; i < 3; i += 1) {
    venue.send(0, 'expireKeySessions', {});
    left.push(keySessions.length);
  }
  expect(left).toEqual([476, 0, 0]);
  venue.check();
});
