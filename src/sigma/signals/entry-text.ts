/**
 * A feed as lines of JSON, one entry a line in the order of the journal: what whoever may read a feed needs to compute its
 * paper trading again. Reading checks every entry and the whole chain; it fails with a `FeedTextError` that names the line.
 */
import { z } from 'zod';
import { canonicalText } from '../bundle/index.js';
import { brokenLink } from './feed.js';
import { type SignalEntry, signalSchema } from './signal.js';

export class FeedTextError extends Error {
  override readonly name = 'FeedTextError';
}

const sha = z.string().regex(/^[0-9a-f]{64}$/);
const entrySchema = z.strictObject({
  journal_at_ms: z.int().min(0),
  previous_sha: sha,
  sha,
  signal: signalSchema,
});

const ENTRIES_MAX = 1_000_000;

export function feedText(entries: readonly SignalEntry[]): string {
  return entries
    .map(({ journalAtMs, previousSha, sha: own, signal }) => {
      const line = { journal_at_ms: journalAtMs, previous_sha: previousSha, sha: own, signal };
      return `${canonicalText(line)}\n`;
    })
    .join('');
}

export function parseFeed(text: string): readonly SignalEntry[] {
  const lines = text.split('\n').filter((line) => line !== '');
  if (lines.length > ENTRIES_MAX) throw new FeedTextError(`more than ${ENTRIES_MAX} entries`);
  const entries = lines.map((line, at): SignalEntry => {
    const parsed = entrySchema.safeParse(jsonOf(line, at));
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      throw new FeedTextError(`line ${at + 1}: ${issue?.path.join('.')}: ${issue?.message}`);
    }
    const { journal_at_ms: journalAtMs, previous_sha: previousSha, sha: own, signal } = parsed.data;
    return { journalAtMs, previousSha, sha: own, signal };
  });
  const broken = brokenLink(entries);
  if (broken === undefined) return entries;
  throw new FeedTextError(`line ${entries.indexOf(broken) + 1}: the chain of hashes breaks here`);
}

function jsonOf(line: string, at: number): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new FeedTextError(`line ${at + 1} is no JSON`, { cause: error });
  }
}
