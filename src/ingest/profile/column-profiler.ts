/**
 * What is told of one column, from its cells one after the other. Keeps a bounded number of values whatever comes.
 *
 * A private column, and one with personal data, shows its type and counts alone. Never fails.
 */
import {
  ANONYMITY_ROWS,
  type ColumnProfile,
  type ColumnType,
  FILL_ROWS_MIN,
  FILL_SHARE_MAX,
  TYPE_SHARE_MIN,
} from '../../quality/index.js';
import { CELL_KINDS, CellKind, type CellReader } from '../cells/cell.js';
import { hashed } from '../cells/hash.js';
import { DistinctCounter, HLL_ERROR_PPM, isHashKey, keyOfText } from './distinct.js';
import { DyadicHistogram } from './dyadic-histogram.js';
import { PersonalCounter, personalBits } from './personal-data.js';

const EXAMPLES_MAX = 10;
const EXAMPLE_LENGTH_MAX = 100;
const LONG_NUMBER = 12;
/** What a byte of `tally` is made of: the kind, and whether the cell failed what was declared. */
const FAILED = CELL_KINDS;

export class ColumnProfiler {
  readonly name: string;
  readonly personal = new PersonalCounter();
  private readonly distinct: DistinctCounter;
  private readonly numbers = new DyadicHistogram();
  private values = 0;
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;
  private sum = 0;
  private numberCells = 0;
  /** Cells by kind, and by whether they failed, of rows that repeat none. */
  private readonly tally = new Array<number>(2 * CELL_KINDS).fill(0);
  /** Cells with a value in rows that repeat another. */
  private repeated = 0;
  /** Missing cells of rows that repeat none. */
  missingDistinct = 0;
  private missing = 0;

  constructor(name: string, exactValues: number) {
    this.name = name;
    this.distinct = new DistinctCounter(exactValues);
  }

  /** A column found late: rows before had no value. */
  addMissingRows(rows: number, distinctRows: number): void {
    this.missing += rows;
    this.missingDistinct += distinctRows;
  }

  /** Takes the cell the reader holds. */
  addCell(cell: CellReader): void {
    const { kind } = cell;
    if (kind === CellKind.MISSING) {
      this.missing += 1;
      return;
    }
    this.values += 1;
    const { hi, lo } = hashed;
    if (kind === CellKind.INTEGER || kind === CellKind.NUMBER) {
      this.addNumber(cell.number);
      // A card's number is a number too.
      const { number, text } = cell;
      const bits = this.distinct.add(number, hi, lo, () =>
        text.length >= LONG_NUMBER ? personalBits(text) : 0,
      );
      if (bits !== 0) this.personal.add(bits);
      return;
    }
    if (kind === CellKind.DATE || kind === CellKind.TIMESTAMP) {
      this.addNumber(cell.number);
      this.distinct.add(`t${cell.number}`, hi, lo, () => 0);
      return;
    }
    const { text } = cell;
    const bits = this.distinct.add(keyOfText(text, hi, lo), hi, lo, () => personalBits(text));
    if (bits !== 0) this.personal.add(bits);
  }

  /** Counts a cell's kind once it is known whether its row repeats another. */
  tallyCell(kind: CellKind, hasFailed: boolean, isRepeated: boolean): void {
    if (isRepeated) {
      if (kind !== CellKind.MISSING) this.repeated += 1;
    } else if (kind === CellKind.MISSING) this.missingDistinct += 1;
    else {
      const at = hasFailed ? FAILED + kind : kind;
      this.tally[at] = (this.tally[at] as number) + 1;
    }
  }

  /** Cells with a value: each is checked once. */
  get evaluated(): number {
    return this.values;
  }

  /** Cells that are not of the column's type, fail what was declared, or are in a row that repeats another. */
  get failed(): number {
    const type = this.type;
    let failed = this.repeated;
    for (let kind = 0; kind < CELL_KINDS; kind += 1) {
      const declared = this.tally[FAILED + kind] as number;
      failed += declared;
      if (!conforms(kind as CellKind, type)) failed += this.tally[kind] as number;
    }
    return failed;
  }

