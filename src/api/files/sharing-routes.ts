/**
 * A Delta Sharing server (protocol of delta-io, Parquet response format) over what an account may read: one share, a schema a
 * listing, and in it the table `data`, whose versions are the listing's revisions. Files are fetched by short-lived links, which
 * are decided on and metered like any other.
 *
 * Listings whose live revision is a Parquet file of flat columns are shared. Fails with `{errorCode, message}`, as the protocol has it.
 */
import { createRoute, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { Content, SharedTable } from '../../content/index.js';
import { FilesView } from '../../reader/index.js';
import {
  type Api,
  type ApiContext,
  type ApiEnvironment,
  asOf,
  audienceOf,
  jsonContent,
  PROBLEMS,
  type RouteParts,
} from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';

const SHARE = 'patx';
const TABLE = 'data';
const PREFIX = '/delta-sharing';
const PAGE_MAX = 500;
const LINK_MS = 900_000;
const DAY_MS = 86_400_000;
const PROFILE_DAYS_MAX = 90;
const NDJSON = 'application/x-ndjson; charset=utf-8';

interface SharingParts extends RouteParts {
  readonly content: (() => Content | undefined) | undefined;
  readonly nowMs: () => number;
}

interface Listed {
  readonly listingId: number;
  readonly revision: number;
}

class SharingError extends Error {
  readonly status: 400 | 404;

  constructor(status: 400 | 404, message: string) {
    super(message);
    this.status = status;
  }
}

export function addSharing(api: Api, parts: SharingParts): void {
  const store = (): Content => {
    const content = parts.content?.();
    if (content === undefined) throw new Problem('NOT_READY', 'this reader has no store of files');
    return content;
  };
  addProfile(api, store, parts);
  const routes: Record<string, (c: C) => Promise<Response>> = {
    '/shares': async (c) => page(c, [share]),
    '/shares/:share': async (c) => {
      requireShare(c);
      return c.json({ share });
    },
    '/shares/:share/schemas': async (c) => page(c, (await shared(c)).map(schemaOf)),
    '/shares/:share/all-tables': async (c) => page(c, (await shared(c)).map(tableOf)),
    '/shares/:share/schemas/:schema/tables': async (c) => page(c, [tableOf(await listed(c))]),
    '/shares/:share/schemas/:schema/tables/:table/version': async (c) => {
      if (c.req.query('startingTimestamp') !== undefined) {
        throw new SharingError(400, 'ask without a startingTimestamp: versions are revisions');
      }
      const { revision } = await oneTable(c);
      return c.body(null, 200, { 'Delta-Table-Version': String(revision) });
    },
    '/shares/:share/schemas/:schema/tables/:table/metadata': async (c) => {
      const { listingId, revision, table } = await oneTable(c);
      return lines(c, revision, head(listingId, table));
    },
  };

  /** Listings of the caller that are tables. */
  async function shared(c: C): Promise<Listed[]> {
    requireShare(c);
    const all = readable(c);
    const tables = await Promise.all(
      all.map(async (one) => ({ one, table: await store().table(one.listingId, one.revision) })),
    );
    return tables.flatMap(({ one, table }) => (table === undefined ? [] : [one]));
  }

  function readable(c: C): Listed[] {
    const { accountId } = parts.access.reader(c.get('caller'));
    return new FilesView(c.get('source').reader).readable(accountId);
  }

  async function listed(c: C): Promise<Listed> {
    requireShare(c);
    const listingId = Number(/^listing-([1-9]\d{0,6})$/i.exec(c.req.param('schema') ?? '')?.[1]);
    const found = readable(c).find((one) => one.listingId === listingId);
    const table = found && (await store().table(found.listingId, found.revision));
    if (found === undefined || table === undefined) {
      throw new SharingError(404, `there is no schema ${c.req.param('schema')}`);
    }
    return found;
  }

  async function oneTable(c: C, version?: number): Promise<Listed & { table: SharedTable }> {
    const { listingId, revision: newest } = await listed(c);
    if (c.req.param('table')?.toLowerCase() !== TABLE) {
      throw new SharingError(404, `there is no table ${c.req.param('table')}`);
    }
    const revision = version ?? newest;
    const { accountId } = parts.access.reader(c.get('caller'));
    const view = new FilesView(c.get('source').reader);
    const isReadable = view.denial(accountId, listingId, revision) === undefined;
    const table = isReadable ? await store().table(listingId, revision) : undefined;
    if (table === undefined) throw new SharingError(400, `there is no version ${revision}`);
    return { listingId, revision, table };
  }

  for (const [path, answer] of Object.entries(routes)) {
    api.get(`${PREFIX}${path}`, (c) => typed(c, answer));
  }
  api.post(`${PREFIX}/shares/:share/schemas/:schema/tables/:table/query`, (c) =>
    typed(c, async () => {
      const { version, timestamp } = queryOf(await c.req.text());
      if (timestamp !== undefined) throw new SharingError(400, 'ask by version: a revision');
      const { listingId, revision, table } = await oneTable(c, version);
      const { accountId } = parts.access.reader(c.get('caller'));
      const at = { listingId, revision };
      const { link, expiresMs } = store().link(accountId, at, LINK_MS);
      const file = {
        url: new URL(`/market/content/${link}`, originOf(c)).href,
        ...{ id: table.contentHash, partitionValues: {}, size: table.sizeBytes },
        stats: JSON.stringify({ numRecords: table.rows }),
        ...{ version: revision, expirationTimestamp: expiresMs },
      };
      return lines(c, revision, [...head(listingId, table), { file }]);
    }),
  );
}

type C = Context<ApiEnvironment>;

const share = { name: SHARE, id: SHARE };
const schemaOf = ({ listingId }: Listed) => ({ name: `listing-${listingId}`, share: SHARE });
const tableOf = ({ listingId }: Listed) => ({
  ...{ name: TABLE, schema: `listing-${listingId}`, share: SHARE, shareId: SHARE },
  id: `listing-${listingId}`,
});

function requireShare(c: C): void {
  const name = c.req.param('share') ?? '';
  if (name.toLowerCase() !== SHARE) throw new SharingError(404, `there is no share ${name}`);
}

/** Protocol and metadata, which begin every answer about a table. */
const head = (listingId: number, { schemaString, sizeBytes }: SharedTable): object[] => [
  { protocol: { minReaderVersion: 1 } },
  {
    metaData: {
      ...{ id: `listing-${listingId}`, format: { provider: 'parquet' }, schemaString },
      ...{ partitionColumns: [], size: sizeBytes, numFiles: 1 },
    },
  },
];

function lines(c: C, version: number, all: readonly object[]): Response {
  const text = all.map((one) => `${JSON.stringify(one)}\n`).join('');
  return c.body(text, 200, {
    'Content-Type': NDJSON,
    'Delta-Table-Version': String(version),
    'delta-sharing-capabilities': 'responseformat=parquet',
  });
}

function page(c: C, items: readonly object[]): Response {
  const from = Number(/^\d{0,7}$/.exec(c.req.query('pageToken') ?? '0')?.[0] ?? Number.NaN);
  const asked = c.req.query('maxResults');
  const count = asked === undefined ? PAGE_MAX : Number(asked);
  if (!Number.isInteger(from)) throw new SharingError(400, 'the pageToken is none of this server');
  if (!Number.isInteger(count) || count < 0) throw new SharingError(400, 'maxResults is a count');
  const to = from + Math.min(count, PAGE_MAX);
  const next = to < items.length ? { nextPageToken: String(to) } : {};
  return c.json({ items: items.slice(from, to), ...next });
}

function queryOf(text: string): { version?: number; timestamp?: unknown } {
  let body: unknown;
  try {
    body = text === '' ? {} : JSON.parse(text);
  } catch {
    throw new SharingError(400, 'the body is no JSON');
  }
  // Hints may be ignored; what would change the answer may not.
  const { version, timestamp, startingVersion } = body as Record<string, unknown>;
  if (startingVersion !== undefined) throw new SharingError(400, 'there is no change data');
  if (version === undefined) return { timestamp };
  if (!Number.isInteger(version)) throw new SharingError(400, 'a version is a revision');
  return { version: version as number, timestamp };
}

async function typed(c: C, work: (c: C) => Promise<Response>): Promise<Response> {
  try {
    return await work(c);
  } catch (error) {
    if (error instanceof SharingError) {
      const errorCode =
        error.status === 404 ? 'RESOURCE_DOES_NOT_EXIST' : 'INVALID_PARAMETER_VALUE';
      return c.json({ errorCode, message: error.message }, error.status);
    }
    if (!(error instanceof Problem)) throw error;
    return c.json({ errorCode: error.error, message: error.detail }, error.status);
  }
}

/** Where the client reached this server; behind a proxy with TLS it says so. */
function originOf(c: C): string {
  const { protocol, host } = new URL(c.req.url);
  return `${protocol}//${host}`;
}

function addProfile(api: Api, store: () => Content, parts: SharingParts): void {
  api.openapi(
    createRoute({
      ...{ tags: ['Files of listings'], ...audienceOf('account') },
      method: 'post',
      path: '/market/sharing/profiles',
      operationId: 'createSharingProfile',
      summary: 'A profile file for clients of Delta Sharing: pandas, Spark, Power BI',
      description: 'Its token reads what the account may read, and ends with the key that asked.',
      request: {
        query: z.strictObject({
          validDays: z.coerce.number().int().min(1).max(PROFILE_DAYS_MAX).default(30),
        }),
      },
      responses: {
        201: jsonContent(
          z
            .object({
              ...{ shareCredentialsVersion: integer(), endpoint: z.string() },
              ...{ bearerToken: z.string(), expirationTime: z.string(), ...AS_OF },
            })
            .openapi('SharingProfile'),
          'The profile',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const { accountId, keyId } = parts.access.reader(c.get('caller'));
      // A short-lived token does not make a long-lived one.
      if (c.req.header('signature-input') === undefined) {
        throw new Problem('NOT_LOGGED_ON', 'sign the request (RFC 9421)', 'signature');
      }
      const expiresMs = parts.nowMs() + c.req.valid('query').validDays * DAY_MS;
      const profile = {
        ...{ shareCredentialsVersion: 1, endpoint: `${originOf(c as C)}${PREFIX}` },
        bearerToken: store().profileToken({ accountId, keyId }, expiresMs),
        expirationTime: new Date(expiresMs).toISOString(),
      };
      return c.json({ ...profile, ...asOf((c as ApiContext).get('source')) }, 201);
    },
  );
}
