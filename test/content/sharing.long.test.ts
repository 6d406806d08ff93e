/**
 * Catches a Delta Sharing server that stock clients cannot read: a client written from the protocol's text lists, asks for
 * metadata and queries by a profile file alone, and opens the Parquet file behind the link; a profile that opens more than its
 * account may read, for longer, or somewhere else.
 */
import { parquetReadObjects } from 'hyparquet';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkCroissant, checkDcat, checkOdcs, checkOpenLineage } from '../../src/exports/index.js';
import { DataVenue } from './venue.js';

const ROWS = 1_000;
const parquet = Buffer.from(
  parquetWriteBuffer({
    columnData: [
      { name: 'model', data: Array.from({ length: ROWS }, (_, i) => `m${i}`), type: 'STRING' },
      { name: 'fuel', data: Array.from({ length: ROWS }, (_, i) => i / 7), type: 'DOUBLE' },
      { name: 'doors', data: Array.from({ length: ROWS }, (_, i) => i % 5), type: 'INT32' },
    ],
  }),
);
let venue: DataVenue;

beforeAll(async () => {
  venue = await DataVenue.open();
}, 120_000);
afterAll(() => venue.close());

interface Profile {
  readonly shareCredentialsVersion: number;
  readonly endpoint: string;
  readonly bearerToken: string;
  readonly expirationTime: string;
}

/** What a client does with nothing but a profile file. */
class SharingClient {
  readonly profile: Profile;

  constructor(profile: Profile) {
    this.profile = profile;
  }

  async ask(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...init.headers, authorization: `Bearer ${this.profile.bearerToken}` };
    return await fetch(`${this.profile.endpoint}${path}`, { ...init, headers });
  }

  /** Every item, page by page. */
  async list(path: string, maxResults = 1): Promise<Record<string, string>[]> {
    const items: Record<string, string>[] = [];
    let pageToken = '';
    do {
      const token = pageToken === '' ? '' : `&pageToken=${pageToken}`;
      const answer = await this.ask(`${path}?maxResults=${maxResults}${token}`);
      expect(answer.status).toBe(200);
      const page = (await answer.json()) as {
        items?: Record<string, string>[];
        nextPageToken?: string;
      };
      items.push(...(page.items ?? []));
      pageToken = page.nextPageToken ?? '';
    } while (pageToken !== '');
    return items;
  }
}

const linesOf = async (answer: Response): Promise<Record<string, never>[]> =>
  (await answer.text())
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

async function clientOf(by: typeof venue.buyer): Promise<SharingClient> {
  const { status, body } = await venue.post(by, '/market/sharing/profiles');
  expect(status).toBe(201);
  return new SharingClient(body as unknown as Profile);
}

