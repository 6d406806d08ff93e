/**
 * Catches a decaying model that is sold on, or whose followers are not refunded for the days they were not served: from the first
 * watch to the statement over the sockets of a running venue, recorded by its own scorer, with every micro-PAT in the ledger.
 */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { patText } from '../../src/sigma/index.js';
import { type HttpParty, headersBy } from '../api/http-client.js';
import { PAT, WAIT } from '../content/venue.js';
import { LICENCE } from '../support/market.js';
import { OldVenue } from './old-venue.js';

const BURN_IN_DAYS = 45;
/** Its weeks lose from the seventh on: the third of them is a watch, the fourth the first alarm, the sixth the second. */
const WATCHED_DAYS = 9 * 7 + 6;
const DOWNGRADED_DAYS = 10 * 7 + 6;
const DAYS = 13 * 7 + 1;
const SERVED_DAYS = 12;
const SEAT_DAYS = 30;
const PRICE = 30 * PAT;
const FEE_PPM = 50_000;
/** Whole days are earned, a thirtieth of the price each. */
const EARNED = SERVED_DAYS * (PRICE / SEAT_DAYS);
const FUNDS = 10_000 * PAT;
let venue: OldVenue;
let late: HttpParty;
let later: HttpParty;
let at = '';

interface Change {
  readonly cause: string;
  readonly drift: string;
  readonly accountId: number;
  readonly document: {
    readonly evidence: readonly { to: string; sum: number; limit: number; z: number }[];
  };
}

beforeAll(async () => {
  venue = await OldVenue.openOld({
    ...{ days: DAYS, burnInDays: BURN_IN_DAYS, isDecaying: true, hasBundle: true },
    ...{ pricedDays: BURN_IN_DAYS, soldDaysAgo: SERVED_DAYS },
  });
  at = `/market/listings/${venue.listingId}`;
  late = await venue.account('CONSUMER', 'Late Ltd');
  later = await venue.account('CONSUMER', 'Later Ltd');
}, 120_000);
afterAll(() => venue?.close());

/** Changes of drift, the oldest first. */
const changes = async (): Promise<readonly Change[]> => {
  const { body } = await venue.get(venue.creator, `${at}/disclosures`);
  return ((body.changes ?? []) as Change[]).filter(({ cause }) => cause === 'DRIFTED').reverse();
};
const reaches = (...levels: string[]) =>
  vi.waitFor(async () => {
    expect((await changes()).map(({ drift }) => drift)).toEqual(levels);
  }, WAIT);
const read = (by: HttpParty) => venue.get(by, `/signals?listingId=${venue.listingId}&limit=1`);
const cashOf = async (by: HttpParty) => {
  const { body } = await venue.get(by, '/v1/account/balances');
  return [Number(body.availableMicroPat), Number(body.escrowMicroPat)];
};
const subscribe = async (by: HttpParty) =>
  await venue.command(by, 'subscribeFeed', {
    ...{ ...(await venue.purchaseBody(venue.listingId)), capMicroPat: undefined },
    ...{ tier: 'RETAIL', seats: 1, trial: false, renews: true },
    licenceHash: Buffer.from(LICENCE).toString('hex'),
  });

test('a watch is shown with its numbers, and sells on (SD11)', async () => {
  venue.writePrices(WATCHED_DAYS);
  await reaches('WATCH');
  const [watch] = await changes();
  const evidence = watch?.document.evidence.at(-1);
  expect(evidence).toMatchObject({ to: 'WATCH', limit: 2.5 });
  expect(evidence?.sum).toBeGreaterThan(2.5);
  expect((await read(late)).body.name).toBe('SEAT_NEEDED');
  expect(await subscribe(late)).toMatchObject({ status: 200 });
  await vi.waitFor(async () => expect((await read(late)).status).toBe(200), WAIT);
  expect(await cashOf(late)).toEqual([1_000 * PAT - PRICE, PRICE]);
});

