/**
 * Signing in for people: a session key that the browser made is opened by a passkey, a wallet, or a sandbox's one-time link; what
 * is registered is listed; and a page may have a cookie for reading. The venue checks everything; here it is only handed on.
 */
import { createRoute, z } from '@hono/zod-openapi';
import { nameOf } from '../../reader/index.js';
import type { SignInAnswer, SignInRequest } from '../../schema/index.js';
import { KEY_SCOPE } from '../../values/index.js';
import { COOKIE, cookieOf } from '../auth/access.js';
import { refusalOf } from '../commands/command-answer.js';
import { askSigned, type SendCommand } from '../commands/command-routes.js';
import {
  type Api,
  type ApiContext,
  asOf,
  audienceOf,
  jsonContent,
  PROBLEMS,
  type RouteParts,
} from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';

export interface SignInOptions {
  readonly signIn?: ((request: SignInRequest) => Promise<SignInAnswer>) | undefined;
  readonly sendCommand?: SendCommand | undefined;
}

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
const scopeNames = Object.keys(KEY_SCOPE) as [string, ...string[]];
const scopes = z.array(z.enum(scopeNames)).max(scopeNames.length);
const label = z.string().max(64).default('').describe('What the person calls it');
const sessionKey = hex(64).describe('Ed25519 public key the browser made for this session, hex');
const SIGNED = { security: [{ signature: [] }] };
const tags = ['Sign-in'];

const sessionSchema = z
  .object({
    accountId: integer(),
    keyId: integer().describe('Of the session key: signs requests and logs on'),
    expiresMs: integer(),
    scopes: z.array(z.string()),
    venue: z.string(),
  })
  .openapi('Session');

const challengeSchema = z
  .object({
    signInId: z.string().describe('Names the challenge; good for one answer, for two minutes'),
    nonce: z.string(),
    text: z.string().describe('What is agreed to: a wallet signs it, a passkey its SHA-256'),
    expiresMs: integer(),
    options: z
      .looseObject({})
      .optional()
      .describe('For navigator.credentials.get (PublicKeyCredentialRequestOptionsJSON)'),
  })
  .openapi('SignInChallenge');

const body = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});
const credential = z
  .looseObject({ id: z.string().max(1_024) })
  .describe('As PublicKeyCredential.toJSON() gives it');

export function addSignInRoutes(api: Api, parts: RouteParts, options: SignInOptions): void {
  addSessions(api, options);
  addPasskeys(api, options);
  addLists(api, parts);
  addKeys(api, parts);
  addCookie(api, parts);
}

function addSessions(api: Api, { signIn }: SignInOptions): void {
  const ask = async (request: SignInRequest): Promise<Readonly<Record<string, unknown>>> => {
    if (signIn === undefined) {
      throw new Problem('NOT_READY', 'this reader has no venue to sign in to');
    }
    const answer = await signIn(request);
    if (answer.kind === 'refused') throw refusalOf(answer);
    return answer.value;
  };
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('public'), method: 'post', path: '/session/redeem' },
      operationId: 'redeemLink',
      summary: 'Opens a session with a one-time link of a sandbox, on the machine it runs on',
      request: body(z.strictObject({ token: hex(64), key: sessionKey, label })),
      responses: { 201: jsonContent(sessionSchema, 'The session'), ...PROBLEMS },
    }),
    async (c) => {
      const { token, key: publicKey, label } = c.req.valid('json');
      const isLoopback = isLocal(c.get('address'));
      const told = await ask({ op: 'redeem', token, publicKey, label, isLoopback });
      return c.json(told as z.infer<typeof sessionSchema>, 201);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('public'), method: 'post', path: '/v1/sessions/challenges' },
      operationId: 'createSignInChallenge',
      summary: 'What a passkey or a wallet signs to open a session for a key',
      request: body(
        z.strictObject({
          method: z.enum(['PASSKEY', 'WALLET']),
          key: sessionKey,
          label,
          scopes: scopes
            .default([])
            .describe('None: all the passkey has; to read and trade by wallet'),
          minutes: z.number().int().min(1).max(1_440).default(720),
          address: z
            .string()
            .regex(/^(0x[0-9a-fA-F]{40})?$/)
            .default('')
            .describe('Of the wallet; empty for a passkey'),
        }),
      ),
      responses: { 201: jsonContent(challengeSchema, 'The challenge'), ...PROBLEMS },
    }),
    async (c) => {
      const {
        method,
        key: publicKey,
        label,
        scopes: names,
        minutes,
        address,
      } = c.req.valid('json');
      const told = await ask({
        ...{ op: 'challenge', method, publicKey, label, minutes },
        scopes: names.map((name) => KEY_SCOPE[name as keyof typeof KEY_SCOPE]),
        address: address.replace(/^0x/, '').toLowerCase(),
      });
      return c.json(told as z.infer<typeof challengeSchema>, 201);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('public'), method: 'post', path: '/v1/sessions' },
      operationId: 'openSession',
      summary: 'Opens a session with the answer to a challenge',
      request: body(
        z.strictObject({
          signInId: hex(32),
          credential: credential.optional(),
          signature: z
            .string()
            .regex(/^(0x)?[0-9a-f]{130}$/)
            .optional()
            .describe("A wallet's signature (EIP-191), hex"),
        }),
      ),
      responses: { 201: jsonContent(sessionSchema, 'The session'), ...PROBLEMS },
    }),
    async (c) => {
      const { signInId, credential: given, signature = '' } = c.req.valid('json');
      const told = await ask({
        ...{ op: 'answer', signInId, credential: given ?? null },
        signature: signature.replace(/^0x/, ''),
      });
      return c.json(told as z.infer<typeof sessionSchema>, 201);
    },
  );
}

