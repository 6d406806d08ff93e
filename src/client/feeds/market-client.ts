/**
 * The markets over HTTP: listings, disclosures, scores, subscriptions and signals. Lists are iterators that fetch page by page;
 * an answer that did not change is not sent again (ETag). Requests are signed where an account is given (RFC 9421).
 *
 * Fails with MarketError, which has the code, name, field and remedy of the venue's problem document.
 */
import { type RequestSigner, signedHeaders } from '../http-signature.js';
import { type FeedScore, scoreOf } from './feed-score.js';

export interface MarketOptions {
  /** Of the HTTP API, with scheme and host. */
  readonly url: string | undefined;
  /** Without it, only what everybody may read. */
  readonly signer?: RequestSigner | undefined;
  readonly fetch?: typeof fetch | undefined;
  /** Answers that are remembered for their ETag. */
  readonly cachedMax?: number | undefined;
}

type Json = Readonly<Record<string, unknown>>;

/** A problem document of the venue (RFC 9457). */
export class MarketError extends Error {
  override readonly name = 'MarketError';
  readonly status: number;
  readonly problem: Json;

  constructor(status: number, problem: Json) {
    super(`${String(problem.name ?? status)}: ${String(problem.detail ?? problem.title ?? '')}`);
    this.status = status;
    this.problem = problem;
  }

  /** Name in the catalog of errors, such as SEAT_NEEDED. */
  get code(): string {
    return String(this.problem.name ?? '');
  }
}

/** Filters of scores; see GET /market/scores. */
export interface ScoreFilter {
  readonly riskBand?: 'LOW' | 'MEDIUM' | 'HIGH';
  readonly minFreeSeats?: number;
  readonly minTrustPpm?: number;
  readonly minRegimePpm?: number;
  readonly minDisclosurePpm?: number;
  readonly maxPriceMicroPat?: number;
}

/** What a subscription names: the version and the texts that were read. */
export interface Offer {
  readonly listingId: number;
  readonly basedOnVersion: number;
  readonly licenceHash: string;
  readonly rulesHash: string;
}

/** A subscription; see POST /market/subscribe. */
export interface SeatOrder extends Offer {
  readonly tier: 'RETAIL' | 'PRO' | 'ENTERPRISE';
  readonly seats?: number;
  readonly trial?: boolean;
  readonly renews?: boolean;
  readonly dossierId?: number;
}

type Query = Readonly<Record<string, string | number | undefined>>;
const CACHED_MAX = 256;
const PAGE = 100;
const NOT_MODIFIED = 304;

export class MarketClient {
  private readonly url: string;
  private readonly signer: RequestSigner | undefined;
  private readonly fetch: typeof fetch;
  private readonly cachedMax: number;
  private readonly cached = new Map<string, { readonly tag: string; readonly body: Json }>();

  constructor(options: MarketOptions) {
    this.url = (options.url ?? '').replace(/\/$/, '');
    this.signer = options.signer;
    this.fetch = options.fetch ?? fetch;
    this.cachedMax = options.cachedMax ?? CACHED_MAX;
  }

  /** Listings by words and facets, the best first. */
  async *listings(query: Query = {}): AsyncGenerator<Json> {
    for (let offset = 0; ; offset += PAGE) {
      const { data } = await this.get('/market/listings', { ...query, offset, limit: PAGE });
      yield* data as Json[];
      if ((data as Json[]).length < PAGE) return;
    }
  }

  listing(listingId: number): Promise<Json> {
    return this.get(`/market/listings/${listingId}`);
  }

  disclosures(listingId: number): Promise<Json> {
    return this.get(`/market/listings/${listingId}/disclosures`);
  }

  /** Feeds with trust, capacity and the inputs of both. */
  async *scores(filter: ScoreFilter = {}): AsyncGenerator<Json> {
    let afterId: number | null = 0;
    while (afterId !== null) {
      const query: Query = { ...filter, afterId, limit: PAGE };
      const page: Json = await this.get('/market/scores', query);
      yield* page.data as Json[];
      afterId = page.nextAfterId as number | null;
    }
  }

  /** Trust of a feed, 0 to 100; undefined: it is unrated. */
  async trust(listingId: number): Promise<number | undefined> {
    return (await this.score(listingId))?.trust;
  }

  /** The newest score of a feed with its measures, each with formula and inputs; undefined: there is no such feed. */
  async score(listingId: number): Promise<FeedScore | undefined> {
    const { data } = await this.get('/market/scores', { ids: String(listingId) });
    const [row] = data as Json[];
    return row === undefined ? undefined : scoreOf(row);
  }

