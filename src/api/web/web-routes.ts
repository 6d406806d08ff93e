/**
 * The pages for people: market and console, files that were built before. Public like the market data they show; what belongs
 * to somebody they ask of the API, as any client does.
 *
 * Every page may load this origin's scripts and styles and nothing else, none of them inline, and may speak to this origin and
 * to the gateway.
 */
import type { Context } from 'hono';
import type { Api } from '../context.js';
import { Problem } from '../problem.js';
import { GuideSearch, SEARCH_PATH } from './guide-search.js';
import { pagePatternsOf } from './page-patterns.js';
import { type WebFile, webFilesOf } from './web-files.js';

export interface WebOptions {
  /** Folder of the built pages. */
  readonly directory: string;
  /** Port of the gateway beside it, once it is known; its host is the one the page came from. */
  readonly gatewayPort: () => number | undefined;
}

/** Markets of later phases: there is nothing to show of them, and no empty page. */
const LATER = /^\/(?:index|phases|margin|forwards|synthetics|options)(?:\/|$)/;
const YEAR_S = 31_536_000;

/** Without built pages there are none, and the root leads to the reference. */
export function addWebRoutes(api: Api, { directory, gatewayPort }: WebOptions): boolean {
  const files = webFilesOf(directory);
  const page = files.get('/index.html');
  if (page === undefined) return false;
  const search = GuideSearch.of(files);
  const pages = pagePatternsOf(directory);
  api.get('*', async (c, next) => {
    const { path } = c.req;
    const file = path === '/index.html' ? undefined : files.get(path);
    if (file !== undefined) return answer(c, file, 200);
    if (path === '/guide') return c.redirect('/guide/readme');
    if (path === SEARCH_PATH && search !== undefined) {
      c.header('Content-Security-Policy', GUIDE_POLICY);
      c.header('Cache-Control', 'no-cache');
      return c.html(search.page(c.req.query('q') ?? ''));
    }
    const guide = path.startsWith('/guide/') ? files.get(`${path}.html`) : undefined;
    if (guide !== undefined) {
      c.header('Content-Security-Policy', GUIDE_POLICY);
      return answer(c, guide, 200);
    }
    const isPage = pages.some((pattern) => pattern.test(path));
    if (isPage || (isForPerson(c) && !path.startsWith('/v1/') && !isDocument(path))) {
      c.header('Content-Security-Policy', policyFor(new URL(c.req.url), gatewayPort()));
      c.header('Cross-Origin-Opener-Policy', 'same-origin');
      return answer(c, page, isPage ? 200 : 404);
    }
    if (LATER.test(path)) {
      throw new Problem('PHASE', 'not-in-this-phase: such instruments are not listed', 'path');
    }
    return await next();
  });
  return true;
}

/** Who asks for a page is shown one, also where there is none. */
const isForPerson = (c: Context): boolean =>
  (c.req.header('accept') ?? '').includes('text/html') &&
  c.req.header('sec-fetch-dest') !== 'empty';

const DOCUMENTS = new Set(['/docs', '/openapi.json', '/llms.txt', '/healthz', '/metrics']);
const isDocument = (path: string): boolean => DOCUMENTS.has(path);

function answer(c: Context, file: WebFile, status: 200 | 404): Response {
  c.header('ETag', file.etag);
  c.header('Vary', 'Accept-Encoding');
  c.header('Cache-Control', file.isImmutable ? `public, max-age=${YEAR_S}, immutable` : 'no-cache');
  if (status === 200 && c.req.header('if-none-match') === file.etag) return c.body(null, 304);
  c.header('Content-Type', file.type);
  const isGzip = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?(?:\s*,|\s*$))/.test(
    c.req.header('accept-encoding') ?? '',
  );
  if (!isGzip) return c.body(file.bytes, status);
  c.header('Content-Encoding', 'gzip');
  return c.body(file.gzip(), status);
}

/** A page of the guide has no script; its form asks the search of this origin. */
const GUIDE_POLICY =
  "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

function policyFor({ hostname, protocol }: URL, gatewayPort: number | undefined): string {
  const scheme = protocol === 'https:' ? 'wss' : 'ws';
  const gateway = gatewayPort === undefined ? '' : ` ${scheme}://${hostname}:${gatewayPort}`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    `connect-src 'self'${gateway}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}
