/**
 * Times: `fixed64` nanoseconds since the epoch on the wire, milliseconds as a double in memory, without a bigint.
 *
 * Whole milliseconds convert exactly both ways. A fraction survives as far as a double carries it: today that is a
 * quarter of a microsecond, and a double that came from the wire goes back to a time that reads as the same double.
 * A time outside 0 to 2^64 ns throws a RangeError when written.
 */

const TWO_32 = 4_294_967_296;
const TWO_16 = 65_536;
const NS_PER_MS = 1_000_000;

/** The last whole millisecond 64 bits of nanoseconds can say. */
export const TIME_MS_MAX = 18_446_744_073_709;

export const TIME_BYTES = 8;

/** The millisecond that contains the time given as two unsigned halves of nanoseconds. */
export function wholeMs(low: number, high: number): number {
  const quotient = Math.floor(high / NS_PER_MS);
  const rest = (high - quotient * NS_PER_MS) * TWO_32 + low;
  // rest < 1e6 × 2^32 < 2^52 is exact, and its quotient is small enough for the division never to round up to a
  // whole number it has not reached.
  return quotient * TWO_32 + Math.floor(rest / NS_PER_MS);
}

/** Milliseconds with their fraction, of a time given as two unsigned halves of nanoseconds. */
export function fractionalMs(low: number, high: number): number {
  const quotient = Math.floor(high / NS_PER_MS);
  const rest = (high - quotient * NS_PER_MS) * TWO_32 + low;
  const ms = Math.floor(rest / NS_PER_MS);
  return quotient * TWO_32 + ms + (rest - ms * NS_PER_MS) / NS_PER_MS;
}

/** Writes milliseconds, which may have a fraction, as eight bytes of nanoseconds. */
export function writeTime(out: Uint8Array, at: number, timeMs: number): number {
  const ms = Math.floor(timeMs);
  return writeTimeParts(out, at, ms, timeMs === ms ? 0 : Math.round((timeMs - ms) * NS_PER_MS));
}

/** Writes a time given as whole milliseconds and further nanoseconds (0 to 999,999,999). */
export function writeTimeParts(out: Uint8Array, at: number, ms: number, extraNs: number): number {
  if (!(ms >= 0 && ms <= TIME_MS_MAX && Math.floor(ms) === ms)) throw notATime(ms);
  if (!(extraNs >= 0 && extraNs < 1e9)) throw notATime(extraNs);
  // ms = upper × 2^16 + lower, so that ms × 1e6 is a sum of exact products. Divisions by powers of two are exact.
  const upper = Math.floor(ms / TWO_16);
  const upperNs = upper * NS_PER_MS;
  const upperHigh = Math.floor(upperNs / TWO_16);
  const lowerNs = (ms - upper * TWO_16) * NS_PER_MS + Math.round(extraNs);
  const lowSum = (upperNs - upperHigh * TWO_16) * TWO_16 + lowerNs;
  const carry = Math.floor(lowSum / TWO_32);
  const low = lowSum - carry * TWO_32;
  const high = upperHigh + carry;
  if (high >= TWO_32) throw notATime(ms);
  writeHalf(out, at, low);
  writeHalf(out, at + 4, high);
  return at + TIME_BYTES;
}

function writeHalf(out: Uint8Array, at: number, half: number): void {
  out[at] = half & 0xff;
  out[at + 1] = (half >>> 8) & 0xff;
  out[at + 2] = (half >>> 16) & 0xff;
  out[at + 3] = half >>> 24;
}

function notATime(value: unknown): RangeError {
  return new RangeError(`${String(value)} is not a time of the epoch this field can carry`);
}
