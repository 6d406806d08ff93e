/**
 * Accuracy: cells of a sample of rows against a reference of somebody else. The sample is drawn by the platform from the rows
 * whose key the reference has, by a hash that depends on the file's content, so that nobody knows it before the file is fixed.
 *
 * Fails with IngestError reference-too-large, declaration.
 */
import { ACCURACY_SAMPLE_ROWS, type Accuracy, accuracy } from '../../quality/index.js';
import { CellKind, CellReader } from '../cells/cell.js';
import { hash53, hashed, hashText, mix } from '../cells/hash.js';
import type { Table } from '../formats/table.js';
import { IngestError } from '../ingest-error.js';
import { REFERENCE_ROWS_MAX } from '../limits.js';
import { columnIndex } from './row-checks.js';

export interface ReferenceOptions {
  /** Shown with the figure: whose reference it is. */
  readonly name: string;
  readonly key: readonly string[];
  /** Columns that are compared; numbers match within the tolerance, everything else exactly. */
  readonly columns: readonly { readonly name: string; readonly tolerance?: number }[];
}

/** Values of a reference's rows, by their key. */
export class Reference {
  readonly options: ReferenceOptions;
  private readonly rows = new Map<number, readonly unknown[]>();
  private readonly cell = new CellReader();

  private constructor(options: ReferenceOptions) {
    this.options = options;
  }

  static async read(table: Table, options: ReferenceOptions): Promise<Reference> {
    const reference = new Reference(options);
    let indices: { keys: number[]; values: number[] } | undefined;
    for await (const rows of table.batches()) {
      if (indices === undefined) {
        const indexOf = columnIndex(table.columns);
        indices = {
          keys: options.key.map((one) => indexOf(one, 'reference.key')),
          values: options.columns.map((one) => indexOf(one.name, 'reference.columns')),
        };
      }
      const { keys, values } = indices;
      for (const row of rows) {
        const key = reference.keyOf(row, keys);
        if (key === undefined) continue;
        if (reference.rows.size >= REFERENCE_ROWS_MAX) throw new IngestError('reference-too-large');
        reference.rows.set(
          key,
          values.map((index) => row[index]),
        );
      }
    }
    return reference;
  }

  keyOf(row: readonly unknown[], columns: readonly number[]): number | undefined {
    let hi = 0;
    let lo = 0;
    for (const column of columns) {
      if (this.cell.read(row[column]) === CellKind.MISSING) return undefined;
      hi = mix(hi ^ hashed.hi);
      lo = mix(lo ^ hashed.lo);
    }
    return hash53(hi, lo);
  }

  valuesOf(key: number): readonly unknown[] | undefined {
    return this.rows.get(key);
  }
}

interface Drawn {
  readonly order: number;
  readonly values: readonly unknown[];
  readonly expected: readonly unknown[];
}

export class AccuracySample {
  private readonly reference: Reference;
  private readonly salt: number;
  private keys: readonly number[] = [];
  private columns: readonly number[] = [];
  private drawn: Drawn[] = [];
  private bound = Number.POSITIVE_INFINITY;

  /** @param salt the file's content hash, with a secret of the platform */
  constructor(reference: Reference, salt: string) {
    this.reference = reference;
    hashText(salt);
    this.salt = hashed.hi;
  }

  /** Tells which columns there are; before the first row. */
  begin(columns: readonly string[]): void {
    const indexOf = columnIndex(columns);
    const { key, columns: compared } = this.reference.options;
    this.keys = key.map((one) => indexOf(one, 'reference.key'));
    this.columns = compared.map(({ name }) => indexOf(name, 'reference.columns'));
  }

  add(row: readonly unknown[]): void {
    const key = this.reference.keyOf(row, this.keys);
    const expected = key === undefined ? undefined : this.reference.valuesOf(key);
    if (key === undefined || expected === undefined) return;
    const order = hash53(mix(key ^ this.salt), mix(Math.floor(key / 65_536) ^ this.salt));
    if (order >= this.bound) return;
    this.drawn.push({ order, expected, values: this.columns.map((index) => row[index]) });
    if (this.drawn.length >= 2 * ACCURACY_SAMPLE_ROWS) this.cut();
  }

  result(): Accuracy | undefined {
    this.cut();
    const one = new CellReader();
    const other = new CellReader();
    let compared = 0;
    let matches = 0;
    for (const { values, expected } of this.drawn) {
      for (const [i, { tolerance = 0 }] of this.reference.options.columns.entries()) {
        // Where the reference says nothing there is nothing to compare with.
        if (other.read(expected[i]) === CellKind.MISSING) continue;
        compared += 1;
        if (one.read(values[i]) !== CellKind.MISSING && isSame(one, other, tolerance)) matches += 1;
      }
    }
    return accuracy(compared, matches, this.reference.options.name);
  }

  private cut(): void {
    this.drawn.sort((a, b) => a.order - b.order);
    this.drawn.length = Math.min(this.drawn.length, ACCURACY_SAMPLE_ROWS);
    if (this.drawn.length === ACCURACY_SAMPLE_ROWS) this.bound = (this.drawn.at(-1) as Drawn).order;
  }
}

function isSame(one: CellReader, other: CellReader, tolerance: number): boolean {
  const isNumeric = (kind: CellKind): boolean =>
    kind === CellKind.INTEGER || kind === CellKind.NUMBER;
  if (isNumeric(one.kind) && isNumeric(other.kind))
    return Math.abs(one.number - other.number) <= tolerance;
  return one.shown() === other.shown();
}
