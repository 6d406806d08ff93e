/**
 * A measured revision in the formats other tools read: Croissant (which is schema.org JSON-LD), DCAT with its quality, an open data
 * contract, and its ingestion as an OpenLineage event. For whoever may see the listing; none of them shows a private value.
 */
import { createRoute, z } from '@hono/zod-openapi';
import { ofListing } from '../../catalog/index.js';
import type { Content } from '../../content/index.js';
import {
  croissantOf,
  dcatOf,
  type ListingFacts,
  odcsOf,
  openLineageOf,
} from '../../exports/index.js';
import { type Api, type ApiContext, audienceOf, PROBLEMS, problem } from '../context.js';
import { id } from '../listings/schemas.js';
import { Problem } from '../problem.js';
import { seen } from '../routes/catalog-routes.js';
import { asked } from './asked.js';

const FORMS = {
  croissant: {
    type: 'application/ld+json; profile="http://mlcommons.org/croissant/1.1"',
    of: croissantOf,
  },
  dcat: { type: 'application/ld+json', of: dcatOf },
  odcs: { type: 'application/json', of: odcsOf },
  'open-lineage': { type: 'application/json', of: lineageOf },
} as const;
type Form = keyof typeof FORMS;
type Signed = Awaited<ReturnType<Content['result']>>;

/** A licence SPDX knows by one name; another text is at the listing's own page. */
const SPDX_NAME = /^(?!LicenseRef-|DocumentRef-)[A-Za-z0-9][A-Za-z0-9.+-]*$/;

export function addExports(api: Api, store: () => Content): void {
  const document = { schema: z.record(z.string(), z.unknown()) };
  api.openapi(
    createRoute({
      ...{ tags: ['Files of listings'], ...audienceOf('public') },
      method: 'get',
      path: '/market/listings/{listingId}/revisions/{revision}/exports/{form}',
      operationId: 'getListingExport',
      summary: 'A measured revision as Croissant 1.1, DCAT 3, ODCS 3.1 or an OpenLineage event',
      request: {
        params: z.strictObject({
          ...{ listingId: id(), revision: id() },
          form: z.enum(Object.keys(FORMS) as [Form, ...Form[]]),
        }),
        query: z.strictObject({}),
      },
      responses: {
        200: {
          description: 'The document',
          content: { 'application/ld+json': document, 'application/json': document },
        },
        ...PROBLEMS,
        409: problem('Nothing was measured of the revision'),
      },
    }),
    async (c) => {
      const { listingId, revision, form } = c.req.valid('param');
      seen(c as ApiContext, listingId);
      const signed = await asked(() => store().result(listingId, revision));
      const { type, of } = FORMS[form];
      const facts = factsOf(c as ApiContext, listingId, revision, signed);
      return c.body(JSON.stringify(of(facts)), 200, { 'Content-Type': type }) as never;
    },
  );
}

function factsOf(
  c: ApiContext,
  listingId: number,
  revision: number,
  { result }: Signed,
): ListingFacts {
  const { reader } = c.get('source');
  const columns = ['title', 'licence', 'document', 'owner_id'];
  const [listing] = ofListing(reader.database, 'market_listings', columns, listingId);
  const revisions = ['revision', 'created_ms'];
  const added = ofListing(reader.database, 'market_revisions', revisions, listingId);
  const one = added.find((row) => row.revision === revision);
  if (listing === undefined || one === undefined)
    throw new Problem('UNKNOWN_REVISION', '', 'revision');
  const text = JSON.parse(String(listing.document || '{}')) as Readonly<Record<string, unknown>>;
  const { protocol, host } = new URL(c.req.url);
  const url = `${protocol}//${host}/data/${listingId}`;
  const licence = String(listing.licence);
  const ownerId = Number(listing.owner_id);
  const name = reader.core.state.registry.account(ownerId)?.name ?? '';
  return {
    id: `listing-${listingId}`,
    title: String(listing.title),
    description: String(text.description ?? listing.title),
    ...{ url, downloadUrl: url },
    license: SPDX_NAME.test(licence) ? licence : `${url}#licence`,
    creator: name === '' ? `account ${ownerId}` : name,
    publishedMs: Number(one.created_ms),
    // Another revision may have other rows: a major version, as semantic versioning has it.
    version: `${revision}.0.0`,
    keywords: Array.isArray(text.keywords) ? text.keywords.map(String) : [],
    result,
  };
}

/** The run is known by the content it measured and what it was measured by: asked again it is the same. */
function lineageOf(facts: ListingFacts): Record<string, unknown> {
  const { contentHash, declarationHash } = facts.result;
  const hex = `${contentHash.slice(0, 16)}${declarationHash.slice(0, 16)}`;
  const part = (from: number, to: number): string => hex.slice(from, to);
  const runId = `${part(0, 8)}-${part(8, 12)}-8${part(13, 16)}-8${part(17, 20)}-${part(20, 32)}`;
  return openLineageOf(facts, { runId, producer: new URL(facts.url).origin });
}
