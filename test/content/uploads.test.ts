/**
 * Catches a file that cannot be brought into a running venue, that is lost or half there after a kill, that somebody else sees,
 * that takes more room than its owner may have; a measurement that is not signed, not journaled, or cannot be ended.
 */
// Rows of docs/marketplace-rows.md: QL7, QL10, GV11.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { checkResult, type SignedResult } from '../../src/quality/index.js';
import { IS_LONG } from '../support/long.js';
import { PERSONAL } from '../support/market.js';
import { DataVenue, sha256, WAIT } from './venue.js';

const CANARY = 'canary-7f3a';
const rows = (count: number, text = 'A'): Buffer =>
  Buffer.from(
    `model,fuel\n${Array.from({ length: count }, (_, i) => `${text}${i},${i % 97}\n`).join('')}`,
  );
let venue: DataVenue;

beforeAll(async () => {
  venue = await DataVenue.open(['--store-owner-mib', '64', '--store-file-mib', '32']);
}, 120_000);
afterAll(() => venue.close());

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

test('an upload goes on after a kill, is measured, and the result is signed and journaled', async () => {
  const bytes = rows(20_000, CANARY);
  const token = await venue.token(venue.provider);
  const path = await venue.beginUpload(token, bytes.length);
  const half = bytes.length >> 1;
  expect((await venue.append(token, path, 0, bytes.subarray(0, half))).status).toBe(204);
  await venue.kill();
  for (const file of filesIn(join(venue.data, 'store'))) {
    expect(readFileSync(file).includes(CANARY)).toBe(false);
  }
  await venue.start();
  const again = await venue.token(venue.provider);
  const head = await venue.tus(again, 'HEAD', path);
  expect(Number(head.headers.get('upload-offset'))).toBe(half);
  const stranger = await venue.token(venue.other).then((one) => venue.tus(one, 'HEAD', path));
  expect(stranger.status).toBe(403);
  const last = await venue.append(again, path, half, bytes.subarray(half));
  expect(last.headers.get('patx-content-hash')).toBe(sha256(bytes));
  expect((await venue.get(venue.provider, '/market/files')).body.data).toEqual([
    { contentHash: sha256(bytes), sizeBytes: bytes.length },
  ]);

  const listingId = await venue.publish();
  const early = await venue.ingest(listingId, 1);
  expect(early).toMatchObject({ status: 404, body: { name: 'UNKNOWN_REVISION' } });
  const revision = await venue.addRevision(listingId, bytes);
  expect((await venue.ingest(listingId, revision)).body).toMatchObject({ state: 'MEASURING' });
  // Killed at any step, it is measured once the venue is there again.
  await venue.kill();
  await venue.start();
  expect(await venue.ended(listingId, revision)).toMatchObject({ state: 'MEASURED' });
  const { body } = await venue.get(undefined, `/market/listings/${listingId}/revisions/1/result`);
  expect(body).toMatchObject({ name: 'UNKNOWN_LISTING' });
  const own = await venue.get(
    ...([venue.provider, `/market/listings/${listingId}/revisions/1/result`] as const),
  );
  const signed = own.body as unknown as SignedResult;
  const result = checkResult(signed, [signed.signature.publicKey]);
  expect(result).toMatchObject({ contentHash: sha256(bytes), rows: 20_000, sketch: [] });
  const revisions = await vi.waitFor(async () => {
    const page = await venue.get(venue.provider, `/market/listings/${listingId}/revisions`);
    const [one] = page.body.data as Record<string, unknown>[];
    expect(one?.resultHash).toBe(signed.resultHash);
    return one;
  }, WAIT);
  expect(revisions).toMatchObject({ rowCount: 20_000, completenessPpm: 1_000_000 });
  const twice = await venue.ingest(listingId, revision);
  expect(twice).toMatchObject({ status: 409, body: { name: 'INGESTION_STATE' } });
  await venue.list(listingId);
  const shown = await venue.get(undefined, `/market/listings/${listingId}/revisions/1/result`);
  expect(shown.status).toBe(200);
}, 180_000);

test('what is no table, or holds personal data nobody declared, is refused and leaves nothing', async () => {
  const before = filesIn(join(venue.data, 'store')).length;
  const mails = Buffer.from(
    `mail\n${Array.from({ length: 200 }, (_, i) => `person${i}@example.com\n`).join('')}`,
  );
  const cases = [
    [Buffer.from('\u0089PNG\r\n\u001a\n'.repeat(20), 'latin1'), 'format-not-accepted'],
    [mails, 'personal-data'],
  ] as const;
  for (const [bytes, code] of cases) {
    const listingId = await venue.publish({}, PERSONAL);
    await venue.upload(venue.provider, bytes);
    const revision = await venue.addRevision(listingId, bytes);
    await venue.ingest(listingId, revision);
    const ended = await venue.ended(listingId, revision);
    expect(ended).toMatchObject({ state: 'REFUSED', problem: { code } });
    expect((await venue.link(venue.buyer, listingId, revision)).status).toBe(403);
  }
  // The two files and what is said of them.
  expect(filesIn(join(venue.data, 'store')).length).toBe(before + 4);
  const listingId = await venue.publish({}, PERSONAL);
  const revision = await venue.addRevision(listingId, mails);
  await venue.ingest(listingId, revision, { columns: [{ name: 'mail', personal: ['email'] }] });
  expect(await venue.ended(listingId, revision)).toMatchObject({ state: 'MEASURED' });
  const bad = await venue.ingest(listingId, revision, { columns: [{ nom: 'x' }] });
  expect(bad).toMatchObject({ status: 400, body: { name: 'FILE_REFUSED' } });
}, 120_000);

