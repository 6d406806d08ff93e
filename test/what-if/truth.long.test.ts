// Goal: catch a what-if that does not tell the truth. A simulated market is played with the parameters as they come, its journal read,
// the answer for others asked of it, and the same market really played with those: the sign must be right where the difference is
// more than what chance leaves open, and the interval must hold the truth about as often as it says. Markets in which everybody
// sends an order at what it would pay, and markets in which hardly anybody does. PATX_SEEDS says how many seeds of each.
import { expect, it } from 'vitest';
import { MemoryCommandLog } from '../../src/engine/log/index.js';
import { PATX_PLAN, SCENARIOS, type Scenario, simulate } from '../../src/simulation/index.js';
import { type Answer, answerOf, fitDemand, observe, play } from '../../src/what-if/index.js';

const SEED = 900;
const SEEDS = Number(process.env.PATX_SEEDS ?? 1);
/** All changes and contracts, and draws as the command has them, or what fits into a run of the tests. */
const IS_LONG = SEEDS > 1;
/** Share of the customers who send an order at what they would pay; where few do, there is least to go by. */
const REVEALED = IS_LONG ? [1, 0.2] : [0.2];
const DRAWS = IS_LONG ? 12 : 3;
/** Of some thousand a market of these days earns: about two standard errors of what chance makes. */
const REAL_PAT = 100;
const [BALANCED] = SCENARIOS as [Scenario];
const scenario: Scenario = { ...BALANCED, days: IS_LONG ? 3 : 2 };
const CHANGES: readonly (readonly [name: string, value: number])[] = [
  ['quote_margin_ppm', 600_000],
  ['visit_elasticity_ppm', 24_000_000],
  ['quote_policy', 0],
  ['quote_margin_ppm', 1_600_000],
  ['max_inventory_lots', 4],
  ['visits_per_window', 25],
  ['bid_cutoff_ppm', 600_000],
  ['risk_penalty_ppm', 20_000],
];
const changes = IS_LONG ? CHANGES : CHANGES.slice(0, 2);

interface Compared {
  readonly seed: number;
  readonly change: string;
  readonly truthPat: number;
  readonly answer: Answer;
}

function compareWith(market: Scenario, seed: number): readonly Compared[] {
  const log = new MemoryCommandLog();
  const before = simulate({ scenario: market, seed, plan: PATX_PLAN }, log);
  const { recording, observed } = observe(log.read(1));
  const fit = fitDemand(observed);
  const drawn = (name: string, value?: number) =>
    Array.from({ length: DRAWS }, (_, draw) => {
      const values = value === undefined ? [] : [{ name, value, target: '' }];
      const set = { name, values };
      return play({ frames: log.read(1), tape: recording.tape, observed, fit, set, seed: 1, draw });
    });
  const recorded = drawn('recorded');
  return changes.map(([name, value]) => {
    const plan = { name: 'changed', kind: 'patx', parameters: { [name]: value } } as const;
    const after = simulate({ scenario: market, seed, plan });
    const answer = answerOf(name, { recorded, played: drawn(name, value) }, { observed, fit });
    const truthPat = after.trueTotalPat - before.trueTotalPat;
    return { seed, change: `${name} ${value}`, truthPat, answer };
  });
}

it(
  'is the truth, within what it says it is, whether customers show what they would pay or not',
  () => {
    const compared = REVEALED.flatMap((revealShare) => {
      const market = { ...scenario, revealShare };
      return Array.from({ length: SEEDS }, (_, i) => compareWith(market, SEED + i)).flat();
    });
    const told = compared.filter(({ answer }) => answer.verdict !== 'cannot tell');
    const lines = compared.map(({ seed, change, truthPat, answer }) => {
      const { verdict, morePat, fromPat, untilPat, reasons } = answer;
      const numbers = [truthPat, morePat, fromPat, untilPat].map(Math.round).join(' ');
      return `${seed} ${change}: ${numbers} ${verdict} ${reasons.join(' ')}`;
    });
    const why = lines.join('\n');
    if (IS_LONG) process.stdout.write(`${why}\n`);
    expect(told.length, why).toBeGreaterThanOrEqual(0.5 * compared.length);
    // Where there is a difference to speak of, it is on the right side; where the answer is a direction, it is the right one.
    const real = told.filter(({ truthPat }) => Math.abs(truthPat) > REAL_PAT);
    const right = real.filter(({ answer, truthPat }) => answer.morePat * truthPat > 0);
    expect(real.length, why).toBeGreaterThan(0);
    expect(right.length / real.length, why).toBeGreaterThanOrEqual(0.9);
    const clear = told.filter(({ answer }) => /better|worse/.test(answer.verdict));
    const wrong = clear.filter(({ answer, truthPat }) => answer.morePat * truthPat < 0);
    expect(wrong.length, why).toBeLessThanOrEqual(0.1 * clear.length);
    const held = told.filter(
      ({ answer, truthPat }) => answer.fromPat <= truthPat && truthPat <= answer.untilPat,
    );
    expect(held.length / told.length, why).toBeGreaterThanOrEqual(IS_LONG ? 0.8 : 0.5);
  },
  IS_LONG ? 14_400_000 : 900_000,
);
