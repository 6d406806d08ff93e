/**
 * Catches signals that reach anybody without a paid seat on any way there is, an agent, program, stream or webhook that sees something
 * else than the route shows, and a webhook nobody can check the origin of: one running venue, every way to its signals.
 */
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  MarketClient,
  type MarketError,
  sealSignal,
  signedHeaders,
} from '../../src/client/index.js';
import { isSignedWebhook, secretBytes } from '../../src/http/index.js';
import { answerOf, type HttpParty, headersBy, send } from '../api/http-client.js';
import { PAT, WAIT } from '../content/venue.js';
import { DAY_MS, OldVenue } from './old-venue.js';

const BURN_IN_DAYS = 45;
const DAYS = BURN_IN_DAYS + 4;
const SIGNALS = 2 * DAYS;
let venue: OldVenue;
let stranger: HttpParty;
let at = '';
let sent = SIGNALS;

beforeAll(async () => {
  venue = await OldVenue.openOld({
    ...{ days: DAYS, burnInDays: BURN_IN_DAYS, hasBundle: true, soldDaysAgo: 2, hasPro: true },
  });
  at = `/market/listings/${venue.listingId}`;
  stranger = await venue.account('CONSUMER', 'Stranger Ltd');
  await venue.settled(0);
}, 120_000);
afterAll(async () => {
  hook?.close();
  await venue?.close();
});

const signerOf = (party: HttpParty) => ({
  ...party,
  sign: (bytes: Uint8Array) => sign(null, bytes, party.key),
});
const clientOf = (party: HttpParty, fetched?: typeof fetch) =>
  new MarketClient({ url: venue.apiUrl, signer: signerOf(party), fetch: fetched });
const all = async <T>(rows: AsyncGenerator<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const one of rows) found.push(one);
  return found;
};

/** The creator sends one more, sealed, by the route. */
async function publish(): Promise<number> {
  const { publicKey } = (await venue.get(undefined, '/market/feeds/key')).body;
  const { bundle, listingId } = venue;
  sent += 1;
  const nowMs = Date.now();
  const signal = {
    ...{ model_id: bundle.model_id, sequence: sent, asset: 'SYN-A', target_weight: 0.2 },
    ...{ horizon: DAY_MS, stamp: bundle.stamp.stamp_sha, valid_until: nowMs + DAY_MS },
    data_as_of: nowMs,
  };
  const sealed = await sealSignal(signal, { publicKey: publicKey as string, listingId });
  await venue.done(venue.creator, 'publishSignal', {
    ...{ listingId, sequence: sent, dataAsOfMs: nowMs, validUntilMs: nowMs + DAY_MS },
    ...{ stamp: bundle.stamp.stamp_sha, sealed: Buffer.from(sealed).toString('hex') },
  });
  return sent;
}

/** What a tool answered. */
// biome-ignore lint/suspicious/noExplicitAny: each assertion says what it looks at
type Said = Record<string, any>;

async function tools(party: HttpParty) {
  const client = new Client({ name: 'test', version: '1' });
  const fetchSigned: typeof fetch = async (to, init) => {
    const { method = 'GET', body, headers } = init ?? {};
    const text = typeof body === 'string' ? body : undefined;
    const signature = await signedHeaders({ method, url: String(to), body: text }, signerOf(party));
    const every = { ...Object.fromEntries(new Headers(headers)), ...signature };
    return await fetch(to, { ...init, headers: every });
  };
  const url = new URL(`${venue.apiUrl}/mcp`);
  await client.connect(new StreamableHTTPClientTransport(url, { fetch: fetchSigned }) as never);
  return async (name: string, args: object) =>
    (await client.callTool({ name, arguments: { ...args } })).structuredContent as Said;
}

const hookPath = () => `${at}/webhook`;
const put = (by: HttpParty, path: string, body: object, method = 'PUT') =>
  send(venue.apiUrl, by, { method, path, body });

