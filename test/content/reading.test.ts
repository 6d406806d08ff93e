/**
 * Catches bytes that leave without a right to them, that are not counted or counted twice, a link that opens for longer or for
 * somebody else. Kills in a purchase: purchase-kills.long.test.ts.
 */
// Rows of docs/marketplace-rows.md: DM3, GV18, GV19.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, headersBy } from '../api/http-client.js';
import { IS_LONG } from '../support/long.js';
import { DataVenue, PAT, sha256 } from './venue.js';

const BYTES = Buffer.from(
  `at,tide\n${Array.from({ length: 200_000 }, (_, i) => `${i},${(i * 7919) % 1_000}\n`).join('')}`,
);
const BLOCK = 65_536;
/** Whole rows of about so many bytes. */
const rowsOf = (bytes: number): Buffer => BYTES.subarray(0, BYTES.indexOf('\n', bytes) + 1);
let venue: DataVenue;

beforeAll(async () => {
  venue = await DataVenue.open();
}, 120_000);
afterAll(() => venue.close());

/** A range by a new link; the status where none is given. */
async function read(
  by: typeof venue.buyer,
  at: { listingId: number; revision: number },
  range?: string,
) {
  const made = await venue.link(by, at.listingId, at.revision);
  if (made.status !== 201) return { status: made.status, name: made.body.name, bytes: undefined };
  const path = `${venue.apiUrl}${made.body.path}`;
  const response = await fetch(path, range === undefined ? {} : { headers: { range } });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, name: undefined, bytes, headers: response.headers };
}

async function reads(by: typeof venue.buyer, listingId: number) {
  const { body } = await venue.get(by, `/market/listings/${listingId}/reads`);
  return body.data as Record<string, number>[];
}

async function purchase(by: typeof venue.buyer, listingId: number) {
  const { body } = await venue.get(by, '/purchases');
  return (body.data as Record<string, unknown>[]).find((one) => one.listingId === listingId);
}

test('a buyer reads ranges and the whole, and both sides see how much', async () => {
  const at = await venue.listed(BYTES);
  expect(await read(venue.buyer, at)).toMatchObject({ status: 403, name: 'ACCESS_DENIED' });
  await venue.buy(venue.buyer, at.listingId);
  const part = await read(venue.buyer, at, 'bytes=100-199');
  expect(part.status).toBe(206);
  expect(part.bytes).toEqual(BYTES.subarray(100, 200));
  expect(part.headers?.get('content-range')).toBe(`bytes 100-199/${BYTES.length}`);
  const suffix = await read(venue.buyer, at, 'bytes=-50');
  expect(suffix.bytes).toEqual(BYTES.subarray(-50));
  await read(venue.buyer, at, 'bytes=0-99');
  const first = BLOCK + (BYTES.length % BLOCK);
  expect(await purchase(venue.buyer, at.listingId)).toMatchObject({ usedUnits: first });
  expect((await read(venue.buyer, at, `bytes=${BYTES.length}-`)).status).toBe(416);
  const whole = await read(venue.buyer, at);
  expect(whole.status).toBe(200);
  expect(sha256(whole.bytes as Buffer)).toBe(sha256(BYTES));
  expect(whole.headers?.get('etag')).toBe(`"${sha256(BYTES)}"`);
  const [own] = await reads(venue.buyer, at.listingId);
  expect(own).toMatchObject({ accountId: venue.buyer.accountId, units: BYTES.length });
  expect(await reads(venue.provider, at.listingId)).toEqual([own]);
  expect(await reads(venue.other, at.listingId)).toEqual([]);
  const { body } = await venue.get(venue.provider, '/market/sales');
  const sale = (body.data as Record<string, unknown>[]).find((one) => one.title !== '');
  expect(sale).toMatchObject({ usedUnits: BYTES.length });
}, 120_000);

test('a link is of this venue, for its account, and for its time', async () => {
  const at = await venue.listed(rowsOf(100_000));
  await venue.buy(venue.buyer, at.listingId);
  const made = await venue.link(venue.buyer, at.listingId, at.revision);
  const path = made.body.path as string;
  const name = async (changed: string) =>
    (await answerOf(await fetch(venue.apiUrl + changed))).body.name;
  const other = path.replace(/content\/\d+/, `content/${venue.other.accountId}`);
  expect(await name(other)).toBe('BAD_LINK');
  expect(await name(`${path}x`)).toBe('BAD_LINK');
  expect(await name('/market/content/x')).toBe('BAD_LINK');
  const url = `${venue.apiUrl}/market/listings/${at.listingId}/revisions/1/links?validMs=1000`;
  const headers = await headersBy(venue.buyer, url, { method: 'POST' });
  const short = await answerOf(await fetch(url, { method: 'POST', headers }));
  const left = (short.body.expiresMs as number) - Date.now();
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, left) + 50));
  expect(await name(short.body.path as string)).toBe('BAD_LINK');
  // What was sealed before a refund opens nothing after it.
  const { purchaseId } = (await purchase(venue.buyer, at.listingId)) as { purchaseId: number };
  await venue.done(venue.buyer, 'refundPurchase', { purchaseId, reason: 'no' });
  expect(await name(path)).toBe('ACCESS_DENIED');
}, 60_000);

test('paid use is drawn by the MiB, ends with its cap, and costs once', async () => {
  const use = { priceKind: 'USAGE', priceMicroPat: PAT, refundWindowMs: 0 };
  const at = await venue.listed(BYTES, use);
  const before = await venue.available(venue.buyer);
  await venue.buy(venue.buyer, at.listingId, { capMicroPat: PAT });
  expect((await read(venue.buyer, at, 'bytes=0-9')).status).toBe(206);
  expect((await read(venue.buyer, at, 'bytes=50000-500000')).status).toBe(206);
  const refused = await read(venue.buyer, at, `bytes=1048576-1048600`);
  expect(refused.status).toBe(409);
  const one = (await purchase(venue.buyer, at.listingId)) as Record<string, unknown>;
  expect(one).toMatchObject({ usedUnits: 1, heldMicroPat: String(PAT), reservedMicroPat: '0' });
  await venue.done(venue.buyer, 'endPurchase', { purchaseId: one.purchaseId });
  expect(before - (await venue.available(venue.buyer))).toBe(PAT);
  expect(await read(venue.buyer, at)).toMatchObject({ status: 403 });
}, 60_000);

test.runIf(IS_LONG)(
  'a person who creates sells a data set as an organisation does, and nothing else with that key',
  async () => {
    const creator = await venue.account('CREATOR', 'Ann');
    await venue.verify(creator);
    const shop: DataVenue = Object.assign(Object.create(venue), { provider: creator });
    const at = await shop.listed(rowsOf(100_000));
    const before = await venue.available(venue.buyer);
    await venue.buy(venue.buyer, at.listingId);
    expect(before - (await venue.available(venue.buyer))).toBe(100 * PAT);
    expect((await read(venue.buyer, at, 'bytes=0-9')).bytes).toEqual(BYTES.subarray(0, 10));
    const { body } = await venue.get(creator, '/market/sales');
    expect(body.data).toMatchObject([{ listingId: at.listingId, sales: 1 }]);
    const escrow = {
      providerId: 0,
      segment: 'AUTO_INTENT',
      capacityLots: 1,
      attestedUntilMs: Date.now() + 9e6,
    };
    expect((await venue.command(creator, 'escrowCapacity', escrow)).body).toMatchObject({
      name: 'ROLE',
    });
  },
  60_000,
);
