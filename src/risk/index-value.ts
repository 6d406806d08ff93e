/**
 * The index of a contract: what others than the broker paid for rights that were used and accepted, in whole numbers, of
 * public prints alone, so that anybody computes the same.
 *
 * Source: docs/index.md, whose steps these are. Pure and total: too few owners, no prints, weights of nothing give NONE with
 * its reason. Bounded by the prints given.
 */

import { INDEX_STATE } from '../values/index.js';

const PPM = 1_000_000;
const PPM_BIG = 1_000_000n;

/** What is published of an accepted delivery. */
export interface IndexPrint {
  readonly enteredAtMs: number;
  /** Owners, by numbers that mean nothing beyond the window. The broker is 0. */
  readonly buyer: number;
  readonly seller: number;
  /** Per lot, as if its age had a factor of one. */
  readonly priceMicroPat: number;
  /** Lots times a thousand, times the share of its owner's purchases that was used. */
  readonly weightMilliLots: number;
  /** Whether the broker sold it. */
  readonly isBroker: boolean;
}

export interface IndexValue {
  /** One of INDEX_STATE. */
  readonly state: number;
  /** 0 unless valid. */
  readonly valueMicroPat: number;
  readonly prints: number;
  readonly buyers: number;
  readonly sellers: number;
  /** Share of the weight that caps of owners and pairs took away. */
  readonly trimmedPpm: number;
  /** Share of what is left that the broker priced. */
  readonly brokerPpm: number;
}

export interface IndexRules {
  readonly windowMs: number;
  readonly ownersMin: number;
  /** Most of the weight one owner has on a side, two owners have together, and prices of the broker have. */
  readonly ownerPpm: number;
  readonly pairPpm: number;
  readonly brokerPpm: number;
  /** How far a value may be from the last valid one, per minute that has passed. */
  readonly movePpm: number;
}

export const INDEX_RULES: IndexRules = {
  windowMs: 1_800_000,
  ownersMin: 8,
  ownerPpm: 100_000,
  pairPpm: 50_000,
  brokerPpm: 333_333,
  movePpm: 50_000,
};
const MINUTE_MS = 60_000;
const ROUNDS = 2;

/** The last valid value, and when it was published; 0 is none. */
export interface LastValue {
  readonly valueMicroPat: number;
  readonly atMs: number;
}

interface Weighed {
  readonly print: IndexPrint;
  weight: number;
}

/** The value as of a time, of the prints that entered in the window before it. */
export function indexValue(
  prints: readonly IndexPrint[],
  nowMs: number,
  last: LastValue,
  rules: IndexRules = INDEX_RULES,
): IndexValue {
  const inWindow = prints.filter(({ enteredAtMs }) => enteredAtMs > nowMs - rules.windowMs);
  const all: Weighed[] = inWindow
    .filter(({ enteredAtMs }) => enteredAtMs <= nowMs)
    .map((print) => ({ print, weight: print.weightMilliLots }));
  const none = (state: number, buyers = 0, sellers = 0): IndexValue => ({
    ...{
      state,
      valueMicroPat: 0,
      prints: all.length,
      buyers,
      sellers,
      trimmedPpm: 0,
      brokerPpm: 0,
    },
  });
  if (all.length === 0) return none(INDEX_STATE.NO_PRINTS);
  limitBroker(all, rules.brokerPpm);
  const whole = sum(all);
  if (whole === 0) return none(INDEX_STATE.BROKER_ONLY);
  // What one cap takes away makes the shares of the others larger, so all are looked at twice.
  for (let round = 0; round < ROUNDS; round += 1) {
    limitGroups(all, ({ buyer, seller }) => `${buyer} ${seller}`, rules.pairPpm);
    limitGroups(all, ({ buyer }) => `${buyer}`, rules.ownerPpm);
    limitGroups(all, ({ seller }) => `${seller}`, rules.ownerPpm);
  }
  const left = all.filter(({ weight }) => weight > 0);
  const buyers = new Set(left.map(({ print }) => print.buyer)).size;
  const sellers = new Set(left.map(({ print }) => print.seller)).size;
  if (buyers < rules.ownersMin) return none(INDEX_STATE.FEW_BUYERS, buyers, sellers);
  if (sellers < rules.ownersMin) return none(INDEX_STATE.FEW_SELLERS, buyers, sellers);
  const total = sum(left);
  const ofBroker = sum(left.filter(({ print }) => print.isBroker));
  return {
    state: INDEX_STATE.VALID,
    valueMicroPat: held(medianOfOwners(left), nowMs, last, rules),
    prints: all.length,
    ...{ buyers, sellers },
    trimmedPpm: shareOf(whole - total, whole),
    brokerPpm: shareOf(ofBroker, total),
  };
}

