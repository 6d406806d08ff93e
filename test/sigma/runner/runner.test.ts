// Rows: SL17, SL18, SL19, SL20, SL21, SL27, SD3, SD10, SD12, SD17, SD18, SD19, SD26.
/**
 * Catches a platform that records something else of a feed than what its journaled signals earned (SD3, SD10, SD12, SD17, SD18,
 * SD26, SL17–SL23): a creator's bundle goes through the gates into the core, its sealed signals through the journal, Sigma Sim
 * trades what was opened, and judgement, score and drift go back into the core as documents anybody computes again to the byte.
 */
import { createHash, generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { sealSignal } from '../../../src/client/index.js';
import { CODE, chainHash, FEED_FIELD, LISTING_FIELD } from '../../../src/engine/core/index.js';
import {
  checkBundle,
  DOCUMENT_BYTES_MAX,
  driftOfWeek,
  exampleBundle,
  FeedKey,
  type FeedRun,
  gatesDocument,
  gatesMask,
  type JournaledSignal,
  judgementOf,
  newFeedKey,
  parsePriceSource,
  recorded,
  scoreOfWeek,
  syntheticRecording,
  weekOf,
} from '../../../src/sigma/index.js';
import { TestFeeds } from '../../support/feeds.js';
import { sha } from '../../support/market.js';
import { DAY_MS, START_MS } from '../../support/venue.js';

const RECORDED_FROM_MS = Date.UTC(2026, 0, 1);
/** The recording begins 35 days before the venue of tests. */
const SHIFT_MS = START_MS - 35 * DAY_MS - RECORDED_FROM_MS;
const text = syntheticRecording(1).replaceAll(/\b1[67]\d{11}\b/g, (ms) =>
  String(Number(ms) + SHIFT_MS),
);
const source = parsePriceSource(text);
const sourceSha = createHash('sha256').update(text).digest('hex');
const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'));
const hex = (of: Uint8Array): string => Buffer.from(of).toString('hex');
const NONE = { live: [], sim: [] };
const DAYS = 60;
const ASSETS = 3;

const { privateKey } = generateKeyPairSync('ed25519');
const bundle = exampleBundle({ seed: 1 }, privateKey);
const report = checkBundle(bundle);
const key = new FeedKey(newFeedKey());

/** Buys what rose for a week. */
function weightOf(asset: string, nowMs: number): number {
  const now = source.lastAt(asset, nowMs)?.price ?? 1;
  const before = source.lastAt(asset, nowMs - 7 * DAY_MS)?.price ?? 1;
  const weight = Math.max(-0.5, Math.min(0.5, (now / before - 1) * 4));
  return Math.round(weight * 1e6) / 1e6;
}

async function played() {
  const market = new TestFeeds();
  const { id: listingId } = market.draft();
  const enteredMs = market.timeMs;
  const reviewMs = enteredMs + DAYS * DAY_MS;
  const stamp = bytes(bundle.stamp.stamp_sha);
  const modelHash = sha(bundle.model_id);
  const packHash = bytes(bundle.stamp.lineage.pack_sha);
  const entry = { modelHash, packHash, stamp, reviewAtMs: reviewMs, signalsPerDayMax: 24 };
  expect(market.enter(listingId, entry).code).toBe(0);
  const { document } = gatesDocument(bundle, report);
  const found = { gatesMask: gatesMask(report), document, documentHash: sha(document), stamp };
  expect(market.gates(listingId, found).code).toBe(0);
  const signals: JournaledSignal[] = [];
  const { feeds } = market.core.state;
  const feed = feeds.of(listingId);
  let before: Uint8Array = new Uint8Array(32);
  for (let day = 0; day < DAYS; day += 1) {
    market.advance(day === 0 ? 60_000 : DAY_MS);
    for (const asset of source.assets.slice(0, ASSETS)) {
      const sequence = signals.length + 1;
      const nowMs = market.timeMs;
      const signal = {
        ...{ model_id: bundle.model_id, sequence, asset, stamp: bundle.stamp.stamp_sha },
        ...{ target_weight: weightOf(asset, nowMs), horizon: 2 * DAY_MS },
        ...{ valid_until: nowMs + DAY_MS, data_as_of: nowMs },
      };
      const sealed = await sealSignal(signal, { publicKey: key.publicKey, listingId });
      expect(market.signal(listingId, { sealed, stamp }).code).toBe(0);
      const sealedHash = Uint8Array.from(createHash('sha256').update(sealed).digest());
      const times = { timeMs: nowMs, dataAsOfMs: nowMs, validUntilMs: nowMs + DAY_MS };
      before = chainHash({ before, sequence, ...times, stamp, sealedHash });
      const opened = key.open({
        ...{ listingId, sequence, dataAsOfMs: nowMs, validUntilMs: nowMs + DAY_MS, sealed },
        ...{ stamp: bundle.stamp.stamp_sha, modelHash: hex(modelHash) },
      });
      if ('void' in opened) expect.fail(opened.detail);
      signals.push({ journalAtMs: nowMs, signal: opened.signal, chainSha: hex(before) });
    }
  }
  expect(hex(feeds.hash(feed, FEED_FIELD.chainHash))).toBe(hex(before));
  const run: FeedRun = {
    ...{ bundle, report, signals, enteredMs, reviewMs, source, sourceSha, ownersSharpes: [] },
    ...{ use: { usedCapital: 0, unaffiliatedPaidSeats: 0 }, verified: NONE, reported: NONE },
    fills: [],
  };
  return { market, listingId, run };
}

test('what is recorded follows from the journal, fits the core, and is the same for everybody', async () => {
  const { market, listingId, run } = await played();
  market.timeMs = run.reviewMs;
  const judgement = judgementOf(run);
  expect(judgementOf({ ...run, signals: [...run.signals] }).document).toBe(judgement.document);
  // What comes after a time changes nothing of it.
  const later = { ...(run.signals.at(-1) as JournaledSignal), journalAtMs: run.reviewMs + 1 };
  expect(judgementOf({ ...run, signals: [...run.signals, later] }).document).toBe(
    judgement.document,
  );
  // One signal that is another one does.
  const other = run.signals.map((one, at) =>
    at === 9 ? { ...one, signal: { ...one.signal, target_weight: -0.5 } } : one,
  );
  expect(judgementOf({ ...run, signals: other }).document).not.toBe(judgement.document);

  const said = JSON.parse(judgement.document) as { burnIn: { findings: { code: string }[] } };
  expect(judgement.isPassed).toBe(said.burnIn.findings.length === 0);
  const body = { listingId, passed: judgement.isPassed, seatLimit: judgement.seatLimit };
  const sent = { ...body, document: judgement.document, documentHash: sha(judgement.document) };
  expect(market.ask(market.scorer, 'judgeFeed', sent).code).toBe(0);

  const week = weekOf(run.reviewMs) - 1;
  const score = scoreOfWeek(run, week);
  expect(Buffer.byteLength(score.document)).toBeLessThan(DOCUMENT_BYTES_MAX);
  const hashed = { document: score.document, documentHash: sha(score.document) };
  const { trustPpm, seatLimit } = score;
  const scored = { listingId, week, trustPpm, seatLimit, ...hashed };
  expect(market.ask(market.scorer, 'recordFeedScore', scored).code).toBe(0);
  // Without a verified return parity is none, and the listing says that all is simulated.
  expect(score.scores.parity.basis).toBe('SIM_ONLY');
  expect(score.scores.badges).not.toContain('LIVE');
  expect(score.scores.statements.map(({ id }) => id)).toContain('SIM_ONLY');

  const drift = driftOfWeek(run, week);
  expect(drift.state.level).toBe('NORMAL');
  const recordedDrift = {
    ...{ listingId, week, drift: 1, document: drift.document },
    documentHash: sha(drift.document),
  };
  const { code } = market.ask(market.scorer, 'recordDrift', recordedDrift);
  expect(code).toBe(judgement.isPassed ? 0 : CODE.DRIFT_ORDER);
  expect(market.core.state.listings.get(listingId, LISTING_FIELD.kind)).toBe(3);
});

test('drift is measured after the review, against backtest and burn-in; two alarms in a row delist', async () => {
  const { run } = await played();
  const weeks = 20;
  const many: JournaledSignal[] = [];
  // From the review on it loses: it holds the opposite of what rises.
  for (let day = DAYS; day < 140; day += 1) {
    const atMs = run.enteredMs + day * DAY_MS;
    for (const asset of source.assets) {
      const ahead =
        (source.lastAt(asset, atMs + DAY_MS)?.price ?? 1) /
        (source.lastAt(asset, atMs)?.price ?? 1);
      many.push({
        journalAtMs: atMs,
        chainSha: '',
        signal: {
          ...{ model_id: bundle.model_id, sequence: 1_000 + many.length, asset, horizon: DAY_MS },
          ...{ target_weight: ahead > 1 ? -1 : 1, valid_until: atMs + DAY_MS, data_as_of: atMs },
          stamp: bundle.stamp.stamp_sha,
        },
      });
    }
  }
  const losing = { ...run, signals: [...run.signals, ...many] };
  const { evidence } = driftOfWeek(losing, weekOf(run.reviewMs) + weeks);
  const levels = new Set<string>(evidence.map(({ to }) => to));
  expect([...levels].filter((level) => level !== 'WATCH')).toEqual(['DOWNGRADED', 'DELISTED']);
});

test('a document that is too large is refused, and never cut', () => {
  expect(() => recorded({ text: 'x'.repeat(DOCUMENT_BYTES_MAX) })).toThrow(RangeError);
  const { document } = gatesDocument(bundle, report);
  expect(Buffer.byteLength(document)).toBeLessThan(DOCUMENT_BYTES_MAX);
  expect(gatesMask(report)).toBe(511);
  const broken = checkBundle({ ...bundle, model_id: 'another-model' });
  expect(gatesMask(broken) & 2).toBe(0);
});
