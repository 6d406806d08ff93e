/**
 * Catches any way by which accounts that collude move the broker's equity at cost, or have together more than they began
 * with: random programs of theirs, changed a little again and again, climbing wherever the broker loses more.
 *
 * PATX_RUNS sets the number of programs, PATX_SEED where they begin. The best attack found is printed with its gain.
 */
import { describe, expect, test } from 'vitest';
import { FEES } from './colluders.js';
import { Chance, changed, describeProgram, type Program, play, randomProgram } from './programs.js';

const RUNS = Number(process.env.PATX_RUNS ?? 120);
const SEED = Number(process.env.PATX_SEED ?? 1);
/** Changes made to a program before another one is begun. */
const CLIMB = 20;
const TIMEOUT_MS = 120_000 + RUNS * 100;

interface Best {
  readonly program: Program;
  readonly gain: number;
  readonly drawdown: number;
}

/** What the broker lost first, then what they have. */
const isBetter = (a: Best, b: Best): boolean =>
  a.drawdown > b.drawdown || (a.drawdown === b.drawdown && a.gain > b.gain);

/** The best of so many programs. What costs the broker no less is gone on from; now and then another one is begun. */
function search(runs: number, seed: number, rules: (typeof FEES)[number][1]): Best {
  const chance = new Chance(seed);
  let best: Best | undefined;
  let here: Best | undefined;
  for (let run = 0; run < runs; run += 1) {
    if (run % CLIMB === 0 && here?.drawdown === 0) here = undefined;
    const program = here ? changed(here.program, chance) : randomProgram(chance);
    const { gainMicroPat: gain, drawdownMicroPat: drawdown } = play(program, rules);
    const found = { program, gain, drawdown };
    if (here === undefined || drawdown >= here.drawdown) here = found;
    if (best === undefined || isBetter(found, best)) best = found;
  }
  return best as Best;
}

describe.each(FEES)('at %s', (name, rules) => {
  test(
    'colluding accounts take nothing from the broker and make no money out of nothing',
    () => {
      const { program, gain, drawdown } = search(RUNS, SEED, rules);
      const found = `${gain} micro-PAT gained, ${drawdown} lost by the broker at worst`;
      console.info(`best of ${RUNS} attacks at ${name}: ${found}\n${describeProgram(program)}`);
      expect(gain).toBeLessThanOrEqual(0);
      expect(drawdown).toBe(0);
    },
    TIMEOUT_MS,
  );
});
