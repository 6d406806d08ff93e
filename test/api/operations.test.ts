/**
 * Catches an operation that answers something else than its document says, or answers whom it must not: every operation of
 * openapi.json is called as it should be, without a credential, with the wrong scope or role, late, ended, malformed and oversized; and no
 * call moves the state. An operation without an example here fails.
 */
// Rows of docs/marketplace-rows.md: QL15.
import { sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { documentOf } from '../../src/api/index.js';
import { stateHash } from '../../src/engine/log/index.js';
import { type JsonSchema, mismatch } from './schema.js';
import { ORIGIN, openVenue, type Party, signed } from './venue.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: JsonSchema;
}
interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>>;
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly security: readonly unknown[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Readonly<Record<string, Content>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>> };
}

const { api, reader, parties, ask, failures } = await openVenue();
const document = documentOf(api) as Document;

/** Values of parameters that must be there. */
const PATH: Readonly<Record<string, string>> = {
  ...{ seriesId: '1', contractId: '1', listingId: '1', revision: '1' },
  form: 'croissant',
  accountId: String(parties.provider.accountId),
};
const QUERY: Readonly<Record<string, string>> = {
  ...{ fromMs: '0', toMs: '2000000000000', ids: '1,3', month: '2026-06' },
};
/** Parameters that may be any text. */
const TEXTS = ['name', 'target', 'state', 'q', 'licence', 'region'];
/** Operations only an overseer may call. */
const OVERSEEN: ReadonlySet<string> = new Set([
  ...['listAudit', 'getMarketQueue', 'getNow', 'listParameterRequests', 'listCreators'],
  'listAlerts',
  ...['listAccounts', 'listDeliveriesUnderWay', 'getSettlement'],
  ...['listFindings', 'listCases', 'getWhatIf'],
]);
/** Operations of a provider about its own. */
const PROVIDERS: ReadonlySet<string> = new Set(['getIngestion']);
const LONG = 'x'.repeat(5_000);

const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    template: path,
    path: path.replace(/\{(\w+)\}/g, (_, name: string) => PATH[name] ?? 'no example'),
    operation,
  })),
);
const asked = ({ parameters = [] }: Operation): string => {
  const wanted = parameters.filter((one) => one.in === 'query' && one.required === true);
  const query = wanted.map(({ name }) => `${name}=${QUERY[name] ?? 'no example'}`).join('&');
  return query === '' ? '' : `?${query}`;
};
const isSigned = ({ security }: Operation): boolean => security.length > 0;
const rightParty = ({ operationId }: Operation): Party =>
  OVERSEEN.has(operationId)
    ? parties.auditor
    : PROVIDERS.has(operationId)
      ? parties.provider
      : parties.consumer;
