/**
 * Catches any way by which accounts that collude leave an honest one without a place in a store all share, or bring anybody to
 * CAPACITY_FULL: random programs of theirs, changed again and again wherever a store gets fuller (I36).
 *
 * PATX_RUNS sets the number of programs, PATX_SEED where they begin. What fills most is printed.
 */
import { expect, test } from 'vitest';
import { Chance } from './programs.js';
import {
  changed,
  describeProgram,
  type Program,
  playForRoom,
  type Result,
  randomProgram,
} from './room-programs.js';

const RUNS = Number(process.env.PATX_RUNS ?? 60);
const SEED = Number(process.env.PATX_SEED ?? 1);
/** Changes made to a program before another one is begun. */
const CLIMB = 5;
const TIMEOUT_MS = 120_000 + RUNS * 1_000;

test(
  'colluding accounts keep no honest one from a place',
  () => {
    const chance = new Chance(SEED);
    let here: { program: Program; result: Result } | undefined;
    let best: { program: Program; result: Result } | undefined;
    for (let run = 0; run < RUNS; run += 1) {
      if (run % CLIMB === 0) here = undefined;
      const program = here ? changed(here.program, chance) : randomProgram(chance, run / CLIMB);
      const result = playForRoom(program);
      const { keptOut, timesFull } = result;
      expect({ keptOut, timesFull }, describeProgram(program)).toEqual({
        keptOut: [],
        timesFull: 0,
      });
      if (here === undefined || result.fullest >= here.result.fullest) here = { program, result };
      if (best === undefined || result.fullest > best.result.fullest) best = here;
    }
    const { program, result } = best as { program: Program; result: Result };
    const part = Math.round(result.fullest * 1_000) / 10;
    console.info(`fullest of ${RUNS} attacks: ${part} % of a store\n${describeProgram(program)}`);
    // The search gets somewhere: past half of a store an account's own share is all it has.
    expect(result.fullest).toBeGreaterThan(0.5);
  },
  TIMEOUT_MS,
);
