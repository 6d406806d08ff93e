/**
 * Catches a command that reaches the core through a session whose key has no scope for it or whose account has no role, and
 * a number that is the venue's own, the chain's or nobody's and is taken from a client.
 *
 * Expected is what the .proto files say, read by protobufjs. Keys have one scope each, also such as a venue gives no account
 * of the role; the bytes are written by protobufjs.
 */
// Rows of docs/marketplace-rows.md: GV13.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ServerMessage } from '../../src/schema/index.js';
import { ACCOUNT_CLASS, ACCOUNT_ROLE, ERROR_CATALOG, KEY_SCOPE } from '../../src/values/index.js';
import { bodyBytes, bodyOf, DECLARED, envelope, UNDECLARED } from '../support/declarations.js';
import type { TestClient } from './support/client.js';
import { newKey, rawKey, startExchange, type TestExchange } from './support/exchange.js';

const { ROLE, SCOPE, UNKNOWN_MESSAGE } = ERROR_CATALOG;
const ROLES = Object.entries(ACCOUNT_ROLE).filter(([name]) => name !== 'SYSTEM');
const SCOPES = Object.entries(KEY_SCOPE);
/** Numbers of the messages that run a session. */
const SESSION_NUMBERS = { from: 80, to: 91 };

let exchange: TestExchange;
let providerId = 0;
let lastClientId = 1_000;
const accounts = new Map<number, number>();

beforeAll(async () => {
  exchange = await startExchange({ limits: { sessionsPerAccountMax: 64 } });
  providerId = exchange.openProvider().accountId;
  for (const [, role] of ROLES) accounts.set(role, await accountOf(role));
});
afterAll(() => exchange.stop());

async function accountOf(role: number): Promise<number> {
  const { broker, operator, core } = exchange;
  if (role === ACCOUNT_ROLE.BROKER) return broker.accountId;
  if (role === ACCOUNT_ROLE.OPERATOR) return operator.accountId;
  if (role === ACCOUNT_ROLE.PROVIDER) return providerId;
  if (role === ACCOUNT_ROLE.STORE || role === ACCOUNT_ROLE.SCORER) {
    const name = role === ACCOUNT_ROLE.STORE ? 'registerStore' : 'registerScorer';
    exchange.submit(0, name, { publicKey: rawKey(newKey()) });
    return core.state.accounts.count;
  }
  exchange.submit(operator.accountId, 'openAccount', {
    ...{ role, accountClass: ACCOUNT_CLASS.INSTITUTION, firmGroup: 0, name: 'x' },
    ...{ publicKey: new Uint8Array(0), scopes: [] },
  });
  await exchange.sequencer.drain();
  return core.state.accounts.count;
}

/** A session of the role with a key that has this scope alone, which is put where the venue keeps keys. */
async function sessionOf(role: number, scope: number): Promise<TestClient> {
  const accountId = accounts.get(role) as number;
  const key = newKey();
  const keys = exchange.core.state.registry.account(accountId)?.keys ?? [];
  const keyId = keys.length + 1;
  const publicKey = Buffer.from(rawKey(key)).toString('hex');
  keys.push({ keyId, publicKey, scopes: [scope], revoked: false });
  return exchange.logOn({ accountId, keyId, key });
}

function codeOf(message: ServerMessage): number {
  switch (message.type) {
    case 'commandResult':
    case 'executionReport':
    case 'errorReport':
      return message.body.errorCode;
    default:
      throw new Error(`answered with ${message.type}`);
  }
}

async function answerTo(client: TestClient, kind: number, body: Uint8Array): Promise<number> {
  lastClientId += 1;
  const requestId = 1_000_000 + lastClientId;
  client.raw(envelope(requestId, kind, body));
  return codeOf(await client.answer(requestId));
}

describe.each(ROLES)('%s', (_name, role) => {
  test.each(SCOPES)('with a key of scope %s alone', async (_scope, scope) => {
    const client = await sessionOf(role, scope);
    const accountId = accounts.get(role) as number;
    // PROVIDE counts for providers and creators alone, and for auditors, who provide attestations.
    const { PROVIDER, CREATOR, AUDITOR } = ACCOUNT_ROLE;
    const provides: readonly number[] = [PROVIDER, CREATOR, AUDITOR];
    const counts = scope !== KEY_SCOPE.PROVIDE || provides.includes(role);
    for (const command of DECLARED) {
      const { kind, origin, roles, scopes, message } = command;
      const sender = { role, accountId, providerId, clientId: lastClientId + 1 };
      const code = await answerTo(client, kind, bodyBytes(command, bodyOf(command, sender)));
      const what = `${message} was answered with ${code}`;
      if (origin !== 'ACCOUNT') expect(code, what).toBe(UNKNOWN_MESSAGE.code);
      else if (!counts || !scopes.includes(scope)) expect(code, what).toBe(SCOPE.code);
      else if (roles.includes(role)) expect([SCOPE.code, ROLE.code], what).not.toContain(code);
      // A receipt is looked at before it becomes a command.
      else if (message === 'AcceptDelivery') expect(code, what).not.toBe(0);
      else expect(code, what).toBe(ROLE.code);
    }
    client.terminate();
  });
});

test('a number that is no command is refused to everybody', async () => {
  const client = await sessionOf(ACCOUNT_ROLE.OPERATOR, KEY_SCOPE.OPERATE);
  const { from, to } = SESSION_NUMBERS;
  const before = exchange.core.state.sequence;
  for (const kind of UNDECLARED) {
    if (kind < 2 || (kind >= from && kind <= to)) continue;
    expect(await answerTo(client, kind, new Uint8Array(0)), `${kind}`).toBe(UNKNOWN_MESSAGE.code);
  }
  expect(exchange.core.state.sequence).toBe(before);
});
