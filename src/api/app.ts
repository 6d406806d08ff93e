/**
 * The HTTP API: every route with its schema, and what holds for all of them. One schema each is validation, type and document.
 *
 * An answer names the journal sequence it is as of, in its body and as PATX-As-Of-Sequence; it is never ahead of what is
 * durable, because the reader is not. Reading moves no state. A request is refused with a problem document and nothing else.
 */
import { createHash } from 'node:crypto';
import { isIP } from 'node:net';
import { OpenAPIHono } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { compress } from 'hono/compress';
import { HTTPException } from 'hono/http-exception';
import type { Content } from '../content/index.js';
import type { Prover } from '../prover/index.js';
import type { HistoryReader } from '../reader/index.js';
import { MCP_PATH, type SignInAnswer, type SignInRequest } from '../schema/index.js';
import type { Scorer } from '../scorer/index.js';
import type { FeedKey } from '../sigma/index.js';
import { placeOf } from '../values/index.js';
import { AlertDesk } from './alerts/alert-desk.js';
import { addAlertRoutes } from './alerts/alert-routes.js';
import { Access, type AccessTable } from './auth/access.js';
import { Tokens } from './auth/tokens.js';
import { addCommandRoutes, type SendCommand } from './commands/command-routes.js';
import {
  type Api,
  type ApiContext,
  type ApiEnvironment,
  type RouteParts,
  type Source,
  sourceOf,
} from './context.js';
import { addBundles } from './files/bundle-route.js';
import { addContent } from './files/content-route.js';
import { addFileRoutes } from './files/file-routes.js';
import { addSharing } from './files/sharing-routes.js';
import { addUploads } from './files/uploads-route.js';
import { addMcp } from './mcp/mcp-route.js';
import type { EngineFacts } from './now/engine-facts.js';
import { addNow } from './now/now-route.js';
import { addDocumentRoutes } from './pages/document-routes.js';
import { Problem } from './problem.js';
import { RateLimit } from './rate-limit.js';
import { addAccountRoutes } from './routes/account-routes.js';
import { addAgentRoutes } from './routes/agent-routes.js';
import { addAuthRoutes } from './routes/auth-routes.js';
import { addCatalogRoutes } from './routes/catalog-routes.js';
import { addFeedRoutes } from './routes/feed-routes.js';
import { addFeedStatement } from './routes/feed-statement-route.js';
import { addMarketRoutes } from './routes/market-routes.js';
import { addNoticeRoutes } from './routes/notice-routes.js';
import { addOversightRoutes } from './routes/oversight-routes.js';
import { addParameterRoutes } from './routes/parameter-routes.js';
import { addProofRoutes, type LiabilitySource } from './routes/proof-routes.js';
import { addPurchaseRoutes } from './routes/purchase-routes.js';
import { addScoringRoutes } from './routes/scoring-routes.js';
import { addSignInRoutes } from './routes/sign-in-routes.js';
import { addSignalRoutes } from './routes/signal-routes.js';
import { addSurveillanceRoutes, type Watch } from './routes/surveillance-routes.js';
import { addVenueRoutes } from './routes/venue-routes.js';
import { addWhatIfRoutes, type WhatIfDesk } from './routes/what-if-routes.js';
import { addStream } from './stream/stream-route.js';
import { addWebRoutes, type WebOptions } from './web/web-routes.js';