test('who has no seat is refused on every way with the same reason (SE4, SE6)', async () => {
  const path = `?listingId=${venue.listingId}`;
  const refusals = [
    await venue.get(stranger, `/signals${path}`),
    await venue.get(stranger, `/signals/stream${path}`),
    await put(stranger, hookPath(), { url: 'https://example.com/' }),
  ];
  for (const { status, body } of refusals) {
    expect([status, body.name]).toEqual([402, 'SEAT_NEEDED']);
    expect(body.detail).toMatch(/^NO_ENTITLEMENT/);
  }
  const call = await tools(stranger);
  const said = await call('read_signals', { listingId: venue.listingId });
  expect(said).toMatchObject({ status: 'refused', name: 'SEAT_NEEDED' });
  const reading = all(clientOf(stranger).signals({ listingId: venue.listingId }));
  await expect(reading).rejects.toMatchObject({
    code: 'SEAT_NEEDED',
  } satisfies Partial<MarketError>);
});

test('a program reads score and inputs, subscribes, reads on from its cursor, cancels and renews (SD26, SO9, SO10, SO11)', async () => {
  const { listingId } = venue;
  const statuses: number[] = [];
  const client = clientOf(stranger, async (url, init) => {
    const response = await fetch(url, init);
    statuses.push(response.status);
    return response;
  });
  const score = await vi.waitFor(async () => {
    const found = await client.score(listingId);
    expect(found?.week).toBeGreaterThan(0);
    return found;
  }, WAIT);
  const { measures } = score as NonNullable<typeof score>;
  expect(measures.capacity).toMatchObject({ value: expect.any(Number), reason: '' });
  expect(Object.keys(measures.capacity?.inputs ?? {}).length).toBeGreaterThan(0);
  expect(measures.trust?.formula).not.toBe('');
  expect(score?.parityBasis).toBe('SIM_ONLY');
  const offer = await client.offer(listingId);
  const bought = await client.subscribe({ ...offer, tier: 'RETAIL' }, 'seat-1');
  const again = await client.subscribe({ ...offer, tier: 'RETAIL' }, 'seat-1');
  expect(again.referenceId).toBe(bought.referenceId);
  await venue.settled(Number(bought.journalSequence));
  const read = await all(client.signals({ listingId }));
  expect(read.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: SIGNALS }, (_, i) => i + 1),
  );
  const rest = await all(client.signals({ listingId }, { cursor: SIGNALS - 3 }));
  expect(rest).toHaveLength(3);
  statuses.length = 0;
  expect(await all(client.signals({ listingId }, { cursor: SIGNALS - 3 }))).toEqual(rest);
  expect(statuses).toEqual([304]);
  const own = await all(client.entitlements());
  expect(own.map(({ resource }) => resource)).toContain(`listing:${listingId}`);
  const id = Number(bought.referenceId);
  const renews = async () => (await all(client.subscriptions()))[0]?.renews;
  await venue.settled(Number((await client.cancel(id, 'cancel-1')).journalSequence));
  expect(await renews()).toBe(false);
  await venue.settled(Number((await client.renew(id, 'renew-1')).journalSequence));
  expect(await renews()).toBe(true);
  const statement = await client.statement(new Date().toISOString().slice(0, 7));
  expect(statement).toMatchObject({ closingMicroPat: -30 * PAT });
  expect(statement.lines).toMatchObject([{ kind: 'HOLD', amountMicroPat: -30 * PAT }]);
});

