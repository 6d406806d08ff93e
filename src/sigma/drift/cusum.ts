/**
 * One-sided CUSUM on standardised weekly returns: S ← max(0, S − z − k), an alarm when S > h, then S starts again at 0.
 *
 * Page 1954, "Continuous Inspection Schemes", Biometrika 41. k = 0.5 and h = 5 answer a loss of one standard deviation a
 * week soonest. Average run lengths by the Markov chain of Brook and Evans 1972, "An approach to the probability
 * distribution of CUSUM run length", Biometrika 59.
 */
import { normalCdf } from '../measures/index.js';

/** Allowance, in standard deviations of a week. */
export const CUSUM_ALLOWANCE = 0.5;
/** Decision interval h, in standard deviations of a week. */
export const CUSUM_LIMIT = 5;

export interface CusumStep {
  readonly sum: number;
  readonly isAlarm: boolean;
}

/** @param z standardised return of a week: (r − expected) / sd */
export function cusumStep(sum: number, z: number): CusumStep {
  const next = Math.max(0, sum - z - CUSUM_ALLOWANCE);
  return next > CUSUM_LIMIT ? { sum: 0, isAlarm: true } : { sum: next, isAlarm: false };
}

const STATES = 100;

/** Probabilities of S moving between `STATES` cells of [0, h] when the mean of −z is `shift`; what is missing is an alarm. */
function transitions(shift: number): readonly Float64Array[] {
  const width = (2 * CUSUM_LIMIT) / (2 * STATES - 1);
  const below = (gap: number): number => normalCdf(gap + CUSUM_ALLOWANCE - shift);
  return Array.from({ length: STATES }, (_, from) => {
    const row = new Float64Array(STATES);
    row[0] = below(width / 2 - from * width);
    for (let to = 1; to < STATES; to += 1) {
      const middle = (to - from) * width;
      row[to] = below(middle + width / 2) - below(middle - width / 2);
    }
    return row;
  });
}

/**
 * Expected weeks until an alarm of a CUSUM that starts at 0.
 * @param shift by how many standard deviations a week returns fall short of what was expected; 0 is no drift
 */
export function averageRunLength(shift: number): number {
  // (I − R)·x = 1, by Gauss with rows as they come: I − R is diagonally dominant.
  const rows = transitions(shift).map((row, from) => {
    const left = Float64Array.from(row, (value) => -value);
    left[from] = 1 + (left[from] as number);
    return { left, right: 1 };
  });
  for (const [pivot, { left, right }] of rows.entries()) {
    for (const row of rows.slice(pivot + 1)) {
      const factor = (row.left[pivot] as number) / (left[pivot] as number);
      for (let at = pivot; at < STATES; at += 1) {
        row.left[at] = (row.left[at] as number) - factor * (left[at] as number);
      }
      row.right -= factor * right;
    }
  }
  const solution = new Float64Array(STATES);
  for (let at = STATES - 1; at >= 0; at -= 1) {
    const { left, right } = rows[at] as (typeof rows)[number];
    let rest = right;
    for (let to = at + 1; to < STATES; to += 1) {
      rest -= (left[to] as number) * (solution[to] as number);
    }
    solution[at] = rest / (left[at] as number);
  }
  return solution[0] as number;
}

/** Probability of at least one alarm within so many weeks. */
export function alarmProbability(shift: number, weeks: number): number {
  const rows = transitions(shift);
  let now = new Float64Array(STATES);
  now[0] = 1;
  for (let week = 0; week < weeks; week += 1) {
    const next = new Float64Array(STATES);
    for (const [from, row] of rows.entries()) {
      for (const [to, share] of row.entries()) {
        next[to] = (next[to] as number) + (now[from] as number) * share;
      }
    }
    now = next;
  }
  return 1 - now.reduce((sum, share) => sum + share, 0);
}