export interface AppOptions {
  /** undefined while the reader restores its state. */
  readonly reader: () => HistoryReader | undefined;
  readonly access: AccessTable;
  /** Requests an account, or an address that does not sign, may make a minute. */
  readonly requestsPerMinute: number;
  readonly nowMs: () => number;
  /** Addresses of proxies whose X-Forwarded-For is believed; the last address in it counts. */
  readonly proxies?: readonly string[] | undefined;
  /** Hands signed commands to the venue; undefined where there is none. */
  readonly sendCommand?: SendCommand | undefined;
  /** Hands sign-ins to the venue; undefined where there is none. */
  readonly signIn?: ((request: SignInRequest) => Promise<SignInAnswer>) | undefined;
  /** The platform's key that opens signals; without it none are read here. */
  readonly feedKey?: (() => FeedKey) | undefined;
  /** Scores feeds; undefined where that is done elsewhere. */
  readonly scorer?: (() => Scorer | undefined) | undefined;
  /** Proves notices; undefined where nobody does. */
  readonly prover?: (() => Prover | undefined) | undefined;
  /** Where people reach the pages, once it is known; undefined: where they asked. */
  readonly publicUrl?: (() => string | undefined) | undefined;
  /** Told of what no route foresaw. */
  readonly failed: (error: unknown) => void;
  /** Numbers of the engine beside the reader; undefined where there is none. */
  readonly engine?: (() => EngineFacts | undefined) | undefined;
  /** The store of files; undefined where there is none. */
  readonly content?: (() => Content | undefined) | undefined;
  /** Tells of what is wrong; undefined: nobody is told. */
  readonly alerts?: AlertDesk | undefined;
  /** Makes proofs of what is owed; undefined where the secret for it is not. */
  readonly liabilities?: LiabilitySource | undefined;
  /** What watches for the market being fooled; undefined: nothing does. */
  readonly surveillance?: (() => Watch | undefined) | undefined;
  /** Plays what-ifs; undefined: there are none. */
  readonly whatIf?: WhatIfDesk | undefined;
  /** The pages for people; without them the root leads to the reference. */
  readonly web?: WebOptions | undefined;
}

/** Where operations are; those of the data market have the names its requirements give them. */
const PATHS = [
  '/v1/*',
  '/market/*',
  '/purchases',
  '/purchases/*',
  '/delta-sharing/*',
  '/signals',
  MCP_PATH,
];
/** What begins or answers a sign-in: each makes the venue check a signature, of which it checks 20 a second for everybody. */
const SIGN_IN_PATHS = [
  '/v1/sessions',
  '/v1/sessions/challenges',
  '/v1/passkeys',
  '/session/redeem',
];
const SIGN_INS_PER_MINUTE = 60;
const BODY_BYTES_MAX = 16_384;
const URL_MAX = 4_096;
const EXPORTS_MAX = 4;
const EXPORT_UNITS = 20;
/** Below this, gzip is not worth it. */
const GZIP_BYTES_MIN = 1_024;

/** The routes; requests are answered by `app.fetch`. */
export function createApi(options: AppOptions): Api {
  const api: Api = new OpenAPIHono({
    defaultHook: (result) => {
      if (result.success) return;
      const [issue] = result.error.issues;
      throw new Problem(
        'INVALID_FIELD',
        issue?.message ?? '',
        issue?.path.join('.') || fieldIn(issue),
      );
    },
  });
  const tokens = new Tokens(options.nowMs);
  const access = new Access(options.access, tokens, options.nowMs, (token) =>
    options.content?.()?.profileOwner(token),
  );
  const parts: RouteParts = { access, tokens, exports: { running: 0, max: EXPORTS_MAX } };
  // Before what bounds bodies and packs answers: files are neither small nor text.
  addUploads(api, {
    ...{ content: options.content, access, reader: options.reader, refuseCrossSite },
  });
  addContent(api, options.content);
  addBundles(api, { ...options, access, scorer: options.scorer, refuseCrossSite });
  addSafety(api);
  if (options.web === undefined || !addWebRoutes(api, options.web)) {
    api.get('/', (c) => c.redirect('/docs'));
  }
  addDocumentRoutes(api);
  addFrame(api, options, access);
  addVenueRoutes(api, parts);
  addParameterRoutes(api, parts, options.sendCommand);
  addProofRoutes(api, parts, options.liabilities);
  addOversightRoutes(api, parts, options.engine ?? (() => undefined));
  addMarketRoutes(api, parts);
  addAccountRoutes(api, parts);
  addNoticeRoutes(api, { ...parts, prover: options.prover });
  addCatalogRoutes(api);
  addPurchaseRoutes(api, parts);
  addFileRoutes(api, { ...parts, content: options.content });
  addSharing(api, { ...parts, content: options.content, nowMs: options.nowMs });
  addFeedRoutes(api, parts);
  addFeedStatement(api, parts);
  addScoringRoutes(api, { ...parts, scorer: options.scorer });
  addSignalRoutes(api, { ...parts, nowMs: options.nowMs, feedKey: options.feedKey });
  addAuthRoutes(api, parts);
  addStream(api, options);
  addOversight(api, parts, options);
  addCommandRoutes(api, options.sendCommand);
  addSignInRoutes(api, parts, options);
  addAgentRoutes(api, parts);
  addSurveillanceRoutes(api, parts, options.surveillance ?? (() => undefined));
  addWhatIfRoutes(api, parts, options.whatIf);
  addMcp(api, {
    sendCommand: options.sendCommand,
    publicUrl: options.publicUrl ?? (() => undefined),
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    ...{ type: 'http', scheme: 'bearer' },
    description: 'A token from /v1/auth/tokens',
  });
  api.openAPIRegistry.registerComponent('securitySchemes', 'signature', {
    ...{ type: 'apiKey', in: 'header', name: 'Signature' },
    description:
      'A signature of the request by RFC 9421, with keyid="ACCOUNT/KEY" and alg="ed25519"',
  });
  api.notFound((c) =>
    answerOf(c as ApiContext, new Problem('UNKNOWN_MESSAGE', 'there is no such route', 'path')),
  );
  api.onError((error, c) => answerOf(c as ApiContext, problemOf(error, options)));
  return api;
}

