/** Cursors as clients hold them: opaque text that names the listing, the direction and the last row read. */
import type { Key } from '../../reader/index.js';
import { Problem } from '../problem.js';

export function encodeCursor(listing: string, isAscending: boolean, key: Key): string {
  return Buffer.from(JSON.stringify([listing, isAscending ? 1 : 0, ...key])).toString('base64url');
}

/** Fails with Problem INVALID_FIELD for what this server never gave out for this listing and direction. */
export function decodeCursor(
  cursor: string,
  { listing, isAscending, width }: { listing: string; isAscending: boolean; width: number },
): Key {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refused('it is none of this server');
  }
  if (!Array.isArray(parts)) throw refused('it is none of this server');
  const [name, direction, ...key] = parts as unknown[];
  const isKey = key.length === width && key.every(isPart);
  if (name !== listing || !isKey) throw refused('it belongs to another listing');
  if (direction !== (isAscending ? 1 : 0)) throw refused('it belongs to the other order');
  return key as (number | string)[];
}

const isPart = (part: unknown): boolean =>
  Number.isSafeInteger(part) || (typeof part === 'string' && part.length <= 64);

const refused = (detail: string): Problem => new Problem('INVALID_FIELD', detail, 'cursor');
