/**
 * Catches a person signed in by what does not prove him, a session with more than the passkey or the account may have or one
 * that outlives its end, a link that works twice or from elsewhere, a cookie that another page can use, and an HTTP process that
 * could act for anybody: against a running exchange, with a passkey in software, over real sockets.
 */

import { fork } from 'node:child_process';
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSandbox, type Sandbox } from '../../bench/e2e/sandbox.js';
import { verifyJournal } from '../../src/cli/commands/verify.js';
import { Evidence } from '../../src/cli/evidence.js';
import { venueFrames } from '../../src/cli/venue-frames.js';
import { PatxClient } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { History, loadCores } from '../../src/release/index.js';
import { type ApprovalTerms, approvalText, signInText } from '../../src/schema/index.js';
import { COMMAND_KIND, KEY_SCOPE } from '../../src/values/index.js';
import { answerOf, type HttpAnswer, type HttpParty, send } from '../api/http-client.js';
import { Authenticator } from '../support/authenticator.js';
import { MAIN } from './patx.js';

const WAIT = { timeout: 60_000, interval: 50 };
const { READ, OPERATE } = KEY_SCOPE;
let sandbox: Sandbox;
let apiUrl = '';
let consumer: HttpParty;

const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
const raw = (key: KeyObject): string =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x as string, 'base64url').toString(
    'hex',
  );
const post = async (path: string, body: object, headers: Record<string, string> = {}) =>
  answerOf(
    await fetch(`${apiUrl}${path}`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json', ...headers },
    }),
  );
const account = (party: HttpParty): Promise<HttpAnswer> =>
  send(apiUrl, party, { method: 'GET', path: '/v1/account' });
/** Waits until the reader knows a key. */
const known = (party: HttpParty): Promise<void> =>
  vi.waitFor(async () => expect((await account(party)).status).toBe(200), WAIT);

beforeAll(async () => {
  sandbox = await openSandbox(1, undefined, ['--api-port', '0']);
  apiUrl = sandbox.apiUrl ?? '';
  consumer = { accountId: sandbox.consumer, keyId: 1, key: sandbox.key };
  await known(consumer);
}, 120_000);
afterAll(() => sandbox.close());

/** People's address of the API. */
const origin = (): string => `http://localhost:${new URL(apiUrl).port}`;

async function register(party: HttpParty, device: Authenticator, fields: object = {}) {
  const asked = await send(apiUrl, party, {
    ...{ method: 'POST', path: '/v1/passkeys/challenges', body: { label: 'phone', ...fields } },
  });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  const { registrationId, options } = asked.body as {
    registrationId: string;
    options: { challenge: string; rp: { id: string } };
  };
  expect(options.rp.id).toBe('localhost');
  const credential = device.create(options.challenge);
  const body = { registrationId, credential };
  return { body, made: await send(apiUrl, party, { method: 'POST', path: '/v1/passkeys', body }) };
}

