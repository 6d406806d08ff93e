/**
 * Would catch: a backtest that is not the venue. With the parameters as recorded every fill of the recorded history
 * must come out again, those among customers and the broker's; with others only what follows from them may change; the
 * same inputs must give the same bytes, and P&L must stay the sum of its parts.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  backtestPage,
  type ParameterSet,
  parseParameterSet,
  type Recording,
  type RunResult,
  replayRecorded,
  runSet,
} from '../../src/backtest/index.js';
import type { Frame } from '../../src/engine/log/index.js';
import { type MarketDay, marketDay } from './market-day.js';

const HORIZON_MS = 300_000;

let day: MarketDay;
let recording: Recording;

const frames = (): Iterable<Frame> => day.venue.log.read(1);

function run(parameters: object): RunResult {
  const set: ParameterSet = parseParameterSet(JSON.stringify({ parameters }), 'set.json');
  return runSet({ frames: frames(), tape: recording.tape, set, horizonMs: HORIZON_MS });
}

beforeAll(async () => {
  day = await marketDay(7, 180);
  recording = replayRecorded(frames(), HORIZON_MS);
}, 120_000);

describe('a backtest', () => {
  it('has something to reproduce: trades of the broker and among customers, cancels, deliveries', () => {
    const { fills, pnl } = recording.measured;
    expect(fills.amongCustomersTrades).toBeGreaterThan(5);
    expect(fills.boughtFromBrokerLots).toBeGreaterThan(20);
    expect(fills.soldToBrokerLots).toBeGreaterThan(20);
    expect(recording.tape.orderRefs.filter((ref) => ref > 0).length).toBeGreaterThan(5);
    expect(recording.tape.deliveryRefs.length).toBeGreaterThan(20);
    expect(recording.tape.takenRequests.filter((id) => id > 0).length).toBeGreaterThan(5);
    expect(pnl.total.volume.deliveredLots).toBeGreaterThan(10);
  });

  it('reproduces the recorded fills with the recorded parameters', () => {
    const { fills, leftOut, pnl } = run({});
    const { measured } = recording;
    expect(fills.amongCustomersFingerprint).toBe(measured.fills.amongCustomersFingerprint);
    expect(fills).toEqual(measured.fills);
    expect(leftOut).toEqual({
      orders: 0,
      deliveries: 0,
      rights: 0,
      rightsReduced: 0,
      busts: 0,
      acceptances: 0,
      acceptancesWorse: 0,
    });
    expect(pnl.total.volume).toEqual(measured.pnl.total.volume);
    expect(pnl.total.spreadMicroPat).toBe(measured.pnl.total.spreadMicroPat);
  });

  it('gives the same bytes for the same inputs, and a page of them', () => {
    const first = run({ spread_base_ppm: 20_000 });
    expect(JSON.stringify(run({ spread_base_ppm: 20_000 }))).toBe(JSON.stringify(first));
    const { commandCount, frameCount, firstTimeMs, lastTimeMs } = recording.tape;
    const page = backtestPage({
      format: 'patx-backtest-1',
      journal: { commandCount, frameCount, firstTimeMs, lastTimeMs },
      markoutHorizonMs: HORIZON_MS,
      recorded: recording.measured,
      runs: [{ ...first, name: '<wide & "odd">' }],
    });
    expect(page).toContain('&lt;wide &amp; &quot;odd&quot;&gt;');
    expect(page).not.toContain('<wide');
    expect(page).not.toContain('NaN');
    expect(page.match(/<svg/g)?.length).toBeGreaterThan(6);
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|src=/);
  });

  it('a far wider spread trades less with the broker, and no set breaks the sum of parts', () => {
    const { fills } = recording.measured;
    const wide = run({ spread_min_ppm: 200_000 });
    expect(wide.fills.boughtFromBrokerLots).toBeLessThan(fills.boughtFromBrokerLots);
    // Whoever takes a firm quote has an order of its own; those that were not taken here have none.
    const untaken = wide.leftOut.acceptances + wide.leftOut.acceptancesWorse;
    expect(wide.fills.orders + wide.fills.ordersRefused + untaken).toBe(
      fills.orders + fills.ordersRefused,
    );
    for (const { pnl } of [wide, run({ broker_series_exposure_ppm: 1_000 }), run({})]) {
      for (const row of [pnl.total, ...pnl.series]) {
        expect(Number(row.moneyMicroPat) + Number(row.inventoryValueMicroPat)).toBe(
          row.totalMicroPat,
        );
      }
    }
  });

  it('asks again for firm quotes: a worse one is not taken, a better one is, and none is not there', () => {
    const taken = recording.tape.takenRequests.length;
    const wide = run({ request_spread_ppm: 3_000_000 }).leftOut;
    expect(wide.acceptancesWorse).toBeGreaterThan(0);
    expect(wide.acceptancesWorse + wide.acceptances).toBe(taken);
    const narrow = run({ spread_base_ppm: 5_000, spread_min_ppm: 2_000 });
    expect(narrow.leftOut.acceptances + narrow.leftOut.acceptancesWorse).toBe(0);
    expect(narrow.fills.boughtFromBrokerLots).toBeGreaterThan(0);
    const without = run({ base_value_micro_pat: { [day.contract]: 0 } }).leftOut;
    expect(without.acceptances).toBe(taken);
  });

  it('a parameter of the set is what the set says, also where the journal set another', () => {
    // Without carry, or the broker would not buy what nobody buys from it; with a collar that lets recorded sellers in.
    const target = {
      base_value_micro_pat: { [day.contract]: 2_000_000 },
      carry_weight_ppm: 0,
      collar_sell_ppm: 100_000,
    };
    const doubled = run(target);
    expect(doubled.parameters).toEqual([
      { name: 'base_value_micro_pat', target: day.contract, value: 2_000_000 },
      { name: 'carry_weight_ppm', target: '', value: 0 },
      { name: 'collar_sell_ppm', target: '', value: 100_000 },
    ]);
    // At twice the value the broker asks more than any recorded buyer bid, and holds what it bought at that value.
    expect(doubled.fills.boughtFromBrokerLots).toBe(0);
    const markOf = ({ samples }: Pick<RunResult, 'samples'>): number => {
      const last = samples.at(-1);
      return (last?.inventoryMicroPat ?? 0) / (last?.inventoryLots ?? 0);
    };
    expect(markOf(doubled)).toBeGreaterThan(1.3 * markOf(recording.measured));
  });

  it('a limit of exposure holds back what the broker buys', () => {
    const tight = run({ broker_series_exposure_ppm: 20 });
    const mostUsed = Math.max(...tight.samples.map(({ seriesUsePpm }) => seriesUsePpm));
    expect(mostUsed).toBeLessThanOrEqual(1_000_000);
    expect(tight.fills.soldToBrokerLots).toBeLessThan(recording.measured.fills.soldToBrokerLots);
  });

  it('a target the journal never has, and values that contradict each other, are said', () => {
    expect(() => run({ spread_base_ppm: { 'NOBODY|7D|0.10-0.20': 20_000 } })).toThrow(
      /spread_base_ppm: the journal has no "NOBODY\|7D\|0.10-0.20"/,
    );
    expect(() => run({ spread_min_ppm: 150_000, spread_max_ppm: 100_000 })).toThrow(
      /contradicts another parameter/,
    );
  });
});
