/**
 * Catches an agent that gets past its budget or its owner's list by MCP, one that acts by a token, a socket or its owner's key, a
 * page that reaches /mcp from elsewhere, and a body that was not signed: the SDK's own client against a running exchange.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { MAIN_FILE } from '../../bench/child.js';
import { openSandbox, type Sandbox } from '../../bench/e2e/sandbox.js';
import { PatxClient, signedHeaders } from '../../src/client/index.js';
import { ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { answerOf, type HttpAnswer, type HttpParty, send } from '../api/http-client.js';

const WAIT = { timeout: 60_000, interval: 50 };
let sandbox: Sandbox;
let owner: HttpParty;
let provider: HttpParty;
let url = '';

const raw = (key: KeyObject): string =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x as string, 'base64url').toString(
    'hex',
  );
let asked = 0;
async function ask(
  party: HttpParty,
  method: string,
  path: string,
  body: object,
): Promise<HttpAnswer> {
  asked += 1;
  const told = await send(url, party, { method, path, body, key: `test-${asked}` });
  expect(told, `${path} ${JSON.stringify(told.body)}`).toMatchObject({ status: 200 });
  return told;
}

beforeAll(async () => {
  sandbox = await openSandbox(1, undefined, ['--api-port', '0']);
  url = sandbox.apiUrl ?? '';
  owner = { accountId: sandbox.consumer, keyId: 1, key: sandbox.key };
  provider = { accountId: sandbox.provider, keyId: 1, key: sandbox.key };
  await vi.waitFor(async () => {
    const known = await send(url, owner, { method: 'GET', path: '/v1/account' });
    expect(known.status).toBe(200);
  }, WAIT);
  await ask(provider, 'POST', '/v1/orders', {
    ...{ seriesId: 1, side: 'SELL', orderType: 'LIMIT', timeInForce: 'GTC', priceTicks: 1_000 },
    ...{ quantityLots: 1_000, selfTradePrevention: 'CANCEL_TAKER' },
  });
}, 120_000);
afterAll(() => sandbox.close());

/** An agent's key that its owner granted a budget. */
async function agentOf(fields: object = {}): Promise<HttpParty> {
  const { privateKey: key } = generateKeyPairSync('ed25519');
  const granted = await ask(owner, 'POST', '/v1/agents', {
    ...{ publicKey: raw(key), dailyBudgetMicroPat: '1002000', totalBudgetMicroPat: '5000000' },
    ...{ expiresTimeMs: Date.now() + 3_600_000, targets: [], mayExercise: true, label: 'test' },
    ...fields,
  });
  const party = { accountId: owner.accountId, keyId: granted.body.referenceId as number, key };
  await known(party);
  return party;
}

/** The reader has followed as far as the venue is. */
const caughtUp = (): Promise<void> =>
  vi.waitFor(async () => {
    const status = await answerOf(await fetch(`${url}/v1/status`));
    expect((status.body.reader as { lagCommands: number }).lagCommands).toBe(0);
  }, WAIT);

const known = (party: HttpParty): Promise<void> =>
  vi.waitFor(async () => {
    expect((await send(url, party, { method: 'GET', path: '/v1/account' })).status).toBe(200);
  }, WAIT);

const headersOf = (party: HttpParty, to: string, method: string, text: string | undefined) =>
  signedHeaders(
    { method, url: to, body: text, idempotencyKey: undefined },
    { ...party, sign: (bytes) => sign(null, bytes, party.key) },
  );

/** `fetch` that signs what it sends. */
const signing =
  (party: HttpParty): typeof fetch =>
  async (to, init) => {
    const { method = 'GET', body, headers } = init ?? {};
    const text = typeof body === 'string' ? body : undefined;
    const all = new Headers(headers);
    const signature = await headersOf(party, String(to), method, text);
    for (const [name, value] of Object.entries(signature)) all.set(name, value);
    return await fetch(to, { ...init, headers: all });
  };

async function connect(as: { fetch?: typeof fetch; requestInit?: RequestInit } = {}) {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL(`${url}/mcp`), as));
  const tool = async (name: string, args: object): Promise<Told> => {
    const told = await client.callTool({ name, arguments: { ...args } });
    return { ...(told.structuredContent as object), isError: told.isError === true };
  };
  return { client, tool };
}
type Told = Readonly<Record<string, unknown>> & { readonly isError: boolean };

async function spent(agent: HttpParty): Promise<unknown> {
  await caughtUp();
  const page = await send(url, owner, { method: 'GET', path: '/v1/agents' });
  const all = page.body.data as { keyId: number; spentMicroPat: string }[];
  return all.find(({ keyId }) => keyId === agent.keyId)?.spentMicroPat;
}

const BUY = { seriesId: 1, maxPriceTicks: 1_000, quantityLots: 1 };