  /** What a purchase of a listing accepts as it is now: show it before it is named in `subscribe`. */
  async offer(listingId: number): Promise<Offer> {
    const [listing, market] = await Promise.all([
      this.listing(listingId),
      this.get('/market/terms'),
    ]);
    return {
      ...{ listingId, basedOnVersion: Number(listing.version) },
      licenceHash: String(listing.licenceHash),
      rulesHash: String((market.terms as Json | null)?.rulesHash ?? ''),
    };
  }

  /** Entitlements of the account, as the venue's one gate has them. */
  async *entitlements(): AsyncGenerator<Json> {
    let cursor: string | undefined;
    do {
      const page = await this.get('/v1/account/entitlements', { cursor, limit: PAGE });
      yield* page.data as Json[];
      cursor = typeof page.next === 'string' ? page.next : undefined;
    } while (cursor !== undefined);
  }

  /** What feeds moved of the account's cash in a month, such as 2026-11: its lines lead from the opening to the closing balance. */
  statement(month: string): Promise<Json> {
    return this.get('/market/statements', { month });
  }

  /** Subscriptions of the account, the newest first. */
  async *subscriptions(): AsyncGenerator<Json> {
    let beforeId: number | undefined;
    for (;;) {
      const { data } = await this.get('/market/subscriptions', { beforeId, limit: PAGE });
      const rows = data as Json[];
      yield* rows;
      if (rows.length < PAGE) return;
      beforeId = Number(rows.at(-1)?.purchaseId);
    }
  }

  /** Signals of a feed after a cursor, until there are no more for now. */
  async *signals(
    of: { readonly modelId: string } | { readonly listingId: number },
    from: { readonly cursor?: number; readonly tier?: 'FREE' } = {},
  ): AsyncGenerator<Json> {
    let cursor = from.cursor ?? 0;
    const named = 'modelId' in of ? { model_id: of.modelId } : { listingId: of.listingId };
    for (;;) {
      const page = await this.get('/signals', { ...named, tier: from.tier, cursor, limit: PAGE });
      yield* page.data as Json[];
      cursor = Number(page.cursor);
      if (page.hasMore !== true) return;
    }
  }

  /** Takes a seat: one, that renews, without a trial, unless told. Safe to repeat with the same key. */
  subscribe(order: SeatOrder, idempotencyKey: string): Promise<Json> {
    const usual = { seats: 1, trial: false, renews: true, dossierId: 0 };
    return this.post('/market/subscribe', { ...usual, ...order }, idempotencyKey);
  }

  /** It ends with what is paid for. */
  cancel(purchaseId: number, idempotencyKey: string): Promise<Json> {
    return this.post('/market/cancel', { purchaseId }, idempotencyKey);
  }

  /** It goes on; one whose payment is due is paid now. */
  renew(purchaseId: number, idempotencyKey: string): Promise<Json> {
    return this.post('/market/renew', { purchaseId }, idempotencyKey);
  }

  private addressOf(path: string): string {
    if (this.url === '') throw new TypeError('name apiUrl: where the HTTP API of the venue is');
    return `${this.url}${path}`;
  }

  private async get(path: string, query: Query = {}): Promise<Json> {
    const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
    const search = new URLSearchParams(
      pairs.map(([name, value]): [string, string] => [name, String(value)]),
    );
    const url = this.addressOf(`${path}${pairs.length === 0 ? '' : `?${search}`}`);
    const known = this.cached.get(url);
    const headers = {
      ...(this.signer === undefined
        ? {}
        : await signedHeaders({ method: 'GET', url }, this.signer)),
      ...(known === undefined ? {} : { 'if-none-match': known.tag }),
    };
    const response = await this.fetch(url, { headers });
    if (response.status === NOT_MODIFIED && known !== undefined) return known.body;
    const body = await bodyOf(response);
    const tag = response.headers.get('etag');
    if (tag !== null) this.remember(url, tag, body);
    return body;
  }

  /** The one asked for longest ago is forgotten. */
  private remember(url: string, tag: string, body: Json): void {
    this.cached.delete(url);
    this.cached.set(url, { tag, body });
    const [oldest] = this.cached.keys();
    if (this.cached.size > this.cachedMax && oldest !== undefined) this.cached.delete(oldest);
  }

  private async post(path: string, fields: Json, idempotencyKey: string): Promise<Json> {
    if (this.signer === undefined) throw new TypeError('a command needs a signer');
    const url = this.addressOf(path);
    const body = JSON.stringify(fields);
    const request = { method: 'POST', url, body, idempotencyKey };
    const headers = await signedHeaders(request, this.signer);
    return bodyOf(await this.fetch(url, { method: 'POST', headers, body }));
  }
}

async function bodyOf(response: Response): Promise<Json> {
  const body = (await response.json()) as Json;
  if (!response.ok) throw new MarketError(response.status, body);
  return body;
}
