/** Readers of option values: what is not one ends the command with what is expected, before anything is done. */
import { InvalidArgumentError, Option } from 'commander';
import { Decimal } from 'decimal.js';

const MICRO_PER_PAT = 1_000_000;
const PORT_MAX = 65_535;

/** Where the gateway is; PATX_URL in the environment stands for it. */
export const urlOption = (): Option =>
  new Option('--url <url>', 'gateway').env('PATX_URL').default('ws://127.0.0.1:9460/');

/** Reads a whole number within bounds; thousands may be apart, as tables print them: `50_000`. */
export function whole(min: number, max = Number.MAX_SAFE_INTEGER): (text: string) => number {
  const bounds = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return (text) => {
    const value = Number(text.replaceAll('_', ''));
    if (/^\d+(_\d+)*$/.test(text) && value >= min && value <= max) return value;
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

const MINUTE_MS = 60_000;

/** Reads a time with its zone as milliseconds since 1970; `now` is the minute that has begun, as windows begin. */
export function timeMs(text: string): number {
  if (text === 'now') return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
  const value = Date.parse(text);
  // Without a zone it would mean another moment on every machine.
  const hasZone = /(?:Z|[+-]\d\d:\d\d)$/.test(text);
  if (hasZone && Number.isSafeInteger(value)) return value;
  throw new InvalidArgumentError(
    'A time with its zone is expected, such as 2026-12-01T00:00:00Z, or now.',
  );
}
