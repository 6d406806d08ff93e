/** Rows of the catalog as answers give them: declared once, for their schema and for what is written. */
import { z } from '@hono/zod-openapi';
import type { Cells } from '../../catalog/index.js';
import { integer, money } from './schemas.js';

type Cell = number | string | null | undefined;

/** A kind of cell: how it is described, and how it is said. */
export interface CellKind {
  readonly schema: () => z.ZodType;
  readonly say: (cell: Cell) => unknown;
}

export const NUMBER: CellKind = { schema: integer, say: (cell) => Number(cell ?? 0) };
export const MONEY: CellKind = { schema: money, say: (cell) => String(cell ?? 0) };
export const TEXT: CellKind = { schema: () => z.string(), say: (cell) => String(cell ?? '') };
export const FLAG: CellKind = { schema: () => z.boolean(), say: (cell) => cell === 1 };
/** Share in millionths; null was not measured. */
export const SHARE: CellKind = {
  schema: () => integer().nullable(),
  say: (cell) => (Number(cell) < 0 ? null : Number(cell ?? 0)),
};
/** A document, as its author wrote it; null where there is none. */
export const DOCUMENT: CellKind = {
  schema: () => z.record(z.string(), z.unknown()).nullable(),
  say: (cell) => (typeof cell === 'string' && cell !== '' ? JSON.parse(cell) : null),
};
export const LIST: CellKind = {
  schema: () => z.array(z.object({ account: integer(), shareBps: integer() })),
  say: (cell) => JSON.parse(String(cell ?? '[]')) as unknown,
};
export const named = (nameOf: (value: number) => string): CellKind => ({
  schema: () => z.string(),
  say: (cell) => nameOf(Number(cell ?? 0)),
});

export interface RowKind {
  /** Columns to read. */
  readonly columns: readonly string[];
  readonly shape: Record<string, z.ZodType>;
  readonly row: (cells: Cells) => Record<string, unknown>;
}

/** Rows of these columns; a name is said in camel case, without what it is qualified by. */
export function rowKind(kinds: Readonly<Record<string, CellKind>>): RowKind {
  const all = Object.entries(kinds).map(([column, kind]) => ({
    column,
    name: camel(column),
    kind,
  }));
  return {
    columns: Object.keys(kinds),
    shape: Object.fromEntries(all.map(({ name, kind }) => [name, kind.schema()])),
    row: (cells) =>
      Object.fromEntries(all.map(({ column, name, kind }) => [name, kind.say(cells[column])])),
  };
}

const camel = (column: string): string =>
  column.replace(/^\w\./, '').replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