test('an agent finds a feed with its inputs, takes a seat within its budget, and reads it', async () => {
  const { listingId } = venue;
  const owner = await venue.account('CONSUMER', 'Owner Ltd');
  const agentOf = async (budgetMicroPat: number): Promise<HttpParty> => {
    const { privateKey: key } = generateKeyPairSync('ed25519');
    const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
    const keyId = await venue.done(owner, 'grantAgent', {
      ...{ publicKey: Buffer.from(x, 'base64url').toString('hex'), label: 'test' },
      ...{ dailyBudgetMicroPat: budgetMicroPat, totalBudgetMicroPat: budgetMicroPat },
      ...{ expiresTimeMs: Date.now() + 3_600_000, mayExercise: false },
      targets: [{ seriesId: 0, providerId: venue.creator.accountId }],
    });
    return { accountId: owner.accountId, keyId, key };
  };
  const poor = await tools(await agentOf(PAT));
  const found = await poor('search_feeds', { minFreeSeats: 1 });
  const [row] = (found.feeds as { data: { listingId: number }[] }).data;
  expect(row).toMatchObject({ listingId, score: { trust: expect.anything() } });
  const about = await poor('get_feed', { listingId });
  const { version, licenceHash } = about.listing as { version: number; licenceHash: string };
  const { rulesHash } = (about.terms as { terms: { rulesHash: string } }).terms;
  expect(JSON.stringify(about.disclosures)).toContain('example-momentum');
  const seat = { listingId, tier: 'RETAIL', basedOnVersion: version, licenceHash, rulesHash };
  const asked = await poor('subscribe_feed', { ...seat, idempotencyKey: 'a' });
  expect(asked).toMatchObject({ status: 'approval_required', amountMicroPat: String(30 * PAT) });
  const rich = await tools(await agentOf(30 * PAT));
  const done = await rich('subscribe_feed', { ...seat, idempotencyKey: 'b' });
  expect(done).toMatchObject({ status: 'done' });
  await venue.settled(Number(done.journalSequence));
  const { signals } = (await rich('read_signals', { listingId, limit: 2 })) as {
    signals: { data: { sequence: number }[] };
  };
  const route = await venue.get(owner, `/signals?listingId=${listingId}&limit=2`);
  const sequences = (rows: unknown) => (rows as { sequence: number }[]).map((one) => one.sequence);
  expect(sequences(signals.data)).toEqual(sequences(route.body.data));
  const { subscriptions } = (await rich('read_subscriptions', {})) as {
    subscriptions: { data: object[] };
  };
  expect(subscriptions.data).toMatchObject([{ listingId, renews: false }]);
});

test('an operator sees what feeds paid whom, and who published, changed and took what (SO7, SO15, SO16)', async () => {
  const path = `/market/payouts?accountId=${venue.other.accountId}`;
  const { body } = await venue.get(venue.operator, path);
  expect(body.data).toEqual((await venue.get(venue.other, '/market/payouts')).body.data);
  expect(body.data).toMatchObject([{ cashMicroPat: String(-90 * PAT) }]);
  expect((await venue.get(venue.buyer, path)).status).toBe(403);
  const { accountId } = venue.creator;
  const audit = await venue.get(venue.operator, `/v1/audit?accountId=${accountId}&limit=500`);
  const commands = (audit.body.data as { command: string }[]).map(({ command }) => command);
  expect(commands).toEqual(
    expect.arrayContaining(['PUBLISH_LISTING', 'ENTER_FEED', 'SET_FEED_PLAN', 'SUBMIT_LISTING']),
  );
});

/** Events of a stream, as they come. */
async function streamOf(by: HttpParty, query = '') {
  const url = `${venue.apiUrl}/signals/stream?listingId=${venue.listingId}${query}`;
  const abort = new AbortController();
  const headers = await headersBy(by, url, { method: 'GET' });
  const response = await fetch(url, { headers, signal: abort.signal });
  const events: { event: string; data: Record<string, unknown> }[] = [];
  const ended = (async () => {
    let text = '';
    const decoder = new TextDecoder();
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
        const lines = text.slice(0, end).split('\n');
        text = text.slice(end + 2);
        const of = (name: string) =>
          lines.find((line) => line.startsWith(name))?.slice(name.length) ?? '';
        events.push({ event: of('event: '), data: JSON.parse(of('data: ') || '{}') });
      }
    }
  })().catch(() => undefined);
  const signals = () =>
    events.filter(({ event }) => event === 'signal').map(({ data }) => data.sequence);
  return { status: response.status, events, signals, ended, stop: () => abort.abort() };
}

