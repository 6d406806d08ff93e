/**
 * What one call of matching did, in order: a buffer of fixed size that the caller drains.
 *
 * Invariant: rows 0 to `count − 1` are valid. Never grows; matching pauses when it is full.
 */

/** The maker traded `lots` at `priceTicks`. */
export const FILL = 0;
/** Self-trade prevention took the maker out of the book, with `lots` open on display. */
export const STP_CANCEL_MAKER = 1;
/** Self-trade prevention took `lots` off both orders without a trade. */
export const STP_DECREMENT = 2;

const ROW_I32 = 8;
const ROW_F64 = 4;
const KIND = 0;
const MAKER_SLOT = 1;
const PRICE_TICKS = 2;
const LOTS = 2;
const MAKER_OPEN_LOTS = 3;

export class Matches {
  readonly capacity: number;
  count = 0;
  private readonly i32: Int32Array;
  private readonly f64: Float64Array;

  constructor(capacity: number) {
    const buffer = new ArrayBuffer(capacity * ROW_I32 * 4);
    this.capacity = capacity;
    this.i32 = new Int32Array(buffer);
    this.f64 = new Float64Array(buffer);
  }

  clear(): void {
    this.count = 0;
  }

  /** The caller makes sure that there is room. */
  push(kind: number, slot: number, priceTicks: number, lots: number, makerOpenLots: number): void {
    const { i32, f64, count } = this;
    i32[count * ROW_I32 + KIND] = kind;
    i32[count * ROW_I32 + MAKER_SLOT] = slot;
    i32[count * ROW_I32 + PRICE_TICKS] = priceTicks;
    f64[count * ROW_F64 + LOTS] = lots;
    f64[count * ROW_F64 + MAKER_OPEN_LOTS] = makerOpenLots;
    this.count = count + 1;
  }

  kind(row: number): number {
    return this.i32[row * ROW_I32 + KIND] as number;
  }

  makerSlot(row: number): number {
    return this.i32[row * ROW_I32 + MAKER_SLOT] as number;
  }

  priceTicks(row: number): number {
    return this.i32[row * ROW_I32 + PRICE_TICKS] as number;
  }

  lots(row: number): number {
    return this.f64[row * ROW_F64 + LOTS] as number;
  }

  /** The maker's open lots after the row, hidden ones included; 0 = it has left the book. */
  makerOpenLots(row: number): number {
    return this.f64[row * ROW_F64 + MAKER_OPEN_LOTS] as number;
  }
}
