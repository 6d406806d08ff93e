/**
 * The bytes behind a link: whole, or one range, as what they are and nothing a browser would run. The link is the credential; it
 * is decided on again, and what leaves is leased, piece by piece.
 */
import { type Content, ContentError } from '../../content/index.js';
import type { Api } from '../context.js';
import { Problem } from '../problem.js';

export const CONTENT = '/market/content';

export function addContent(api: Api, content: (() => Content | undefined) | undefined): void {
  // Hono answers HEAD by GET without its body: the request's own method says which it is.
  api.get(`${CONTENT}/:link`, async (c) => {
    const store = content?.();
    if (store === undefined) throw new Problem('NOT_READY', 'this reader has no store of files');
    const isHead = c.req.raw.method === 'HEAD';
    try {
      const range = rangeHeader(c.req.header('range'), c.req.header('if-range'));
      const found = await store.deliver(c.req.param('link'), range.value, isHead);
      const isStale = range.ifTag !== undefined && range.ifTag !== tagOf(found.contentHash);
      if (isStale) {
        await found.body?.cancel();
        return answerOf(await store.deliver(c.req.param('link'), undefined, isHead), false);
      }
      return answerOf(found, range.value !== undefined);
    } catch (error) {
      if (!(error instanceof ContentError)) throw error;
      throw new Problem(error.error, error.detail, error.field, error.retryAfterSeconds);
    }
  });
}

const tagOf = (contentHash: string): string => `"${contentHash}"`;

/** A range counts only while the file is the one somebody has a part of. */
function rangeHeader(value: string | undefined, ifRange: string | undefined) {
  return { value, ifTag: value === undefined ? undefined : ifRange };
}

function answerOf(found: Awaited<ReturnType<Content['deliver']>>, isPart: boolean): Response {
  const { range, sizeBytes, contentHash, listingId, revision, body } = found;
  const headers = new Headers({
    'Accept-Ranges': 'bytes',
    'Cache-Control': 'private, no-store',
    'Content-Disposition': `attachment; filename="listing-${listingId}-${revision}"`,
    'Content-Length': String(range.to - range.from),
    'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    'Content-Type': 'application/octet-stream',
    'Cross-Origin-Resource-Policy': 'same-origin',
    ETag: tagOf(contentHash),
    'Repr-Digest': `sha-256=:${Buffer.from(contentHash, 'hex').toString('base64')}:`,
    'X-Content-Type-Options': 'nosniff',
  });
  if (isPart) headers.set('Content-Range', `bytes ${range.from}-${range.to - 1}/${sizeBytes}`);
  return new Response(body ?? null, { status: isPart ? 206 : 200, headers });
}
