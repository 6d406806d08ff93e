/** Catches a command that a key may send without the scope for it, or that nobody may send. */
import { expect, test } from 'vitest';
import { mayRead, scopeBits } from '../../src/gateway/session/scopes.js';
import {
  ACCOUNT_ROLE,
  COMMAND_KIND,
  isAccountCommand,
  KEY_SCOPE,
  mayScopes,
} from '../../src/values/index.js';

const { READ, TRADE, PROVIDE, OPERATE, STORE, SCORE } = KEY_SCOPE;
const { BROKER, CONSUMER, PROVIDER, OPERATOR, STORE: ROLE_STORE, SCORER } = ACCOUNT_ROLE;
const venues = scopeBits([STORE], ROLE_STORE) | scopeBits([SCORE], SCORER);
const all = scopeBits([READ, TRADE, PROVIDE, OPERATE], PROVIDER) | venues;
const kinds = Object.values(COMMAND_KIND);

test('every command of clients has a scope, and none of the venue has', () => {
  for (const kind of kinds) expect(mayScopes(all, kind), `${kind}`).toBe(isAccountCommand(kind));
});

test('without a scope nothing is allowed, and reading alone changes nothing', () => {
  for (const kind of kinds) {
    expect(mayScopes(scopeBits([], OPERATOR), kind)).toBe(false);
    expect(mayScopes(scopeBits([READ], OPERATOR), kind)).toBe(false);
  }
  expect(mayRead(scopeBits([TRADE, OPERATE], OPERATOR))).toBe(false);
  expect(mayRead(scopeBits([READ], CONSUMER))).toBe(true);
});

test('the scope of providers is worth nothing to another role', () => {
  const { MINT_RIGHTS, PLACE_ORDER, DEPOSIT } = COMMAND_KIND;
  expect(mayScopes(scopeBits([PROVIDE], CONSUMER), MINT_RIGHTS)).toBe(false);
  expect(mayScopes(scopeBits([PROVIDE], CONSUMER), PLACE_ORDER)).toBe(false);
  expect(mayScopes(scopeBits([PROVIDE], PROVIDER), MINT_RIGHTS)).toBe(true);
  expect(mayScopes(scopeBits([PROVIDE], PROVIDER), PLACE_ORDER)).toBe(true);
  expect(mayScopes(scopeBits([TRADE, PROVIDE], PROVIDER), DEPOSIT)).toBe(false);
});

test("moving collateral is the broker's, whose keys trade: the scope of providers does not reach it", () => {
  const { MOVE_COLLATERAL } = COMMAND_KIND;
  expect(mayScopes(scopeBits([READ, PROVIDE], PROVIDER), MOVE_COLLATERAL)).toBe(false);
  expect(mayScopes(scopeBits([READ, OPERATE], OPERATOR), MOVE_COLLATERAL)).toBe(false);
  expect(mayScopes(scopeBits([READ, TRADE], BROKER), MOVE_COLLATERAL)).toBe(true);
});