function addPasskeys(api: Api, { sendCommand }: SignInOptions): void {
  const ask = (c: ApiContext) => askSigned(c, sendCommand);
  const registration = z.object({
    registrationId: z.string(),
    options: z
      .looseObject({})
      .describe('For navigator.credentials.create (PublicKeyCredentialCreationOptionsJSON)'),
    expiresMs: integer(),
  });
  api.openapi(
    createRoute({
      ...{ tags, ...SIGNED, method: 'post', path: '/v1/passkeys/challenges' },
      operationId: 'createPasskeyChallenge',
      summary: 'What a new passkey of the account answers',
      request: body(z.strictObject({ label: label.optional(), scopes: scopes.optional() })),
      responses: { 201: jsonContent(registration, 'The challenge'), ...PROBLEMS },
    }),
    async (c) => c.json((await ask(c as never)) as z.infer<typeof registration>, 201),
  );
  const made = z.object({
    ...{ passkeyId: integer(), label: z.string(), scopes: z.array(z.string()) },
    isPending: z.boolean().describe('It does nothing until another operator has agreed'),
  });
  api.openapi(
    createRoute({
      ...{ tags, ...SIGNED, method: 'post', path: '/v1/passkeys' },
      operationId: 'registerPasskey',
      summary: 'Registers a passkey, with no more scopes than the key that signs has',
      request: body(z.strictObject({ registrationId: hex(32), credential })),
      responses: { 201: jsonContent(made, 'The passkey'), ...PROBLEMS },
    }),
    async (c) => c.json((await ask(c as never)) as z.infer<typeof made>, 201),
  );
}

const keySession = z
  .object({
    ...{ keyId: integer(), method: z.string(), passkeyId: integer().nullable() },
    ...{ label: z.string(), scopes: z.array(z.string()) },
    ...{ openedMs: integer(), expiresMs: integer() },
  })
  .openapi('KeySession');
const passkey = z
  .object({
    ...{ passkeyId: integer(), label: z.string(), scopes: z.array(z.string()) },
    credentialId: z.string().describe('Base64url, as browsers name it'),
    isPending: z.boolean().describe('It does nothing until another operator has agreed'),
  })
  .openapi('Passkey');
const accountKey = z
  .object({
    keyId: integer(),
    publicKey: z.string().describe('Ed25519, hex'),
    scopes: z.array(z.string()),
    revoked: z.boolean(),
  })
  .openapi('AccountKey');

