/** The schemas of a listing: of a row, of a page, of what may be asked. Made of its declaration, so that nothing is said twice. */
import { z } from '@hono/zod-openapi';
import type { Column, Filter, Listing } from '../../reader/index.js';

export const integer = () => z.number().int();
/** Whole micro-PAT as decimal text: a sum may be larger than JSON's numbers are exact. */
export const money = () =>
  z
    .string()
    .regex(/^-?\d+$/)
    .openapi({ examples: ['12500000'] });
export const id = () => z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);
export const timeMs = () => z.coerce.number().int().min(0).max(8_640_000_000_000_000);

/** What every page of anything says beside its rows. */
export const AS_OF = {
  asOfSequence: integer().describe('Journal sequence the answer is as of'),
  asOfMs: integer().describe('Its sequenced time, milliseconds since 1970 UTC'),
};

function columnSchema({ kind, isNullable, description }: Column): z.ZodType {
  const schema =
    kind === 'integer'
      ? integer()
      : kind === 'money'
        ? money()
        : kind === 'boolean'
          ? z.boolean()
          : z.string();
  const described = schema.describe(description);
  return isNullable === true ? described.nullable() : described;
}

export function rowSchema({ name, columns }: Listing): z.ZodObject {
  const fields = Object.fromEntries(columns.map((column) => [column.name, columnSchema(column)]));
  return z.object(fields).openapi(`${pascal(name)}Row`);
}

export const pageSchema = (listing: Listing) =>
  z
    .object({
      data: z.array(rowSchema(listing)),
      next: z.string().nullable().describe('Cursor of the next page; null when this is the last'),
      ...AS_OF,
    })
    .openapi(`${pascal(listing.name)}Page`);

export const ROWS_MAX = 1_000;
const CURSOR_MAX = 512;

function filterSchema({ kind, description }: Filter): z.ZodType {
  const schema = kind === 'integer' ? timeMs() : z.string().min(0).max(128);
  return schema.optional().describe(description);
}

/** What may be asked of a listing, beside what the path says. */
export function querySchema(listing: Listing, more: z.ZodRawShape): z.ZodObject {
  const times =
    listing.time === null
      ? {}
      : {
          fromMs: timeMs().optional().describe('Not before this time'),
          toMs: timeMs().optional().describe('Before this time'),
        };
  return z.strictObject({
    ...more,
    ...times,
    ...Object.fromEntries(listing.filters.map((filter) => [filter.name, filterSchema(filter)])),
    order: z.enum(['asc', 'desc']).default('desc').describe('Oldest or newest first'),
    limit: z.coerce.number().int().min(1).max(ROWS_MAX).default(100).describe('Rows of a page'),
    cursor: z.string().max(CURSOR_MAX).optional().describe('`next` of the page before'),
    format: z
      .enum(['json', 'csv', 'parquet'])
      .default('json')
      .describe('A page, or everything that fits as a file, oldest first'),
  });
}

const pascal = (name: string): string =>
  name.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase());
