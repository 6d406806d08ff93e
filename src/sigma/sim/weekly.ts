/** Weekly returns of a simulation: seven days compounded, from its first day on; days of an unfinished week are left out. */
import type { SimDay } from './paper-account.js';

const DAYS = 7;

export function weeklyReturns(days: readonly Pick<SimDay, 'return'>[]): readonly number[] {
  const weeks: number[] = [];
  for (let from = 0; from + DAYS <= days.length; from += DAYS) {
    let growth = 1;
    for (let at = from; at < from + DAYS; at += 1) growth *= 1 + (days[at]?.return ?? 0);
    weeks.push(growth - 1);
  }
  return weeks;
}
