// Rows: SL1, SL21, SL23, SL26.
/**
 * Catches a bundle that is taken from somebody else than its owner, with another stamp, larger than it may be, or that lies readable
 * on disk; and a `patx sigma publish` that sends what fails here, does a thing twice, or does not say what the venue found.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerOf, type HttpParty } from '../api/http-client.js';
import { patx } from '../cli/patx.js';
import { OldVenue } from './old-venue.js';

let venue: OldVenue;
let at = '';
const folder = mkdtempSync(join(tmpdir(), 'patx-publish-'));

beforeAll(async () => {
  venue = await OldVenue.openOld({ days: 2, burnInDays: 45 });
  at = `/market/listings/${venue.listingId}`;
}, 120_000);
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await venue?.close();
});

async function put(by: HttpParty | undefined, body: string) {
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (by !== undefined) headers.authorization = `Bearer ${await venue.token(by)}`;
  return answerOf(await fetch(`${venue.apiUrl}${at}/bundle`, { method: 'PUT', headers, body }));
}

test('a bundle is taken from its owner alone, with the stamp of the entry, and kept encrypted', async () => {
  const text = JSON.stringify(venue.bundle);
  expect((await put(undefined, text)).status).toBe(401);
  expect((await put(venue.provider, text)).body.name).toBe('UNKNOWN_LISTING');
  expect((await put(venue.buyer, text)).body.name).toBe('ROLE');
  expect((await put(venue.creator, '{')).body.name).toBe('INVALID_FIELD');
  const other = { ...venue.bundle, model_config: { window: 9 } };
  expect((await put(venue.creator, JSON.stringify(other))).body.name).toBe('WRONG_STAMP');
  const large = await put(venue.creator, `"${'x'.repeat(9 * 1_048_576)}"`);
  expect(large.body.name).toBe('TOO_LARGE');
  expect((await venue.get(venue.buyer, `${at}/scoring`)).status).toBe(404);
  expect((await venue.get(venue.creator, `${at}/scoring`)).body.hasBundle).toBe(false);
  const taken = await put(venue.creator, text);
  expect(taken).toMatchObject({ status: 200, body: { hasBundle: true } });
  const directory = join(venue.data, 'feeds', 'bundles');
  const [name = ''] = readdirSync(directory);
  expect(name).toBe(`${venue.bundle.stamp.stamp_sha}.bundle`);
  expect(readFileSync(join(directory, name)).includes('example-momentum')).toBe(false);
});

test('patx sigma publish goes from a directory to recorded gates, and sends nothing that fails (SL1, SL21)', async () => {
  const key = join(folder, 'creator.pem');
  writeFileSync(key, venue.creator.key.export({ type: 'pkcs8', format: 'pem' }));
  const directory = join(folder, 'model');
  const { creator, apiUrl } = venue;
  const made = await patx('sigma', 'example', directory, '--seed', '7', '--key', key);
  expect(made.status).toBe(0);
  const who = ['--api-url', apiUrl, '--as', `${creator.accountId}`, '--key', key];
  const said = await patx('sigma', 'publish', directory, ...who);
  expect(said).toMatchObject({ status: 0, err: '' });
  expect(said.out.match(/ passed$/gm)).toHaveLength(9);
  const listing = /^listing (\d+)$/m.exec(said.out)?.[1] ?? '';
  // Once more: nothing is entered twice.
  const again = await patx('sigma', 'publish', directory, '--listing', listing, ...who);
  expect(again).toMatchObject({ status: 0, err: '' });
  expect(again.out).not.toContain('entered');
  writeFileSync(join(directory, 'pack', 'rules.txt'), 'another file\n');
  const broken = await patx('sigma', 'publish', directory, ...who);
  expect(broken.status).toBe(1);
  expect(broken.out).toContain('nothing was sent');
  const { body } = await venue.get(creator, '/market/studio');
  expect((body.feeds as unknown[]).length).toBe(2);
});
