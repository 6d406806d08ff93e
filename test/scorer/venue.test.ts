// Rows: SL21, SL22, SL23, SD3, SD10, SD11, SD16, SD26, SO4.
/**
 * Catches a running venue that does not score its feeds by itself, or otherwise than their journal and the recorded prices say: gates,
 * judgement, weekly scores and drift come from its own account and its own thread, are the same when they are computed again from
 * what is published, come once though the exchange is killed, and end in refunds where a model decays.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type JournaledSignal, judgementOf, runAgain } from '../../src/sigma/index.js';
import { headersBy } from '../api/http-client.js';
import { WAIT } from '../content/venue.js';
import { OldVenue, shaOf } from './old-venue.js';

const BURN_IN_DAYS = 45;
const DAYS = BURN_IN_DAYS + 5 * 7;
const LONG_MS = 300_000;
let venue: OldVenue;
let at = '';

beforeAll(async () => {
  venue = await OldVenue.openOld({
    ...{ days: DAYS, burnInDays: BURN_IN_DAYS, isDecaying: true, pricedDays: BURN_IN_DAYS - 1 },
    hasBundle: true,
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

test(
  'who holds a seat of a model that decays gets back what was not served, though the exchange is killed meanwhile',
  async () => {
    const listing = async () =>
      (await venue.get(venue.creator, at)).body as {
        version: number;
        status: string;
        licenceHash: string;
      };
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
    const { terms } = (await venue.get(undefined, '/market/terms')).body as {
      terms: { rulesHash: string };
    };
    const { version, licenceHash } = await listing();
    const accepted = { licenceHash, rulesHash: terms.rulesHash, dossierId: 0 };
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
    await vi.waitFor(
      async () => expect(await seats()).toMatchObject([{ cause: 'REFUNDED' }]),
      WAIT,
    );
    await expectStatement();
  },
  LONG_MS,
);

/** Every line of the CSV is a row of the ledger, and they lead to its sum: what was paid came back whole. */
async function expectStatement(): Promise<void> {
  const month = new Date().toISOString().slice(0, 7);
  const { body } = await venue.get(venue.buyer, '/market/payouts');
  const ledger = (body.data as { cause: string; cashMicroPat: string }[]).toReversed();
  const url = `${venue.apiUrl}/market/statements?month=${month}&format=csv`;
  const headers = await headersBy(venue.buyer, url, { method: 'GET' });
  const answer = await fetch(url, { headers });
  expect(answer.headers.get('content-type')).toContain('text/csv');
  const lines = (await answer.text()).trimEnd().split('\r\n').slice(1);
  const paid = lines.filter((line) => /^\d/.test(line)).map((line) => line.split(','));
  expect(paid.map((cells) => [cells[4], Math.round(Number(cells[5]) * 1e6)])).toEqual(
    ledger.map(({ cause, cashMicroPat }) => [cause, Number(cashMicroPat)]),
  );
  expect(ledger.map(({ cause }) => cause)).toEqual(['MARKET_SEAT', 'MARKET_SEAT_REFUND']);
  expect(lines.at(-1)).toMatch(/,CLOSING,.*,0\.000000$/);
  expect(
    (await venue.get(venue.other, `/market/statements?month=${month}&accountId=1`)).status,
  ).toBe(403);
}
