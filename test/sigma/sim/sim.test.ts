// Catches paper trading that fills at a price a creator could know, looks ahead, depends on who computes it, loses or makes money, differs
// from a naive second implementation, or rates what has no volume; entries that are forgotten, judged twice or whose deposits do not add up.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../../src/sigma/bundle/index.js';
import type { SignalEntry } from '../../../src/sigma/signals/index.js';
import {
  abandonEntry,
  burnInReport,
  capacityInputs,
  delistEntry,
  EMPTY_ENTRIES,
  type EntryBook,
  enterModel,
  ownersSharpes,
  type PricePoint,
  PriceSource,
  PriceSourceError,
  parsePriceSource,
  reviewEntry,
  SIM_TERMS,
  type SimResult,
  simulateFeed,
  weeklyReturns,
} from '../../../src/sigma/sim/index.js';
import { Chance } from '../../../src/values/index.js';
import { naiveEquity } from './naive-sim.js';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const START = 20_000 * DAY;

function prices(
  seed: number,
  days: number,
  volume: number | null = 5e7,
): Map<string, PricePoint[]> {
  const chance = new Chance(seed, 'prices');
  return new Map(
    ['AAA', 'BBB'].map((asset) => {
      let price = 100;
      const points = Array.from({ length: days * 6 }, (_, at) => {
        price *= 1 + 0.008 * chance.normal();
        return { atMs: START + at * 4 * HOUR, price, volume };
      });
      return [asset, points];
    }),
  );
}

const entryOf = (sequence: number, journalAtMs: number, over: object = {}): SignalEntry => ({
  journalAtMs,
  previousSha: '',
  sha: '',
  signal: {
    model_id: 'model-a',
    sequence,
    asset: 'AAA',
    target_weight: 0.5,
    horizon: DAY,
    valid_until: journalAtMs + 8 * HOUR,
    data_as_of: journalAtMs,
    stamp: 'a'.repeat(64),
    ...over,
  },
});

