/**
 * Catches a signature that counts though it does not cover the request, is old, or is somebody else's; a budget that does not
 * bind; a page that loads from elsewhere; an answer before there is one.
 */
// Rows of docs/marketplace-rows.md: GV16.
import { describe, expect, test } from 'vitest';
import { createApi, documentOf } from '../../src/api/index.js';
import { ACCESS, ORIGIN, openVenue, type SignTerms, signed } from './venue.js';

const { api, parties, ask, reader } = await openVenue();
const { consumer, provider } = parties;
const OWN = `${ORIGIN}/v1/account/balances`;

const ofSigned = async (terms: SignTerms, url = OWN): Promise<Response> =>
  await api.request(await signed(new Request(url), consumer, terms));

describe('a signed request', () => {
  test('counts for the account that signed it', async () => {
    const response = await ofSigned({});
    expect(await response.json()).toMatchObject({ accountId: consumer.accountId });
    expect(response.headers.get('cache-control')).toBe('private, no-cache');
  });

  const nowS = Math.floor(Date.now() / 1_000);
  test.each<[string, SignTerms, string?]>([
    ['of long ago', { createdS: nowS - 300 }],
    ['of the future', { createdS: nowS + 300 }],
    ['of another algorithm', { alg: 'rsa-v1_5-sha256' }],
    ['of another key', { keyid: `${provider.accountId}/${provider.keyId}` }],
    ['of no key', { keyid: 'me' }],
    ['without the method', { components: ['@authority', '@path'] }],
    ['without the authority', { components: ['@method', '@path'] }],
    ['without the path', { components: ['@method', '@authority'] }],
    ['without the query', { components: ['@method', '@authority', '@path'] }, `${OWN}?accountId=9`],
  ])('%s is refused', async (_, terms, url) => {
    const response = await ofSigned(terms, url);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ name: 'BAD_SIGNATURE' });
  });

  test.each([
    ['method', (request: Request) => new Request(request, { method: 'HEAD' })],
    ['path', (request: Request) => new Request(`${ORIGIN}/v1/account/positions`, request)],
    ['query', (request: Request) => new Request(`${OWN}?accountId=${provider.accountId}`, request)],
    [
      'host',
      (request: Request) => new Request('http://other.example/v1/account/balances', request),
    ],
  ])('with another %s than was signed is refused', async (_, change) => {
    const request = change(await signed(new Request(OWN), consumer));
    expect((await api.request(request)).status).toBe(401);
  });

  test.each([
    'sig=("@method" "@authority" "@path");created=1;keyid="5/1";alg="ed25519", two=("@method")',
    'sig=(@method)',
    '',
    `sig=${'("@method")'.repeat(400)}`,
    'sig=("@method" "@authority" "@path" "cookie");created=1;keyid="5/1";alg="ed25519"',
  ])('with a header like %s is refused', async (input) => {
    const headers = { 'signature-input': input, signature: 'sig=:AAAA:' };
    expect((await ask('/v1/account/balances', { headers })).status).toBe(401);
  });
});

test('a budget binds, says what is left, and fills up again', async () => {
  let nowMs = Date.now();
  const limited = await openVenue(60);
  const bounded = createApi({
    ...{ reader: () => limited.reader, access: ACCESS, requestsPerMinute: 60 },
    nowMs: () => nowMs,
    failed: () => undefined,
  });
  const get = (path: string): Promise<Response> => Promise.resolve(bounded.request(path));
  for (let left = 59; left >= 0; left -= 1) {
    const response = await get('/v1/status');
    expect(response.status).toBe(200);
    expect(response.headers.get('ratelimit')).toMatch(new RegExp(`r=${left};`));
  }
  const refused = await get('/v1/status');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBe('1');
  expect(await refused.json()).toMatchObject({ name: 'RATE', retriable: true });
  nowMs += 1_100;
  expect((await get('/v1/status')).status).toBe(200);
  expect((await get('/v1/series/1/trades?format=csv')).status).toBe(429);
  nowMs += 60_000;
  expect((await get('/v1/series/1/trades?format=csv')).status).toBe(200);
});

const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } });
/** The API at an hour that stands still, so that no budget fills up. */
const stillApi = (requestsPerMinute: number) =>
  createApi({
    ...{ reader: () => reader, access: ACCESS, requestsPerMinute },
    nowMs: () => 1_800_000_000_000,
    failed: () => undefined,
  });

test('addresses of one /64 share a budget, since whoever has one has them all', async () => {
  const limited = stillApi(2);
  const get = async (address: string): Promise<number> =>
    (await limited.request('/v1/status', {}, from(address))).status;
  expect(await get('2001:db8:1:2::1')).toBe(200);
  expect(await get('2001:db8:1:2::2')).toBe(200);
  expect(await get('2001:db8:1:2:9::3')).toBe(429);
  expect(await get('2001:db8:1:3::1')).toBe(200);
});

test('one place begins at most so many sign-ins, however often it may read', async () => {
  const limited = stillApi(100_000);
  const answer = async (address: string): Promise<Response> =>
    await limited.request(
      '/v1/sessions',
      {
        ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
        body: JSON.stringify({ signInId: '0'.repeat(32), signature: '0'.repeat(130) }),
      },
      from(address),
    );
  for (let i = 0; i < 60; i += 1) expect((await answer('192.0.2.1')).status).toBe(503);
  const refused = await answer('192.0.2.1');
  expect(refused.status).toBe(429);
  expect(refused.headers.get('ratelimit-policy')).toBe('"sign-in";q=60;w=60');
  expect((await answer('192.0.2.2')).status).toBe(503);
  expect((await limited.request('/v1/status', {}, from('192.0.2.1'))).status).toBe(200);
});

test('without a reader the API says that it is not ready', async () => {
  const starting = createApi({
    ...{ reader: () => undefined, access: ACCESS, requestsPerMinute: 60, nowMs: Date.now },
    failed: () => undefined,
  });
  const response = await starting.request('/v1/status');
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('1');
  expect(await response.json()).toMatchObject({ name: 'NOT_READY', code: 120 });
  expect((await starting.request('/openapi.json')).status).toBe(200);
});

describe('what describes the API', () => {
  test('the reference names every operation and error, and loads nothing', async () => {
    const response = await ask('/docs');
    const html = await response.text();
    const { paths } = documentOf(api) as { paths: Record<string, object> };
    for (const path of Object.keys(paths)) expect(html).toContain(path);
    expect(html).toContain('id="error-NOT_READY"');
    expect(html).not.toMatch(/<script|<img|<link|src=|https?:\/\//);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('llms.txt lists every operation', async () => {
    const text = await (await ask('/llms.txt')).text();
    const { paths } = documentOf(api) as { paths: Record<string, object> };
    for (const path of Object.keys(paths)) expect(text).toContain(path);
  });

  test('the document is served as it is, and gzip is used', async () => {
    const response = await ask('/openapi.json', { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    const { DecompressionStream } = await import('node:stream/web');
    const stream = response.body?.pipeThrough(new DecompressionStream('gzip') as never);
    expect(await new Response(stream as never).json()).toEqual(documentOf(api));
  });
});

test('a cookie is not given to somebody far away without TLS', async () => {
  const refused = await ask('/v1/auth/cookie', { method: 'POST' }, parties.consumer);
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ name: 'INSECURE' });
});
