/**
 * Hashes of whole rows, made of the hashes of their cells: one that knows which column a value is in (two rows are the same), one
 * without the event time (a row is the same but for its time), and one without columns (two sets share rows). Reused for every
 * batch. Never fails.
 */
import { hash53, hashed, mix } from '../cells/hash.js';

export class RowHasher {
  private readonly keyHi: number;
  private readonly keyLo: number;

  /** @param key hex of at least 64 bits: without it nobody finds out by hashing guesses which rows a sketch is of */
  constructor(key: string) {
    this.keyHi = Number.parseInt(key.slice(0, 8), 16);
    this.keyLo = Number.parseInt(key.slice(8, 16), 16);
  }

  /** Of rows of the batch, by place. */
  sameHi = new Uint32Array(0);
  sameLo = new Uint32Array(0);
  timelessHi = new Uint32Array(0);
  timelessLo = new Uint32Array(0);
  private sharedHi = new Uint32Array(0);
  private sharedLo = new Uint32Array(0);

  begin(rows: number): void {
    if (this.sameHi.length < rows) {
      this.sameHi = new Uint32Array(rows);
      this.sameLo = new Uint32Array(rows);
      this.timelessHi = new Uint32Array(rows);
      this.timelessLo = new Uint32Array(rows);
      this.sharedHi = new Uint32Array(rows);
      this.sharedLo = new Uint32Array(rows);
      return;
    }
    for (const column of [this.sameHi, this.sameLo, this.timelessHi]) column.fill(0, 0, rows);
    for (const column of [this.timelessLo, this.sharedHi, this.sharedLo]) column.fill(0, 0, rows);
  }

  /** Adds the cell whose hash is in `hashed`; a missing one adds nothing. The order of columns does not count. */
  add(row: number, column: number, isEventTime: boolean): void {
    const { hi, lo } = hashed;
    const hiHere = mix(hi ^ Math.imul(column + 1, 0x9e3779b1));
    const loHere = mix(lo ^ hiHere);
    this.sameHi[row] = ((this.sameHi[row] as number) + hiHere) >>> 0;
    this.sameLo[row] = ((this.sameLo[row] as number) + loHere) >>> 0;
    if (!isEventTime) {
      this.timelessHi[row] = ((this.timelessHi[row] as number) + hiHere) >>> 0;
      this.timelessLo[row] = ((this.timelessLo[row] as number) + loHere) >>> 0;
    }
    this.sharedHi[row] = ((this.sharedHi[row] as number) + mix(hi)) >>> 0;
    this.sharedLo[row] = ((this.sharedLo[row] as number) + mix(lo ^ hi)) >>> 0;
  }

  /** The hash of a row without its columns, below 2^53. */
  shared(row: number): number {
    const hi = mix((this.sharedHi[row] as number) ^ this.keyHi);
    const lo = mix((this.sharedLo[row] as number) ^ this.keyLo ^ hi);
    return hash53(mix(hi ^ lo ^ this.keyLo), lo);
  }
}
