/** Files of listings: what a provider uploaded, how it is measured, and the links by which it is read. */
import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { readsOf } from '../../catalog/index.js';
import {
  type Content,
  type IngestionStatus,
  LINK_MS_MAX,
  parseDeclaration,
} from '../../content/index.js';
import { FilesView } from '../../reader/index.js';
import { ACCOUNT_ROLE } from '../../values/index.js';
import type { Caller } from '../auth/access.js';
import {
  type Api,
  type ApiContext,
  asOf,
  audienceOf,
  jsonContent,
  PROBLEMS,
  problem,
  type RouteParts,
} from '../context.js';
import { NUMBER, rowKind } from '../listings/catalog-rows.js';
import { AS_OF, id, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';
import { asked } from './asked.js';
import { addExports } from './export-routes.js';
import { requireProvider } from './uploads-route.js';

const TAG = 'Files of listings';
const hash = () => z.string().regex(/^[0-9a-f]{64}$/);
const at = z.strictObject({ listingId: id(), revision: id() });
const noQuery = z.strictObject({});
const REVISION = '/market/listings/{listingId}/revisions/{revision}';
const STATEFUL = { 409: problem('The state of the listing or of the store does not allow it') };
const LINK_MS = 900_000;

const statusSchema = z
  .object({
    ...{ listingId: integer(), revision: integer(), contentHash: z.string() },
    state: z.enum(['MEASURING', 'RECORDING', 'MEASURED', 'REFUSED', 'CANCELLED']),
    begunMs: integer(),
    progress: z
      .object({
        stage: z.enum(['hashing', 'measuring']),
        ...{ bytes: integer(), totalBytes: integer(), rows: integer() },
      })
      .nullable()
      .describe('null: it waits, or is over'),
    problem: z
      .object({
        code: z.string().describe('Of the codes of an ingestion; store: the venue'),
        ...{ detail: z.string(), remedy: z.string(), field: z.string(), row: integer() },
      })
      .nullable()
      .describe('Why there is no result; null: there is one, or it is not over'),
    overlaps: z
      .array(z.object({ listingId: integer(), revision: integer(), sharePpm: integer() }))
      .describe('Revisions of other owners with so many of the same rows; operators see them'),
    ...AS_OF,
  })
  .openapi('Ingestion');

const read = rowKind({
  ...{ account_id: NUMBER, revision: NUMBER, leases: NUMBER, bytes: NUMBER, units: NUMBER },
  ...{ first_ms: NUMBER, last_ms: NUMBER },
});

export function addFileRoutes(
  api: Api,
  parts: RouteParts & { readonly content: (() => Content | undefined) | undefined },
): void {
  const store = (): Content => {
    const content = parts.content?.();
    if (content === undefined) throw new Problem('NOT_READY', 'this reader has no store of files');
    return content;
  };
  const reader = (c: ApiContext): Caller => parts.access.reader(c.get('caller'));
  const provider = (c: ApiContext): Caller => requireProvider(reader(c));
  addOwnFiles(api, store, { reader, provider });
  addIngestions(api, store, { reader, provider });
  addResult(api, store);
  addReading(api, store, parts);
  addExports(api, store);
}

type Store = () => Content;
/** Who asks: with a key that reads, or a provider with one that changes. */
interface Callers {
  readonly reader: (c: ApiContext) => Caller;
  readonly provider: (c: ApiContext) => Caller;
}

function addOwnFiles(api: Api, store: Store, { reader, provider }: Callers): void {
  api.openapi(
    createRoute({
      ...{ tags: [TAG], ...audienceOf('account') },
      method: 'get',
      path: '/market/files',
      operationId: 'listFiles',
      summary: 'Files a provider uploaded, by their content',
      description: 'Uploads go to /market/uploads by tus 1.0; the last answer names hash and size.',
      request: { query: noQuery },
      responses: {
        200: jsonContent(
          z.object({
            data: z.array(
              z.object({ contentHash: z.string(), sizeBytes: integer() }).openapi('OwnFile'),
            ),
            ...AS_OF,
          }),
          'Files',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const { accountId } = reader(c as ApiContext);
      return c.json({ data: store().files(accountId), ...asOf(c.get('source')) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [TAG], ...audienceOf('account') },
      method: 'delete',
      path: '/market/files/{contentHash}',
      operationId: 'removeFile',
      summary: 'Destroys the key of a file and removes it; one that a revision needs stays',
      request: { params: z.strictObject({ contentHash: hash() }), query: noQuery },
      responses: { 204: { description: 'It is gone' }, ...PROBLEMS, ...STATEFUL },
    }),
    async (c) => {
      const { accountId } = provider(c as ApiContext);
      await asked(() => store().removeFile(accountId, c.req.valid('param').contentHash));
      return c.body(null, 204);
    },
  );
}

function addIngestions(api: Api, store: Store, { reader, provider }: Callers): void {
  const path = `${REVISION}/ingestion`;
  api.openapi(
    createRoute({
      ...{ tags: [TAG], ...audienceOf('account') },
      method: 'post',
      path,
      operationId: 'beginIngestion',
      summary: 'Begins to measure a revision whose file was uploaded',
      request: {
        ...{ params: at, query: noQuery },
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z.strictObject({
                declaration: z
                  .record(z.string(), z.unknown())
                  .default({})
                  .describe('What the provider says of its columns, as `patx ingest` takes it'),
              }),
            },
          },
        },
      },
      responses: { 202: jsonContent(statusSchema, 'It is measured'), ...PROBLEMS, ...STATEFUL },
    }),
    async (c) => {
      await requireDigest(c as ApiContext);
      const { accountId } = provider(c as ApiContext);
      const { declaration } = c.req.valid('json');
      const begun = await asked(() =>
        store().ingest(accountId, c.req.valid('param'), parseDeclaration(declaration)),
      );
      return c.json({ ...statusOf(begun, false), ...asOf(c.get('source')) } as never, 202);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [TAG], ...audienceOf('account') },
      method: 'get',
      path,
      operationId: 'getIngestion',
      summary: 'How far a revision is measured, or why it was refused',
      request: { params: at, query: noQuery },
      responses: { 200: jsonContent(statusSchema, 'The ingestion'), ...PROBLEMS },
    }),
    (c) => {
      const caller = reader(c as ApiContext);
      const { listingId, revision } = c.req.valid('param');
      const source = c.get('source');
      const owner = new FilesView(source.reader).ownerOf(listingId);
      const isOperator = caller.role === ACCOUNT_ROLE.OPERATOR;
      const isOwn = caller.accountId === owner;
      const found = isOwn || isOperator ? store().ingestion(listingId, revision) : undefined;
      if (found === undefined) throw new Problem('UNKNOWN_REVISION', '', 'revision');
      return c.json({ ...statusOf(found, isOperator), ...asOf(source) } as never, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [TAG], ...audienceOf('account') },
      method: 'delete',
      path,
      operationId: 'cancelIngestion',
      summary: 'Ends an ingestion that runs; nothing of it stays',
      request: { params: at, query: noQuery },
      responses: { 204: { description: 'It has ended' }, ...PROBLEMS, ...STATEFUL },
    }),
    async (c) => {
      const { accountId } = provider(c as ApiContext);
      await asked(() => store().cancelIngestion(accountId, c.req.valid('param')));
      return c.body(null, 204);
    },
  );
}