test('an agent finds, asks, buys within its budget, exercises and reads what it has', async () => {
  const agent = await agentOf();
  const { client, tool } = await connect({ fetch: signing(agent) });
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name)).toEqual([
    ...['search_listings', 'get_listing', 'search_feeds', 'get_feed', 'read_signals'],
    ...['read_subscriptions', 'list_series', 'quote', 'explain_price', 'read_deliveries'],
    ...['read_rights', 'status', 'buy_rights', 'buy_listing', 'subscribe_feed'],
    'exercise_rights',
  ]);
  const quoted = await tool('quote', { seriesId: 1 });
  expect(quoted).toMatchObject({
    series: { seriesId: 1, bestAskTicks: 1_000, series: { othersText: expect.any(String) } },
    book: { asks: [{ priceTicks: 1_000 }] },
  });
  expect(await tool('explain_price', { seriesId: 1 })).toMatchObject({ quote: { seriesId: 1 } });
  // A lot costs 100,000 micro-PAT and 200 of fee.
  const bought = await tool('buy_rights', { ...BUY, quantityLots: 9, idempotencyKey: 'a' });
  expect(bought).toMatchObject({ status: 'done', duplicate: false, isError: false });
  const again = await tool('buy_rights', { ...BUY, quantityLots: 9, idempotencyKey: 'a' });
  expect(again).toMatchObject({ status: 'done', duplicate: true });
  expect(await tool('buy_rights', { ...BUY, idempotencyKey: 'a' })).toMatchObject({
    ...{ status: 'refused', name: 'IDEMPOTENCY_MISMATCH', isError: true },
  });
  expect(await spent(agent)).toBe('901800');
  const exercise = { seriesId: 1, quantityLots: 2, idempotencyKey: 'e' };
  expect(await tool('exercise_rights', exercise)).toMatchObject({ status: 'done' });
  await spent(agent);
  expect(await tool('read_deliveries', {})).toMatchObject({
    deliveries: { data: [{ seriesId: 1, quantityLots: 2 }] },
  });
  expect(await tool('read_rights', {})).toMatchObject({
    positions: { data: [{ seriesId: 1, heldLots: expect.any(Number) }] },
  });
  expect(await tool('status', {})).toMatchObject({
    agents: { data: expect.arrayContaining([expect.objectContaining({ leftMicroPat: '100200' })]) },
  });
  expect(await tool('quote', { seriesId: 99 })).toMatchObject({
    ...{ name: 'UNKNOWN_SERIES', isError: true },
  });
});

test('twenty purchases at once never overspend, and beyond the budget the owner is asked', async () => {
  const agent = await agentOf();
  const { tool } = await connect({ fetch: signing(agent) });
  const all = await Promise.all(
    Array.from({ length: 20 }, (_, i) => tool('buy_rights', { ...BUY, idempotencyKey: `p${i}` })),
  );
  const count = (status: string) => all.filter((one) => one.status === status).length;
  expect([count('done'), count('approval_required')]).toEqual([10, 10]);
  expect(await spent(agent)).toBe('1002000');
  const [refused] = all.filter(({ status }) => status === 'approval_required');
  expect(refused).toMatchObject({
    ...{ isError: false, name: 'AGENT_BUDGET', amountMicroPat: '100200' },
    approvalUrl: expect.stringMatching(/^http:\/\/localhost:\d+\/account\/agents\?/),
  });
  // The link says what is asked; the owner's own key approves it, once.
  const link = new URL(String(refused?.approvalUrl)).searchParams;
  const approval = {
    ...{ amountMicroPat: link.get('amount'), seriesId: Number(link.get('series')), listingId: 0 },
    expiresTimeMs: Date.now() + 60_000,
  };
  const path = `/v1/agents/${link.get('agent')}/approvals`;
  const self = await send(url, agent, { method: 'POST', path, body: approval, key: 'self' });
  expect(self).toMatchObject({ status: 403, body: { name: 'AGENT_NOT_ALLOWED' } });
  await ask(owner, 'POST', path, approval);
  const after = await tool('buy_rights', { ...BUY, idempotencyKey: 'approved' });
  expect(after).toMatchObject({ status: 'done' });
  const more = await tool('buy_rights', { ...BUY, idempotencyKey: 'once more' });
  expect(more).toMatchObject({ status: 'approval_required' });
  expect(await spent(agent)).toBe('1002000');
});

