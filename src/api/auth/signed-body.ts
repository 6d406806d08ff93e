/** A signature counts for what was signed: the digest in it has to be the body's. */
import { createHash } from 'node:crypto';
import type { ApiContext } from '../context.js';
import { Problem } from '../problem.js';

export function refuseUnsignedBody(c: ApiContext, body: string): void {
  if (c.req.header('signature-input') === undefined) return;
  const digest = createHash('sha256').update(body).digest('base64');
  if (c.req.header('content-digest') === `sha-256=:${digest}:`) return;
  const detail = 'Content-Digest is not sha-256=:base64 of the body:';
  throw new Problem('BAD_SIGNATURE', detail, 'content-digest');
}
