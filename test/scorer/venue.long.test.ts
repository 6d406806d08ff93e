// Rows: SL21, SL22, SL23, SD3, SD10, SD26.
/**
 * Catches a running venue that does not score its feeds by itself, or otherwise than their journal and the recorded prices say: gates,
 * judgement, weekly scores and drift come from its own account and its own thread, are the same when they are computed again from
 * what is published, come once though the exchange is killed, and end in refunds where a model decays.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type JournaledSignal, judgementOf, runAgain } from '../../src/sigma/index.js';
import { WAIT } from '../content/venue.js';
import { OldVenue, shaOf } from './old-venue.js';

const BURN_IN_DAYS = 45;
const DAYS = BURN_IN_DAYS + 5 * 7;
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

test('gates are recorded at once, a judgement not before prices are known until the review (SL22, SL23)', async () => {
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

test('what is recorded is computed again, to the byte, from what the venue published (SD3)', async () => {
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
