/**
 * Catches a command by HTTP that answers whom it must not, takes what is malformed, or moves anything before it is refused:
 * every command of openapi.json is sent to a running venue without a credential, with a token, with keys of every role, expired,
 * malformed, oversized and slow; each refusal is typed, and nobody's balances, orders, rights, parameters or kills are another.
 */
import { createPrivateKey, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { openSandbox, type Sandbox } from '../../bench/e2e/sandbox.js';
import { signedHeaders } from '../../src/client/index.js';
import { BROKER_ACCOUNT, FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { ACCOUNT_ROLE, bitsOf, COMMANDS, KEY_SCOPE } from '../../src/values/index.js';
import { answerOf, type HttpAnswer, type HttpParty, send } from '../api/http-client.js';
import { some } from '../support/long.js';

interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly minLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}
interface Operation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: { 'application/json': { readonly schema: Schema } } };
}

const file = new URL('../../docs/openapi.json', import.meta.url);
const document = JSON.parse(readFileSync(file, 'utf8')) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
};

function sampleOf(schema: Schema): unknown {
  const named = schema.$ref?.split('/').at(-1);
  if (named !== undefined) return sampleOf(document.components.schemas[named] as Schema);
  if (schema.enum !== undefined) return schema.enum[0];
  switch (schema.type) {
    case 'object': {
      const wanted = (schema.required ?? []).map((name) => [
        name,
        sampleOf(schema.properties?.[name] ?? {}),
      ]);
      return Object.fromEntries(wanted);
    }
    case 'integer':
      return Math.max(1, schema.minimum ?? 1);
    case 'string':
      return 'ab'.repeat(Math.max(1, Math.ceil((schema.minLength ?? 1) / 2)));
    case 'boolean':
      return false;
    default:
      return [];
  }
}

interface Walked {
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly command: (typeof COMMANDS)[number];
}

const walked: Walked[] = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods)
    .filter(([, { tags }]) => tags[0] === 'Commands')
    .map(([method, operation]) => {
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path');
      const filled = inPath.reduce((text, one) => {
        return text.replace(`{${one.name}}`, String(sampleOf(one.schema)));
      }, path);
      const wanted = (operation.parameters ?? []).filter(
        (one) => one.in === 'query' && one.required === true,
      );
      const query = wanted.map((one) => `${one.name}=${sampleOf(one.schema)}`).join('&');
      const schema = operation.requestBody?.content['application/json'].schema;
      const command = COMMANDS.find((one) => one.name === operation.operationId);
      if (command === undefined) throw new Error(`${operation.operationId} is no command`);
      const name = `${method.toUpperCase()} ${path}`;
      const body = schema === undefined ? undefined : sampleOf(schema);
      return {
        name,
        method: method.toUpperCase(),
        path: query === '' ? filled : `${filled}?${query}`,
        body,
        command,
      };
    }),
);

interface RoleParty extends HttpParty {
  readonly role: number;
  readonly scopes: readonly number[];
}

let sandbox: Sandbox;
let apiUrl = '';
let parties: RoleParty[] = [];
let before = '';
const { READ, TRADE, PROVIDE, OPERATE, WALLET } = KEY_SCOPE;

beforeAll(async () => {
  sandbox = await openSandbox(1, undefined, [
    '--api-port',
    '0',
    '--api-requests-per-minute',
    '1000000',
  ]);
  apiUrl = sandbox.apiUrl ?? '';
  const own = (name: string) =>
    createPrivateKey(readFileSync(join(sandbox.data, 'keys', `${name}.pem`)));
  const { CONSUMER, PROVIDER, OPERATOR, BROKER } = ACCOUNT_ROLE;
  const { key, consumer, provider } = sandbox;
  parties = [
    { accountId: consumer, keyId: 1, key, role: CONSUMER, scopes: [READ, WALLET, TRADE] },
    { accountId: provider, keyId: 1, key, role: PROVIDER, scopes: [READ, WALLET, PROVIDE] },
    {
      ...{ accountId: FIRST_OPERATOR_ACCOUNT, keyId: 1, key: own('operator') },
      ...{ role: OPERATOR, scopes: [READ, OPERATE] },
    },
    {
      ...{ accountId: BROKER_ACCOUNT, keyId: 1, key: own('broker') },
      ...{ role: BROKER, scopes: [READ, TRADE, WALLET] },
    },
  ];
  await vi.waitFor(async () => expect(await everything()).toContain('asOf'), { timeout: 60_000 });
  before = await everything();
}, 120_000);
afterAll(() => sandbox.close());

