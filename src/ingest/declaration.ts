/**
 * What a provider says of a file before it is measured. It can only lower a score: it adds missing tokens and checks, and names
 * what is private or personal. What is not said is measured by the platform's rules alone.
 *
 * Fails with IngestError declaration, which names the field.
 */
import { z } from 'zod';
import { COLUMN_TYPES } from '../quality/index.js';
import { EVENT_TIME_FORMATS } from './cells/times.js';
import { IngestError } from './ingest-error.js';
import { COLUMNS_MAX, MISSING_TOKENS_MAX, NAME_LENGTH_MAX } from './limits.js';
import { PERSONAL_CATEGORIES } from './profile/personal-data.js';

const name = z.string().min(1).max(NAME_LENGTH_MAX);
const PATTERN_LENGTH_MAX = 256;
const DAY_MS = 86_400_000;

const column = z.strictObject({
  name,
  type: z.enum(COLUMN_TYPES).exclude(['empty']).optional(),
  /** A regular expression the whole text matches. */
  pattern: z.string().min(1).max(PATTERN_LENGTH_MAX).optional(),
  enum: z.array(z.string().max(NAME_LENGTH_MAX)).min(1).max(1_000).optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  /** Not shown in profile and sample. */
  private: z.boolean().optional(),
  personal: z.array(z.enum(PERSONAL_CATEGORIES)).max(PERSONAL_CATEGORIES.length).optional(),
});

/** Two columns of one row. */
const comparison = z.strictObject({
  left: name,
  operator: z.enum(['<', '<=', '=', '>=', '>']),
  right: name,
});

export const declarationSchema = z.strictObject({
  /** SHA-256 of the file, hex; a file of another is refused. */
  contentHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
  /** Whether the file has exactly the declared columns. */
  isComplete: z.boolean().optional(),
  columns: z.array(column).max(COLUMNS_MAX).optional(),
  missingTokens: z.array(z.string().max(NAME_LENGTH_MAX)).max(MISSING_TOKENS_MAX).optional(),
  eventTime: z
    .strictObject({
      column: name,
      format: z.enum(EVENT_TIME_FORMATS).default('iso'),
      halfLifeMs: z
        .number()
        .int()
        .min(1_000)
        .max(3_650 * DAY_MS),
    })
    .optional(),
  /** Columns whose values together are of one row only. */
  keys: z.array(z.array(name).min(1).max(8)).max(4).optional(),
  comparisons: z.array(comparison).max(50).optional(),
  /** ODCS 3.1 quality checks, and a JSON Schema each row is to meet: shown apart, in no score. */
  odcs: z.array(z.record(z.string(), z.unknown())).max(100).optional(),
  jsonSchema: z.record(z.string(), z.unknown()).optional(),
});

export type Declaration = z.infer<typeof declarationSchema>;

/** A checked declaration; an empty one declares nothing. */
export function parseDeclaration(value: unknown): Declaration {
  const parsed = declarationSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new IngestError('declaration', issue?.message ?? '', {
    field: issue?.path.join('.') ?? '',
  });
}