function statusOf({ job, progress }: IngestionStatus, isOperator: boolean) {
  const { listingId, revision, contentHash, state, begunMs, problem: why } = job;
  return {
    ...{ listingId, revision, contentHash, state, begunMs, progress: progress ?? null },
    problem:
      why === undefined
        ? null
        : {
            ...{ code: why.code, detail: why.detail, remedy: why.remedy },
            ...{ field: why.field ?? '', row: why.row ?? 0 },
          },
    overlaps: isOperator ? job.overlaps : [],
  };
}

function addResult(api: Api, store: Store): void {
  api.openapi(
    createRoute({
      ...{ tags: [TAG], ...audienceOf('public') },
      method: 'get',
      path: `${REVISION}/result`,
      operationId: 'getQualityResult',
      summary: 'What was measured of a revision, signed: profile of each column, scores, sample',
      description: 'Its SHA-256 as canonical JSON is the resultHash of the revision.',
      request: { params: at, query: noQuery },
      responses: {
        200: jsonContent(
          z
            .object({
              result: z.record(z.string(), z.unknown()),
              resultHash: z.string(),
              signature: z.object({
                ...{ algorithm: z.string(), publicKey: z.string(), value: z.string() },
              }),
              ...AS_OF,
            })
            .openapi('SignedResult'),
          'The signed result',
        ),
        ...PROBLEMS,
        ...STATEFUL,
      },
    }),
    async (c) => {
      const { listingId, revision } = c.req.valid('param');
      requireSeen(c as ApiContext, listingId);
      const signed = await asked(() => store().result(listingId, revision));
      return c.json({ ...signed, ...asOf(c.get('source')) } as never, 200);
    },
  );
}