/** What is wrong, and who is told. */
function addOversight(api: Api, parts: RouteParts, options: AppOptions): void {
  const { nowMs, alerts, reader } = options;
  const engine = options.engine ?? (() => undefined);
  const board = addNow(api, { ...parts, nowMs, engine, channels: () => alerts?.states() ?? [] });
  const desk = alerts ?? new AlertDesk({}, nowMs);
  addAlertRoutes(api, parts, { desk, nowMs });
  const source = (): Source | undefined => {
    const now = reader();
    return now === undefined ? undefined : sourceOf(now);
  };
  alerts?.begin(board, source, options.failed);
}

/** Whatever is asked: nothing of an answer is taken for something else, kept, or shown in a foreign page. */
function addSafety(api: Api): void {
  api.use(compress({ encoding: 'gzip', threshold: GZIP_BYTES_MIN }));
  api.use(async (c, next) => {
    if (c.req.url.length > URL_MAX)
      throw new Problem('TOO_LARGE', `an address has at most ${URL_MAX} characters`, 'path');
    refuseTwoHosts(c as ApiContext);
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('Cross-Origin-Resource-Policy', 'same-origin');
    if (c.res.headers.get('content-security-policy') === null) {
      c.header('Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'");
    }
  });
  api.use(
    bodyLimit({
      maxSize: BODY_BYTES_MAX,
      onError: () => {
        throw new Problem('TOO_LARGE', `a body has at most ${BODY_BYTES_MAX} bytes`, 'body');
      },
    }),
  );
}

/** Two hosts are two opinions of whose request it is: of a proxy before, and of this server (RFC 9112, 3.2). */
function refuseTwoHosts(c: ApiContext): void {
  const names = c.env?.incoming?.rawHeaders ?? [];
  let hosts = 0;
  for (let at = 0; at < names.length; at += 2) {
    if (names[at]?.length === 4 && names[at]?.toLowerCase() === 'host') hosts += 1;
  }
  if (hosts <= 1) return;
  c.header('Connection', 'close');
  throw new Problem('MALFORMED', 'a request names one host', 'host');
}

/** Whose request it is: the peer's, or whom a trusted proxy names last. */
function addressOf(c: ApiContext, proxies: ReadonlySet<string>): string {
  const peer = c.env?.incoming?.socket?.remoteAddress ?? '';
  if (!proxies.has(placeOf(peer))) return peer;
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '';
  return isIP(forwarded) === 0 ? peer : forwarded;
}

/** A page of another origin changes nothing here, whatever its browser sends along. */
function refuseCrossSite(request: Request): void {
  const { headers } = request;
  if (isReading(request)) return;
  const origin = headers.get('origin');
  const site = headers.get('sec-fetch-site');
  const isForeign = origin !== null && hostOf(origin) !== headers.get('host')?.toLowerCase();
  const isCross = site !== null && site !== 'same-origin' && site !== 'none';
  if (!isForeign && !isCross) return;
  throw new Problem('CROSS_SITE', 'the request comes from a page of another origin', 'origin');
}

const isReading = ({ method }: Request): boolean => method === 'GET' || method === 'HEAD';
const hostOf = (origin: string): string | undefined =>
  URL.canParse(origin) ? new URL(origin).host : undefined;

/** What every operation goes through: the reader, who asks, how often, and which sequence the answer is as of. */
function addFrame(api: Api, options: AppOptions, access: Access): void {
  const limit = new RateLimit(options.requestsPerMinute, options.nowMs);
  const signIns = new RateLimit(SIGN_INS_PER_MINUTE, options.nowMs);
  const proxies = new Set((options.proxies ?? []).map(placeOf));
  const frame: MiddlewareHandler<ApiEnvironment> = async (c, next) => {
    refuseCrossSite(c.req.raw);
    const reader = options.reader();
    if (reader === undefined)
      throw new Problem('NOT_READY', 'the reader restores its state', '', 1);
    const source = sourceOf(reader);
    c.set('source', source);
    const address = addressOf(c as ApiContext, proxies);
    c.set('address', address);
    const units = isExport(c.req.query('format')) ? EXPORT_UNITS : 1;
    const place = `address ${placeOf(address)}`;
    if (isSignIn(c.req.raw)) takeUnits(c as ApiContext, signIns, place, 1, 'sign-in');
    // A signature is work: the address pays for it before it is looked at, and the account when it fits.
    takeUnits(c as ApiContext, limit, place, units);
    const acting = c.env?.acting;
    const caller = acting === undefined ? access.caller(c.req.raw, source.accounts) : acting.caller;
    c.set('caller', caller);
    if (caller !== undefined)
      takeUnits(c as ApiContext, limit, `account ${caller.accountId}`, units);
    await next();
    c.header('PATX-As-Of-Sequence', String(source.venue.sequence));
    c.header('Cache-Control', caller === undefined ? 'no-cache' : 'private, no-cache');
    await addTag(c as ApiContext);
  };
  for (const path of [...PATHS, '/session/*']) api.use(path, frame);
}

/** How every answer ends: with the sequence it is as of. */
const AS_OF = /"asOfSequence":\d+,"asOfMs":\d+\}$/;

