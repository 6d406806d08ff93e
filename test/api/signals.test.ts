// Rows: SL2, SL3, SL4, SL5, SL6, SL7, SL8, SL9, SL10, SL11, SL12, SL15, SL26, SL28, SD1, SD2, SD4, SD5, SD20, SD21, SD22, SD23, SD25, SE2, SE4, SE5, SE6, SE11, SO7, SO8, SO9, SO10, SO11, SO15, SO16.
/**
 * Catches signals that anybody reads who has no seat that is paid (SE4, SE5, SE6), on every way there is to them, texts that lie
 * readable in the journal or the history, a free tier that is not late, a page of scores, disclosures or subscriptions that
 * lacks what it must have (SL1–SL13, SD1–SD10, SD20–SD23, SE2, SO9–SO11), and a fold that is another one when rebuilt.
 */
import { createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { afterAll, describe, expect, test } from 'vitest';
import { createApi, documentOf as documentOf_ } from '../../src/api/index.js';
import { MarketClient, type MarketError, sealSignal } from '../../src/client/index.js';
import { LISTING_FIELD } from '../../src/engine/core/index.js';
import { FeedKey, newFeedKey } from '../../src/sigma/index.js';
import { FEED_TIER, KEY_SCOPE } from '../../src/values/index.js';
import { digestOf, followed } from '../reader/histories.js';
import { journalOf, ListSource } from '../reader/journals.js';
import { CARD, RETAIL_PRICE, STAMP, TestFeeds } from '../support/feeds.js';
import { documentOf, OPERATOR, PAT, sha } from '../support/market.js';
import { DAY_MS } from '../support/venue.js';
import { type JsonSchema, mismatch } from './schema.js';
import { ACCESS, type Party } from './venue.js';

const CANARY = 'canary-zanzibar';
const MODEL = 'trend-1';
const LINEAGE = {
  pack_sha: 'a1',
  indicator_set_sha: 'b2',
  model_config_sha: 'c3',
  policy_sha: 'd4',
};
const key = new FeedKey(newFeedKey());
const stamp = Buffer.from(STAMP).toString('hex');
const measure = (value: number) => ({ status: 'RATED', value, inputs: { n: 250 } });
const SCORE = {
  ...{ trust: measure(61.5), regimeStability: measure(0.4), simVariance: measure(0.01) },
  ...{ risk: { band: 'LOW' }, disclosures: { completeness: measure(1), missing: [] } },
  parity: { basis: 'SIM_ONLY', parity: measure(0) },
  ...{ capacity: measure(2_000_000), headroom: measure(0.6), stability: measure(0.8) },
};
const REPORT = {
  modelId: MODEL,
  lineage: LINEAGE,
  assets: ['AAA', 'BBB'],
  disclosures: { modelCard: {} },
};

const text = (sequence: number, asset: string, atMs: number) => ({
  ...{ model_id: MODEL, sequence, asset, target_weight: 0.5, horizon: DAY_MS, stamp },
  ...{ valid_until: atMs + DAY_MS, data_as_of: atMs, note: CANARY },
});

function play() {
  const market = new TestFeeds();
  const { id: listing } = market.draft();
  const document = market.core.state.listings.hash(listing, LISTING_FIELD.documentHash);
  market.enter(listing, { modelHash: sha(MODEL), packHash: sha('pack') });
  market.gates(listing, { listingDocumentHash: document, ...documentOf(REPORT) });
  market.advance(30 * DAY_MS);
  market.judge(listing);
  market.plan(listing);
  market.plan(listing, { tier: FEED_TIER.PRO, priceMicroPat: 3 * RETAIL_PRICE });
  market.submit(listing);
  market.review(listing);
  market.ask(market.scorer, 'recordFeedScore', {
    ...{ listingId: listing, week: market.week, trustPpm: 61_500_000, seatLimit: 20 },
    ...documentOf(SCORE),
  });
  const poor = market.open(2, 'poor');
  market.fund(poor, RETAIL_PRICE);
  market.subscribe(market.buyer, listing);
  const due = market.subscribe(poor, listing);
  expect([market.may(market.buyer, listing), due.code]).toEqual(['yes', 0]);
  return { market, listing, poor };
}

async function scene() {
  const sealedOf = async (sequence: number, asset: string, atMs: number, listingId: number) =>
    sealSignal(text(sequence, asset, atMs), { publicKey: key.publicKey, listingId });
  // The times of the journal are known beforehand, so that what is sealed can be made before it is played.
  const { market: dry, listing } = play();
  const atMs = dry.timeMs;
  const sealed = [
    await sealedOf(1, 'AAA', atMs, listing),
    await sealedOf(2, 'BBB', atMs, listing),
    await sealedOf(3, 'AAA', atMs - 5, listing),
    await sealedOf(4, 'AAA', atMs + 2 * DAY_MS, listing),
  ];
  let found: { market: TestFeeds; poor: number } | undefined;
  const parties: Record<string, Party> = {};
  const playing = () => {
    const { market, poor } = play();
    for (const [i, bytes] of sealed.entries()) {
      if (i === 3) market.advance(2 * DAY_MS);
      expect(market.signal(listing, { sealed: bytes }).code).toBe(0);
    }
    for (const [name, accountId] of Object.entries({
      ...{ holder: market.buyer, stranger: market.other, creator: market.creator, poor },
    })) {
      parties[name] = addKey(market, accountId);
    }
    found = { market, poor };
  };
  const frames = journalOf(playing);
  const reader = await followed(new ListSource(frames));
  afterAll(() => reader.close());
  const failures: unknown[] = [];
  let nowMs = found?.market.timeMs ?? 0;
  const api = createApi({
    ...{ reader: () => reader, access: ACCESS, requestsPerMinute: 1_000_000, feedKey: () => key },
    nowMs: () => nowMs,
    failed: (error) => failures.push(error),
  });
  const client = (name?: string) =>
    new MarketClient({
      url: 'http://venue.example',
      fetch: async (url, init) => api.request(new Request(url as string, init)),
      signer: name === undefined ? undefined : signerOf(parties[name] as Party, () => nowMs),
    });
  const wait = (ms: number) => {
    nowMs += ms;
  };
  return { reader, frames, listing, client, wait, failures, api };
}

function addKey(market: TestFeeds, accountId: number): Party {
  const { privateKey } = generateKeyPairSync('ed25519');
  const publicKey = raw(privateKey);
  const scopes = [KEY_SCOPE.READ];
  market.send(OPERATOR, 'addKey', { targetAccountId: accountId, publicKey, scopes });
  const keyId = market.core.state.registry.account(accountId)?.keys.length ?? 0;
  return { accountId, keyId, key: privateKey };
}

const raw = (of: KeyObject): Uint8Array =>
  Buffer.from(createPublicKey(of).export({ format: 'jwk' }).x as string, 'base64url');

const signerOf = (party: Party, nowMs: () => number) => ({
  ...{ accountId: party.accountId, keyId: party.keyId, nowMs },
  sign: (bytes: Uint8Array) => sign(null, bytes, party.key),
});

const venue = await scene();
const documented = documentOf_(venue.api) as {
  readonly paths: Record<string, Record<string, Described>>;
  readonly components: { readonly schemas: Record<string, JsonSchema> };
};
interface Described {
  readonly responses: Record<string, { content: Record<string, { schema: JsonSchema }> }>;
}
const all = async (signals: AsyncGenerator<Readonly<Record<string, unknown>>>) => {
  const found: Readonly<Record<string, unknown>>[] = [];
  for await (const one of signals) found.push(one);
  return found;
};
const refusal = async (of: Promise<unknown>): Promise<readonly [number, string, string]> => {
  const error = (await of.then(
    () => expect.fail('it was answered'),
    (thrown: unknown) => thrown,
  )) as MarketError;
  return [error.status, error.code, String(error.problem.detail).split(':')[0] ?? ''];
};

describe('signals', () => {
  test('are read by who holds a seat: text, time of the journal, lineage, chain; the void one says why (SE5)', async () => {
    const { client, listing } = venue;
    const read = await all(client('holder').signals({ modelId: MODEL }));
    expect(read.map(({ sequence, void: why }) => [sequence, why])).toEqual([
      ...[
        [1, ''],
        [2, ''],
        [3, 'OTHER_ENVELOPE'],
        [4, ''],
      ],
    ]);
    const [first] = read as { signal: { note: string }; lineage: unknown; stamp: string }[];
    expect([first?.signal.note, first?.lineage, first?.stamp]).toEqual([CANARY, LINEAGE, stamp]);
    const later = await all(client('holder').signals({ listingId: listing }, { cursor: 3 }));
    expect(later).toEqual([read[3]]);
    expect(await all(client('creator').signals({ listingId: listing }))).toHaveLength(4);
  });

  test('are read by nobody else, with a typed reason; nor are they of a model there is none of', async () => {
    const { client, listing } = venue;
    const of = (name: string | undefined) =>
      refusal(all(client(name).signals({ listingId: listing })));
    expect(await of('stranger')).toEqual([402, 'SEAT_NEEDED', 'NO_ENTITLEMENT']);
    expect((await of(undefined))[0]).toBe(401);
    const none = refusal(all(client('holder').signals({ modelId: 'no-such-model' })));
    expect((await none)[1]).toBe('UNKNOWN_LISTING');
  });

  test('come a day late and for one asset without a seat (SE11)', async () => {
    const { client, listing } = venue;
    const free = await all(client('stranger').signals({ listingId: listing }, { tier: 'FREE' }));
    expect(free.map(({ sequence }) => sequence)).toEqual([1, 3]);
  });

  test('that did not change are not sent again, and the tier has a rate', async () => {
    const { api, client, listing, wait } = venue;
    wait(120_000);
    const statuses: number[] = [];
    const bodies: unknown[] = [];
    const counting = new MarketClient({
      url: 'http://venue.example',
      signer: (client('holder') as unknown as { signer: never }).signer,
      fetch: async (url, init) => {
        const response = await api.request(new Request(url as string, init));
        statuses.push(response.status);
        if (response.status === 200) bodies.push(await response.clone().json());
        return response;
      },
    });
    const once = await all(counting.signals({ listingId: listing }));
    const described = documented.paths['/signals']?.get as Described;
    const schema = described.responses['200']?.content['application/json']?.schema;
    expect(
      mismatch(documented.components.schemas, schema as JsonSchema, bodies[0]),
    ).toBeUndefined();
    expect(await all(counting.signals({ listingId: listing }))).toEqual(once);
    expect(statuses).toEqual([200, 304]);
    const reads = Array.from({ length: 60 }, () => all(counting.signals({ listingId: listing })));
    const failed = (await Promise.allSettled(reads)).filter(({ status }) => status === 'rejected');
    expect(failed).toHaveLength(2);
    wait(120_000);
  });

  test('lie readable nowhere: not in the journal, not in the history', () => {
    const { frames, reader } = venue;
    for (const frame of frames) {
      const bytes = Buffer.concat(
        Object.values(frame).filter((part) => part instanceof Uint8Array) as Uint8Array[],
      );
      expect(bytes.includes(CANARY)).toBe(false);
    }
    const rows = reader.database.prepare('SELECT sealed FROM feed_signals').rows([]);
    expect(rows).toHaveLength(4);
    const opened = rows.map(([sealed]) => Buffer.from(String(sealed), 'base64').includes(CANARY));
    expect(opened).toEqual([false, false, false, false]);
  });
});

describe('what everybody sees', () => {
  test('a listing with model, pack, lineage, tiers, capacity, disclosures, trust (SL3–SL13, SL28, SD25)', async () => {
    const { client, listing } = venue;
    expect(await client().listing(listing)).toMatchObject({ title: CARD.title, document: CARD });
    const { feed, changes } = (await client().listing(listing)) as unknown as {
      feed: Record<string, unknown>;
      changes: unknown[];
    };
    expect(feed).toMatchObject({
      ...{ modelId: MODEL, packId: 'a1', lineage: LINEAGE, stamp, trustPpm: 61_500_000 },
      ...{ seatLimit: 20, heldSeats: 2, freeSeats: 18, riskBand: 'LOW', score: SCORE },
      instrument: [`FEED:${listing}|1M|RETAIL`, `FEED:${listing}|1M|PRO`],
      disclosures: `/market/listings/${listing}/disclosures`,
    });
    expect(String(feed.legend)).toContain('hypothetical');
    expect(changes.length).toBeGreaterThan(2);
  });

  test('disclosures: report, variance, parity, change log, the legend (SL15, SL26, SD1–SD4, SD10)', async () => {
    const { client, listing } = venue;
    const said = await client().disclosures(listing);
    expect(said).toMatchObject({ report: REPORT, simVariance: SCORE.simVariance });
    expect(said).toMatchObject({ parity: SCORE.parity, score: SCORE });
    const causes = (said.changes as { cause: string }[]).map(({ cause }) => cause);
    expect(new Set(causes)).toEqual(new Set(['ENTERED', 'GATES', 'JUDGED', 'PLANNED', 'SCORED']));
    expect(String(said.legend)).toContain('hypothetical');
  });

  test('scores by capacity, risk band, regime stability, disclosures; listings by words (SL2, SD5, SD20–SD23)', async () => {
    const { client, listing } = venue;
    const of = async (filter: Parameters<MarketClient['scores']>[0]) =>
      (await all(client().scores(filter))).map(({ listingId }) => listingId);
    expect(await of({})).toEqual([listing]);
    const found = async (q: string) => await all(client().listings({ q }));
    expect(await found('momentum')).toMatchObject([{ listingId: listing }]);
    expect(await found('zanzibar')).toEqual([]);
    for (const [fits, not] of [
      [{ minFreeSeats: 18 }, { minFreeSeats: 19 }],
      [{ riskBand: 'LOW' }, { riskBand: 'HIGH' }],
      [{ minRegimePpm: 400_000 }, { minRegimePpm: 400_001 }],
      [{ minDisclosurePpm: 1_000_000 }, { minTrustPpm: 61_500_001 }],
      [{ maxPriceMicroPat: RETAIL_PRICE }, { maxPriceMicroPat: RETAIL_PRICE - 1 }],
    ] as const) {
      expect([fits, await of(fits)]).toEqual([fits, [listing]]);
      expect([not, await of(not)]).toEqual([not, []]);
    }
    expect(await client().trust(listing)).toBe(61.5);
  });

  test('and an account its own subscriptions, ledger and studio alone (SE2, SO3, SO8)', async () => {
    const { client, listing } = venue;
    const [own] = await all(client('holder').subscriptions());
    expect(own).toMatchObject({ listingId: listing, tier: 'RETAIL', seats: 1, status: 'SEATED' });
    expect(await all(client('stranger').subscriptions())).toEqual([]);
    expect((await refusal(all(client().subscriptions())))[0]).toBe(401);
    const { api } = venue;
    for (const path of ['/market/payouts', '/market/studio', '/market/creators']) {
      expect([path, (await api.request(`http://venue.example${path}`)).status]).toEqual([
        path,
        401,
      ]);
    }
    expect(venue.failures).toEqual([]);
  });
});

test('the fold is the same when it is made anew', async () => {
  const { frames, reader } = venue;
  const followedOnce = await digestOf(new ListSource(frames));
  const again = await digestOf(new ListSource(frames));
  expect(again).toEqual(followedOnce);
  expect(reader.database.prepare('SELECT count(*) FROM feed_records').rows([])[0]?.[0]).not.toBe(0);
  expect(PAT).toBe(1_000_000);
});