const post = (body: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** What of a value is not as the document says; undefined when it is. */
const wrongIn = (schema: JsonSchema | undefined, value: unknown): string | undefined =>
  mismatch(document.components.schemas, schema as JsonSchema, value);

async function refusedAs(response: Response, status: number, name: string): Promise<void> {
  const text = await response.text();
  expect(`${response.status} ${text}`).toMatch(new RegExp(`^${status} `));
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const body = JSON.parse(text) as Record<string, unknown>;
  expect(body).toMatchObject({ status, name, code: expect.any(Number) });
  expect(String(body.remedy).length).toBeGreaterThan(5);
  const { instance, ...problem } = body;
  expect(instance).toMatch(/^\//);
  expect(wrongIn(document.components.schemas.Problem, problem)).toBeUndefined();
}

/** A token that counted and does not any more. */
const endedToken = (async (): Promise<string> => {
  const { accountId, keyId, key } = parties.consumer;
  const given = await ask('/v1/auth/challenges', post({ accountId, keyId }));
  const { challenge, text } = (await given.json()) as { challenge: string; text: string };
  const signature = sign(null, Buffer.from(text), key).toString('hex');
  const issued = await ask('/v1/auth/tokens', post({ accountId, keyId, challenge, signature }));
  const { token } = (await issued.json()) as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  expect((await ask('/v1/account/balances', { headers })).status).toBe(200);
  await ask('/v1/auth/tokens', { headers, method: 'DELETE' });
  return token;
})();

const before = Buffer.from(stateHash(reader.core.state)).toString('hex');

/**
 * Signals need a feed, a seat and the platform's key: test/api/signals.test.ts reads them and compares with the document. Exports
 * are documents of other standards, made of a real result: test/content/sharing.long.test.ts. Scoring needs a feed: test/scorer/venue.long.test.ts; its
 * webhook a seat of it: test/scorer/channels.test.ts.
 */
const hasExample = ({ operation }: { readonly operation: Operation }): boolean =>
  !['listSignals', 'getListingExport', 'getScoring', 'getSignalWebhook'].includes(
    operation.operationId,
  );

describe.each(operations.filter((one) => one.method === 'GET' && hasExample(one)))(
  '$name',
  ({ path, operation }) => {
    const url = `${path}${asked(operation)}`;

    test('answers as its document says, as of a durable sequence', async () => {
      const response = await ask(url, {}, isSigned(operation) ? rightParty(operation) : undefined);
      const body = (await response.json()) as Record<string, unknown>;
      expect(response.status, JSON.stringify(body)).toBe(200);
      const schema = operation.responses['200']?.content?.['application/json']?.schema;
      expect(wrongIn(schema, body)).toBeUndefined();
      expect(body.asOfSequence).toBe(reader.sequence);
      expect(response.headers.get('patx-as-of-sequence')).toBe(String(reader.sequence));
      expect(response.headers.get('ratelimit')).toMatch(/^"default";r=\d+;t=\d+$/);
      const etag = response.headers.get('etag') ?? '';
      const init = { headers: { 'if-none-match': etag } };
      const again = await ask(url, init, isSigned(operation) ? rightParty(operation) : undefined);
      expect(again.status).toBe(304);
      expect(await again.text()).toBe('');
    });
  },
);

/** A path with its examples, and another value of one parameter. */
const filled = (template: string, name: string, value: string): string =>
  template
    .replace(`{${name}}`, value)
    .replace(/\{(\w+)\}/g, (_, other: string) => PATH[other] ?? 'no example');

const reads = operations.filter(({ method }) => method === 'GET');

describe.each(reads.filter(({ operation }) => isSigned(operation)))(
  '$name',
  ({ path, operation }) => {
    const url = `${path}${asked(operation)}`;

    test('refuses whoever may not', async () => {
      await refusedAs(await ask(url), 401, 'NOT_LOGGED_ON');
      await refusedAs(await ask(url, {}, parties.blind), 403, 'SCOPE');
      await refusedAs(await ask(url, {}, parties.revoked), 401, 'BAD_SIGNATURE');
      const stranger = { ...parties.consumer, key: parties.provider.key };
      await refusedAs(await ask(url, {}, stranger), 401, 'BAD_SIGNATURE');
      // A request that was signed five minutes ago, and the token of a sign-in that has ended.
      const createdS = Math.floor(Date.now() / 1_000) - 300;
      const late = await signed(new Request(`${ORIGIN}${url}`), rightParty(operation), {
        createdS,
      });
      await refusedAs(await api.request(late), 401, 'BAD_SIGNATURE');
      const headers = { authorization: `Bearer ${await endedToken}` };
      await refusedAs(await ask(url, { headers }), 401, 'BAD_SIGNATURE');
      const token = { headers: { authorization: `Bearer ${'0'.repeat(64)}` } };
      await refusedAs(await ask(url, token), 401, 'BAD_SIGNATURE');
      if (OVERSEEN.has(operation.operationId)) {
        await refusedAs(await ask(url, {}, parties.consumer), 403, 'ROLE');
      } else if (operation.parameters?.some(({ name }) => name === 'accountId')) {
        const other = `${url}${url.includes('?') ? '&' : '?'}accountId=${parties.provider.accountId}`;
        await refusedAs(await ask(other, {}, parties.consumer), 403, 'ROLE');
        expect((await ask(other, {}, parties.auditor)).status).toBe(200);
      }
    });
  },
);

describe.each(reads)('$name', ({ template, path, operation }) => {
  const url = `${path}${asked(operation)}`;

  test('refuses what is malformed or too large', async () => {
    const by = isSigned(operation) ? rightParty(operation) : undefined;
    const with_ = (query: string): Promise<Response> =>
      ask(`${url}${url.includes('?') ? '&' : '?'}${query}`, {}, by);
    await refusedAs(await with_('nonsense=1'), 400, 'INVALID_FIELD');
    await refusedAs(await with_(`nonsense=${LONG}`), 413, 'TOO_LARGE');
    for (const parameter of operation.parameters ?? []) {
      // One of a few words; any other is malformed.
      if (parameter.name === 'form') continue;
      if (parameter.in === 'path') {
        for (const bad of ['0', '-1', '1.5', 'x', '1e99', '%00']) {
          const wrong = filled(template, parameter.name, bad);
          const response = await ask(`${wrong}${asked(operation)}`, {}, by);
          await refusedAs(response, 400, 'INVALID_FIELD');
        }
        const unknown = await ask(
          `${filled(template, parameter.name, '999')}${asked(operation)}`,
          {},
          by,
        );
        expect([404]).toContain(unknown.status);
      } else if (!parameter.required && !TEXTS.includes(parameter.name)) {
        await refusedAs(await with_(`${parameter.name}=~`), 400, 'INVALID_FIELD');
      }
    }
  });
});

describe('signing in', () => {
  const { accountId, keyId } = parties.consumer;

  test('every operation with a body has its examples here', () => {
    // Commands are walked against a running venue: test/cli/command-walk.test.ts.
    const others = operations
      .filter(({ method, operation }) => method !== 'GET' && operation.tags[0] !== 'Commands')
      .map(({ name }) => name);
    expect(others.sort()).toEqual([
      // Those of files are called in test/content.
      'DELETE /market/files/{contentHash}',
      'DELETE /market/listings/{listingId}/revisions/{revision}/ingestion',
      // Those of webhooks are called in test/scorer/channels.test.ts.
      'DELETE /market/listings/{listingId}/webhook',
      'DELETE /v1/auth/cookie',
      'DELETE /v1/auth/tokens',
      // Played by a process: test/web/what-if.long.test.ts.
      'DELETE /v1/what-if',
      'POST /market/listings/{listingId}/revisions/{revision}/ingestion',
      'POST /market/listings/{listingId}/revisions/{revision}/links',
      'POST /market/listings/{listingId}/webhook/replay',
      'POST /market/sharing/profiles',
      // Those for people are called in test/cli/sign-in.long.test.ts.
      'POST /session/redeem',
      // Sends mail and calls a webhook: test/api/alerts.test.ts.
      'POST /v1/alerts/test',
      'POST /v1/auth/challenges',
      'POST /v1/auth/cookie',
      'POST /v1/auth/tokens',
      // A question that only a venue answers: test/web/parameters.test.ts.
      'POST /v1/parameters/{name}/dry-run',
      'POST /v1/passkeys',
      'POST /v1/passkeys/challenges',
      'POST /v1/sessions',
      'POST /v1/sessions/challenges',
      'POST /v1/what-if',
      'PUT /market/listings/{listingId}/webhook',
    ]);
    expect(others.filter((name) => name.includes('/auth/')).sort()).toEqual([
      'DELETE /v1/auth/cookie',
      'DELETE /v1/auth/tokens',
      'POST /v1/auth/challenges',
      'POST /v1/auth/cookie',
      'POST /v1/auth/tokens',
    ]);
  });

  test('a signed challenge gives a token, which ends', async () => {
    const given = await ask('/v1/auth/challenges', post({ accountId, keyId }));
    expect(given.status).toBe(201);
    const { challenge, text } = (await given.json()) as { challenge: string; text: string };
    const signature = sign(null, Buffer.from(text), parties.consumer.key).toString('hex');
    const body = { accountId, keyId, challenge, signature };
    const issued = await ask('/v1/auth/tokens', post(body));
    expect(issued.status).toBe(201);
    const { token, scopes } = (await issued.json()) as { token: string; scopes: string[] };
    expect(scopes).toEqual(['READ', 'TRADE']);
    const headers = { authorization: `Bearer ${token}` };
    expect((await ask('/v1/account/balances', { headers })).status).toBe(200);
    expect((await ask('/v1/auth/tokens', { headers, method: 'DELETE' })).status).toBe(204);
    await refusedAs(await ask('/v1/account/balances', { headers }), 401, 'BAD_SIGNATURE');

    const wrong = { ...body, signature: '0'.repeat(128) };
    await refusedAs(await ask('/v1/auth/tokens', post(wrong)), 401, 'BAD_SIGNATURE');
    const foreign = { ...body, keyId: parties.blind.keyId };
    await refusedAs(await ask('/v1/auth/tokens', post(foreign)), 401, 'BAD_SIGNATURE');
    const old = { ...body, challenge: challenge.replace(/\.\d+\./, '.1.') };
    await refusedAs(await ask('/v1/auth/tokens', post(old)), 401, 'BAD_SIGNATURE');
  });

  test('a key that may not read gets no token', async () => {
    const { keyId: blindKey, key } = parties.blind;
    const given = await ask('/v1/auth/challenges', post({ accountId, keyId: blindKey }));
    const { challenge, text } = (await given.json()) as { challenge: string; text: string };
    const signature = sign(null, Buffer.from(text), key).toString('hex');
    const body = { accountId, keyId: blindKey, challenge, signature };
    await refusedAs(await ask('/v1/auth/tokens', post(body)), 403, 'SCOPE');
  });

  test.each(['/v1/auth/challenges', '/v1/auth/tokens'])(
    '%s refuses what is malformed',
    async (path) => {
      const deep = `${'['.repeat(6_000)}${']'.repeat(6_000)}`;
      await refusedAs(await ask(path, post('{')), 400, 'MALFORMED');
      await refusedAs(await ask(path, post('')), 400, 'MALFORMED');
      await refusedAs(await ask(path, post(deep)), 400, 'INVALID_FIELD');
      await refusedAs(await ask(path, post({})), 400, 'INVALID_FIELD');
      await refusedAs(await ask(path, post({ accountId, keyId, more: 1 })), 400, 'INVALID_FIELD');
      await refusedAs(await ask(path, post({ accountId: -1, keyId })), 400, 'INVALID_FIELD');
      await refusedAs(await ask(path, post(JSON.stringify(LONG.repeat(10)))), 413, 'TOO_LARGE');
      await refusedAs(await ask(path, { method: 'PUT' }), 404, 'UNKNOWN_MESSAGE');
    },
  );

  test('DELETE /v1/auth/tokens wants a credential', async () => {
    await refusedAs(await ask('/v1/auth/tokens', { method: 'DELETE' }), 401, 'NOT_LOGGED_ON');
  });
});

test('an unknown route is a problem document', async () => {
  await refusedAs(await ask('/v1/nothing'), 404, 'UNKNOWN_MESSAGE');
  await refusedAs(await ask('/v1/../../etc/passwd'), 404, 'UNKNOWN_MESSAGE');
});

test('nothing that was asked moved the state, or failed unforeseen', () => {
  expect(Buffer.from(stateHash(reader.core.state)).toString('hex')).toBe(before);
  expect(failures).toEqual([]);
});