test('a stream has each signal once as it is released, and a reader too many ends the oldest (SE13)', async () => {
  const first = await streamOf(venue.other, `&cursor=${sent - 2}`);
  expect(first.status).toBe(200);
  await vi.waitFor(() => expect(first.signals()).toEqual([sent - 1, sent]), WAIT);
  const next = await publish();
  await vi.waitFor(() => expect(first.signals()).toEqual([next - 2, next - 1, next]), WAIT);
  const [second, third] = [await streamOf(venue.other), await streamOf(venue.other)];
  await first.ended;
  expect(first.events.at(-1)).toMatchObject({ event: 'end' });
  expect(String(first.events.at(-1)?.data.reason)).toMatch(/^READERS/);
  const newest = await publish();
  for (const one of [second, third]) {
    await vi.waitFor(() => expect(one.signals()).toEqual([newest]), WAIT);
    one.stop();
  }
});

let hook: Server | undefined;

test('a webhook is signed, comes once each, waits while its address fails, and is replayed (SE13)', async () => {
  const got: { sequence: number; isSigned: boolean }[] = [];
  let status = 200;
  let secrets: readonly string[] = [];
  hook = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      const { headers } = request;
      const message = {
        ...{ id: String(headers['webhook-id']), body },
        timestampS: Number(headers['webhook-timestamp']),
      };
      const secret = secretBytes(secrets[0] ?? '') as Buffer;
      const nowS = Date.now() / 1_000;
      const isSigned = isSignedWebhook(message, String(headers['webhook-signature']), {
        ...{ secret, nowS },
      });
      if (status === 200) got.push({ sequence: JSON.parse(body).sequence as number, isSigned });
      response.writeHead(status).end();
    });
  });
  await new Promise<void>((resolve) => hook?.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/`;
  // A seat of a tier without webhooks, addresses that cannot be, and a body that was not signed.
  expect((await put(venue.buyer, hookPath(), { url })).body.detail).toMatch(/^TIER/);
  for (const bad of ['ftp://127.0.0.1/', 'https://me@example.com/', 'no address']) {
    expect((await put(venue.other, hookPath(), { url: bad })).body.field).toBe('url');
  }
  const headers = await headersBy(venue.other, `${venue.apiUrl}${hookPath()}`, {
    ...{ method: 'PUT', body: { url } },
  });
  const forged = await fetch(`${venue.apiUrl}${hookPath()}`, {
    ...{ method: 'PUT', headers, body: JSON.stringify({ url: 'http://127.0.0.1:1/' }) },
  }).then(answerOf);
  expect(forged.body.name).toBe('BAD_SIGNATURE');
  const set = await put(venue.other, hookPath(), { url });
  expect(set).toMatchObject({ status: 200, body: { state: 'READY', cursor: sent } });
  secrets = set.body.secrets as string[];
  const first = await publish();
  await vi.waitFor(() => expect(got).toEqual([{ sequence: first, isSigned: true }]), WAIT);
  status = 500;
  const second = await publish();
  const standing = async () => (await venue.get(venue.other, hookPath())).body;
  await vi.waitFor(async () => expect((await standing()).state).toBe('WAITING'), WAIT);
  expect((await standing()).cursor).toBe(first);
  status = 200;
  const again = await put(venue.other, `${hookPath()}/replay`, { cursor: first - 1 }, 'POST');
  expect(again.status).toBe(200);
  await vi.waitFor(() => {
    expect(got.map(({ sequence }) => sequence)).toEqual([first, first, second]);
  }, WAIT);
  await vi.waitFor(async () => expect((await standing()).cursor).toBe(second), WAIT);
  const rotated = await put(venue.other, hookPath(), { url, rotate: true });
  expect(rotated.body.secrets).toEqual([expect.stringMatching(/^whsec_/), secrets[0]]);
  // Another account's is not there for anybody else, and one that is removed is gone.
  expect((await venue.get(venue.buyer, hookPath())).status).toBe(404);
  const gone = await send(venue.apiUrl, venue.other, { method: 'DELETE', path: hookPath() });
  expect(gone.status).toBe(200);
  expect((await venue.get(venue.other, hookPath())).status).toBe(404);
  expect(venue.has(`feeds/webhooks/${venue.other.accountId}-${venue.listingId}.json`)).toBe(false);
});