/** What accounts have and how the venue is set, without the sequence it is as of. */
async function everything(): Promise<string> {
  const texts: string[] = [];
  for (const party of parties) {
    for (const path of ['account/balances', 'account/positions', 'account/open-orders']) {
      texts.push(JSON.stringify((await get(`/v1/${path}`, party)).body));
    }
  }
  const [, , operator] = parties;
  texts.push(JSON.stringify((await get('/v1/parameters', operator)).body));
  for (const path of ['/v1/series', '/v1/contracts']) {
    texts.push(JSON.stringify((await get(path)).body));
  }
  const { kills, phase } = (await get('/v1/status')).body;
  texts.push(JSON.stringify({ kills, phase }));
  return texts.join('\n').replace(/"(asOf\w+|\w*Sequence|\w+Ms)":\d+/g, '"$1":0');
}

async function get(path: string, by?: HttpParty): Promise<HttpAnswer> {
  if (by === undefined) return answerOf(await fetch(`${apiUrl}${path}`));
  return await vi.waitFor(async () => {
    const answer = await send(apiUrl, by, { method: 'GET', path });
    expect(answer.status).toBe(200);
    return answer;
  });
}

let keys = 0;
const freshKey = (): string => {
  keys += 1;
  return `walk-${keys}`;
};

function refusedAs({ status, body, headers }: HttpAnswer, wanted: number, name: string): void {
  expect({ status, name: body.name }, JSON.stringify(body)).toEqual({ status: wanted, name });
  expect(headers.get('content-type')).toBe('application/problem+json');
  expect(String(body.remedy).length).toBeGreaterThan(5);
}

