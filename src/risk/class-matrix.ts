/**
 * Who may hold what: kind of trade × class × phase × side, as one table, which the core asks and docs/class-matrix.md prints.
 *
 * Spot is every class's from phase 1 on, which the table says and a test holds: so an order of spot asks nothing here. A cell
 * says what an account may do to *add* to what it holds; to reduce is always allowed. Pure; fails closed: what is no kind,
 * class, side or phase is not admitted.
 */
import { ACCOUNT_CLASS, ERROR_CATALOG, SIDE } from '../values/index.js';

/** What a trade is. A series is a forward before its window opens and spot from then on. */
export const TRADE_KIND = {
  SPOT: 1,
  FORWARD: 2,
  FRESHNESS_LOCK: 3,
  SUPPLY_ASSURANCE: 4,
  SYNTHETIC: 5,
  CALL: 6,
  PUT: 7,
} as const;

/** What a class may do on a side: nothing, trade against margin, or trade with the largest loss paid in. */
export const ADMISSION = { NONE: 0, FREE: 1, COVERED: 2 } as const;

export const PHASES = [1, 2, 3, 4] as const;
/** Classes, lowest first. */
export const CLASSES = [
  ACCOUNT_CLASS.RETAIL,
  ACCOUNT_CLASS.INSTITUTION,
  ACCOUNT_CLASS.QUALIFIED,
] as const;

const { NONE, FREE, COVERED } = ADMISSION;
const EVERYBODY = [FREE, FREE, FREE] as const;
const NOBODY = [NONE, NONE, NONE] as const;

interface Row {
  readonly fromPhase: number;
  /** By class, lowest first. */
  readonly buy: readonly [number, number, number];
  readonly sell: readonly [number, number, number];
}

/** Locks and assurances are written by the broker alone, which is no customer and has no class. */
const TABLE: Readonly<Record<number, Row>> = {
  [TRADE_KIND.SPOT]: { fromPhase: 1, buy: EVERYBODY, sell: EVERYBODY },
  [TRADE_KIND.FORWARD]: { fromPhase: 2, buy: EVERYBODY, sell: EVERYBODY },
  [TRADE_KIND.FRESHNESS_LOCK]: { fromPhase: 2, buy: EVERYBODY, sell: NOBODY },
  [TRADE_KIND.SUPPLY_ASSURANCE]: { fromPhase: 2, buy: EVERYBODY, sell: NOBODY },
  [TRADE_KIND.SYNTHETIC]: { fromPhase: 3, buy: [NONE, NONE, FREE], sell: [NONE, NONE, FREE] },
  [TRADE_KIND.CALL]: { fromPhase: 4, buy: EVERYBODY, sell: [COVERED, FREE, FREE] },
  [TRADE_KIND.PUT]: { fromPhase: 4, buy: EVERYBODY, sell: [COVERED, FREE, FREE] },
};

/** The first phase that has a kind; none for what is no kind. */
export function fromPhaseOf(kind: number): number {
  return TABLE[kind]?.fromPhase ?? Infinity;
}

/** What a class may do on a side of a kind in a phase: one of ADMISSION. */
export function admissionOf(
  kind: number,
  accountClass: number,
  phase: number,
  side: number,
): number {
  const row = TABLE[kind];
  if (row === undefined || !(phase >= row.fromPhase)) return NONE;
  if (side !== SIDE.BUY && side !== SIDE.SELL) return NONE;
  return (side === SIDE.BUY ? row.buy : row.sell)[accountClass - 1] ?? NONE;
}

/** Why a class may not add on a side of a kind, or 0: the phase has no such kind, or the class may not. */
export function admissionProblem(
  kind: number,
  accountClass: number,
  phase: number,
  side: number,
): number {
  if (!(phase >= fromPhaseOf(kind))) return ERROR_CATALOG.PHASE.code;
  const may = admissionOf(kind, accountClass, phase, side);
  return may === NONE ? ERROR_CATALOG.NOT_QUALIFIED.code : 0;
}
