// Goal: catch a what-if that reads something else out of a journal than is in it, draws customers the journal rules out, does not stay
// with what happened when nothing is changed, or gives an answer where it cannot have one.
import { beforeAll, describe, expect, it } from 'vitest';
import { MemoryCommandLog } from '../../src/engine/log/index.js';
import {
  PATX_PLAN,
  type SimulationRow,
  SMALL_SCENARIO,
  simulate,
} from '../../src/simulation/index.js';
import { draw } from '../../src/what-if/draw.js';
import {
  answerOf,
  type Fit,
  fitDemand,
  type Observation,
  observe,
  type Played,
  play,
} from '../../src/what-if/index.js';
import { markAt } from '../../src/what-if/quote-paths.js';

const scenario = { ...SMALL_SCENARIO, days: 2 };
const HOUR_MS = 3_600_000;
let log: MemoryCommandLog;
let row: SimulationRow;
let seen: Observation;
let fit: Fit;

const played = (number: number): Played =>
  play({
    frames: log.read(1),
    tape: seen.recording.tape,
    observed: seen.observed,
    fit,
    set: { name: 'recorded', values: [] },
    seed: 1,
    draw: number,
  });

beforeAll(() => {
  log = new MemoryCommandLog();
  row = simulate({ scenario, seed: 77, plan: PATX_PLAN }, log);
  seen = observe(log.read(1));
  fit = fitDemand(seen.observed);
}, 300_000);

describe('what a journal shows', () => {
  it('is what was earned and who came', () => {
    const { observed } = seen;
    expect(observed.earnedMicroPat / 1e6).toBeCloseTo(row.totalPat, 4);
    const bought = observed.visits.filter(({ isBuy }) => isBuy);
    expect(bought.length).toBeGreaterThan(100);
    const sales = observed.visits.filter(({ isBuy }) => !isBuy);
    // Every seller has minted what it sells, and mints to sell it; but for the second market maker, who keeps some.
    expect(sales.every(({ episode }) => episode >= 0)).toBe(true);
    expect(observed.episodes.filter(({ sellsAll }) => sellsAll).length).toBeGreaterThan(100);
  });

  it('is how patient they are: an hour between attempts, four of them', () => {
    const { patience } = seen.observed;
    const retries = patience.filter(({ isRetry }) => isRetry);
    expect(retries.length).toBeGreaterThan(50);
    const inAnHour = retries.filter(({ afterMs }) => Math.abs(afterMs - HOUR_MS) < 10_000);
    // Four accounts are many people's here, and now and then one's attempt is taken for another's.
    expect(inAnHour.length / retries.length).toBeGreaterThan(0.6);
    const last = patience.filter(({ attempt }) => attempt === 4);
    expect(last.filter(({ isRetry }) => !isRetry).length / last.length).toBeGreaterThan(0.6);
    const { done, possible, under } = seen.observed.undercutting;
    expect(under).toBeCloseTo(0.01, 2);
    expect(done / possible).toBeGreaterThan(0.3);
  });

  it('is how much they mind prices, within three standard errors', () => {
    for (const side of [fit.buys, fit.sells]) {
      expect(side.takers).toBeGreaterThan(30);
      // Of those who would pay the value, e^(−8·x) would pay x more of it.
      expect(Math.abs(side.k - scenario.elasticity)).toBeLessThan(3 * side.kError);
      expect(side.kError).toBeLessThan(3);
    }
  });
});

