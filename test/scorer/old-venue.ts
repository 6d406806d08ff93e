/**
 * A running exchange that goes on with a journal of months: a creator entered a model, and sent its signals every day since. What
 * would take a venue months is there at once, with real files, sockets and threads.
 */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, vi } from 'vitest';
import { sealSignal } from '../../src/client/index.js';
import { FEED_FIELD } from '../../src/engine/core/index.js';
import { BundleStore } from '../../src/scorer/index.js';
import {
  type Bundle,
  canonicalText,
  checkBundle,
  exampleBundle,
  FeedKey,
  gatesDocument,
  type JournaledSignal,
  judgementOf,
  newFeedKey,
  type PriceSource,
  parsePriceSource,
  pricesSha,
  syntheticRecording,
  withListingClaims,
} from '../../src/sigma/index.js';
import { FEED_STAGE, FEED_TIER, KEY_SCOPE } from '../../src/values/index.js';
import type { HttpParty } from '../api/http-client.js';
import { DataVenue, WAIT } from '../content/venue.js';
import { writeJournal } from '../reader/journals.js';
import { CARD, RETAIL_PRICE, TestFeeds } from '../support/feeds.js';
import { OPERATOR, sha } from '../support/market.js';
import { TestVenue } from '../support/venue.js';

export const DAY_MS = 86_400_000;
const SEED = 1;
const PRO = { tier: FEED_TIER.PRO };
const ASSETS = 2;
/** Prices are known before the entry: liquidity needs days. */
const PRICES_BEFORE_DAYS = 40;

export interface OldVenueOptions {
  /** Days since the entry. */
  readonly days: number;
  /** Days of the burn-in. */
  readonly burnInDays: number;
  /** Whether it loses from the review on; else it goes on earning. */
  readonly isDecaying?: boolean;
  /** Of the rollout; GA if not given. */
  readonly stage?: number;
  /** The bundle was handed in before. */
  readonly hasBundle?: boolean;
  /** Prices are recorded for so many days since the entry; all of them if not given. */
  readonly pricedDays?: number;
  /** It was judged at its review and listed, and two buyers have held a seat for so many days. */
  readonly soldDaysAgo?: number;
  /** There is a tier PRO, and the second buyer has a seat of it. */
  readonly hasPro?: boolean;
}

export class OldVenue extends DataVenue {
  readonly bundle: Bundle;
  readonly pricesFile: string;
  readonly enteredMs: number;
  readonly reviewMs: number;
  listingId = 0;
  creator!: HttpParty;
  private readonly prices: readonly string[];

  private constructor(options: OldVenueOptions) {
    super(['--signal-webhook-loopback', 'true']);
    this.hasPro = options.hasPro === true;
    const midnightMs = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    this.enteredMs = midnightMs - options.days * DAY_MS;
    this.reviewMs = this.enteredMs + options.burnInDays * DAY_MS;
    this.pricesFile = join(this.data, 'prices.csv');
    (this.settings as string[]).push('--sigma-prices', this.pricesFile);
    const span = {
      fromMs: this.enteredMs - PRICES_BEFORE_DAYS * DAY_MS,
      days: options.days + PRICES_BEFORE_DAYS + 1,
    };
    this.prices = syntheticRecording(SEED, span).split('\n').slice(0, -1);
    this.bundle = exampleBundle({ seed: SEED }, generateKeyPairSync('ed25519').privateKey);
  }

  /** Writes the journal and starts the exchange on it. */
  static async openOld(options: OldVenueOptions): Promise<OldVenue> {
    const venue = new OldVenue(options);
    venue.writePrices(options.pricedDays);
    await venue.play(options);
    if (options.hasBundle === true) venue.keepBundle();
    await venue.start();
    // The last keys of the journal are known: the reader has all of it.
    await vi.waitFor(async () => {
      expect((await venue.get(venue.second, '/market/studio')).status).toBe(200);
    }, WAIT);
    return venue;
  }

  private keepBundle(): void {
    const keys = join(this.data, 'keys');
    mkdirSync(keys, { recursive: true, mode: 0o700 });
    const store = new BundleStore(join(this.data, 'feeds', 'bundles'), join(keys, 'bundles.key'));
    store.put(canonicalText(this.bundle), this.bundle.stamp.stamp_sha, []);
  }

