/**
 * What the index of each contract is made of: its value, the prints of its window, and the valid samples of the last days by
 * minutes, which settlement prices come from. Nothing is here before phase 2; contracts beyond `INDEX_CONTRACTS_MAX` have none.
 */
import type { IndexPrint, Minute } from '../../../../risk/index.js';
import type { ColumnAllocator } from '../../kernel/columns.js';

/** Fields of a contract's value, in words. */
export const INDEX_FIELD = {
  /** One of INDEX_STATE; 0: never computed. */
  state: 0,
  valueMicroPat: 1,
  atMs: 2,
  /** The last valid one. */
  lastMicroPat: 3,
  lastAtMs: 4,
  prints: 5,
  buyers: 6,
  sellers: 7,
  trimmedPpm: 8,
  brokerPpm: 9,
  /** Prints that ever entered: the number of the last one. */
  printCount: 10,
} as const;
/** Fields of a print, in words. */
export const INDEX_PRINT_FIELD = {
  /** 0: the place is free. */
  enteredAtMs: 0,
  /** Owners: first accounts; 0 is the broker. */
  buyer: 1,
  seller: 2,
  /** Their numbers as published. */
  buyerTag: 3,
  sellerTag: 4,
  priceMicroPat: 5,
  weightMilliLots: 6,
  isBroker: 7,
} as const;

const VALUE_WORDS = 12;
const PRINT_WORDS = 8;
const MINUTE_WORDS = 3;
export const INDEX_CONTRACTS_MAX = 128;
/** Prints of a window a contract has room for. */
export const INDEX_PRINTS_MAX = 256;
/** Minutes kept: four days and two hours. */
export const INDEX_MINUTES = 5_880;
const MINUTE_MS = 60_000;
const HIGH = 0;
const ARMED = 1;
const CURSOR = 2;
const P = INDEX_PRINT_FIELD;

export class IndexTable {
  readonly values: Float64Array;
  readonly prints: Float64Array;
  readonly minutes: Float64Array;
  private readonly meta: Int32Array;
  private readonly clock: Float64Array;
  private readonly contractsMax: number;

  constructor(alloc: ColumnAllocator, maxSeries: number) {
    this.contractsMax = Math.min(maxSeries, INDEX_CONTRACTS_MAX);
    const meta = alloc.i32('index.meta', 3);
    this.meta = meta;
    this.clock = alloc.f64('index.clock', 1);
    const taken = (name: string, words: number): Float64Array =>
      alloc.f64(name, this.contractsMax * words, () => (meta[HIGH] as number) * words);
    this.values = taken('index.values', VALUE_WORDS);
    this.prints = taken('index.prints', INDEX_PRINTS_MAX * PRINT_WORDS);
    this.minutes = taken('index.minutes', INDEX_MINUTES * MINUTE_WORDS);
  }

  /** Contracts that have rows: ids 1 to this. */
  get high(): number {
    return this.meta[HIGH] as number;
  }

  get isArmed(): boolean {
    return this.meta[ARMED] !== 0;
  }

  set isArmed(value: boolean) {
    this.meta[ARMED] = value ? 1 : 0;
  }

  /** The contract whose value is computed next; 0: none is. */
  get cursor(): number {
    return this.meta[CURSOR] as number;
  }

  set cursor(contractId: number) {
    this.meta[CURSOR] = contractId;
  }

  /** Time of the sample that is computed. */
  get sampleMs(): number {
    return this.clock[0] as number;
  }

  set sampleMs(timeMs: number) {
    this.clock[0] = timeMs;
  }

  /** Whether a contract has an index; makes its rows on first use. */
  reach(contractId: number): boolean {
    if (contractId > this.contractsMax) return false;
    if (contractId > this.high) this.meta[HIGH] = contractId;
    return true;
  }

  get(contractId: number, field: number): number {
    return contractId > this.high
      ? 0
      : (this.values[(contractId - 1) * VALUE_WORDS + field] as number);
  }

  set(contractId: number, field: number, value: number): void {
    this.values[(contractId - 1) * VALUE_WORDS + field] = value;
  }

  /** First word of a place for a print. */
  printAt(contractId: number, place: number): number {
    return ((contractId - 1) * INDEX_PRINTS_MAX + place) * PRINT_WORDS;
  }

  /** First word of a place for a minute. */
  minuteAt(contractId: number, place: number): number {
    return ((contractId - 1) * INDEX_MINUTES + place) * MINUTE_WORDS;
  }

  /** Prints a contract has, in their places, the owners as they are published. */
  printsOf(contractId: number): IndexPrint[] {
    const found: IndexPrint[] = [];
    if (contractId > this.high) return found;
    for (let place = 0; place < INDEX_PRINTS_MAX; place += 1) {
      const at = this.printAt(contractId, place);
      const read = (field: number): number => this.prints[at + field] as number;
      if (read(P.enteredAtMs) === 0) continue;
      found.push({
        enteredAtMs: read(P.enteredAtMs),
        buyer: read(P.buyerTag),
        seller: read(P.sellerTag),
        priceMicroPat: read(P.priceMicroPat),
        weightMilliLots: read(P.weightMilliLots),
        isBroker: read(P.isBroker) !== 0,
      });
    }
    return found;
  }

  /** A valid sample. */
  addSample(contractId: number, timeMs: number, valueMicroPat: number): void {
    const minute = Math.floor(timeMs / MINUTE_MS);
    const at = this.minuteAt(contractId, minute % INDEX_MINUTES);
    if (this.minutes[at] !== minute) this.minutes.fill(0, at, at + MINUTE_WORDS);
    this.minutes[at] = minute;
    this.minutes[at + 1] = (this.minutes[at + 1] as number) + 1;
    this.minutes[at + 2] = (this.minutes[at + 2] as number) + valueMicroPat;
  }

  /** Minutes with a valid sample that are kept. */
  minutesOf(contractId: number): Minute[] {
    const found: Minute[] = [];
    if (contractId > this.high) return found;
    for (let place = 0; place < INDEX_MINUTES; place += 1) {
      const at = this.minuteAt(contractId, place);
      const count = this.minutes[at + 1] as number;
      if (count === 0) continue;
      const minute = this.minutes[at] as number;
      found.push({ minute, count, sumMicroPat: this.minutes[at + 2] as number });
    }
    return found;
  }
}
