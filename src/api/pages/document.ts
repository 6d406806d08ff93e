/** The OpenAPI 3.1 document of the routes; equal routes give equal text. */
import type { Api } from '../context.js';

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'PATX HTTP API',
    version: '1',
    description:
      'Reading the venue: market data, history, accounts, parameters, the audit trail. Money is whole micro-PAT as decimal text, times are milliseconds since 1970 UTC, prices are ticks and quantities lots. Trading goes through the WebSocket gateway.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
};

export const documentOf = (api: Api): object =>
  sorted(api.getOpenAPI31Document(DOCUMENT)) as object;

/** The same value with the keys of its objects in order, so that a document's text does not depend on code's order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