describe('a draw', () => {
  it('leaves the journal as it was: who met the quote meets it, who did not does not', () => {
    const { observed } = seen;
    const drawn = draw(observed, fit, 1, 0);
    let bounds = 0;
    for (const [i, visit] of observed.visits.entries()) {
      const limit = drawn.limitTicks[i] as number;
      if (visit.known === 'EXACT') expect(limit).toBe(visit.limitTicks);
      else {
        bounds += 1;
        const isNoWorse = visit.isBuy ? limit >= visit.limitTicks : limit <= visit.limitTicks;
        expect(isNoWorse || limit === 1).toBe(true);
      }
      expect(drawn.lots[i]).toBeGreaterThanOrEqual(visit.lots);
      if (visit.isWhole) expect(drawn.lots[i]).toBe(visit.lots);
    }
    expect(bounds).toBeGreaterThan(0);
    expect(draw(observed, fit, 1, 0).limitTicks).toEqual(drawn.limitTicks);
    expect(draw(observed, fit, 1, 1).limitTicks).not.toEqual(drawn.limitTicks);
  });

  it('has nobody unseen who would have met the quote', () => {
    const { observed } = seen;
    const drawn = draw(observed, fit, 1, 0);
    for (const { seriesId, atMs, isBuy, limitTicks } of drawn.unseen) {
      const path = observed.paths[seriesId];
      if (path === undefined) throw new Error('unseen in no series');
      const at = path.atMs.findLastIndex((ms) => ms <= atMs);
      const quote = (isBuy ? path.askTicks[at] : path.bidTicks[at]) as number;
      expect(markAt(path, atMs)).toBe(path.markTicks[at]);
      if (quote > 0) {
        expect(isBuy ? limitTicks : -limitTicks).toBeLessThanOrEqual(isBuy ? quote : -quote);
      }
    }
  });

  it('played with the recorded parameters is close to what happened, and the same every time', () => {
    const one = played(0);
    expect(played(0)).toEqual(one);
    const { earnedMicroPat } = seen.observed;
    expect(Math.abs(one.markedMicroPat - earnedMicroPat)).toBeLessThan(0.2 * earnedMicroPat);
    expect(Math.abs(one.boughtLots - row.boughtLots)).toBeLessThan(0.1 * row.boughtLots);
    expect(Math.abs(one.soldLots - row.soldLots)).toBeLessThan(0.1 * row.soldLots);
  }, 120_000);
});

describe('the answer', () => {
  const one = (draw: number, earnedPat: number): Played => ({
    set: 'set',
    draw,
    earnedMicroPat: earnedPat * 1e6,
    markedMicroPat: earnedPat * 1e6,
    boughtLots: 100,
    soldLots: 100,
    leftOut: 0,
    unseenTraded: 0,
    continued: 0,
    withoutIds: 0,
    outsideLots: 0,
    lots: 100,
  });
  const recorded = [100, 110, 90, 100].map((pat, i) => one(i, pat));
  const answer = (more: readonly number[], changed: Partial<Played> = {}, known = fit) => {
    const observed = { ...seen.observed, earnedMicroPat: 100e6 };
    const set = recorded.map((was, i) => ({
      ...one(i, was.earnedMicroPat / 1e6 + (more[i] ?? 0)),
      ...changed,
    }));
    return answerOf('set', { recorded, played: set }, { observed, fit: known });
  };

  it('is nothing at all where nothing changes', () => {
    const { verdict, morePat, fromPat, untilPat } = answer([0, 0, 0, 0]);
    expect([verdict, morePat, fromPat, untilPat]).toEqual(['no clear difference', 0, 0, 0]);
  });

  it('is a direction where the interval has one, and none where it holds nothing', () => {
    expect(answer([50, 52, 51, 49]).verdict).toBe('better');
    expect(answer([-50, -52, -51, -49]).verdict).toBe('worse');
    expect(answer([50, -52, 51, -49]).verdict).toBe('no clear difference');
    const { morePat, fromPat, untilPat } = answer([50, 52, 51, 49]);
    expect(morePat).toBeCloseTo(50.5, 9);
    expect(untilPat - morePat).toBeCloseTo(morePat - fromPat, 9);
  });

  it('is that it cannot tell, and why', () => {
    const sure = [50, 52, 51, 49];
    const with_ = (change: Partial<Fit['buys']>) => ({ ...fit, buys: { ...fit.buys, ...change } });
    const reasons = (...of: Parameters<typeof answer>) => {
      const { verdict, reasons: found } = answer(...of);
      expect(verdict).toBe('cannot tell');
      return found;
    };
    expect(reasons(sure, {}, with_({ takers: 5 }))).toEqual(['TOO_FEW_CUSTOMERS']);
    expect(reasons(sure, {}, with_({ largestShare: 0.9 }))).toEqual(['ONE_CUSTOMER']);
    expect(reasons(sure, { outsideLots: 50 })).toEqual(['NEVER_QUOTED']);
    const guessed = with_({ kError: fit.buys.k });
    expect(reasons(sure, { unseenTraded: 50 }, guessed)).toEqual(['SENSITIVITY_UNKNOWN']);
    expect(answer(sure, {}, guessed).verdict).toBe('better');
    const stopped = { ...seen.observed, lastTradeMs: seen.observed.firstTimeMs };
    const { reasons: found } = answerOf(
      'set',
      { recorded, played: recorded },
      { observed: stopped, fit },
    );
    expect(found).toEqual(['MARKET_STOPPED']);
  });
});
