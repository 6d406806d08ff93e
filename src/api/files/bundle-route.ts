/**
 * Where a creator hands in the bundle of an entry: beside the operations, since a bundle is larger than any body of theirs. Who asks
 * signs the request, sends a token, or is a page's session; nothing is read of anybody else's. What the bundle is, its stamp says.
 */
import { feedOf } from '../../catalog/index.js';
import { AccountView, type HistoryReader } from '../../reader/index.js';
import { BUNDLE_BYTES_MAX, BundleStoreError, type Scorer } from '../../scorer/index.js';
import type { Access } from '../auth/access.js';
import type { Api } from '../context.js';
import { Problem } from '../problem.js';
import { RateLimit } from '../rate-limit.js';
import { requireProvider } from './uploads-route.js';

const PUTS_PER_MINUTE = 10;
const NO_SCORER = 'this reader scores no feeds';

export function addBundles(
  api: Api,
  parts: {
    readonly scorer: (() => Scorer | undefined) | undefined;
    readonly access: Access;
    readonly reader: () => HistoryReader | undefined;
    readonly nowMs: () => number;
    readonly refuseCrossSite: (request: Request) => void;
  },
): void {
  const { access, reader, refuseCrossSite, nowMs } = parts;
  const limit = new RateLimit(PUTS_PER_MINUTE, nowMs);
  api.put('/market/listings/:listingId/bundle', async (c) => {
    const request = c.req.raw;
    refuseCrossSite(request);
    const [scorer, source] = [parts.scorer?.(), reader()];
    if (scorer === undefined || source === undefined) throw new Problem('NOT_READY', NO_SCORER);
    const caller = access.caller(request, new AccountView(source.core));
    if (caller === undefined) {
      throw new Problem('NOT_LOGGED_ON', 'sign the request, or send a token', 'authorization');
    }
    requireProvider(caller);
    const listingId = Number(c.req.param('listingId'));
    const row = Number.isSafeInteger(listingId)
      ? feedOf(source.database, ['owner_id'], listingId)
      : undefined;
    const isOwn = Number(row?.owner_id ?? 0) === caller.accountId;
    if (!isOwn) throw new Problem('UNKNOWN_LISTING', 'it is none of yours', 'listingId');
    const { isAllowed, resetSeconds } = limit.take(`account ${caller.accountId}`, 1);
    if (!isAllowed) {
      throw new Problem('RATE', `${PUTS_PER_MINUTE} bundles a minute`, '', resetSeconds);
    }
    const text = await bodyOf(request);
    if (text === undefined) {
      // The rest of it is not read: the connection ends with the answer.
      c.header('Connection', 'close');
      throw new Problem('TOO_LARGE', `a bundle has at most ${BUNDLE_BYTES_MAX} bytes`, 'body');
    }
    try {
      await scorer.putBundle(listingId, text);
    } catch (error) {
      if (!(error instanceof BundleStoreError)) throw error;
      throw new Problem(error.problem, error.message, 'body');
    }
    c.header('Cache-Control', 'private, no-store');
    c.header('X-Content-Type-Options', 'nosniff');
    return c.json({ listingId, ...scorer.standing(listingId) });
  });
}

/** The text of a body, which is never held beyond its limit; undefined: it is larger. */
async function bodyOf(request: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > BUNDLE_BYTES_MAX) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
