/**
 * Catches a session that a wallet did not sign for, or signed for somebody else, another key, another venue or long ago; one whose wallet
 * is linked with no account; and one with more than its account may have: over HTTP, against a real gateway with wallets that sign.
 */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { getBytes, type Wallet } from 'ethers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ApiServer, serveApi } from '../../src/api/index.js';
import { readFrame } from '../../src/engine/log/index.js';
import type { HistoryReader } from '../../src/reader/index.js';
import {
  newKey,
  type Party,
  startExchange,
  type TestExchange,
} from '../gateway/support/exchange.js';
import { answerWith, challenged, signatureOf, walletOf } from '../gateway/support/wallet.js';
import { followed } from '../reader/histories.js';
import { ListSource } from '../reader/journals.js';
import { answerOf, type HttpAnswer, send } from './http-client.js';
import { ACCESS } from './venue.js';

const LINKED = walletOf(71);
let exchange: TestExchange;
let owner: Party;
let server: ApiServer;
let reader: HistoryReader;
/** How much later than it is the gateway believes it to be. */
let laterMs = 0;

/** The reader comes to where the venue is. */
async function follow(): Promise<void> {
  await exchange.sequencer.drain();
  const before = reader as HistoryReader | undefined;
  reader = await followed(new ListSource(exchange.log.storedFrames.map((one) => readFrame(one))));
  before?.close();
}

beforeAll(async () => {
  const nowMs = (): number => performance.timeOrigin + performance.now() + laterMs;
  exchange = await startExchange({ onChain: true, nowMs, limits: { walletCheckEveryMs: 0 } });
  owner = exchange.openConsumer(0);
  exchange.linkAtOnce();
  const client = await exchange.logOn(owner);
  await client.answer(await answerWith(client, LINKED, await challenged(client, LINKED)));
  await follow();
  server = await serveApi({
    ...{ host: '127.0.0.1', port: 0, reader: () => reader, access: ACCESS },
    ...{ requestsPerMinute: 1_000_000, nowMs: Date.now, failed: () => undefined },
    signIn: (request) => exchange.gateway.signIn(request),
  });
});
afterAll(async () => {
  await server.close();
  reader.close();
  await exchange.stop();
});

const raw = (key: KeyObject): string =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x as string, 'base64url').toString(
    'hex',
  );
const post = async (path: string, body: object): Promise<HttpAnswer> =>
  answerOf(
    await fetch(`http://127.0.0.1:${server.port}${path}`, {
      ...{ method: 'POST', body: JSON.stringify(body) },
      headers: { 'content-type': 'application/json' },
    }),
  );

async function ask(wallet: Wallet, key: KeyObject, fields: object = {}) {
  const answer = await post('/v1/sessions/challenges', {
    ...{ method: 'WALLET', key: raw(key), label: 'browser', address: wallet.address, ...fields },
  });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body as { signInId: string; text: string; nonce: string };
}

/** The venue checks a signature every 50 ms: asked again while it is busy. */
async function open(signInId: string, by: Wallet, text: string): Promise<HttpAnswer> {
  const signature = Buffer.from(await signatureOf(by, Buffer.from(text))).toString('hex');
  return await post('/v1/sessions', { signInId, signature });
}

const bad = { status: 401, body: { name: 'SIGN_IN' } };