test('nobody acts but an agent’s own key, and an agent nowhere else', async () => {
  const agent = await agentOf();
  const buy = { ...BUY, idempotencyKey: 'x' };
  const stranger = await connect();
  expect(await stranger.tool('quote', { seriesId: 1 })).toMatchObject({ isError: false });
  for (const name of ['read_rights', 'status', 'read_deliveries']) {
    expect(await stranger.tool(name, {})).toMatchObject({ name: 'NOT_LOGGED_ON', isError: true });
  }
  expect(await stranger.tool('buy_rights', buy)).toMatchObject({ name: 'NOT_LOGGED_ON' });
  const self = await connect({ fetch: signing(owner) });
  expect(await self.tool('buy_rights', buy)).toMatchObject({ name: 'SCOPE', isError: true });
  // As its owner on a socket, with a passkey, by an order that stays, or under a socket's id.
  const socket = await PatxClient.connect({
    ...{ url: sandbox.url, accountId: agent.accountId, keyId: agent.keyId },
    privateKey: agent.key.export({ type: 'pkcs8', format: 'pem' }) as string,
  });
  const bySocket = socket.place({
    ...{ seriesId: 1, side: SIDE.BUY, orderType: ORDER_TYPE.LIMIT, priceTicks: 1_000 },
    ...{ timeInForce: TIME_IN_FORCE.IOC, quantityLots: 1 },
  } as never);
  await expect(bySocket).rejects.toThrow(/AGENT_NOT_ALLOWED|agent/i);
  await socket.close();
  const order = {
    ...{ seriesId: 1, side: 'BUY', orderType: 'LIMIT', timeInForce: 'IOC', priceTicks: 1_000 },
    ...{ quantityLots: 1, selfTradePrevention: 'CANCEL_TAKER' },
  };
  const at = (path: string, body: object, key: string) =>
    send(url, agent, { method: 'POST', path, body, key });
  const no = { status: 403, body: { name: 'AGENT_NOT_ALLOWED' } };
  expect(await at('/v1/orders', order, 'order:77')).toMatchObject(no);
  expect(await at('/v1/orders', { ...order, timeInForce: 'GTC' }, 'gtc')).toMatchObject(no);
  expect(
    await at('/v1/kills', { killScope: 'ACCOUNT', targetId: owner.accountId, reason: 'x' }, 'k'),
  ).toMatchObject(no);
  expect(await at('/v1/passkeys/challenges', { label: 'x' }, 'p')).toMatchObject(no);
  // The route of the tool is the same operation with the same budget.
  expect(await at('/v1/orders', order, 'fine')).toMatchObject({ status: 200 });
  expect(await spent(agent)).toBe('100200');
  await ask(owner, 'DELETE', `/v1/sessions/${agent.keyId}`, {}).catch(() => undefined);
});

test('a page of elsewhere, a body that was not signed, and what is no call are refused', async () => {
  const agent = await agentOf();
  const message = (method: string, params: object = {}) =>
    JSON.stringify({ jsonrpc: '2.0', id: 1, method, params });
  const buy = (idempotencyKey: string) =>
    message('tools/call', { name: 'buy_rights', arguments: { ...BUY, idempotencyKey } });
  const post = async (body: string, more: Record<string, string> = {}, signed = body) => {
    const signature = await headersOf(agent, `${url}/mcp`, 'POST', signed);
    const headers = {
      ...{ 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      ...{ ...signature, ...more },
    };
    return await answerOf(await fetch(`${url}/mcp`, { method: 'POST', headers, body }));
  };
  const { host } = new URL(url);
  const port = host.split(':')[1];
  expect(await post(buy('1'), { origin: 'https://evil.example' })).toMatchObject({
    ...{ status: 403, body: { name: 'CROSS_SITE' } },
  });
  // A name of elsewhere that was made to mean this machine.
  const rebound = await post(buy('2'), { origin: `http://rebound.example:${port}` });
  expect(rebound).toMatchObject({ status: 403, body: { name: 'CROSS_SITE' } });
  expect(await post(message('tools/list'), { origin: `http://${host}` })).toMatchObject({
    status: 200,
  });
  const swapped = await post(buy('4'), {}, buy('3'));
  expect(swapped).toMatchObject({ status: 401, body: { name: 'BAD_SIGNATURE' } });
  expect((await post('{')).status).toBe(400);
  expect((await post(`[${buy('5')},${buy('6')}]`)).status).toBe(400);
  expect((await post(buy('x'.repeat(20_000)))).status).toBe(413);
  expect((await fetch(`${url}/mcp`)).status).toBe(405);
  const strange = message('tools/call', {
    name: 'buy_rights',
    arguments: { ...BUY, idempotencyKey: '7', side: 'SELL' },
  });
  expect(JSON.stringify((await post(strange)).body)).toContain('INVALID_FIELD');
  expect(await spent(agent)).toBe('0');
});

test('an assistant that starts local servers uses the venue by patx mcp, which holds the key', async () => {
  const agent = await agentOf();
  const file = join(sandbox.data, 'agent.pem');
  writeFileSync(file, agent.key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [
      ...[MAIN_FILE, 'mcp', '--url', url, '--key', file],
      ...['--account', String(agent.accountId), '--key-id', String(agent.keyId)],
    ],
  });
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(transport);
  const bought = await client.callTool({
    name: 'buy_rights',
    arguments: { ...BUY, idempotencyKey: 'by stdio' },
  });
  expect(bought.structuredContent).toMatchObject({ status: 'done' });
  await client.close();
  expect(await spent(agent)).toBe('100200');
});
