/** What a check says of a document: nothing, or what is wrong and where. Never fails. */
import type { z } from 'zod';

export type Complaints = readonly string[];

export function complaintsBy(schema: z.ZodType, document: unknown): Complaints {
  const parsed = schema.safeParse(document);
  if (parsed.success) return [];
  return parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