test('a client reads a purchase by its profile file, and nothing else', async () => {
  const { listingId } = await venue.listed(parquet);
  await venue.listed(Buffer.from('a,b\n1,2\n'));
  const other = await clientOf(venue.other);
  const client = await clientOf(venue.buyer);
  expect(client.profile).toMatchObject({ shareCredentialsVersion: 1 });
  expect(Date.parse(client.profile.expirationTime)).toBeGreaterThan(Date.now());
  expect(await client.list('/shares')).toEqual([{ name: 'patx', id: 'patx' }]);
  expect(await client.list('/shares/patx/schemas')).toEqual([]);
  const purchaseId = await venue.buy(venue.buyer, listingId);
  const schema = `listing-${listingId}`;
  expect(await client.list('/shares/PATX/schemas')).toEqual([{ name: schema, share: 'patx' }]);
  const tables = await client.list(`/shares/patx/schemas/${schema}/tables`);
  expect(tables).toMatchObject([{ name: 'data', schema, share: 'patx' }]);
  expect(await client.list('/shares/patx/all-tables')).toEqual(tables);
  expect(await other.list('/shares/patx/all-tables')).toEqual([]);
  const table = `/shares/patx/schemas/${schema}/tables/data`;
  const version = await client.ask(`${table}/version`);
  expect(version.headers.get('delta-table-version')).toBe('1');
  const metadata = await client.ask(`${table}/metadata`);
  expect(metadata.headers.get('content-type')).toMatch(/^application\/x-ndjson/);
  const [protocol, described] = await linesOf(metadata);
  expect(protocol).toEqual({ protocol: { minReaderVersion: 1 } });
  const { schemaString, format, partitionColumns } = (described as Record<string, unknown>)
    .metaData as {
    schemaString: string;
    format: unknown;
    partitionColumns: unknown;
  };
  expect({ format, partitionColumns }).toEqual({
    ...{ format: { provider: 'parquet' }, partitionColumns: [] },
  });
  expect(JSON.parse(schemaString)).toMatchObject({
    type: 'struct',
    fields: [
      { name: 'model', type: 'string' },
      { name: 'fuel', type: 'double' },
      { name: 'doors', type: 'integer' },
    ],
  });
  const query = (body: unknown, by = client) =>
    by.ask(`${table}/query`, {
      method: 'POST',
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    });
  const answer = await query({ predicateHints: ["model = 'm1'"], limitHint: 5 });
  expect(answer.headers.get('delta-table-version')).toBe('1');
  const [, , last] = await linesOf(answer);
  const file = last?.file as never as {
    url: string;
    size: number;
    stats: string;
    expirationTimestamp: number;
  };
  expect(JSON.parse(file.stats)).toEqual({ numRecords: ROWS });
  const bytes = Buffer.from(await (await fetch(file.url)).arrayBuffer());
  expect(bytes.length).toBe(file.size);
  const rows = await parquetReadObjects({
    file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer,
  });
  expect(rows).toHaveLength(ROWS);
  expect(rows[3]).toEqual({ model: 'm3', fuel: 3 / 7, doors: 3 });
  // What it is, for tools that read no page: shown to whoever sees the listing, also without an account.
  for (const [form, type, check] of [
    [
      'croissant',
      /^application\/ld\+json; profile="http:\/\/mlcommons\.org\/croissant\/1\.1"/,
      checkCroissant,
    ],
    ['dcat', /^application\/ld\+json/, checkDcat],
    ['odcs', /^application\/json/, checkOdcs],
    ['open-lineage', /^application\/json/, checkOpenLineage],
  ] as const) {
    const path = `/market/listings/${listingId}/revisions/1/exports/${form}`;
    const answered = await fetch(`${venue.apiUrl}${path}`);
    expect([form, answered.status]).toEqual([form, 200]);
    expect(answered.headers.get('content-type')).toMatch(type);
    expect([form, check(await answered.json())]).toEqual([form, []]);
  }
  const none = `/market/listings/999/revisions/1/exports/odcs`;
  expect((await venue.get(undefined, none)).body).toMatchObject({ name: 'UNKNOWN_LISTING' });
  // As the protocol has its errors.
  for (const [path, status] of [
    ['/shares/none', 404],
    [`/shares/patx/schemas/listing-99/tables`, 404],
    [`/shares/patx/schemas/${schema}/tables/none/version`, 404],
    ['/shares?maxResults=-1', 400],
    [`${table}/version?startingTimestamp=2026-01-01T00:00:00Z`, 400],
  ] as const) {
    const refused = await client.ask(path);
    expect([path, refused.status]).toEqual([path, status]);
    expect(await refused.json()).toMatchObject({ errorCode: expect.any(String) });
  }
  expect((await query({ version: 2 })).status).toBe(400);
  expect((await query({ version: 1 })).status).toBe(200);
  expect((await query({}, other)).status).toBe(404);
  const forged = new SharingClient({
    ...client.profile,
    bearerToken: `${client.profile.bearerToken}x`,
  });
  expect((await forged.ask('/shares')).status).toBe(401);
  // Its token counts here alone.
  const elsewhere = await fetch(`${venue.apiUrl}/purchases`, {
    headers: { authorization: `Bearer ${client.profile.bearerToken}` },
  });
  expect(elsewhere.status).toBe(401);
  // The file was read whole: what was read counts for both sides, and there is no refund any more.
  const refund = await venue.command(venue.buyer, 'refundPurchase', { purchaseId, reason: 'no' });
  expect(refund.body).toMatchObject({ name: 'REFUND_ENDED' });
  // A key that is revoked ends its profiles.
  const { accountId: targetAccountId, keyId } = venue.buyer;
  await venue.done(venue.operator, 'revokeKey', { targetAccountId, keyId });
  expect((await client.ask('/shares')).status).toBe(401);
}, 120_000);
