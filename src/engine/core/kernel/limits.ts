/**
 * Sizes of the core's preallocated stores. They are fixed by the first command of a journal, so that every replica of
 * the core refuses at the same limit.
 */

import type { Limits } from '../../../values/index.js';

/** Untouched memory costs nothing, so the defaults are the sizes the venue is meant to reach. */
export const DEFAULT_LIMITS: Limits = {
  maxOrders: 1_048_576,
  maxAccounts: 131_072,
  maxSeries: 8_192,
  maxPositions: 1_048_576,
  maxObligations: 2_097_152,
  maxDeliveries: 1_048_576,
  maxIdSpaces: 196_608,
  outcomesPerIdSpace: 512,
  maxPricePages: 131_072,
  maxEntitlements: 1_048_576,
  maxBustableTrades: 65_536,
};

/** Largest value a limit may take, so that a hostile first command cannot ask for all memory. */
export const LIMIT_MAX: Limits = {
  maxOrders: 4_194_303,
  maxAccounts: 4_194_304,
  maxSeries: 65_536,
  maxPositions: 16_777_216,
  maxObligations: 16_777_216,
  maxDeliveries: 4_194_303,
  maxIdSpaces: 4_194_304,
  outcomesPerIdSpace: 4_096,
  maxPricePages: 4_194_304,
  maxEntitlements: 4_194_303,
  maxBustableTrades: 1_048_576,
};

/** Says what is wrong with a set of limits; undefined when nothing is. */
export function limitsProblem(limits: Limits): string | undefined {
  for (const name of Object.keys(LIMIT_MAX) as (keyof Limits)[]) {
    const value = limits[name];
    if (!Number.isInteger(value) || value < 16 || value > LIMIT_MAX[name]) {
      return `${name} is ${value}; it must be a whole number from 16 to ${LIMIT_MAX[name]}`;
    }
  }
  const ring = limits.outcomesPerIdSpace;
  if ((ring & (ring - 1)) !== 0) return `outcomesPerIdSpace is ${ring}; it must be a power of two`;
  return undefined;
}