async function challenge(key: KeyObject, fields: object = {}): Promise<HttpAnswer> {
  const answer = await post('/v1/sessions/challenges', {
    ...{ method: 'PASSKEY', key: raw(key), label: 'browser', ...fields },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer;
}

const challengeIn = ({ body }: HttpAnswer): string =>
  (body.options as { challenge: string }).challenge;

test('a passkey is registered, opens a session for a key of the browser, and the key trades', async () => {
  const device = new Authenticator(origin());
  const { body, made } = await register(consumer, device, { scopes: ['READ', 'TRADE'] });
  expect(made).toMatchObject({ status: 201, body: { label: 'phone', scopes: ['READ', 'TRADE'] } });
  // The same answer again registers nothing.
  const twice = await send(apiUrl, consumer, { method: 'POST', path: '/v1/passkeys', body });
  expect(twice).toMatchObject({ status: 401, body: { name: 'SIGN_IN' } });

  const key = newKey();
  const begun = await challenge(key, { minutes: 5 });
  const { signInId, nonce, text } = begun.body as Record<string, string>;
  // A page can see that nothing but its own key is what the passkey answers for.
  const terms = { venue: 'PATX', nonce: nonce ?? '', publicKey: raw(key), scopes: [], minutes: 5 };
  expect(text).toBe(signInText(terms));
  expect(challengeIn(begun)).toBe(
    createHash('sha256')
      .update(text ?? '')
      .digest('base64url'),
  );
  const credential = device.get(challengeIn(begun));
  const opened = await post('/v1/sessions', { signInId, credential });
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  const { accountId, keyId, scopes, expiresMs } = opened.body as Record<string, number>;
  expect([accountId, scopes]).toEqual([consumer.accountId, ['READ', 'TRADE']]);
  expect(expiresMs).toBeLessThanOrEqual(Date.now() + 5 * 60_000 + 1_000);
  const again = await post('/v1/sessions', { signInId, credential });
  expect(again).toMatchObject({ status: 401, body: { name: 'SIGN_IN' } });

  const session = { accountId: accountId ?? 0, keyId: keyId ?? 0, key };
  await known(session);
  const placed = await send(apiUrl, session, {
    ...{ method: 'POST', path: '/v1/orders', key: 'by-session' },
    body: {
      ...{ seriesId: 1, side: 'BUY', orderType: 'LIMIT', timeInForce: 'GTC' },
      ...{ priceTicks: 100, quantityLots: 1, selfTradePrevention: 'CANCEL_TAKER' },
    },
  });
  expect(placed.status, JSON.stringify(placed.body)).toBe(200);
  const client = await PatxClient.connect({
    ...{ url: sandbox.url, accountId: session.accountId, keyId: session.keyId },
    privateKey: key.export({ type: 'pkcs8', format: 'pem' }) as string,
  });
  const listed = await vi.waitFor(async () => {
    const page = await send(apiUrl, session, { method: 'GET', path: '/v1/sessions' });
    expect(page.body.data).toHaveLength(1);
    return page;
  }, WAIT);
  expect(listed.body.data).toMatchObject([{ keyId, method: 'PASSKEY', label: 'browser' }]);
  // Ended by its owner: the key does nothing any more, and its socket is closed.
  const gone = new Promise<void>((resolve) => client.states.on(() => resolve()));
  const end = { method: 'DELETE', path: `/v1/sessions/${keyId}`, key: 'end' };
  expect((await send(apiUrl, consumer, end)).status).toBe(200);
  await gone;
  await client.close();
  const after = await send(apiUrl, session, { method: 'DELETE', path: '/v1/orders', key: 'late' });
  expect(after).toMatchObject({ status: 401, body: { name: 'BAD_SIGNATURE' } });
});

test('what does not prove the person opens nothing', async () => {
  const device = new Authenticator(origin());
  const { made } = await register(consumer, device, { scopes: ['READ'] });
  const passkeyId = made.body.passkeyId as number;
  const bad = { status: 401, body: { name: 'SIGN_IN' } };
  const attempt = async (answer: (challenge: string) => object, fields: object = {}) => {
    const begun = await challenge(newKey(), fields);
    const { signInId } = begun.body;
    return post('/v1/sessions', { signInId, credential: answer(challengeIn(begun)) });
  };
  const other = await challenge(newKey());
  // An answer to the challenge for another key, from another page, by another device, without its person.
  expect(await attempt(() => device.get(challengeIn(other)))).toMatchObject(bad);
  const elsewhere = new Authenticator('http://evil.example');
  Object.assign(elsewhere, { id: device.id });
  expect(await attempt((text) => elsewhere.get(text))).toMatchObject(bad);
  expect(await attempt((text) => new Authenticator(origin()).get(text))).toMatchObject(bad);
  device.isVerified = false;
  expect(await attempt((text) => device.get(text))).toMatchObject(bad);
  device.isVerified = true;
  expect(await attempt((text) => device.get(text), { scopes: ['READ', 'TRADE'] })).toMatchObject(
    bad,
  );
  expect(await attempt(() => ({ id: 'AAAA' }))).toMatchObject(bad);
  expect((await attempt((text) => device.get(text))).status).toBe(201);
  // Removed, it opens nothing any more.
  const remove = {
    method: 'DELETE',
    path: `/v1/passkeys/${passkeyId}`,
    key: `remove-${passkeyId}`,
  };
  expect((await send(apiUrl, consumer, remove)).status).toBe(200);
  expect(await attempt((text) => device.get(text))).toMatchObject(bad);
});

test('a passkey gets no more than the key that registers it', async () => {
  const device = new Authenticator(origin());
  const { made } = await register(consumer, device, { scopes: ['READ', 'OPERATE'] });
  expect(made).toMatchObject({ status: 401, body: { name: 'SIGN_IN' } });
  const unsigned = await post('/v1/passkeys/challenges', { label: 'x' });
  expect(unsigned).toMatchObject({ status: 401, body: { name: 'NOT_LOGGED_ON' } });
});

test('a cookie reads for its own page, and nothing for another', async () => {
  const given = await send(apiUrl, consumer, { method: 'POST', path: '/v1/auth/cookie' });
  expect(given.status, JSON.stringify(given.body)).toBe(201);
  const set = given.headers.get('set-cookie') ?? '';
  expect(set).toMatch(
    /^__Host-patx=[0-9a-f]{64}; Path=\/; Max-Age=600; Secure; HttpOnly; SameSite=Strict$/,
  );
  const cookie = set.split(';')[0] ?? '';
  const get = (path: string): Promise<Response> =>
    fetch(`${apiUrl}${path}`, { headers: { cookie } });
  expect((await get('/v1/account/balances')).status).toBe(200);
  const body = JSON.stringify({ seriesId: 1 });
  const order = await fetch(`${apiUrl}/v1/orders`, {
    ...{ method: 'POST', body, headers: { cookie, 'content-type': 'application/json' } },
  });
  expect((await answerOf(order)).body).toMatchObject({ name: 'CROSS_SITE' });
  const csrf = String(given.body.csrfToken);
  const withToken = await fetch(`${apiUrl}/v1/orders`, {
    ...{ method: 'POST', body },
    headers: { cookie, 'x-csrf-token': csrf, 'content-type': 'application/json' },
  });
  expect((await answerOf(withToken)).body).toMatchObject({ name: 'NOT_LOGGED_ON' });
  const end = (headers: Record<string, string>): Promise<Response> =>
    fetch(`${apiUrl}/v1/auth/cookie`, { method: 'DELETE', headers: { cookie, ...headers } });
  expect((await end({})).status).toBe(403);
  expect((await end({ 'x-csrf-token': csrf, origin: 'http://evil.example' })).status).toBe(403);
  expect((await end({ 'x-csrf-token': csrf, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  expect((await end({ 'x-csrf-token': csrf })).status).toBe(204);
  expect((await get('/v1/account/balances')).status).toBe(401);
});

test('an operator approves with a passkey what it was asked for, and the journal proves it', async () => {
  const key = createPrivateKey(readFileSync(join(sandbox.data, 'keys', 'operator.pem'), 'utf8'));
  const operator = { accountId: FIRST_OPERATOR_ACCOUNT, keyId: 1, key };
  const put = (name: string, body: object) =>
    send(apiUrl, operator, { method: 'PUT', path: `/v1/parameters/${name}`, key: name, body });
  const opened = await send(apiUrl, operator, {
    ...{ method: 'POST', path: '/v1/accounts', key: 'second' },
    body: {
      ...{ role: 'OPERATOR', accountClass: 'INSTITUTION', firmGroup: 0, name: 'second' },
      ...{ publicKey: raw(sandbox.key), scopes: ['READ', 'OPERATE'] },
    },
  });
  expect(opened.status, JSON.stringify(opened.body)).toBe(200);
  const second = { ...consumer, accountId: opened.body.referenceId as number };
  await known(second);
  const device = new Authenticator(origin());
  const { made } = await register(second, device, { scopes: ['READ', 'OPERATE'] });
  const asked = await put('broker_series_exposure_ppm', {
    ...{ value: 900_000, reason: 'less', target: '' },
  });
  expect(asked.body).toMatchObject({ awaitingApproval: true });
  const path = `/v1/parameter-requests/${asked.body.referenceId}`;
  const waiting = await vi.waitFor(async () => {
    const { body } = await send(apiUrl, second, { method: 'GET', path: '/v1/parameter-requests' });
    expect(body.data).toHaveLength(1);
    return (body.data as ApprovalTerms[])[0] as ApprovalTerms;
  }, WAIT);
  const assertionOf = (by: Authenticator, reason: string): string => {
    const terms = { ...waiting, venue: 'PATX', approverId: second.accountId, reason };
    const challenge = createHash('sha256').update(approvalText(terms)).digest('base64url');
    return Buffer.from(JSON.stringify(by.get(challenge))).toString('hex');
  };
  let attempts = 0;
  const approve = (assertion: string, fields: object = {}) => {
    attempts += 1;
    const body = { reason: 'agreed', passkeyId: made.body.passkeyId, assertion, ...fields };
    return send(apiUrl, second, {
      ...{ method: 'POST', path: `${path}/passkey-approval`, key: `approve-${attempts}`, body },
    });
  };
  const bad = { status: 401, body: { name: 'SIGN_IN', field: 'assertion' } };
  expect(await approve(assertionOf(device, 'something else'))).toMatchObject(bad);
  expect(await approve(assertionOf(new Authenticator(origin()), 'agreed'))).toMatchObject(bad);
  expect(await approve('00')).toMatchObject(bad);
  const good = assertionOf(device, 'agreed');
  expect(await approve(good, { passkeyId: 99 })).toMatchObject({ body: { field: 'passkeyId' } });
  const plain = await send(apiUrl, second, {
    ...{ method: 'POST', path: `${path}/approval`, key: 'plain', body: { reason: 'agreed' } },
  });
  expect(plain.body).toMatchObject({ name: 'PASSKEY_NEEDED' });
  expect(await approve(good)).toMatchObject({ status: 200 });
  expect((await approve(good)).body).toMatchObject({ name: 'UNKNOWN_PARAMETER_REQUEST' });

  const copy = mkdtempSync(join(tmpdir(), 'patx-evidence-'));
  cpSync(sandbox.data, copy, { recursive: true });
  const { evidence } = await verifyJournal(copy, () => undefined);
  expect(evidence.failed).toEqual([]);
  expect(evidence.checked).toBeGreaterThanOrEqual(2);
  // Whoever changed what was agreed to, and every hash with it, is found by the signature.
  const forged = new Evidence();
  const history = new History(await loadCores());
  for (const frame of venueFrames(copy, undefined)) {
    history.apply(frame, (command, core) => {
      const isApproval = command.kind === COMMAND_KIND.APPROVE_WITH_PASSKEY;
      const body = isApproval ? { ...command.body, reason: 'never said' } : command.body;
      forged.take({ ...command, body } as typeof command, core);
    });
  }
  expect((await forged.check()).failed).toEqual([expect.stringMatching(/^approval at sequence/)]);
  rmSync(copy, { recursive: true, force: true });
});

test('an operator’s page in wrong hands does not become the second person', async () => {
  const file = join(sandbox.data, 'keys', 'operator.pem');
  const key = createPrivateKey(readFileSync(file, 'utf8'));
  const operator = { accountId: FIRST_OPERATOR_ACCOUNT, keyId: 1, key };
  let asks = 0;
  const ask = (party: HttpParty, method: string, path: string, body?: object) => {
    asks += 1;
    const more = method === 'DELETE' ? {} : { body: body ?? {} };
    return send(apiUrl, party, { method, path, ...more, key: `page-${asks}` });
  };
  const opened = await ask(operator, 'POST', '/v1/accounts', {
    ...{ role: 'OPERATOR', accountClass: 'INSTITUTION', firmGroup: 0, name: 'third' },
    ...{ publicKey: raw(sandbox.key), scopes: ['READ', 'OPERATE'] },
  });
  const third = { ...consumer, accountId: opened.body.referenceId as number };
  await known(third);
  const rule = { required: true, reason: 'two people' };
  const ruled = await ask(operator, 'PUT', '/v1/parameters/operator_actions/approval', rule);
  expect(ruled.status, JSON.stringify(ruled.body)).toBe(200);

  /** The page of whoever has the device. */
  const pageOf = async (device: Authenticator): Promise<HttpAnswer & { page: HttpParty }> => {
    const pageKey = newKey();
    const begun = await challenge(pageKey);
    const { signInId } = begun.body;
    const credential = device.get(challengeIn(begun));
    const answer = await post('/v1/sessions', { signInId, credential });
    const { accountId = 0, keyId = 0 } = answer.body as { accountId?: number; keyId?: number };
    return { ...answer, page: { accountId, keyId, key: pageKey } };
  };
  // By the key file: at once.
  const own = new Authenticator(origin());
  const first = await register(third, own, { scopes: ['READ', 'OPERATE'] });
  expect(first.made.body).toMatchObject({ isPending: false });
  const { page } = await pageOf(own);
  await known(page);
  // By the page: it waits, opens nothing, and the page does not agree to it.
  const foreign = new Authenticator(origin());
  const second = await register(page, foreign, { scopes: ['READ', 'OPERATE'] });
  expect(second.made.body).toMatchObject({ isPending: true });
  const pending = { body: { name: 'PASSKEY_PENDING' } };
  expect(await pageOf(foreign)).toMatchObject(pending);
  const { passkeyId } = second.made.body;
  const admission = `/v1/accounts/${third.accountId}/passkeys/${passkeyId}/admission`;
  const wish = await ask(page, 'POST', admission);
  expect(wish.body).toMatchObject({ awaitingApproval: true });
  const approval = `/v1/parameter-requests/${wish.body.referenceId}/approval`;
  const byPage = await ask(page, 'POST', approval, { reason: 'me' });
  expect(byPage.body).toMatchObject({ name: 'PASSKEY_NEEDED' });
  const asked = await ask(operator, 'PUT', '/v1/parameters/broker_series_exposure_ppm', {
    ...{ value: 800_000, reason: 'less', target: '' },
  });
  const withIt = await ask(
    page,
    'POST',
    `/v1/parameter-requests/${asked.body.referenceId}/passkey-approval`,
    { reason: 'me', passkeyId, assertion: '00' },
  );
  expect(withIt.body).toMatchObject({ name: 'PASSKEY_PENDING', field: 'passkeyId' });
  // Taking away the passkey that is there does not help a session that something else opened: it ends, or approves nothing.
  const removed = await ask(third, 'DELETE', `/v1/passkeys/${first.made.body.passkeyId}`);
  expect(removed.status, JSON.stringify(removed.body)).toBe(200);
  const late = await ask(page, 'POST', approval, { reason: 'me' });
  expect(late.body).toMatchObject({ name: 'BAD_SIGNATURE' });
  // The other operator agrees: now it counts.
  expect((await ask(operator, 'POST', approval, { reason: 'it is hers' })).status).toBe(200);
  const after = await pageOf(foreign);
  expect(after.status, JSON.stringify(after.body)).toBe(201);
  // As it was: the other tests have one person.
  const loose = await ask(operator, 'PUT', '/v1/parameters/operator_actions/approval', {
    ...{ required: false, reason: 'one again' },
  });
  expect(loose.body).toMatchObject({ awaitingApproval: true });
});

test('without a parent that gives links there are none', async () => {
  const token = randomBytes(32).toString('hex');
  const refused = await post('/session/redeem', { token, key: raw(newKey()) });
  expect(refused).toMatchObject({ status: 401, body: { name: 'SIGN_IN' } });
  sandbox.child.send({ signInLinks: [linkOf(token)] });
  await new Promise((resolve) => setTimeout(resolve, 300));
  const still = await post('/session/redeem', { token, key: raw(newKey()) });
  expect(still).toMatchObject({ status: 401, body: { name: 'SIGN_IN' } });
});

const linkOf = (token: string, forMs = 60_000): object => ({
  accountId: FIRST_OPERATOR_ACCOUNT,
  tokenHash: createHash('sha256').update(Buffer.from(token, 'hex')).digest('hex'),
  scopes: [READ, OPERATE],
  expiresAtMs: Date.now() + forMs,
});

test('a link of a sandbox opens one session, in its time, and is in no log', async () => {
  const data = mkdtempSync(join(tmpdir(), 'patx-links-'));
  const ports = ['--gateway-port', '0', '--http-port', '0', '--api-port', '0'];
  const child = fork(MAIN, ['start', '--data', data, ...ports, '--quoting', 'false'], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: { ...process.env, PATX_STOP_WITH_PARENT: '1' },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (part) => {
      said += part;
    });
  }
  const opened = await new Promise<{ apiUrl: string }>((resolve) =>
    child.once('message', (message) => resolve(message as { apiUrl: string })),
  );
  const tokens = Array.from({ length: 3 }, () => randomBytes(32).toString('hex'));
  const [token = '', over = '', more = ''] = tokens;
  child.send({ signInLinks: [linkOf(token), linkOf(over, 0), linkOf(more)] });
  const redeem = async (given: string, key: KeyObject, headers: Record<string, string> = {}) =>
    answerOf(
      await fetch(`${opened.apiUrl}/session/redeem`, {
        ...{ method: 'POST', body: JSON.stringify({ token: given, key: raw(key), label: 'tab' }) },
        headers: { 'content-type': 'application/json', ...headers },
      }),
    );
  const key = newKey();
  const session = await vi.waitFor(async () => {
    const answer = await redeem(token, key);
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body as { accountId: number; keyId: number; scopes: string[] };
  }, WAIT);
  expect(session).toMatchObject({ accountId: FIRST_OPERATOR_ACCOUNT, scopes: ['READ', 'OPERATE'] });
  const bad = { status: 401, body: { name: 'SIGN_IN' } };
  expect(await redeem(token, newKey())).toMatchObject(bad);
  expect(await redeem(over, newKey())).toMatchObject(bad);
  const foreign = await redeem(more, newKey(), { origin: 'http://evil.example' });
  expect(foreign).toMatchObject({ status: 403, body: { name: 'CROSS_SITE' } });
  // What the session's key signs, the venue does.
  const party = { accountId: session.accountId, keyId: session.keyId, key };
  await vi.waitFor(async () => {
    const phase = await send(opened.apiUrl, party, {
      ...{ method: 'PUT', path: '/v1/phase', key: 'phase', body: { phase: 2, reason: 'test' } },
    });
    expect(phase.status, JSON.stringify(phase.body)).toBe(200);
  }, WAIT);
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  await ended;
  for (const one of tokens) expect(said).not.toContain(one);
  rmSync(data, { recursive: true, force: true });
}, 120_000);