const historyArbitrary = fc
  .array(
    fc.record({
      gapMs: fc.integer({ min: 0, max: 2 * DAY }),
      asset: fc.constantFrom('AAA', 'BBB'),
      weight: fc.integer({ min: -100, max: 100 }),
      horizon: fc.integer({ min: HOUR, max: 4 * DAY }),
      validMs: fc.integer({ min: 1, max: DAY }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((list) => {
    let at = START + 20 * DAY;
    return list.map(({ gapMs, asset, weight, horizon, validMs }, index) => {
      at += gapMs;
      const target_weight = weight / 100;
      return entryOf(index + 1, at, { asset, target_weight, horizon, valid_until: at + validMs });
    });
  });

const options = (source: PriceSource, untilMs: number) => ({
  source,
  terms: SIM_TERMS,
  fromMs: START + 20 * DAY,
  untilMs,
});

describe('paper trading', () => {
  const map = prices(4, 120);
  const source = new PriceSource(map);

  it('agrees with a naive second implementation', () => {
    fc.assert(
      fc.property(historyArbitrary, (entries) => {
        const untilMs = START + 110 * DAY;
        const { days } = simulateFeed(entries, options(source, untilMs));
        const naive = naiveEquity(entries, { prices: map, terms: SIM_TERMS });
        for (const { atMs, equity } of days.filter((_, at) => at % 17 === 0)) {
          const other = naive(atMs);
          expect(Math.abs(equity - other)).toBeLessThan(1e-9 * SIM_TERMS.capital);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('does not look ahead: a shorter run is the beginning of a longer one, whatever prices follow', () => {
    fc.assert(
      fc.property(historyArbitrary, fc.integer({ min: 25, max: 90 }), (entries, day) => {
        const untilMs = START + day * DAY;
        const cut = new Map(
          [...map].map(([asset, points]) => [asset, points.filter(({ atMs }) => atMs <= untilMs)]),
        );
        const long = simulateFeed(entries, options(source, START + 110 * DAY));
        const seen = entries.filter(({ journalAtMs }) => journalAtMs <= untilMs);
        const short = simulateFeed(seen, options(new PriceSource(cut), untilMs));
        expect(short.days).toEqual(long.days.slice(0, short.days.length));
        expect(short.fills).toEqual(long.fills.filter(({ atMs }) => atMs <= untilMs));
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same bytes to whoever computes it again', () => {
    const entries = Array.from({ length: 40 }, (_, at) =>
      entryOf(at + 1, START + 20 * DAY + at * DAY, { target_weight: (at % 7) / 10 - 0.3 }),
    );
    const again = new PriceSource(new Map([...prices(4, 120)].reverse()));
    const bytes = (from: PriceSource): string =>
      canonicalText(simulateFeed(entries, options(from, START + 100 * DAY)));
    expect(bytes(again)).toBe(bytes(source));
  });

  it('fills strictly after journal time and latency, never at the price that was there', () => {
    const point = map.get('AAA')?.[150] as PricePoint;
    const fillOf = (journalAtMs: number) =>
      simulateFeed([entryOf(1, journalAtMs)], options(source, START + 60 * DAY)).fills[0];
    expect(fillOf(point.atMs - 1_001)?.atMs).toBe(point.atMs);
    expect(fillOf(point.atMs - 1_000)?.atMs).toBe(point.atMs + 4 * HOUR);
    expect(fillOf(point.atMs)?.atMs).toBe(point.atMs + 4 * HOUR);
    const expired = entryOf(1, point.atMs, { valid_until: point.atMs + 4 * HOUR - 1 });
    const none = simulateFeed([expired], options(source, START + 60 * DAY));
    expect(none).toMatchObject({ unfilled: 1, fills: [] });
  });

  it('makes nothing out of nothing: at constant prices an account loses its costs exactly', () => {
    const flat = new Map(
      [...map].map(([asset, points]) => [
        asset,
        points.map((point, at) => ({ ...point, price: 100, volume: at % 2 === 0 ? 4e6 : 6e6 })),
      ]),
    );
    fc.assert(
      fc.property(historyArbitrary, (entries) => {
        const { days, fills } = simulateFeed(
          entries,
          options(new PriceSource(flat), START + 110 * DAY),
        );
        const paid = fills.reduce((sum, { cost, impact }) => sum + cost + impact, 0);
        const left = days.at(-1)?.equity as number;
        expect(Math.abs(left + paid - SIM_TERMS.capital)).toBeLessThan(1e-6);
        for (const { impact } of fills) expect(impact).toBe(0);
      }),
      { numRuns: 20 },
    );
  });

  it('impact grows with the root of the amount', () => {
    const at = START + 50 * DAY;
    const impactOf = (capital: number): number => {
      const terms = { ...SIM_TERMS, capital };
      const { fills } = simulateFeed([entryOf(1, at)], {
        ...options(source, at + 10 * DAY),
        terms,
      });
      return (fills[0]?.impact as number) / capital;
    };
    expect(impactOf(400_000) / impactOf(100_000)).toBeCloseTo(2, 9);
    expect(impactOf(100_000)).toBeGreaterThan(0);
  });

  it('says so where volume is unknown or history too short', () => {
    const unknown = new PriceSource(prices(4, 120, null));
    const entries = [entryOf(1, START + 50 * DAY)];
    const run = (from: PriceSource): SimResult =>
      simulateFeed(entries, options(from, START + 60 * DAY));
    expect(run(unknown).unknownVolume).toEqual(['AAA']);
    expect(run(source).unknownVolume).toEqual([]);
    expect(burnInReport(run(unknown), []).findings.map(({ code }) => code)).toContain(
      'VOLUME_UNKNOWN',
    );
    const early = simulateFeed([entryOf(1, START + 2 * DAY)], {
      ...options(source, START + 9 * DAY),
      fromMs: START,
    });
    expect(early.unknownVolume).toEqual(['AAA']);
    const inputs = capacityInputs(run(unknown), { source: unknown, terms: SIM_TERMS });
    expect(inputs.assets[0]?.averageDailyVolume).toBeNull();
  });

  it('nobody owes more than everything', () => {
    const crash = new Map([
      [
        'AAA',
        Array.from({ length: 300 }, (_, at) => ({
          atMs: START + at * 4 * HOUR,
          price: at < 200 ? 100 : 1_000,
          volume: 1e9,
        })),
      ],
    ]);
    const short = [entryOf(1, START + 30 * DAY, { target_weight: -1, horizon: 30 * DAY })];
    const { days } = simulateFeed(short, options(new PriceSource(crash), START + 49 * DAY));
    expect(days.at(-1)).toMatchObject({ equity: 0, return: 0 });
    expect(days.every((day) => day.equity >= 0)).toBe(true);
  });
});

describe('price sources', () => {
  it('are read from CSV, and refuse what is none', () => {
    const head = 'at_ms,asset,price_micro,volume';
    const good = parsePriceSource(`# synthetic\n${head}\n1,AAA,2500000,70\n2,AAA,3000000,\n`);
    expect(good.firstAfter('AAA', 0)).toEqual({ atMs: 1, price: 2.5, volume: 70 });
    expect(good.lastAt('AAA', 5)).toEqual({ atMs: 2, price: 3, volume: null });
    expect(good.firstAfter('AAA', 2)).toBeUndefined();
    expect(good.lastAt('BBB', 5)).toBeUndefined();
    const bad = ['', 'x', `${head}\n1,AAA,0,1`, `${head}\n2,AAA,1,1\n1,AAA,1,1`];
    bad.push(
      `${head}\n1,AAA,1,-1`,
      `${head}\n1,AAA,1`,
      `${head}\n1,aaa,1,1`,
      `${head}\n1.5,AAA,1,1`,
    );
    for (const text of bad) expect(() => parsePriceSource(text), text).toThrow(PriceSourceError);
  });
});

describe('weeks', () => {
  it('compound seven days and leave out the rest', () => {
    const days = Array.from({ length: 15 }, () => ({ return: 0.01 }));
    const weeks = weeklyReturns(days);
    expect(weeks).toHaveLength(2);
    expect(weeks[0]).toBeCloseTo(1.01 ** 7 - 1, 12);
  });
});

describe('entries', () => {
  const request = {
    owner: 'o',
    modelId: 'm',
    nowMs: 0,
    reviewAtMs: 30 * DAY,
    depositMicroPat: 100,
  };
  const entered = (result: ReturnType<typeof enterModel>): EntryBook => {
    if ('refused' in result) throw new Error(result.refused);
    return result.book;
  };

  it('are judged once, at the review they named, and count for good', () => {
    const book = entered(enterModel(EMPTY_ENTRIES, request, 100));
    const outcome = { modelId: 'm', nowMs: 30 * DAY, isPassed: false, sharpe: 0.1 };
    expect(reviewEntry(book, { ...outcome, nowMs: 30 * DAY - 1 })).toEqual({ refused: 'NOT_DUE' });
    const failed = entered(reviewEntry(book, outcome));
    expect(reviewEntry(failed, outcome)).toEqual({ refused: 'NO_SUCH_ENTRY' });
    expect(failed).toMatchObject({ heldMicroPat: 0, keptMicroPat: 100, returnedMicroPat: 0 });
    expect(ownersSharpes(failed, 'o')).toEqual([0.1]);
    const again = entered(enterModel(failed, request, 100));
    const left = entered(abandonEntry(again, { modelId: 'm', sharpe: -0.2 }));
    expect(ownersSharpes(left, 'o')).toEqual([0.1, -0.2]);
    expect(delistEntry(left, 'm')).toEqual({ refused: 'NOT_PASSED' });
  });

  it('are refused early, late, cheap, twice, and to whom the model does not belong', () => {
    const book = entered(enterModel(EMPTY_ENTRIES, request, 100));
    const refused = (over: object): unknown => enterModel(book, { ...request, ...over }, 100);
    expect(refused({ modelId: 'n', reviewAtMs: 30 * DAY - 1 })).toEqual({
      refused: 'REVIEW_TOO_EARLY',
    });
    expect(refused({ modelId: 'n', reviewAtMs: 731 * DAY })).toEqual({
      refused: 'REVIEW_TOO_LATE',
    });
    expect(refused({ modelId: 'n', depositMicroPat: 99 })).toEqual({
      refused: 'DEPOSIT_TOO_SMALL',
    });
    expect(refused({})).toEqual({ refused: 'ALREADY_ENTERED' });
    expect(refused({ owner: 'thief' })).toEqual({ refused: 'ALREADY_ENTERED' });
  });

  it('deposits add up to the last micro-PAT over every history', () => {
    const step = fc.record({
      kind: fc.constantFrom('enter', 'pass', 'fail', 'abandon', 'delist'),
      model: fc.integer({ min: 0, max: 5 }),
      deposit: fc.integer({ min: 100, max: 1_000 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        let book = EMPTY_ENTRIES;
        let [paid, nowMs] = [0, 0];
        for (const { kind, model, deposit } of steps) {
          nowMs += DAY;
          const modelId = `model-${model}`;
          const outcome = { modelId, nowMs: nowMs + 900 * DAY, sharpe: 0 };
          const result = {
            enter: () =>
              enterModel(
                book,
                {
                  ...request,
                  modelId,
                  nowMs,
                  reviewAtMs: nowMs + 30 * DAY,
                  depositMicroPat: deposit,
                },
                100,
              ),
            pass: () => reviewEntry(book, { ...outcome, isPassed: true }),
            fail: () => reviewEntry(book, { ...outcome, isPassed: false }),
            abandon: () => abandonEntry(book, outcome),
            delist: () => delistEntry(book, modelId),
          }[kind]();
          if ('refused' in result) continue;
          expect(result.book.entries.length).toBeGreaterThanOrEqual(book.entries.length);
          ({ book } = result);
          if (kind === 'enter') paid += deposit;
          const { heldMicroPat, returnedMicroPat, keptMicroPat } = book;
          expect(heldMicroPat + returnedMicroPat + keptMicroPat).toBe(paid);
          const open = book.entries.filter(({ status }) => status === 'BURNING_IN');
          expect(open.reduce((sum, entry) => sum + entry.depositMicroPat, 0)).toBe(heldMicroPat);
        }
      }),
    );
  });
});

describe('the burn-in gate', () => {
  const simOf = (days: number, mean: number, signals = 60): SimResult => ({
    days: Array.from({ length: days }, (_, at) => ({
      atMs: at * DAY,
      equity: 1,
      return: mean + 0.01 * Math.sin(at * 1.9),
    })),
    fills: [],
    signals,
    unfilled: 0,
    unknownVolume: [],
  });
  const codes = (sim: SimResult, others: readonly number[] = []): string[] =>
    burnInReport(sim, others).findings.map(({ code }) => code);

  it('asks for days, signals and a long enough record', () => {
    expect(codes(simOf(200, 0.002))).toEqual([]);
    expect(codes(simOf(29, 0.02))).toEqual(['TOO_FEW_DAYS']);
    expect(codes(simOf(200, 0.002, 49))).toEqual(['TOO_FEW_SIGNALS']);
    expect(codes(simOf(200, 0.0001))).toEqual(['NO_SKILL_SHOWN']);
    expect(codes(simOf(200, -0.002))).toEqual(['NO_SKILL_SHOWN']);
    expect(codes(simOf(10, 0.002))).toEqual(['TOO_FEW_DAYS', 'NO_SKILL_SHOWN']);
  });

  it('asks more of an owner who entered more', () => {
    const others = Array.from({ length: 200 }, (_, at) => 0.07 * Math.sin(at * 1.3));
    expect(codes(simOf(100, 0.002))).toEqual([]);
    expect(codes(simOf(100, 0.002), others)).toEqual(['NO_SKILL_SHOWN']);
  });

  it('is exactly the minimum track record length', () => {
    for (const mean of [0.0005, 0.001, 0.0013, 0.002]) {
      const { isPassed, minimumTrackRecord: needed } = burnInReport(simOf(150, mean), []);
      const length = needed?.status === 'RATED' ? needed.value : Number.POSITIVE_INFINITY;
      expect(isPassed).toBe(150 >= length);
    }
  });
});
