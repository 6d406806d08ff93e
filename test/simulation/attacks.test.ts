// Goal: catch a quote that can be moved for less than it earns: wash trades, bids set and cancelled, feigned mints, and trades made to
// move it; a series that an attacker holds still; and a broker that loses more than a twentieth to any of them.
import { beforeAll, describe, expect, it } from 'vitest';
import {
  ATTACKS,
  type AttackKind,
  PATX_PLAN,
  type SimulationRow,
  SMALL_SCENARIO,
  simulate,
} from '../../src/simulation/index.js';
import { some } from '../support/long.js';

const SEEDS = [1, 2];
const SIZES = some(1, [
  { lots: 40, accounts: 10 },
  { lots: 5, accounts: 1 },
]);
const FEES = { makerFeePpm: 0, takerFeePpm: 0 };
const scenario = {
  ...SMALL_SCENARIO,
  ...FEES,
  contracts: SMALL_SCENARIO.contracts.slice(0, 1),
  days: 2,
};
const key = (kind: AttackKind, size: number, isHonest: boolean): string =>
  `${kind} ${size} ${isHonest}`;
const alone: SimulationRow[] = [];
const played = new Map<string, readonly SimulationRow[]>();

beforeAll(() => {
  alone.push(...SEEDS.map((seed) => simulate({ scenario, seed, plan: PATX_PLAN })));
  for (const kind of ATTACKS) {
    for (const [size, terms] of SIZES.entries()) {
      for (const isHonest of [false, true]) {
        const attack = { kind, ...terms, isHonest };
        const rows = SEEDS.map((seed) => simulate({ scenario, seed, plan: PATX_PLAN, attack }));
        played.set(key(kind, size, isHonest), rows);
      }
    }
  }
}, 600_000);

describe.each(ATTACKS)('%s', (kind) => {
  it.each([...SIZES.keys()])(
    'earns nothing over who wants the same honestly and costs the broker nothing, size %i',
    (size) => {
      const rows = played.get(key(kind, size, false)) ?? [];
      const honest = played.get(key(kind, size, true)) ?? [];
      const more = rows.map((row, i) => row.attackerPat - (honest[i]?.attackerPat ?? 0));
      const mean = more.reduce((sum, value) => sum + value, 0) / more.length;
      const spread = more.reduce((sum, value) => sum + (value - mean) ** 2, 0);
      const error = Math.sqrt(spread / (more.length - 1) / more.length);
      // A PAT a day is less than a lot's margin: what rounding to ticks can make.
      expect(mean).toBeLessThanOrEqual(2 * error + scenario.days);
      const sum = (of: readonly SimulationRow[]): number =>
        of.reduce((total, { trueTotalPat }) => total + trueTotalPat, 0);
      expect(sum(rows)).toBeGreaterThan(0.95 * sum(alone));
      for (const { longestHaltMs } of rows) expect(longestHaltMs).toBeLessThanOrEqual(3_600_000);
    },
  );
});
