/** Catches a key that may do what its account's role may not: scopes given at the opening of an account or later. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, ERROR_CATALOG, KEY_SCOPE } from '../../src/values/index.js';
import { newKey, rawKey, startExchange, type TestExchange } from './support/exchange.js';

const { BROKER, CONSUMER, CREATOR, OPERATOR, PROVIDER } = ACCOUNT_ROLE;
const { OPERATE, PROVIDE, READ, TRADE, WALLET } = KEY_SCOPE;
const REFUSED = { errorCode: ERROR_CATALOG.INVALID_FIELD.code, errorField: 'scopes' };
let exchange: TestExchange;

beforeEach(async () => {
  exchange = await startExchange();
});
afterEach(() => exchange.stop());

/** Every role that can be opened, and the scopes its keys may have. */
const ALLOWED: readonly (readonly [name: string, role: number, scopes: readonly number[]])[] = [
  ['a consumer', CONSUMER, [READ, TRADE, WALLET]],
  ['a provider', PROVIDER, [READ, TRADE, PROVIDE, WALLET]],
  ['a creator', CREATOR, [READ, PROVIDE, WALLET]],
  ['an operator', OPERATOR, [READ, OPERATE]],
];

test.each(ALLOWED)('%s gets the scopes of its role and no other', async (_name, role, allowed) => {
  const client = await exchange.logOn(exchange.operator);
  let clientRequestId = 1_000;
  const nextId = () => {
    clientRequestId += 1;
    return clientRequestId;
  };
  const common = { role, accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup: 0, name: 'x' };
  const open = async (scopes: readonly number[]) => {
    const publicKey = rawKey(newKey());
    const body = { ...common, clientRequestId: nextId(), publicKey, scopes: [...scopes] };
    return (await client.answer(client.request('openAccount', body))).body;
  };
  const { count } = exchange.core.state.accounts;
  const opened = await open(allowed);
  expect(opened).toMatchObject({ errorCode: 0, referenceId: count + 1 });
  for (const scope of [READ, TRADE, PROVIDE, OPERATE, WALLET]) {
    const isAllowed = allowed.includes(scope);
    const added = await client.answer(
      client.request('addKey', {
        ...{ clientRequestId: nextId(), targetAccountId: count + 1 },
        ...{ publicKey: rawKey(newKey()), scopes: [READ, scope] },
      }),
    );
    expect(added.body).toMatchObject(isAllowed ? { errorCode: 0 } : REFUSED);
    if (!isAllowed) expect(await open([READ, scope])).toMatchObject(REFUSED);
  }
  expect(exchange.core.state.accounts.count).toBe(count + 1);
});

test('an account with a key needs a scope; the broker is opened by nobody', async () => {
  const client = await exchange.logOn(exchange.operator);
  const common = { accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup: 0, name: 'x' };
  const publicKey = rawKey(newKey());
  const none = { ...common, clientRequestId: 1_001, role: CONSUMER, publicKey, scopes: [] };
  expect((await client.answer(client.request('openAccount', none))).body).toMatchObject(REFUSED);
  const broker = { ...none, clientRequestId: 1_002, role: BROKER, scopes: [READ] };
  expect((await client.answer(client.request('openAccount', broker))).body).toMatchObject({
    errorCode: ERROR_CATALOG.INVALID_FIELD.code,
    errorField: 'role',
  });
});
