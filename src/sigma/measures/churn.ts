/**
 * Churn by month cohorts: of the owners whose first paid month was m, which share still holds a seat k months later. Owners,
 * not accounts, so that moving between one's own accounts is no churn.
 */

export interface PaidMonth {
  readonly owner: string;
  /** Months since January 1970, UTC. */
  readonly month: number;
}

export interface Cohort {
  readonly month: number;
  readonly owners: number;
  /** `retained[k]`: owners with a seat k months after the first; `retained[0]` is all of them. */
  readonly retained: readonly number[];
}

export interface ChurnReport {
  readonly cohorts: readonly Cohort[];
  /** Of owners with a seat the month before, the share without one in `throughMonth`; null of none. */
  readonly monthlyChurn: number | null;
}

/** Most months looked back. */
const MONTHS_MAX = 120;

/** @param throughMonth the last month that is complete; later ones are ignored */
export function churnReport(paid: readonly PaidMonth[], throughMonth: number): ChurnReport {
  const monthsOf = new Map<string, Set<number>>();
  for (const { owner, month } of paid) {
    if (month > throughMonth || month <= throughMonth - MONTHS_MAX) continue;
    const months = monthsOf.get(owner) ?? new Set();
    months.add(month);
    monthsOf.set(owner, months);
  }
  const retained = new Map<number, number[]>();
  let [before, lost] = [0, 0];
  for (const months of monthsOf.values()) {
    const first = Math.min(...months);
    const counts = retained.get(first) ?? new Array<number>(throughMonth - first + 1).fill(0);
    for (const month of months) counts[month - first] = (counts[month - first] as number) + 1;
    retained.set(first, counts);
    if (months.has(throughMonth - 1)) {
      before += 1;
      if (!months.has(throughMonth)) lost += 1;
    }
  }
  const cohorts = [...retained]
    .sort(([a], [b]) => a - b)
    .map(([month, counts]) => ({ month, owners: counts[0] as number, retained: counts }));
  return { cohorts, monthlyChurn: before === 0 ? null : lost / before };
}