test('who uploads has so many bytes and uploads; who may not upload has none', async () => {
  const token = await venue.token(venue.provider);
  const begin = (size: number, by = token) =>
    venue.tus(by, 'POST', '/market/uploads', { 'Upload-Length': String(size) });
  expect((await begin(33 * 1_048_576)).status).toBe(413);
  const paths: string[] = [];
  let refused = 0;
  for (let i = 0; i < 20 && refused === 0; i += 1) {
    const answer = await begin(30 * 1_048_576);
    if (answer.status === 201) paths.push(answer.headers.get('location') ?? '');
    else refused = answer.status;
  }
  expect(refused).toBe(429);
  expect(paths).toHaveLength(2);
  for (const path of paths) expect((await venue.tus(token, 'DELETE', path)).status).toBe(204);
  const buyer = await begin(10, await venue.token(venue.buyer));
  expect(await buyer.json()).toMatchObject({ name: 'ROLE' });
  const reading = await begin(10, await venue.token(await venue.reading(venue.provider)));
  expect(await reading.json()).toMatchObject({ name: 'SCOPE' });
  const nobody = await fetch(`${venue.apiUrl}/market/uploads`, { method: 'POST' });
  expect(nobody.status).toBe(401);
  expect(existsSync(join(venue.data, 'keys', 'store', 'objects', 'ring.json'))).toBe(true);
}, 20_000);

test('an ingestion is ended by its provider, and begun again', async () => {
  const bytes = rows(60_000, 'long');
  const listingId = await venue.publish();
  await venue.upload(venue.provider, bytes);
  const revision = await venue.addRevision(listingId, bytes);
  await venue.ingest(listingId, revision);
  const path = `/market/listings/${listingId}/revisions/${revision}/ingestion`;
  const { headersBy } = await import('../api/http-client.js');
  const end = async (by = venue.provider) => {
    const headers = await headersBy(by, `${venue.apiUrl}${path}`, { method: 'DELETE' });
    return await fetch(`${venue.apiUrl}${path}`, { method: 'DELETE', headers });
  };
  expect((await end(venue.buyer)).status).toBe(403);
  expect((await end()).status).toBe(204);
  expect(await venue.ended(listingId, revision)).toMatchObject({ state: 'CANCELLED' });
  expect((await end()).status).toBe(409);
  await venue.ingest(listingId, revision);
  expect(await venue.ended(listingId, revision)).toMatchObject({ state: 'MEASURED' });
}, 120_000);

test.runIf(IS_LONG)(
  'a later revision is held to what an earlier one was measured by, after a kill and a revocation too',
  async () => {
    const bytes = Buffer.from(
      `model,kind\n${'abcd'
        .repeat(50)
        .split('')
        .map((kind, i) => `m${i},${kind}\n`)
        .join('')}`,
    );
    const listingId = await venue.publish();
    await venue.upload(venue.provider, bytes);
    const consistency = async (revision: number) => {
      const { body } = await venue.get(
        ...([
          venue.provider,
          `/market/listings/${listingId}/revisions/${revision}/result`,
        ] as const),
      );
      const { dimensions } = (body as unknown as SignedResult).result.quality;
      return dimensions.consistency?.scorePpm;
    };
    await venue.addRevision(listingId, bytes);
    await venue.addRevision(listingId, bytes);
    const strict = { columns: [{ name: 'kind', enum: ['a', 'b', 'c'] }] };
    expect((await venue.ingest(listingId, 1, strict)).status).toBe(202);
    // Not both at once: the second one is held to what the first one becomes.
    const { body } = await venue.ingest(listingId, 2);
    expect(['INGESTION_STATE', undefined]).toContain(body.name);
    expect(await venue.ended(listingId, 1)).toMatchObject({ state: 'MEASURED' });
    await venue.done(venue.provider, 'revokeRevision', {
      ...{ listingId, revision: 1, replacedBy: 0, reason: 'too strict' },
    });
    await venue.kill();
    await venue.start();
    if (body.name !== undefined) expect((await venue.ingest(listingId, 2)).status).toBe(202);
    expect(await venue.ended(listingId, 2)).toMatchObject({ state: 'MEASURED' });
    // 50 of 400 cells fail, whoever says so.
    expect([await consistency(1), await consistency(2)]).toEqual([875_000, 875_000]);
  },
  90_000,
);