  /** Records prices for so many days since the entry, as a recorder would that had been cut off there. */
  writePrices(days = Number.POSITIVE_INFINITY): void {
    const untilMs = this.enteredMs + days * DAY_MS;
    const known = this.prices.filter(
      (line) => !/^\d/.test(line) || Number(line.split(',')[0]) <= untilMs,
    );
    writeFileSync(this.pricesFile, `${known.join('\n')}\n`);
  }

  /** What a recorder adds later. */
  addPrices(line: string): void {
    appendFileSync(this.pricesFile, `${line}\n`);
  }

  /** All that is recorded in the end. */
  get pricesText(): string {
    return `${this.prices.join('\n')}\n`;
  }

  get source(): PriceSource {
    return parsePriceSource(this.prices.join('\n'));
  }

  private async play({
    days,
    isDecaying = false,
    stage = FEED_STAGE.GA,
    soldDaysAgo,
  }: OldVenueOptions): Promise<void> {
    const keyFile = join(this.data, 'feeds', 'key.pem');
    const pem = newFeedKey();
    mkdirSync(dirname(keyFile), { recursive: true, mode: 0o700 });
    writeFileSync(keyFile, pem, { mode: 0o600 });
    const { publicKey } = new FeedKey(pem);
    const { source } = this;
    const usualStartMs = TestVenue.startMs;
    TestVenue.startMs = this.enteredMs;
    try {
      await writeJournal(join(this.data, 'journal'), async () => {
        const market = new TestFeeds(stage);
        market.isChecked = false;
        this.listingId = this.enter(market);
        for (let day = 0; day < days; day += 1) {
          market.advance(day === 0 ? 60_000 : DAY_MS);
          for (const asset of source.assets.slice(0, ASSETS)) {
            const isLosing = isDecaying && market.timeMs > this.reviewMs;
            const weight = weightOf(source, { asset, nowMs: market.timeMs, isLosing });
            await this.send(market, { asset, weight, publicKey });
          }
          if (soldDaysAgo === undefined) continue;
          if (market.timeMs >= this.reviewMs) this.judge(market);
          if (day === days - 1 - soldDaysAgo) this.sell(market);
        }
        this.creator = partyOf(market, market.creator, [KEY_SCOPE.READ, KEY_SCOPE.PROVIDE]);
        this.buyer = partyOf(market, market.buyer, [KEY_SCOPE.READ, KEY_SCOPE.TRADE]);
        this.other = partyOf(market, market.other, [KEY_SCOPE.READ, KEY_SCOPE.TRADE]);
        this.provider = partyOf(market, market.provider, [KEY_SCOPE.READ, KEY_SCOPE.PROVIDE]);
        this.operator = partyOf(market, OPERATOR, [KEY_SCOPE.READ, KEY_SCOPE.OPERATE]);
        this.second = partyOf(market, market.second, [KEY_SCOPE.READ, KEY_SCOPE.OPERATE]);
      });
    } finally {
      TestVenue.startMs = usualStartMs;
    }
  }

  private enter(market: TestFeeds): number {
    const { stamp, model_id: modelId } = this.bundle;
    const { id } = market.draft();
    const entry = {
      ...{ modelHash: sha(modelId), packHash: bytesOf(stamp.lineage.pack_sha) },
      ...{ stamp: bytesOf(stamp.stamp_sha), reviewAtMs: this.reviewMs, signalsPerDayMax: 24 },
    };
    const { code } = market.enter(id, entry);
    if (code !== 0) throw new Error(`the entry was refused with ${code}`);
    return id;
  }