function sum(all: readonly Weighed[]): number {
  return all.reduce((total, { weight }) => total + weight, 0);
}

function shareOf(part: number, whole: number): number {
  return Number((BigInt(part) * PPM_BIG) / BigInt(whole));
}

/** Weights of a group lowered in proportion, rounded down, so that they add up to no more than a cap. */
function lower(group: readonly Weighed[], cap: number): void {
  const total = sum(group);
  if (total <= cap) return;
  for (const one of group) one.weight = Number((BigInt(one.weight) * BigInt(cap)) / BigInt(total));
}

/** Prices of the broker: at most their share of all, so others' weight times share over the rest. */
function limitBroker(all: readonly Weighed[], brokerPpm: number): void {
  const others = sum(all.filter(({ print }) => !print.isBroker));
  const cap = Number((BigInt(others) * BigInt(brokerPpm)) / BigInt(PPM - brokerPpm));
  lower(
    all.filter(({ print }) => print.isBroker),
    cap,
  );
}

/** Groups with more than their share of what is left of all are lowered to it. */
function limitGroups(
  all: readonly Weighed[],
  keyOf: (print: IndexPrint) => string,
  sharePpm: number,
): void {
  const groupOf = new Map<string, Weighed[]>();
  const groups: Weighed[][] = [];
  for (const one of all) {
    if (one.weight === 0) continue;
    const key = keyOf(one.print);
    const group = groupOf.get(key);
    if (group !== undefined) {
      group.push(one);
      continue;
    }
    const first = [one];
    groupOf.set(key, first);
    groups.push(first);
  }
  const cap = capOf(groups.map(sum), sharePpm);
  for (const group of groups) lower(group, cap);
}

/**
 * The largest whole c with c ≤ share · Σ min(weight, c): whoever has more is lowered to c, and then has no more than its share
 * of what is left. Where there are so few that equal parts are more than the share, equal parts are it.
 */
function capOf(weights: readonly number[], sharePpm: number): number {
  if (weights.length === 0) return 0;
  const share = BigInt(Math.max(sharePpm, Math.ceil(PPM / weights.length)));
  const sorted = weights.toSorted((a, b) => b - a);
  let rest = BigInt(sorted.reduce((total, weight) => total + weight, 0));
  for (const [lowered, weight] of sorted.entries()) {
    const under = PPM_BIG - share * BigInt(lowered);
    const cap = (share * rest) / under;
    if (cap >= BigInt(weight)) return Number(cap);
    rest -= BigInt(weight);
  }
  return sorted.at(-1) as number;
}

/** Each buying owner's mean price, rounded down; of these the lowest that half of the weight is at or below. */
function medianOfOwners(left: readonly Weighed[]): number {
  const ownerOf = new Map<number, { weight: number; paid: bigint }>();
  const owners: { weight: number; paid: bigint }[] = [];
  for (const { print, weight } of left) {
    let owner = ownerOf.get(print.buyer);
    if (owner === undefined) {
      owner = { weight: 0, paid: 0n };
      ownerOf.set(print.buyer, owner);
      owners.push(owner);
    }
    owner.weight += weight;
    owner.paid += BigInt(print.priceMicroPat) * BigInt(weight);
  }
  const means = owners
    .map(({ weight, paid }) => ({ weight, price: Number(paid / BigInt(weight)) }))
    .toSorted((a, b) => a.price - b.price);
  const total = sum(left);
  let below = 0;
  for (const { weight, price } of means) {
    below += weight;
    if (below * 2 >= total) return price;
  }
  return 0;
}

/** Within the move that the time since the last valid value allows; at least one micro-PAT. */
function held(value: number, nowMs: number, last: LastValue, { movePpm }: IndexRules): number {
  if (last.valueMicroPat === 0) return Math.max(1, value);
  const elapsed = BigInt(Math.max(0, nowMs - last.atMs));
  const most = Number(
    (BigInt(last.valueMicroPat) * BigInt(movePpm) * elapsed) / (PPM_BIG * BigInt(MINUTE_MS)),
  );
  const lowest = Math.max(1, last.valueMicroPat - most);
  return Math.min(last.valueMicroPat + most, Math.max(lowest, value));
}