  /** The narrowest type that nearly all values have. */
  get type(): ColumnType {
    if (this.values === 0) return 'empty';
    const counts = (kind: CellKind): number =>
      (this.tally[kind] as number) + (this.tally[FAILED + kind] as number);
    const all = this.values - this.repeated;
    if (counts(CellKind.DIGITS) > 0) return 'string';
    const candidates: readonly (readonly [ColumnType, number])[] = [
      ['integer', counts(CellKind.INTEGER)],
      ['number', counts(CellKind.INTEGER) + counts(CellKind.NUMBER)],
      ['boolean', counts(CellKind.BOOLEAN)],
      ['date', counts(CellKind.DATE)],
      ['timestamp', counts(CellKind.DATE) + counts(CellKind.TIMESTAMP)],
      ['nested', counts(CellKind.NESTED)],
    ];
    const found = candidates.find(([, count]) => count >= all * TYPE_SHARE_MIN && count > 0);
    return found?.[0] ?? 'string';
  }

  /** Share of the values that are of a type; 1 without values. Rows that repeat another do not count. */
  shareOf(type: ColumnType): number {
    let all = 0;
    let fitting = 0;
    for (let kind = 0; kind < CELL_KINDS; kind += 1) {
      const cells = (this.tally[kind] as number) + (this.tally[FAILED + kind] as number);
      all += cells;
      const isCode = kind === CellKind.DIGITS && (type === 'integer' || type === 'number');
      if (isCode || conforms(kind as CellKind, type)) fitting += cells;
    }
    return all === 0 ? 1 : fitting / all;
  }

  /** Whether one value fills the column. */
  get isFilled(): boolean {
    const rows = this.values + this.missing;
    const [most] = this.distinct.frequent();
    return rows >= FILL_ROWS_MIN && most !== undefined && most.count > rows * FILL_SHARE_MAX;
  }

  /** @param isHidden shows counts alone */
  profile(isHidden: boolean, isPrivate: boolean): ColumnProfile {
    const { type } = this;
    const isNumeric = type === 'integer' || type === 'number';
    const isTime = type === 'date' || type === 'timestamp';
    const hasRange = !isHidden && (isNumeric || isTime) && this.numberCells > 0;
    return {
      name: this.name,
      type,
      rows: this.values + this.missing,
      missing: this.missing,
      distinct: isPrivate ? null : this.distinct.distinct,
      distinctErrorPpm: this.distinct.isExact ? 0 : HLL_ERROR_PPM,
      min: hasRange ? this.min : null,
      max: hasRange ? this.max : null,
      mean: hasRange && isNumeric ? this.sum / this.numberCells : null,
      histogram: hasRange ? this.numbers.result() : null,
      examples: isHidden ? [] : this.examples(),
      failed: this.failed,
      isFilled: this.isFilled,
      isPrivate,
    };
  }

  private addNumber(value: number): void {
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    this.sum += value;
    this.numberCells += 1;
    this.numbers.add(value);
  }

  private examples(): ColumnProfile['examples'] {
    const isTime = this.type === 'date' || this.type === 'timestamp';
    return this.distinct
      .frequent()
      .filter(({ key, count }) => count >= ANONYMITY_ROWS && !isHashKey(key))
      .slice(0, EXAMPLES_MAX)
      .map(({ key, count }) => {
        const isTimeKey = isTime && /^t-?\d+$/.test(String(key));
        const iso = isTimeKey ? isoOf(Number(String(key).slice(1))) : String(key);
        const text = this.type === 'date' ? iso.replace('T00:00:00.000Z', '') : iso;
        return { value: text.slice(0, EXAMPLE_LENGTH_MAX), count };
      });
  }
}

function isoOf(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? String(ms) : date.toISOString();
}

/** Whether a cell of a kind is of a type. Everything is a text, but an object in a column of texts is not. */
export function conforms(kind: CellKind, type: ColumnType): boolean {
  switch (type) {
    case 'integer':
      return kind === CellKind.INTEGER;
    case 'number':
      return kind === CellKind.INTEGER || kind === CellKind.NUMBER;
    case 'boolean':
      return kind === CellKind.BOOLEAN;
    case 'date':
      return kind === CellKind.DATE;
    case 'timestamp':
      return kind === CellKind.DATE || kind === CellKind.TIMESTAMP;
    case 'nested':
      return kind === CellKind.NESTED;
    default:
      return kind !== CellKind.NESTED;
  }
}
