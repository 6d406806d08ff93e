// Rows: SL21, SL22, SL23, SD3, SD10, SD11, SD16, SD26.
/**
 * Catches a running venue that does not score its feeds by itself, or otherwise than their journal and the recorded prices say: gates,
 * judgement, weekly scores and drift come from its own account and its own thread, are the same when they are computed again from
 * what is published, come once though the exchange is killed, and end in refunds where a model decays. And a bundle that is taken
 * from somebody else, with another stamp, or lies readable on disk.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type JournaledSignal, judgementOf, runAgain } from '../../src/sigma/index.js';
import { answerOf } from '../api/http-client.js';
import { WAIT } from '../content/venue.js';
import { OldVenue, shaOf } from './old-venue.js';

const BURN_IN_DAYS = 45;
const DAYS = BURN_IN_DAYS + 26 * 7;
let venue: OldVenue;
let at = '';

beforeAll(async () => {
  venue = await OldVenue.openOld({
    ...{ days: DAYS, burnInDays: BURN_IN_DAYS, isDecaying: true, pricedDays: BURN_IN_DAYS - 1 },
  });
  at = `/market/listings/${venue.listingId}`;
}, 120_000);
afterAll(() => venue?.close());

interface Change {
  readonly cause: string;
  readonly accountId: number;
  readonly drift: string;
  readonly document: { readonly sim?: { readonly sha: string } } | null;
  readonly documentHash: string;
}

const changes = async (): Promise<readonly Change[]> => {
  const { body } = await venue.get(venue.creator, `${at}/disclosures`);
  return (body.changes ?? []) as Change[];
};
const causes = async () => (await changes()).map(({ cause }) => cause);
const standing = async () => (await venue.get(venue.creator, `${at}/scoring`)).body;

async function put(by: Parameters<OldVenue['token']>[0] | undefined, body: string, path = at) {
  const token = by === undefined ? undefined : await venue.token(by);
  const headers: Record<string, string> = { 'content-type': 'application/json' };
  if (token !== undefined) headers.authorization = `Bearer ${token}`;
  const url = `${venue.apiUrl}${path}/bundle`;
  return answerOf(await fetch(url, { method: 'PUT', headers, body }));
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
  expect((await standing()).hasBundle).toBe(false);
  const taken = await put(venue.creator, text);
  expect(taken).toMatchObject({ status: 200, body: { hasBundle: true } });
  const directory = join(venue.data, 'feeds', 'bundles');
  const [name = ''] = readdirSync(directory);
  expect(name).toBe(`${venue.bundle.stamp.stamp_sha}.bundle`);
  expect(readFileSync(join(directory, name)).includes('example-momentum')).toBe(false);
});

test('gates are recorded at once, a judgement not before prices are known until the review', async () => {
  await vi.waitFor(async () => {
    expect(await causes()).toContain('GATES');
    expect((await standing()).reason).toMatch(/^PRICES_BEHIND/);
  }, WAIT);
  expect(await causes()).not.toContain('JUDGED');
  venue.writePrices(BURN_IN_DAYS + 1);
  await vi.waitFor(async () => expect(await causes()).toContain('JUDGED'), WAIT);
  const judged = (await changes()).find(({ cause }) => cause === 'JUDGED');
  expect(judged?.document).toMatchObject({ isPassed: true });
});

test('what is recorded is computed again, to the byte, from what the venue published', async () => {
  const judged = (await changes()).find(({ cause }) => cause === 'JUDGED') as Change;
  const signals = await signalsRead();
  const run = runAgain(judged.document as never, {
    ...venue,
    signals,
    pricesText: venue.pricesText,
  });
  expect(shaOf(judgementOf(run).document)).toBe(judged.documentHash);
  // One weight that is another one, and it is another document.
  const [first, ...rest] = signals;
  const changed = { ...first, signal: { ...first?.signal, target_weight: 0.1 } } as JournaledSignal;
  const other = { ...run, signals: [changed, ...rest] };
  expect(shaOf(judgementOf(other).document)).not.toBe(judged.documentHash);
});

async function signalsRead(): Promise<readonly JournaledSignal[]> {
  const found: JournaledSignal[] = [];
  for (let cursor = 0, more = true; more; ) {
    const path = `/signals?listingId=${venue.listingId}&limit=200&cursor=${cursor}`;
    const { body } = await venue.get(venue.creator, path);
    for (const one of body.data as (JournaledSignal & { chainHash: string })[]) {
      found.push({ journalAtMs: one.journalAtMs, signal: one.signal, chainSha: one.chainHash });
    }
    ({ cursor, hasMore: more } = body as unknown as { cursor: number; hasMore: boolean });
  }
  return found;
}

test('who holds a seat of a model that decays gets back what was not served, though the exchange is killed meanwhile', async () => {
  const listing = async () =>
    (await venue.get(venue.creator, at)).body as { version: number; status: string };
  const plan = { tier: 'RETAIL', priceMicroPat: 30_000_000, seatCap: 20, trialDays: 0 };
  const of = { listingId: venue.listingId };
  const basedOnVersion = (await listing()).version;
  await venue.done(venue.creator, 'setFeedPlan', {
    ...of,
    basedOnVersion,
    ...plan,
    performanceFeeBps: 0,
  });
  await venue.done(venue.creator, 'submitListing', {
    ...of,
    basedOnVersion: (await listing()).version,
  });
  expect((await listing()).status).toBe('LISTED');
  const rulesHash = (await venue.get(undefined, '/market/terms')).body.rulesHash;
  const accepted = { licenceHash: 'a'.repeat(64), rulesHash, dossierId: 0 };
  const { version } = await listing();
  await venue.done(venue.buyer, 'subscribeFeed', {
    ...{ ...of, basedOnVersion: version, tier: 'RETAIL', seats: 1, trial: false, renews: true },
    ...accepted,
  });
  const seats = async () =>
    (await venue.get(venue.buyer, '/market/subscriptions')).body.data as {
      status: string;
      cause: string;
    }[];
  expect(await seats()).toMatchObject([{ status: 'SEATED' }]);
  venue.writePrices();
  await vi.waitFor(async () => expect((await changes())[0]?.cause).toBe('SCORED'), WAIT);
  await venue.kill();
  await venue.start();
  await vi.waitFor(async () => {
    expect((await changes()).map(({ drift }) => drift)).toContain('DELISTED');
  }, WAIT);
  const all = await changes();
  const drifts = all.filter(({ cause }) => cause === 'DRIFTED').map(({ drift }) => drift);
  // The newest first: down before out, and each once.
  expect(drifts[0]).toBe('DELISTED');
  expect(drifts).toContain('DOWNGRADED');
  expect(all.filter(({ cause }) => cause === 'JUDGED')).toHaveLength(1);
  expect(all.filter(({ cause }) => cause === 'GATES')).toHaveLength(1);
  const byScorer = all.filter(({ cause }) =>
    ['GATES', 'JUDGED', 'SCORED', 'DRIFTED'].includes(cause),
  );
  expect(new Set(byScorer.map(({ accountId }) => accountId)).size).toBe(1);
  await vi.waitFor(async () => expect(await seats()).toMatchObject([{ cause: 'REFUNDED' }]), WAIT);
  const { body } = await venue.get(venue.buyer, '/market/payouts');
  const moved = (body.data as { cause: string; escrowMicroPat: string }[]).map(
    ({ cause, escrowMicroPat }) => [cause, Number(escrowMicroPat)],
  );
  expect(moved.reduce((sum, [, amount]) => sum + Number(amount), 0)).toBe(0);
});