test('the wallet of an account opens a session for the key its text names, and the key reads and logs on', async () => {
  const key = newKey();
  const { signInId, text, nonce } = await ask(LINKED, key, { minutes: 5 });
  // What a wallet shows: where, who, for which key and what, on which chain, until when (EIP-4361).
  const lines = text.split('\n');
  expect(lines[0]).toBe('venue.example:8443 wants you to sign in with your Ethereum account:');
  expect(lines[1]).toBe(LINKED.address);
  expect(lines[3]).toBe(
    `Open a session of 5 minutes at test for the key ${raw(key)}, which may: READ, TRADE.`,
  );
  expect(lines.slice(5, 9)).toEqual([
    ...['URI: wss://venue.example:8443/', 'Version: 1', 'Chain ID: 31337', `Nonce: ${nonce}`],
  ]);
  expect(lines.at(-1)).toMatch(/^Expiration Time: \d{4}-/);
  const opened = await open(signInId, LINKED, text);
  expect(opened.status, JSON.stringify(opened.body)).toBe(201);
  expect(opened.body).toMatchObject({ accountId: owner.accountId, scopes: ['READ', 'TRADE'] });
  expect(await open(signInId, LINKED, text)).toMatchObject(bad);
  const session = { accountId: owner.accountId, keyId: opened.body.keyId as number, key };
  await follow();
  const at = `http://127.0.0.1:${server.port}`;
  const listed = await send(at, session, { method: 'GET', path: '/v1/sessions' });
  expect(listed.body.data).toMatchObject([{ keyId: session.keyId, method: 'WALLET' }]);
  await exchange.logOn(session);
  // Another key of nobody's does not.
  const stranger = { ...session, key: newKey() };
  expect((await send(at, stranger, { method: 'GET', path: '/v1/sessions' })).status).toBe(401);
});

test('nothing else that is signed opens one', async () => {
  const attempt = async (
    by: Wallet,
    said: (text: string) => string,
    fields: object = {},
  ): Promise<HttpAnswer> => {
    const { signInId, text } = await ask(LINKED, newKey(), fields);
    return await open(signInId, by, said(text));
  };
  const before = exchange.core.state.registry.keySessionsEver;
  const same = (text: string): string => text;
  // By another wallet; for another key, another venue, more scopes, another chain; without the text.
  expect(await attempt(walletOf(72), same)).toMatchObject(bad);
  const other = raw(newKey());
  for (const said of [
    (text: string) => text.replace(/key [0-9a-f]{64}/, `key ${other}`),
    (text: string) => text.replaceAll('venue.example', 'evil.example'),
    (text: string) => text.replace('READ, TRADE', 'READ, TRADE, WALLET'),
    (text: string) => text.replace('31337', '1'),
    () => '',
  ]) {
    expect(await attempt(LINKED, said)).toMatchObject(bad);
  }
  // A wallet of nobody, with its own good signature.
  const nobody = walletOf(73);
  const asked = await ask(nobody, newKey());
  expect(await open(asked.signInId, nobody, asked.text)).toMatchObject({
    ...{ status: 401, body: { name: 'SIGN_IN', field: 'address' } },
  });
  // An answer that comes after two minutes.
  const late = await ask(LINKED, newKey());
  laterMs += 121_000;
  expect(await open(late.signInId, LINKED, late.text)).toMatchObject(bad);
  // More than a consumer may have.
  expect(await attempt(LINKED, same, { scopes: ['READ', 'OPERATE'] })).toMatchObject({
    ...{ status: 401, body: { name: 'SIGN_IN', field: 'scopes' } },
  });
  expect(exchange.core.state.registry.keySessionsEver).toBe(before);
});

test('a signature that is none, or of a form no wallet gives, is refused and not read', async () => {
  const { signInId, text } = await ask(LINKED, newKey());
  const good = getBytes(await LINKED.signMessage(text));
  for (const signature of ['', 'zz', Buffer.from(good).toString('hex').slice(2), '0'.repeat(132)]) {
    expect(await post('/v1/sessions', { signInId, signature })).toMatchObject({
      ...{ status: 400, body: { name: 'INVALID_FIELD' } },
    });
  }
  // The same signature with the other s, which the curve would take too (EIP-2).
  const order = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
  const s = BigInt(`0x${Buffer.from(good.slice(32, 64)).toString('hex')}`);
  const flipped = Buffer.concat([
    good.slice(0, 32),
    Buffer.from((order - s).toString(16).padStart(64, '0'), 'hex'),
    Buffer.from([good[64] === 27 ? 28 : 27]),
  ]).toString('hex');
  expect(await post('/v1/sessions', { signInId, signature: flipped })).toMatchObject(bad);
});