test('the first alarm ends the sale, and whoever holds a seat is served on (SD11)', async () => {
  venue.writePrices(DOWNGRADED_DAYS);
  await reaches('WATCH', 'DOWNGRADED');
  expect((await subscribe(later)).body.name).toBe('NOT_ON_SALE');
  expect((await read(venue.buyer)).status).toBe(200);
  expect((await venue.get(venue.buyer, at)).body.status).toBe('LISTED');
  expect(await cashOf(venue.buyer)).toEqual([FUNDS - PRICE, PRICE]);
});

test('the second one in a row ends the feed: days that were not served come back, the others are paid (SD16)', async () => {
  const before = await cashOf(venue.creator);
  venue.writePrices();
  await reaches('WATCH', 'DOWNGRADED', 'DELISTED');
  await vi.waitFor(async () => {
    expect(await cashOf(late)).toEqual([1_000 * PAT, 0]);
    expect(await cashOf(venue.buyer)).toEqual([FUNDS - EARNED, 0]);
    expect(await cashOf(venue.other)).toEqual([FUNDS - EARNED, 0]);
  }, WAIT);
  const net = 2 * (EARNED - (EARNED * FEE_PPM) / 1_000_000);
  expect(await cashOf(venue.creator)).toEqual([Number(before[0]) + net, 0]);
  const { accountId } = (await changes()).at(-1) as Change;
  expect([venue.creator, venue.operator, venue.second].map((one) => one.accountId)).not.toContain(
    accountId,
  );
  expect((await venue.get(venue.buyer, at)).body.status).toBe('DELISTED');
  for (const by of [venue.buyer, late]) {
    const refused = await read(by);
    expect([refused.status, refused.body.name]).toEqual([402, 'SEAT_NEEDED']);
  }
  const seats = (await venue.get(venue.buyer, '/market/subscriptions')).body.data as unknown[];
  expect(seats).toMatchObject([{ cause: 'REVOKED', endedMs: expect.any(Number) }]);
  expect((await subscribe(later)).body.name).toBe('LISTING_STATE');
});

test('statements of all of them lead to what the ledger has, line by line (SO4)', async () => {
  const month = new Date().toISOString().slice(0, 7);
  let sum = 0;
  for (const [by, funds] of [
    ...[[venue.buyer, FUNDS] as const, [venue.other, FUNDS] as const],
    ...[[late, 1_000 * PAT] as const, [venue.creator, FUNDS] as const],
  ] as const) {
    const { body } = await venue.get(by, `/market/statements?month=${month}`);
    const [available = 0] = await cashOf(by);
    expect([by.accountId, body.closingMicroPat]).toEqual([by.accountId, available - funds]);
    const lines = body.lines as { kind: string; amountMicroPat: number }[];
    const moved = lines.reduce((total, line) => total + line.amountMicroPat, 0);
    expect(Number(body.openingMicroPat) + moved).toBe(body.closingMicroPat);
    sum += Number(body.closingMicroPat);
    const kinds = new Set(lines.map(({ kind }) => kind));
    if (by === late) expect(kinds).toEqual(new Set(['HOLD', 'REFUND']));
    if (by === venue.creator) {
      expect(kinds).toEqual(new Set(['SALE']));
      // The deposit of the entry went and came before this month.
      expect(body.openingMicroPat).toBe(0);
    }
    const path = `/market/statements?month=${month}&format=csv`;
    const headers = await headersBy(by, `${venue.apiUrl}${path}`, { method: 'GET' });
    const csv = await (await fetch(`${venue.apiUrl}${path}`, { headers })).text();
    const closing = csv.trimEnd().split('\r\n').at(-1);
    expect(closing).toContain(`CLOSING,${by.accountId},${month},`);
    expect(closing).toContain(patText(Number(body.closingMicroPat)));
  }
  // What is missing is the venue's fee.
  expect(sum).toBe((-2 * EARNED * FEE_PPM) / 1_000_000);
});