function requireSeen(c: ApiContext, listingId: number): void {
  const { market } = c.get('source').reader.core;
  if (market.listings.isSeen(c.get('caller')?.accountId ?? 0, listingId)) return;
  throw new Problem('UNKNOWN_LISTING', `there is no listing ${listingId}`, 'listingId');
}

function addReading(api: Api, store: Store, { access }: RouteParts): void {
  api.openapi(
    createRoute({
      ...{ tags: [TAG], ...audienceOf('account') },
      method: 'post',
      path: `${REVISION}/links`,
      operationId: 'createLink',
      summary: 'A short-lived link to the bytes of a revision, for who may read it',
      description:
        'Every range that is fetched by it is decided on again, journaled, and counted for both sides.',
      request: {
        params: at,
        query: z.strictObject({
          validMs: z.coerce
            .number()
            .int()
            .min(1_000)
            .max(LINK_MS_MAX)
            .default(LINK_MS)
            .describe('How long it is good for'),
        }),
      },
      responses: {
        201: jsonContent(
          z
            .object({
              ...{ path: z.string(), expiresMs: integer(), sizeBytes: integer() },
              contentHash: z.string().describe('SHA-256 of the whole file'),
            })
            .openapi('FileLink'),
          'The link',
        ),
        ...PROBLEMS,
        ...STATEFUL,
      },
    }),
    async (c) => {
      const { accountId } = access.reader(c.get('caller'));
      const { validMs } = c.req.valid('query');
      const made = await asked(() => store().link(accountId, c.req.valid('param'), validMs));
      const { sizeBytes, contentHash } = made.facts;
      const path = `/market/content/${made.link}`;
      return c.json({ path, expiresMs: made.expiresMs, sizeBytes, contentHash }, 201);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: [TAG], ...audienceOf('account') },
      method: 'get',
      path: '/market/listings/{listingId}/reads',
      operationId: 'listReads',
      summary: 'Who read how much of a listing: its provider sees all, a buyer its own',
      request: { params: z.strictObject({ listingId: id() }), query: noQuery },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(z.object(read.shape).openapi('ListingRead')), ...AS_OF }),
          'Reads',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { listingId } = c.req.valid('param');
      const caller = access.reader(c.get('caller'));
      requireSeen(c as ApiContext, listingId);
      const isOwn = new FilesView(source.reader).ownerOf(listingId) === caller.accountId;
      const isOperator = caller.role === ACCOUNT_ROLE.OPERATOR;
      const accountId = isOwn || isOperator ? 0 : caller.accountId;
      const rows = readsOf(source.reader.database, read.columns, { listingId, accountId });
      return c.json({ data: rows.map((row) => read.row(row)), ...asOf(source) } as never, 200);
    },
  );
}

/** A signature is over the digest of a body; here it is compared with the body. */
async function requireDigest(c: ApiContext): Promise<void> {
  const { req } = c;
  if (req.header('signature-input') === undefined) return;
  const digest = createHash('sha256')
    .update(await req.text())
    .digest('base64');
  if (req.header('content-digest') === `sha-256=:${digest}:`) return;
  throw new Problem('BAD_SIGNATURE', 'Content-Digest is not that of the body', 'content-digest');
}
