/**
 * What a provider declared of a column, as tests of its cells. A cell that fails one fails once, whatever else it fails.
 *
 * Fails with IngestError declaration for a pattern that is none.
 */
import type { ColumnType } from '../../quality/index.js';
import { CellKind, type CellReader } from '../cells/cell.js';
import type { Declaration } from '../declaration.js';
import { IngestError } from '../ingest-error.js';
import { conforms } from '../profile/column-profiler.js';

type DeclaredColumn = NonNullable<Declaration['columns']>[number];
/** Whether a cell with a value passes. */
export type CellCheck = (cell: CellReader) => boolean;

export function columnChecks(declared: DeclaredColumn): CellCheck[] {
  const { type, pattern, enum: allowed, min, max } = declared;
  const checks: CellCheck[] = [];
  if (type !== undefined) checks.push((cell) => isOfType(cell, type));
  if (pattern !== undefined) {
    const expression = expressionOf(pattern, declared.name);
    checks.push((cell) => expression.test(cell.shown()));
  }
  if (allowed !== undefined) {
    const values = new Set(allowed);
    checks.push((cell) => values.has(cell.shown()));
  }
  if (min !== undefined) checks.push((cell) => !isNumber(cell) || cell.number >= min);
  if (max !== undefined) checks.push((cell) => !isNumber(cell) || cell.number <= max);
  return checks;
}

function isOfType(cell: CellReader, type: ColumnType): boolean {
  if (conforms(cell.kind, type)) return true;
  // Digits are a number to whoever says that they are one.
  return cell.kind === CellKind.DIGITS && (type === 'integer' || type === 'number');
}

const isNumber = ({ kind }: CellReader): boolean =>
  kind === CellKind.INTEGER || kind === CellKind.NUMBER;

function expressionOf(pattern: string, field: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch (error) {
    throw new IngestError('declaration', (error as Error).message, { field: `${field}.pattern` });
  }
}
