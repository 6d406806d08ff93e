/**
 * The tables of the policy, solved when what they rest on has moved and shared by contracts for which it is the same.
 *
 * What a table rests on is rounded to steps before it is solved, and a contract keeps its table until what it rests on is a step
 * and a half away, so that estimates that tremble solve nothing. A turn solves at most so many; whoever comes later goes on with
 * its last good table, or the first formulas where it has none, and asks again. A table that cannot be solved is not tried
 * again until its inputs move. Least recently made tables go first.
 */
import { freshness } from './formulas/freshness.js';
import { type PolicyInputs, type PolicyTable, solvePolicy } from './formulas/policy-table.js';
import type { Tuning } from './parameters/tuning.js';

/** Steps of the logs of rates and elasticities. */
const RATE_STEP = 0.12;
const ELASTICITY_STEP = 0.08;
const TABLES_MAX = 512;
/** Tables solved in one turn: about two milliseconds each. */
const SOLVED_A_TURN = 4;
/** Rates under this many lots a day are as good as none, and the same. */
const LOTS_LEAST = 0.01;

/** What a contract has now. */
export interface PolicySlot {
  /** Logs of rates and elasticities the table was solved for, in steps. */
  steps: readonly number[];
  table: PolicyTable | undefined;
  /** What else it rests on. */
  tableKey: string;
}

export interface MarketCurves {
  readonly buyLotsPerDay: number;
  readonly buyElasticity: number;
  readonly sellLotsPerDay: number;
  readonly sellElasticity: number;
}

export function newPolicySlot(): PolicySlot {
  return { steps: [], table: undefined, tableKey: '' };
}

export class PolicyCache {
  private readonly tables = new Map<string, PolicyTable | undefined>();
  private left = SOLVED_A_TURN;
  solvedCount = 0;
  /** Times a table was wanted and the turn's were used up, and tables that could not be solved. */
  deferredCount = 0;
  failedCount = 0;

  /** A new turn: as many may be solved again. */
  begin(): void {
    this.left = SOLVED_A_TURN;
  }

  /** The table for these curves, or the last good one; undefined while there is none. */
  tableOf(
    slot: PolicySlot,
    curves: MarketCurves,
    windowDays: number,
    tuning: Tuning,
  ): PolicyTable | undefined {
    const wanted = [
      Math.log(Math.max(LOTS_LEAST, curves.buyLotsPerDay)) / RATE_STEP,
      Math.log(curves.buyElasticity) / ELASTICITY_STEP,
      Math.log(Math.max(LOTS_LEAST, curves.sellLotsPerDay)) / RATE_STEP,
      Math.log(curves.sellElasticity) / ELASTICITY_STEP,
    ];
    if (!wanted.every(Number.isFinite)) return slot.table;
    const { steps } = slot;
    const { tableKey } = tuning.evidence;
    const isNear =
      slot.tableKey === tableKey && steps.every((step, i) => Math.abs(step - (wanted[i] ?? 0)) < 1);
    if (isNear && steps.length > 0) return slot.table;
    const rounded = wanted.map(Math.round);
    const key = `${tableKey} ${windowDays} ${rounded.join(' ')}`;
    if (!this.tables.has(key)) {
      if (this.left === 0) {
        this.deferredCount += 1;
        return slot.table;
      }
      this.left -= 1;
      this.put(key, solvePolicy(inputsOf(rounded, windowDays, tuning)));
    }
    const table = this.tables.get(key);
    // What cannot be solved leaves the last good one.
    slot.table = table ?? slot.table;
    slot.steps = rounded;
    slot.tableKey = tableKey;
    return slot.table;
  }

  private put(key: string, table: PolicyTable | undefined): void {
    this.solvedCount += 1;
    if (table === undefined) this.failedCount += 1;
    if (this.tables.size >= TABLES_MAX) {
      for (const oldest of this.tables.keys()) {
        this.tables.delete(oldest);
        break;
      }
    }
    this.tables.set(key, table);
  }
}

function inputsOf(steps: readonly number[], windowDays: number, tuning: Tuning): PolicyInputs {
  const rate = (step = 0): number => Math.exp(step * RATE_STEP);
  const elasticity = (step = 0): number => Math.exp(step * ELASTICITY_STEP);
  const { curve, inventory, evidence, bidCutoff } = tuning;
  return {
    buys: { lotsPerDay: rate(steps[0]), elasticity: elasticity(steps[1]) },
    sells: { lotsPerDay: rate(steps[2]), elasticity: elasticity(steps[3]) },
    windowDays,
    freshness: (u) => freshness(u, curve),
    bidCutoff,
    maxLots: Math.max(1, inventory.maxLots),
    reach: evidence.reach,
    penalty: evidence.penalty,
  };
}
