/** A listing as an operation: pages in JSON, everything as CSV or Parquet. */
import { createRoute, z } from '@hono/zod-openapi';
import type { Bindable, Key, Listing, Page, PageRequest } from '../../reader/index.js';
import { readPage } from '../../reader/index.js';
import {
  type Api,
  type ApiContext,
  type Audience,
  asOf,
  audienceOf,
  PROBLEMS,
  type RouteParts,
  type Source,
} from '../context.js';
import { decodeCursor, encodeCursor } from '../listings/cursor.js';
import { CONTENT_TYPE, exportStream, type FileFormat } from '../listings/export.js';
import { pageSchema, querySchema } from '../listings/schemas.js';
import { Problem } from '../problem.js';

export interface ListingRoute {
  readonly listing: Listing;
  readonly path: string;
  readonly tag: string;
  readonly audience: Audience;
  readonly params?: z.ZodRawShape;
  /** Further things that may be asked. */
  readonly query?: z.ZodRawShape;
  /** Values of the listing's fixed condition, once it is known that the caller may see them. */
  readonly fixed: (asked: Asked) => readonly Bindable[];
}

/** What an operation is asked. */
export interface Asked {
  readonly c: ApiContext;
  readonly source: Source;
  readonly params: Readonly<Record<string, number>>;
  readonly query: Readonly<Record<string, unknown>>;
}

interface PageQuery {
  readonly order: 'asc' | 'desc';
  readonly limit: number;
  readonly cursor?: string;
  readonly format: 'json' | FileFormat;
  readonly fromMs?: number;
  readonly toMs?: number;
}

export function addListing(api: Api, parts: RouteParts, given: ListingRoute): void {
  const { listing, path, tag, audience } = given;
  const route = createRoute({
    method: 'get',
    path,
    tags: [tag],
    summary: listing.summary,
    operationId: `list${operationName(path)}`,
    ...audienceOf(audience),
    request: {
      ...(given.params === undefined ? {} : { params: z.object(given.params) }),
      query: querySchema(listing, given.query ?? {}),
    },
    responses: {
      200: {
        description: 'A page, or a file',
        content: {
          'application/json': { schema: pageSchema(listing) },
          'text/csv': { schema: z.string() },
          [CONTENT_TYPE.parquet]: { schema: z.string().openapi({ format: 'binary' }) },
        },
      },
      304: { description: 'As the ETag that was sent says' },
      ...PROBLEMS,
    },
  });
  api.openapi(route, (c) => {
    const context = c as unknown as ApiContext;
    const source = context.get('source');
    const query = c.req.valid('query') as unknown as PageQuery & Record<string, unknown>;
    const params = (
      given.params === undefined ? {} : c.req.valid('param' as never)
    ) as Asked['params'];
    const fixed = given.fixed({ c: context, source, params, query });
    const request = requestOf(listing, query, fixed);
    if (query.format !== 'json')
      return file(parts, source, listing, request, query.format) as never;
    const page = readPage(source.reader.database, listing, request);
    return c.json({ ...bodyOf(listing, page, request), ...asOf(source) } as never, 200);
  });
}

function requestOf(
  listing: Listing,
  query: PageQuery & Record<string, unknown>,
  fixed: readonly Bindable[],
): PageRequest {
  const isAscending = query.format !== 'json' || query.order === 'asc';
  const { cursor } = query;
  const width = listing.key.length;
  const after: Key | undefined =
    cursor === undefined
      ? undefined
      : decodeCursor(cursor, { listing: listing.name, isAscending, width });
  const asked = listing.filters.map(({ name }) => [name, query[name] as Bindable]);
  const filters = Object.fromEntries(asked.filter(([, value]) => value !== undefined));
  const { fromMs, toMs, limit } = query;
  return { fixed, filters, fromMs, toMs, isAscending, after, limit };
}

function bodyOf(listing: Listing, { rows, next }: Page, { isAscending }: PageRequest): object {
  const cursor = next === undefined ? null : encodeCursor(listing.name, isAscending, next);
  return { data: rows, next: cursor };
}

function file(
  { exports }: RouteParts,
  source: Source,
  listing: Listing,
  request: PageRequest,
  format: FileFormat,
): Response {
  if (exports.running >= exports.max) {
    throw new Problem('SESSION_LIMIT', 'as many files as can be are being written', 'format', 10);
  }
  exports.running += 1;
  const { reader } = source;
  const ended = (): void => {
    exports.running -= 1;
  };
  const body = exportStream(format, () => reader.database, { listing, request, ended });
  const headers = {
    'content-type': CONTENT_TYPE[format],
    'content-disposition': `attachment; filename="${listing.name}.${format}"`,
  };
  return new Response(body, { headers });
}

/** `/v1/series/{seriesId}/trades` → `SeriesTrades`. */
const operationName = (path: string): string =>
  path
    .replace('/v1', '')
    .replace(/\{[^}]*\}/g, '')
    .replace(/[/-]+([a-z])/g, (_all, letter: string) => letter.toUpperCase())
    .replace(/\W/g, '');
