/** Readers of option values: what is not one ends the command with what is expected, before anything is done. */
import { InvalidArgumentError } from 'commander';
import { Decimal } from 'decimal.js';

const MICRO_PER_PAT = 1_000_000;
const PORT_MAX = 65_535;

/** Reads a whole number within bounds. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const bounds = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= min && value <= max) return value;
    throw new InvalidArgumentError(`A whole number ${bounds} is expected.`);
  };
}

export const port = whole(0, PORT_MAX);

/** Reads a port of something that may be left out. */
export const portOrNone = (text: string): number | 'none' => (text === 'none' ? text : port(text));

/** Reads an amount of PAT as whole micro-PAT. */
export function microPat(text: string): number {
  const micro = /^\d+(\.\d+)?$/.test(text) ? new Decimal(text).mul(MICRO_PER_PAT) : new Decimal(0);
  if (micro.isInteger() && micro.gt(0) && micro.lte(Number.MAX_SAFE_INTEGER)) {
    return micro.toNumber();
  }
  throw new InvalidArgumentError(
    'A positive amount of PAT with at most six decimals is expected, such as 250.5.',
  );
}
