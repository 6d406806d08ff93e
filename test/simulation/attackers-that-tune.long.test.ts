// Goal: catch a quote that somebody can move for less than it earns when he takes the trouble to find out how: attackers that search over
// size, number of accounts and time, and are judged on seeds they have not seen: by what they gain over who wants the same honestly, by
// what they cost the broker, and by how long a series stands still. PATX_ATTACK_TRIES says how many settings each tries, without fees and
// with the demo's, PATX_SEEDS on how many seeds it is judged. The setting judged and its figures are printed.
import { describe, expect, it } from 'vitest';
import {
  ATTACKS,
  type AttackKind,
  type AttackPlan,
  PATX_PLAN,
  type SimulationRow,
  SMALL_SCENARIO,
  simulate,
} from '../../src/simulation/index.js';
import { Chance } from '../../src/values/index.js';

const TRIES = Number(process.env.PATX_ATTACK_TRIES ?? 2);
const JUDGED = Number(process.env.PATX_SEEDS ?? 2);
const LOTS = [1, 5, 20, 80, 300, 1_000];
const ACCOUNTS = [1, 3, 10, 50];
const HOURS = [0, 3, 6, 12, 20];
/** Without fees an attack costs least; with the demo's it is tried where tries are asked for. */
const FEES = [
  { makerFeePpm: 0, takerFeePpm: 0 },
  ...(process.env.PATX_ATTACK_TRIES === undefined
    ? []
    : [{ makerFeePpm: 1_000, takerFeePpm: 2_000 }]),
];
const TRAINING_SEED = 40;
const SEED = 60;

const pick = (of: readonly number[], chance: Chance): number => of[chance.index(of.length)] ?? 0;

describe.each(FEES)('with fees of $takerFeePpm ppm', (fees) => {
  const scenario = {
    ...SMALL_SCENARIO,
    ...fees,
    contracts: SMALL_SCENARIO.contracts.slice(0, 1),
    days: 2,
  };
  /** What was played once is not played again: it would be the same. */
  const rows = new Map<string, SimulationRow>();
  const played = (seed: number, attack?: AttackPlan): SimulationRow => {
    const key = `${seed} ${JSON.stringify(attack)}`;
    const market = { scenario, seed, plan: PATX_PLAN };
    const row = rows.get(key) ?? simulate(attack === undefined ? market : { ...market, attack });
    rows.set(key, row);
    return row;
  };
  /** What an attacker gains over who wants the same honestly. */
  const gainOf = (seed: number, attack: AttackPlan): number => {
    const honest = played(seed, { ...attack, isHonest: true });
    return played(seed, attack).attackerPat - honest.attackerPat;
  };

  function bestOf(kind: AttackKind): AttackPlan {
    const chance = new Chance(7, `${kind} ${fees.takerFeePpm}`);
    let best: AttackPlan | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < TRIES; i += 1) {
      const attack = {
        kind,
        lots: pick(LOTS, chance),
        accounts: pick(ACCOUNTS, chance),
        hour: pick(HOURS, chance),
        isHonest: false,
      };
      const gain = gainOf(TRAINING_SEED + (i % 2), attack);
      if (gain > most) [best, most] = [attack, gain];
    }
    if (best === undefined) throw new Error('nothing was tried');
    return best;
  }

  it.each(ATTACKS)(
    '%s earns nothing, however it is set',
    (kind) => {
      const attack = bestOf(kind);
      const seeds = Array.from({ length: JUDGED }, (_, i) => SEED + i);
      const gains = seeds.map((seed) => gainOf(seed, attack));
      const mean = gains.reduce((sum, gain) => sum + gain, 0) / gains.length;
      const squares = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0);
      const error = Math.sqrt(squares / (gains.length - 1) / gains.length);
      const brokerPat = (attack?: AttackPlan): number =>
        seeds.reduce((sum, seed) => sum + played(seed, attack).trueTotalPat, 0) / seeds.length;
      const [alone, attacked] = [brokerPat(), brokerPat(attack)];
      const why =
        `${JSON.stringify(attack)} gains ${mean.toFixed(1)} ± ${error.toFixed(1)} PAT ` +
        `(${gains.map(Math.round).join(' ')}); the broker has ${attacked.toFixed(0)} of ${alone.toFixed(0)}`;
      console.info(`${fees.takerFeePpm} ppm ${why}`);
      // A PAT a day is less than a lot's margin: what rounding to ticks can make.
      expect(mean, why).toBeLessThanOrEqual(2 * error + scenario.days);
      expect(attacked, why).toBeGreaterThanOrEqual(0.95 * alone);
      for (const seed of seeds) {
        expect(played(seed, attack).longestHaltMs, why).toBeLessThanOrEqual(3_600_000);
      }
    },
    3_600_000,
  );
});