  /** Once, as the scorer does: what the arithmetic says of the signals there were. */
  private judge(market: TestFeeds): void {
    const { listingId, bundle, signals, enteredMs, reviewMs, source } = this;
    if (this.isJudged) return;
    this.isJudged = true;
    const report = withListingClaims(checkBundle(bundle, { ownersSharpes: [] }), CARD);
    const gates = gatesDocument(bundle, report);
    const stamp = bytesOf(bundle.stamp.stamp_sha);
    took(market.gates(listingId, { stamp, ...withHash(gates.document) }));
    const none = { live: [], sim: [] };
    const judgement = judgementOf({
      ...{ bundle, report, signals, enteredMs, reviewMs, source, ownersSharpes: [], fills: [] },
      ...{ use: { usedCapital: 0, unaffiliatedPaidSeats: 0 }, verified: none, reported: none },
      sourceSha: pricesSha(this.pricesText, reviewMs),
    });
    const { isPassed: passed, seatLimit, document } = judgement;
    const body = { listingId, passed, seatLimit, ...withHash(document) };
    took(market.ask(market.scorer, 'judgeFeed', body));
    took(market.plan(listingId));
    if (this.hasPro) took(market.plan(listingId, { ...PRO, priceMicroPat: 3 * RETAIL_PRICE }));
    took(market.submit(listingId));
  }

  private sell(market: TestFeeds): void {
    this.purchases.push(took(market.subscribe(market.buyer, this.listingId)).id);
    const tier = this.hasPro ? PRO : {};
    this.purchases.push(took(market.subscribe(market.other, this.listingId, tier)).id);
  }

  /** Of the seats that were sold. */
  readonly purchases: number[] = [];
  private readonly signals: JournaledSignal[] = [];
  private isJudged = false;
  private readonly hasPro: boolean;

  private async send(
    market: TestFeeds,
    of: { readonly asset: string; readonly weight: number; readonly publicKey: string },
  ): Promise<void> {
    const { listingId, bundle } = this;
    const nowMs = market.timeMs;
    this.sequence += 1;
    const signal = {
      ...{ model_id: bundle.model_id, sequence: this.sequence, asset: of.asset },
      ...{ target_weight: of.weight, horizon: 2 * DAY_MS, stamp: bundle.stamp.stamp_sha },
      ...{ valid_until: nowMs + DAY_MS, data_as_of: nowMs },
    };
    const sealed = await sealSignal(signal, { publicKey: of.publicKey, listingId });
    const { code } = market.signal(listingId, { sealed, stamp: bytesOf(bundle.stamp.stamp_sha) });
    if (code !== 0) throw new Error(`a signal was refused with ${code}`);
    const { feeds } = market.core.state;
    const chainSha = Buffer.from(feeds.hash(feeds.of(listingId), FEED_FIELD.chainHash));
    this.signals.push({ journalAtMs: nowMs, signal, chainSha: chainSha.toString('hex') });
  }

  private sequence = 0;

  /** Whether something lies in the data directory. */
  has(path: string): boolean {
    return existsSync(join(this.data, path));
  }
}

export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const withHash = (document: string) => ({ document, documentHash: bytesOf(shaOf(document)) });

function took<A extends { readonly code: number }>(answer: A): A {
  if (answer.code !== 0) throw new Error(`a command was refused with ${answer.code}`);
  return answer;
}

export const shaOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Knows what comes a day later, and earns by it; or holds the opposite. */
function weightOf(
  source: PriceSource,
  of: { readonly asset: string; readonly nowMs: number; readonly isLosing: boolean },
): number {
  const now = source.lastAt(of.asset, of.nowMs)?.price ?? 1;
  const next = source.lastAt(of.asset, of.nowMs + DAY_MS)?.price ?? 1;
  if (of.isLosing) return next > now ? -0.6 : 0.6;
  return next > now ? 0.4 : -0.4;
}

function partyOf(market: TestFeeds, accountId: number, scopes: readonly number[]): HttpParty {
  const { privateKey } = generateKeyPairSync('ed25519');
  const added = market.ask(OPERATOR, 'addKey', {
    ...{ targetAccountId: accountId, publicKey: rawKey(privateKey), scopes },
  });
  if (added.code !== 0) throw new Error(`the key of ${accountId} was refused with ${added.code}`);
  const keyId = market.core.state.registry.account(accountId)?.keys.length ?? 0;
  return { accountId, keyId, key: privateKey };
}

const rawKey = (key: KeyObject): Uint8Array =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x as string, 'base64url');