const isSignIn = ({ method, url }: Request): boolean =>
  method === 'POST' && SIGN_IN_PATHS.includes(new URL(url).pathname);

const isExport = (format: string | undefined): boolean => format !== undefined && format !== 'json';

function takeUnits(
  c: ApiContext,
  limit: RateLimit,
  key: string,
  units: number,
  policy = 'default',
): void {
  const { isAllowed, remaining, resetSeconds } = limit.take(key, units);
  c.header('RateLimit-Policy', `"${policy}";q=${limit.perMinute};w=60`);
  c.header('RateLimit', `"${policy}";r=${remaining};t=${resetSeconds}`);
  if (isAllowed) return;
  throw new Problem(
    'RATE',
    `the budget is used; there is more in ${resetSeconds} s`,
    '',
    resetSeconds,
  );
}

/** An ETag over the answer without the sequence it is as of; whoever has the same one is sent nothing again. */
async function addTag(c: ApiContext): Promise<void> {
  const type = c.res.headers.get('content-type') ?? '';
  if (c.res.status !== 200 || !type.startsWith('application/json') || c.req.method !== 'GET')
    return;
  const text = (await c.res.clone().text()).replace(AS_OF, '');
  const digest = createHash('sha256').update(text).digest('base64url').slice(0, 22);
  const tag = `W/"${digest}"`;
  c.header('ETag', tag);
  if (c.req.header('if-none-match') !== tag) return;
  const headers = new Headers(c.res.headers);
  for (const name of ['content-type', 'content-length']) headers.delete(name);
  c.res = undefined;
  c.res = new Response(null, { status: 304, headers });
}

function problemOf(error: unknown, { failed }: AppOptions): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof HTTPException && error.status < 500) {
    return new Problem('MALFORMED', error.message, 'body');
  }
  failed(error);
  return new Problem('NOT_READY', 'the server failed on this request; its log says why', '', 1);
}

function answerOf(c: ApiContext, problem: Problem): Response {
  if (problem.retryAfterSeconds > 0) c.header('Retry-After', String(problem.retryAfterSeconds));
  if (problem.status === 401) c.header('WWW-Authenticate', 'Bearer realm="patx"');
  c.header('Content-Type', 'application/problem+json');
  return c.body(
    JSON.stringify({ ...problem.body(), instance: new URL(c.req.url).pathname }),
    problem.status,
  );
}

/** The name of what is not in a schema. */
function fieldIn(issue: unknown): string {
  const [key = ''] = (issue as { readonly keys?: readonly string[] } | undefined)?.keys ?? [];
  return key;
}