function addLists(api: Api, { access }: RouteParts): void {
  const many = <T extends z.ZodType>(schema: T) => z.object({ data: z.array(schema), ...AS_OF });
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('account'), method: 'get', path: '/v1/sessions' },
      operationId: 'listSessions',
      summary: 'Sessions of people that have not ended, oldest first',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(many(keySession), 'Sessions'), ...PROBLEMS },
    }),
    (c) => {
      const { accountId } = access.reader(c.get('caller'));
      const source = c.get('source');
      const data = source.accounts.keySessions(accountId).map((one) => ({
        ...{ keyId: one.keyId, method: nameOf.signInMethod(one.method), label: one.label },
        passkeyId: one.passkeyId === 0 ? null : one.passkeyId,
        scopes: one.scopes.map(nameOf.keyScope),
        ...{ openedMs: one.openedAtMs, expiresMs: one.expiresAtMs },
      }));
      return c.json({ data, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('account'), method: 'get', path: '/v1/passkeys' },
      operationId: 'listPasskeys',
      summary: 'Passkeys that may sign in to the account',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(many(passkey), 'Passkeys'), ...PROBLEMS },
    }),
    (c) => {
      const { accountId } = access.reader(c.get('caller'));
      const source = c.get('source');
      const data = source.accounts.passkeys(accountId).map((one) => ({
        ...{ passkeyId: one.passkeyId, label: one.label, scopes: one.scopes.map(nameOf.keyScope) },
        credentialId: Buffer.from(one.credentialId, 'hex').toString('base64url'),
        isPending: one.isPending,
      }));
      return c.json({ data, ...asOf(source) }, 200);
    },
  );
}

function addKeys(api: Api, { access }: RouteParts): void {
  const keys = z.object({ data: z.array(accountKey), ...AS_OF });
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('account'), method: 'get', path: '/v1/account/keys' },
      operationId: 'listKeys',
      summary: 'Keys the account has for good; sessions have keys of their own',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(keys, 'Keys'), ...PROBLEMS },
    }),
    (c) => {
      const { accountId } = access.reader(c.get('caller'));
      const source = c.get('source');
      const data = source.accounts.keys(accountId).map(({ keyId, publicKey, scopes, revoked }) => ({
        ...{ keyId, publicKey, scopes: scopes.map(nameOf.keyScope), revoked },
      }));
      return c.json({ data, ...asOf(source) }, 200);
    },
  );
}

function addCookie(api: Api, { access, tokens }: RouteParts): void {
  const given = z.object({ csrfToken: z.string(), expiresMs: integer() });
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('account'), method: 'post', path: '/v1/auth/cookie' },
      operationId: 'createCookie',
      summary: 'A cookie for a page to read with, for ten minutes, for a signed request',
      responses: { 201: jsonContent(given, 'What the page sends beside it'), ...PROBLEMS },
    }),
    (c) => {
      const { accountId, keyId } = access.reader(c.get('caller'));
      if (c.req.header('signature-input') === undefined) {
        throw new Problem('NOT_LOGGED_ON', 'a cookie is given for a signed request alone');
      }
      requireSecure(c as never);
      const { value, expiresMs } = tokens.issue({ accountId, keyId });
      c.header('Set-Cookie', cookieText(value, 600));
      return c.json({ csrfToken: tokens.csrfOf(value), expiresMs }, 201);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('account'), method: 'delete', path: '/v1/auth/cookie' },
      operationId: 'endCookie',
      summary: 'Ends the cookie that is sent; needs X-CSRF-Token',
      responses: { 204: { description: 'Ended' }, ...PROBLEMS },
    }),
    (c) => {
      access.reader(c.get('caller'));
      tokens.end(cookieOf(c.req.header('cookie') ?? '') ?? '');
      c.header('Set-Cookie', cookieText('', 0));
      return c.body(null, 204);
    },
  );
}

const cookieText = (value: string, maxAgeS: number): string =>
  `${COOKIE}=${value}; Path=/; Max-Age=${maxAgeS}; Secure; HttpOnly; SameSite=Strict`;

const isLocal = (address: string): boolean => address === '::1' || /^(::ffff:)?127\./.test(address);

/** A cookie is only given where nobody on the way reads it: over TLS, or on this machine. */
function requireSecure(c: ApiContext): void {
  const isTls =
    (c.env?.incoming?.socket as { encrypted?: boolean } | undefined)?.encrypted === true;
  if (isTls || isLocal(c.get('address'))) return;
  throw new Problem('INSECURE', 'cookies need TLS');
}
