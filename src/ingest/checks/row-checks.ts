/**
 * Checks over several cells of a row: comparisons, keys, references to other sets. What fails marks the cells it names.
 *
 * Fails with IngestError declaration where a column that is named is not there.
 */
import { CellKind, CellReader } from '../cells/cell.js';
import { hashed, mix } from '../cells/hash.js';
import { HashSet } from '../cells/hash-set.js';
import type { Declaration } from '../declaration.js';
import { IngestError } from '../ingest-error.js';
import { DISTINCT_ROWS_MAX } from '../limits.js';

/** Values of a column of another set, by hash. */
export interface ReferenceValues {
  readonly column: string;
  readonly values: HashSet;
}

/** Columns of a row whose cells fail; empty: none does. */
type RowCheck = (row: readonly unknown[]) => readonly number[];

export class RowChecks {
  private readonly checks: RowCheck[];
  private readonly left: CellReader;
  private readonly right: CellReader;

  constructor(
    declaration: Declaration,
    references: readonly ReferenceValues[],
    indexOf: (column: string, field: string) => number,
  ) {
    this.left = new CellReader(declaration.missingTokens);
    this.right = new CellReader(declaration.missingTokens);
    this.checks = [
      ...(declaration.comparisons ?? []).map(({ left, operator, right }) =>
        this.comparison(indexOf(left, 'comparisons'), operator, indexOf(right, 'comparisons')),
      ),
      ...(declaration.keys ?? []).map((key) => this.key(key.map((one) => indexOf(one, 'keys')))),
      ...references.map(({ column, values }) =>
        this.reference(indexOf(column, 'references'), values),
      ),
    ];
  }

  get isEmpty(): boolean {
    return this.checks.length === 0;
  }

  /** Calls `failed` for each cell that fails. */
  run(row: readonly unknown[], failed: (column: number) => void): void {
    for (const check of this.checks) for (const column of check(row)) failed(column);
  }

  private comparison(left: number, operator: string, right: number): RowCheck {
    const both = [left, right];
    return (row) => {
      const one = this.left.read(row[left]);
      const other = this.right.read(row[right]);
      if (one === CellKind.MISSING || other === CellKind.MISSING) return [];
      return holds(this.left, operator, this.right) ? [] : both;
    };
  }

  private key(columns: readonly number[]): RowCheck {
    const seen = new HashSet(DISTINCT_ROWS_MAX);
    return (row) => {
      let hi = 0;
      let lo = 0;
      for (const column of columns) {
        // A key with nothing in it is no key, and not the same as another one.
        if (this.left.read(row[column]) === CellKind.MISSING) return [];
        hi = mix(hi ^ hashed.hi);
        lo = mix(lo ^ hashed.lo);
      }
      return seen.add(hi, lo) ? [] : columns;
    };
  }

  private reference(column: number, values: HashSet): RowCheck {
    const only = [column];
    return (row) =>
      this.left.read(row[column]) === CellKind.MISSING || values.has(hashed.hi, hashed.lo)
        ? []
        : only;
  }
}

const isOrdered = (kind: CellKind): boolean =>
  kind >= CellKind.INTEGER && kind <= CellKind.TIMESTAMP;

/** Numbers and times by value, everything else by text. */
function holds(left: CellReader, operator: string, right: CellReader): boolean {
  const isByValue =
    isOrdered(left.kind) &&
    isOrdered(right.kind) &&
    left.kind !== CellKind.BOOLEAN &&
    right.kind !== CellKind.BOOLEAN;
  const a = isByValue ? left.number : left.shown();
  const b = isByValue ? right.number : right.shown();
  switch (operator) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '=':
      return a === b;
    case '>=':
      return a >= b;
    default:
      return a > b;
  }
}

/** Finds columns by name; fails for one that is not there. */
export function columnIndex(columns: readonly string[]) {
  return (column: string, field: string): number => {
    const index = columns.indexOf(column);
    if (index >= 0) return index;
    throw new IngestError('declaration', `there is no column ${column}`, { field });
  };
}