describe.each(some(70, walked))('$name', ({ method, path, body, command }) => {
  const text = body === undefined ? null : JSON.stringify(body);
  const url = (): string => `${apiUrl}${path}`;
  const json = { 'content-type': 'application/json', 'idempotency-key': 'nobody' };
  const raw = async (headers: Record<string, string>, sent = text): Promise<HttpAnswer> =>
    answerOf(await fetch(url(), { method, headers, body: sent }));

  test('refuses who does not sign', async () => {
    refusedAs(await raw(json), 401, 'NOT_LOGGED_ON');
    const token = { ...json, authorization: `Bearer ${'0'.repeat(64)}` };
    refusedAs(await raw(token), 401, 'BAD_SIGNATURE');
    const [party] = parties as [RoleParty];
    const signer = { ...party, sign: (bytes: Uint8Array) => sign(null, bytes, party.key) };
    const request = { method, url: url(), body: text ?? undefined, idempotencyKey: freshKey() };
    const old = await signedHeaders(request, { ...signer, nowMs: () => Date.now() - 120_000 });
    refusedAs(await raw(old), 401, 'BAD_SIGNATURE');
    const early = await signedHeaders(request, { ...signer, nowMs: () => Date.now() + 120_000 });
    refusedAs(await raw(early), 401, 'BAD_SIGNATURE');
    const foreign = await signedHeaders(request, { ...signer, accountId: BROKER_ACCOUNT });
    refusedAs(await raw(foreign), 401, 'BAD_SIGNATURE');
    const elsewhere = await signedHeaders({ ...request, url: 'http://other.example/' }, signer);
    refusedAs(await raw(elsewhere), 401, 'BAD_SIGNATURE');
  });

  test('refuses scopes and roles as the one table has them', async () => {
    for (const party of parties) {
      const mayScope = (bitsOf(command.scopes) & bitsOf(party.scopes)) !== 0;
      const mayRole = command.roles.includes(party.role);
      if (mayScope && mayRole) continue;
      const answer = await send(apiUrl, party, { method, path, body, key: freshKey() });
      refusedAs(answer, 403, mayScope ? 'ROLE' : 'SCOPE');
    }
  });

  test('refuses what is malformed or too large', async () => {
    const [party] = parties as [RoleParty];
    const by = async (sent: string, more: Record<string, string> = {}) => {
      const request = { method, url: url(), body: sent, idempotencyKey: freshKey() };
      const signer = { ...party, sign: (bytes: Uint8Array) => sign(null, bytes, party.key) };
      return raw({ ...(await signedHeaders(request, signer)), ...more }, sent);
    };
    if (body !== undefined) {
      refusedAs(await by('{"a":'), 400, 'MALFORMED');
      refusedAs(await by('[]'), 400, 'INVALID_FIELD');
      refusedAs(await by('null'), 400, 'INVALID_FIELD');
      refusedAs(await by(JSON.stringify({ ...body, nonsense: 1 })), 400, 'INVALID_FIELD');
      refusedAs(await by('{"__proto__":{"reason":"x"}}'), 400, 'INVALID_FIELD');
      refusedAs(await by(`${'['.repeat(8_000)}${']'.repeat(8_000)}`), 400, 'INVALID_FIELD');
      for (const name of Object.keys(body as object)) {
        refusedAs(await by(JSON.stringify({ ...body, [name]: { x: 1 } })), 400, 'INVALID_FIELD');
      }
    }
    const answer = await by(`"${'x'.repeat(20_000)}"`);
    refusedAs(answer, 413, 'TOO_LARGE');
    const query = await send(apiUrl, party, {
      ...{
        method,
        path: `${path}${path.includes('?') ? '&' : '?'}nonsense=1`,
        body,
        key: freshKey(),
      },
    });
    refusedAs(query, 400, 'INVALID_FIELD');
  });
});

test('a body that never comes, or does not end, is cut off', async () => {
  const head = `POST /v1/orders HTTP/1.1\r\nHost: venue\r\nContent-Type: application/json\r\n`;
  const port = Number(new URL(apiUrl).port);
  const talk = (first: string, more?: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(first));
      let said = '';
      const timer = setInterval(() => {
        if (more !== undefined) socket.write(more);
      }, 5);
      socket.on('data', (data) => {
        said += data.toString('latin1');
        if (said.includes('\r\n\r\n')) socket.end();
      });
      socket.on('error', () => undefined);
      socket.on('close', () => {
        clearInterval(timer);
        resolve(said);
      });
    });
  const gib = await talk(`${head}Content-Length: 1073741824\r\n\r\n`, 'x'.repeat(65_536));
  expect(gib).toMatch(/^HTTP\/1\.1 4\d\d /);
  const chunked = await talk(
    `${head}Transfer-Encoding: chunked\r\n\r\n`,
    `4000\r\n${'x'.repeat(0x4000)}\r\n`,
  );
  expect(chunked).toMatch(/^HTTP\/1\.1 4\d\d /);
  const never = await talk(`${head}Content-Length: 100\r\n\r\n{`);
  expect(never).toMatch(/^(HTTP\/1\.1 4\d\d |$)/);
}, 60_000);

test('a request that hides another in its body is one request', async () => {
  const [party] = parties as [RoleParty];
  const hidden = 'DELETE /v1/orders HTTP/1.1\r\nHost: venue\r\n\r\n';
  const url = `${apiUrl}/v1/orders`;
  const signer = { ...party, sign: (bytes: Uint8Array) => sign(null, bytes, party.key) };
  const request = { method: 'POST', url, body: hidden, idempotencyKey: freshKey() };
  const answer = await answerOf(
    await fetch(url, {
      ...{ method: 'POST', body: hidden, headers: await signedHeaders(request, signer) },
    }),
  );
  refusedAs(answer, 400, 'MALFORMED');
});

test('nothing was moved by any of it', async () => {
  expect(await everything()).toBe(before);
});
