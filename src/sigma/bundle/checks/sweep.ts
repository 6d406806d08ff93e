/**
 * The whole sweep: a trial for each combination of the grid, hashed together, and the selected one is the backtest. Trials left
 * out leave a hole in the grid; a grid that was made smaller afterwards has another hash than the stamp of the first entry.
 */
import { canonicalSha256, canonicalText } from '../canonical.js';
import { type Finding, finding } from '../findings.js';
import { type Backtest, type Sweep, TRIALS_PER_SWEEP_MAX } from '../schema.js';

export function sweepHash(trials: Sweep['trials']): string {
  return canonicalSha256(trials.toSorted((a, b) => a.id - b.id));
}

export function checkSweep(sweep: Sweep, { observations }: Backtest): readonly Finding[] {
  const found: Finding[] = [];
  const hash = sweepHash(sweep.trials);
  if (hash !== sweep.trials_sha) {
    const evidence = `says ${sweep.trials_sha}, is ${hash}`;
    found.push(finding('SWEEP_HASH_MISMATCH', 'sweep.trials_sha', evidence));
  }
  found.push(...checkGrid(sweep));
  const selected = sweep.trials.find(({ id }) => id === sweep.selected);
  const isBacktest =
    selected !== undefined &&
    selected.returns.length === observations.length &&
    observations.every(({ net }, at) => net === selected.returns[at]);
  if (!isBacktest) {
    const evidence = selected === undefined ? 'there is no such trial' : 'its returns differ';
    found.push(
      finding('SELECTED_DIFFERS', 'sweep.selected', `trial ${sweep.selected}: ${evidence}`),
    );
  }
  return found;
}

function checkGrid({ grid, trials }: Sweep): readonly Finding[] {
  const names = Object.keys(grid).sort();
  const planned = names.reduce((count, name) => count * (grid[name]?.length ?? 0), 1);
  if (planned > TRIALS_PER_SWEEP_MAX) {
    return [finding('SWEEP_INCOMPLETE', 'sweep.grid', `${planned} combinations`)];
  }
  const found: Finding[] = [];
  const open = new Set(combinations(grid, names));
  const ids = new Set<number>();
  for (const [at, { id, params }] of trials.entries()) {
    const key = canonicalText(params);
    if (!open.delete(key) || ids.has(id)) {
      const evidence = `trial ${id} with ${key.slice(0, 200)}`;
      found.push(finding('SWEEP_UNPLANNED', `sweep.trials[${at}]`, evidence));
      if (found.length >= 3) return found;
    }
    ids.add(id);
  }
  const [missing] = [...open].sort();
  if (missing !== undefined) {
    const evidence = `${open.size} of ${planned} missing, such as ${missing.slice(0, 200)}`;
    found.push(finding('SWEEP_INCOMPLETE', 'sweep.trials', evidence));
  }
  return found;
}

/** Canonical texts of every combination of values. */
function combinations(grid: Sweep['grid'], names: readonly string[]): readonly string[] {
  let all: Record<string, unknown>[] = [{}];
  for (const name of names) {
    all = all.flatMap((one) => (grid[name] ?? []).map((value) => ({ ...one, [name]: value })));
  }
  return all.map(canonicalText);
}
