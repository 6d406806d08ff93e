/** SHA-256 over canonical JSON (RFC 8785): equal values are equal bytes, whoever wrote them down and in whatever order. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** Canonical JSON. @throws for NaN, infinities and lone surrogates, which no JSON has */
export function canonicalText(value: unknown): string {
  const text = canonicalize(value);
  assert(text !== undefined, 'undefined has no canonical JSON');
  return text;
}

/** In lower-case hex. */
export function canonicalSha256(value: unknown): string {
  return createHash('sha256').update(canonicalText(value)).digest('hex');
}
