/**
 * Distinct values of a column and how often they occur: exact up to a bound, from there on by HyperLogLog (Flajolet et al. 2007,
 * 2^14 registers, standard error 0.81 %), while the most frequent values go on being counted.
 *
 * What fills a column is found after the bound too: values that were not yet frequent then are followed by Misra and Gries'
 * counters, which undercount one by less than a 64th of what the others have. Never fails.
 */
import { mix } from '../cells/hash.js';

const REGISTER_BITS = 14;
const REGISTERS = 1 << REGISTER_BITS;
export const HLL_ERROR_PPM = 8_125;
const FOLLOWED = 64;
/** A longer text is known by its hash. */
const KEY_LENGTH_MAX = 100;

export type ValueKey = number | string;

interface Entry {
  count: number;
  readonly hi: number;
  readonly lo: number;
  /** Categories of personal data. */
  readonly bits: number;
}

export class DistinctCounter {
  private readonly exactMax: number;
  private readonly entries = new Map<ValueKey, Entry>();
  private registers: Uint8Array | undefined;

  constructor(exactMax: number) {
    this.exactMax = exactMax;
  }

  /**
   * Counts a value. @param bitsOf asked once for each value that is counted exactly
   * @returns the bits of the value
   */
  add(key: ValueKey, hi: number, lo: number, bitsOf: () => number): number {
    const known = this.entries.get(key);
    if (known !== undefined) {
      known.count += 1;
      return known.bits;
    }
    const bits = bitsOf();
    if (this.registers !== undefined) this.addEstimated(key, hi, lo, bits);
    else {
      this.entries.set(key, { count: 1, hi, lo, bits });
      if (this.entries.size > this.exactMax) this.overflow();
    }
    return bits;
  }

  get isExact(): boolean {
    return this.registers === undefined;
  }

  get distinct(): number {
    return this.registers === undefined ? this.entries.size : estimate(this.registers);
  }

  /** Most frequent values first; exact counts, or lower bounds once the count is estimated. */
  frequent(): { readonly key: ValueKey; readonly count: number }[] {
    return [...this.entries]
      .map(([key, { count }]) => ({ key, count }))
      .sort((a, b) => b.count - a.count || (String(a.key) < String(b.key) ? -1 : 1));
  }

  private overflow(): void {
    const registers = new Uint8Array(REGISTERS);
    for (const { hi, lo } of this.entries.values()) register(registers, hi, lo);
    const kept = [...this.entries].sort(([, a], [, b]) => b.count - a.count).slice(0, FOLLOWED);
    this.entries.clear();
    for (const [key, entry] of kept) this.entries.set(key, entry);
    this.registers = registers;
  }

  private addEstimated(key: ValueKey, hi: number, lo: number, bits: number): void {
    register(this.registers as Uint8Array, hi, lo);
    if (this.entries.size < 2 * FOLLOWED) {
      this.entries.set(key, { count: 1, hi, lo, bits });
      return;
    }
    for (const [one, entry] of this.entries) {
      entry.count -= 1;
      if (entry.count === 0) this.entries.delete(one);
    }
  }
}

/** The key of a text: itself, or its hash where it is long. */
export const keyOfText = (text: string, hi: number, lo: number): string =>
  text.length <= KEY_LENGTH_MAX ? text : `\u0000${text.length}:${hi}:${lo}`;

export const isHashKey = (key: ValueKey): boolean =>
  typeof key === 'string' && key.startsWith('\u0000');

function register(registers: Uint8Array, hi: number, lo: number): void {
  const index = lo & (REGISTERS - 1);
  // Mixed again, so that the rank depends on none of the bits of the index.
  const rank = Math.clz32(mix(hi ^ (lo >>> REGISTER_BITS))) + 1;
  if (rank > (registers[index] as number)) registers[index] = rank;
}

function estimate(registers: Uint8Array): number {
  let sum = 0;
  let free = 0;
  for (const rank of registers) {
    sum += 2 ** -rank;
    if (rank === 0) free += 1;
  }
  const alpha = 0.7213 / (1 + 1.079 / REGISTERS);
  const raw = (alpha * REGISTERS * REGISTERS) / sum;
  if (raw <= 2.5 * REGISTERS && free > 0) return Math.round(REGISTERS * Math.log(REGISTERS / free));
  return Math.round(raw);
}
