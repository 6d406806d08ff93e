/**
 * Random actions: records of small numbers that are given meaning only when they run (which order, whose delivery), so
 * that any part of a failing run still means something when it is shrunk.
 */
import * as fc from 'fast-check';

export const BROKER = 1;
const MARK = 100;

/** Kind of action, and numbers it reads as it needs them. */
export interface Action {
  readonly kind: (typeof KINDS)[number];
  /** Which of the fitting accounts. */
  readonly who: number;
  /** 0: an account of any role does it instead. */
  readonly stray: number;
  readonly series: number;
  readonly price: number;
  readonly lots: number;
  readonly pick: number;
  readonly choice: number;
  /** How the client id is chosen. */
  readonly id: number;
  /** What an order is beyond a plain one. */
  readonly terms: number;
}

/** Actions by how often they come. */
const WEIGHTS = {
  order: 40,
  quote: 10,
  bundle: 8,
  cancel: 4,
  amend: 6,
  massCancel: 1,
  mark: 2,
  mint: 5,
  withdrawRights: 2,
  escrowCapacity: 1,
  exercise: 7,
  autoExercise: 2,
  delivery: 14,
  time: 7,
  epoch: 1,
  session: 2,
  kill: 1,
  releaseKill: 3,
  halt: 2,
  bust: 3,
  money: 3,
  collateral: 1,
  parameter: 3,
  request: 2,
  phase: 1,
  account: 1,
  keys: 1,
  contract: 1,
  openSeries: 2,
  quoter: 1,
  confidence: 1,
  entitlement: 2,
  outcome: 2,
  protection: 4,
  wallet: 0,
} as const;
const KINDS = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];

/** Numbers at and beyond the edges of what fields take. */
export const HOSTILE = [
  -1,
  0,
  1,
  2 ** 31 - 2,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 40,
  Number.MAX_SAFE_INTEGER,
];

const priceArb = fc.oneof(
  { arbitrary: fc.integer({ min: MARK - 10, max: MARK + 10 }), weight: 60 },
  { arbitrary: fc.integer({ min: MARK - 22, max: MARK + 22 }), weight: 10 },
  { arbitrary: fc.constantFrom(...HOSTILE, 5, 4, 500, 501), weight: 1 },
);
const lotsArb = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 12 }), weight: 30 },
  { arbitrary: fc.integer({ min: 13, max: 200 }), weight: 2 },
  { arbitrary: fc.constantFrom(...HOSTILE), weight: 1 },
);
const small = fc.nat({ max: 1_000 });

/** Of mostly trading: series stay open, so that orders meet. */
const TRADING = {
  order: 150,
  amend: 25,
  cancel: 8,
  massCancel: 1,
  quote: 10,
  mark: 12,
  mint: 3,
  withdrawRights: 1,
  exercise: 3,
  time: 3,
  session: 2,
  halt: 1,
  bust: 2,
  protection: 6,
} as const;

type Kinds = Partial<Readonly<Record<keyof typeof WEIGHTS, number>>>;

const actionOf = (weights: Kinds): fc.Arbitrary<Action> =>
  fc.record({
    kind: fc.oneof(
      ...KINDS.map((kind) => ({ arbitrary: fc.constant(kind), weight: weights[kind] ?? 0 })),
    ),
    who: small,
    stray: fc.nat({ max: 40 }),
    series: fc.nat({ max: 60 }),
    price: priceArb,
    lots: lotsArb,
    pick: small,
    choice: small,
    id: fc.nat({ max: 60 }),
    terms: small,
  });

export const actionArb = actionOf(WEIGHTS);
export const tradingArb = actionOf(TRADING);
/** Of trading at the limits of exposure: all that raises and lowers it, and the limits themselves. */
export const exposedArb = actionOf({
  ...TRADING,
  order: 90,
  quote: 60,
  bundle: 10,
  bust: 25,
  mint: 5,
  time: 6,
  epoch: 1,
  delivery: 4,
  collateral: 6,
  parameter: 8,
  request: 8,
  account: 2,
});
/** Of a venue that is bound to a chain. */
export const chainArb = actionOf({ ...WEIGHTS, wallet: 60 });

/** One of a list, by a number, which may be a hostile and so a negative one. */
export function one<T>(list: readonly T[], number: number): T {
  return list[Math.abs(number % list.length)] as T;
}

export const segmentOf = (a: Action): string =>
  a.choice % 20 === 0 ? 'NONE' : one(['AUTO_INTENT', 'HOME_INTENT'], a.choice);
