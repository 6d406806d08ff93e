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

/** Steps of the logs of rates, and of elasticities. */
const RATE_STEP = 0.12;
const ELASTICITY_STEP = 0.75;
const TABLES_MAX = 512;
/** Tables solved in one turn: about two milliseconds each. */
const SOLVED_A_TURN = 4;
/** ln of lots a window: fewer are as good as none, and the same. */
const LOTS_LOG_LEAST = -3;

type Steps = readonly [number, number, number, number];

/** What a contract has now. */
export interface PolicySlot {
  /** Logs of rates and elasticities the table was solved for, in steps. */
  steps: Steps;
  table: PolicyTable | undefined;
  /** What else it rests on. */
  tableKey: string;
  windowDays: number;
}

/** Both sides at P*: ln of lots a window, and how they mind prices. */
export interface MarketCurves {
  buyLotsLog: number;
  buyElasticity: number;
  sellLotsLog: number;
  sellElasticity: number;
}

export function newPolicySlot(): PolicySlot {
  return { steps: [0, 0, 0, 0], table: undefined, tableKey: '', windowDays: 0 };
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
    const { steps } = slot;
    const { tableKey } = tuning.evidence;
    const buyRate = Math.max(LOTS_LOG_LEAST, curves.buyLotsLog) / RATE_STEP;
    const sellRate = Math.max(LOTS_LOG_LEAST, curves.sellLotsLog) / RATE_STEP;
    const buyElasticity = curves.buyElasticity / ELASTICITY_STEP;
    const sellElasticity = curves.sellElasticity / ELASTICITY_STEP;
    if (!Number.isFinite(buyRate + sellRate + buyElasticity + sellElasticity)) return slot.table;
    const isNear =
      slot.windowDays === windowDays &&
      slot.tableKey === tableKey &&
      Math.abs(steps[0] - buyRate) < 1 &&
      Math.abs(steps[1] - buyElasticity) < 1 &&
      Math.abs(steps[2] - sellRate) < 1 &&
      Math.abs(steps[3] - sellElasticity) < 1;
    if (isNear) return slot.table;
    const rounded: Steps = [
      Math.round(buyRate),
      Math.round(buyElasticity),
      Math.round(sellRate),
      Math.round(sellElasticity),
    ];
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
    slot.windowDays = windowDays;
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

function inputsOf(steps: Steps, windowDays: number, tuning: Tuning): PolicyInputs {
  const rate = (step: number): number => Math.exp(step * RATE_STEP) / windowDays;
  const elasticity = (step: number): number => Math.max(1, step) * ELASTICITY_STEP;
  const { curve, inventory, evidence, bidCutoff } = tuning;
  const buys = { lotsPerDay: rate(steps[0]), elasticity: elasticity(steps[1]) };
  const seenPerDay = Math.max(0, buys.lotsPerDay - evidence.presenceFromLots / windowDays);
  return {
    buys,
    sells: { lotsPerDay: rate(steps[2]), elasticity: elasticity(steps[3]) },
    windowDays,
    freshness: (u) => freshness(u, curve),
    bidCutoff,
    maxLots: Math.max(1, inventory.maxLots),
    reach: evidence.reach,
    penalty: evidence.penalty,
    presencePerDay: (evidence.presence * seenPerDay) / buys.elasticity,
  };
}
