// Rows: SD6, SD7, SD8, SD9, SD14.
// Catches scores that rate a feed whose gates fail, disclosures that are not what the bundle says or leave the legend out, a number without
// inputs, formula and source, and an empty text that counts as a disclosure.
import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  checkBundle,
  exampleBundle,
  HYPOTHETICAL_LEGEND,
} from '../../../src/sigma/bundle/index.js';
import {
  completenessOf,
  disclosuresOf,
  type FeedInputs,
  type FeedScores,
  failedGate,
  LISTING_GATES,
  scoreFeed,
} from '../../../src/sigma/scores/index.js';
import {
  exampleFeed,
  parsePriceSource,
  RECORDING_DAYS,
  RECORDING_START_MS,
  SIM_TERMS,
  simulateFeed,
  syntheticRecording,
} from '../../../src/sigma/sim/index.js';

const { privateKey: key } = generateKeyPairSync('ed25519');
const bundle = exampleBundle({ seed: 1 }, key);
const report = checkBundle(bundle);
const source = parsePriceSource(syntheticRecording(1));
const DAY = 86_400_000;
const none = { live: [], sim: [] };

function inputs(over: Partial<FeedInputs> = {}): FeedInputs {
  const stampSha = bundle.stamp.stamp_sha;
  const entries = exampleFeed(source, { modelId: bundle.model_id, stampSha });
  const sim = simulateFeed(entries, {
    source,
    terms: SIM_TERMS,
    fromMs: RECORDING_START_MS + 35 * DAY,
    untilMs: RECORDING_START_MS + RECORDING_DAYS * DAY,
  });
  return {
    bundle,
    report,
    ownersSharpes: [],
    sim,
    terms: SIM_TERMS,
    source,
    verified: none,
    reported: none,
    fills: [],
    use: { usedCapital: 0, unaffiliatedPaidSeats: 0 },
    hasChangeLog: true,
    ...over,
  };
}

/** The same feed, had it earned a little every day. */
function skilled(over: Partial<FeedInputs> = {}): FeedInputs {
  const base = inputs();
  const days = base.sim.days.map((day, at) => ({ ...day, return: 0.002 + 0.008 * Math.sin(at) }));
  return { ...base, sim: { ...base.sim, days }, ...over };
}

describe('scores', () => {
  let plain: FeedScores;
  let good: FeedScores;
  beforeAll(() => {
    plain = scoreFeed(inputs());
    good = scoreFeed(skilled());
  });

  it('are unrated with the gate that failed, never low', () => {
    expect(plain.gates.map(({ gate }) => gate)).toEqual([...LISTING_GATES]);
    expect(failedGate(plain.gates)).toBe('BURN_IN');
    expect(plain.trust).toMatchObject({ reason: 'GATE_FAILED', inputs: { gate: 'BURN_IN' } });
    const unknown = checkBundle({ ...bundle, model_config: { window: 3 } });
    const tampered = scoreFeed(skilled({ report: unknown }));
    expect(tampered.trust).toMatchObject({ inputs: { gate: 'STAMP' } });
    expect(scoreFeed(skilled({ hasChangeLog: false })).trust).toMatchObject({
      inputs: { gate: 'DISCLOSURES' },
    });
  });

  it('are rated where everything passes, with parity 0 and headroom 0 until somebody else holds seats (SD6–SD9, SD12)', () => {
    expect(failedGate(good.gates)).toBeUndefined();
    expect(good.trust).toMatchObject({ status: 'RATED', inputs: { headroom: 0, parity: 0 } });
    const use = { usedCapital: 0, unaffiliatedPaidSeats: 10 };
    const live = { live: [0.01, 0.02, -0.01, 0.03], sim: [0.01, 0.02, -0.01, 0.03] };
    const more = scoreFeed(skilled({ use, verified: live }));
    if (good.trust.status !== 'RATED' || more.trust.status !== 'RATED') throw new Error('unrated');
    expect(more.trust.value - good.trust.value).toBeCloseTo(15 + 25, 9);
    expect(more.badges).toEqual(['BACKTEST', 'FORWARD', 'LIVE']);
    expect(good.badges).toEqual(['BACKTEST', 'FORWARD']);
    expect(good.statements.map(({ id }) => id)).toContain('SIM_ONLY');
    expect(more.statements.map(({ id }) => id)).not.toContain('SIM_ONLY');
  });

  it('fall when the owner entered more models', () => {
    const others = Array.from({ length: 100 }, (_, at) => 0.06 * Math.sin(at));
    const after = scoreFeed(skilled({ ownersSharpes: others }));
    const [a, b] = [good.deflatedSharpe, after.deflatedSharpe];
    if (a.status !== 'RATED' || b.status !== 'RATED') throw new Error('unrated');
    expect(b.value).toBeLessThan(a.value);
  });

  it('each name their formula, source and inputs', () => {
    const measures = Object.values(good).filter(
      (value) => value !== null && typeof value === 'object' && 'formula' in value,
    );
    expect(measures.length).toBeGreaterThanOrEqual(10);
    for (const measure of measures) {
      expect(measure.formula).not.toBe('');
      expect(measure.source).not.toBe('');
      expect(Object.keys(measure.inputs ?? {}).length).toBeGreaterThan(0);
    }
  });
});

describe('disclosures', () => {
  it('are computed from the bundle, with the legend (SD17)', () => {
    const { sweep, backtest, legend, stampSha } = disclosuresOf(bundle);
    expect(legend).toBe(HYPOTHETICAL_LEGEND);
    expect(stampSha).toBe(bundle.stamp.stamp_sha);
    expect(sweep).toMatchObject({ trials: 6, trialsSha: bundle.sweep.trials_sha });
    expect(sweep.best).toBeGreaterThanOrEqual(sweep.median);
    expect(sweep.median).toBeGreaterThanOrEqual(sweep.worst);
    expect(backtest.netPerYear).toBeCloseTo(backtest.grossPerYear - backtest.feesPerYear, 12);
    expect(backtest.curve.length).toBeLessThanOrEqual(501);
    let equity = 1;
    for (const { net } of bundle.backtest.observations) equity *= 1 + net;
    expect(backtest.curve.at(-1)?.equity).toBeCloseTo(equity, 9);
    const mean = bundle.backtest.observations.reduce((sum, { net }) => sum + net, 0) / 720;
    expect(backtest.netPerYear).toBeCloseTo(mean * 365, 9);
  });

  it('an empty phrase, or an asset outside the stated universe, is none', () => {
    const has = { simVariance: true, changeLog: true };
    expect(completenessOf(bundle, has).missing).toEqual([]);
    const card = { ...bundle.model_card, limitations: 'n/a', universe: ['SYN-A'] };
    expect(completenessOf({ ...bundle, model_card: card }, has).missing).toEqual([
      'limitations',
      'universe',
    ]);
    expect(completenessOf(bundle, { simVariance: false, changeLog: false }).missing).toEqual([
      'sim_variance',
      'change_log',
    ]);
  });
});
