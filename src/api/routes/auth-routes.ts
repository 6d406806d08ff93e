/** Tokens for those who do not sign every request: a challenge, its signature, a token; and the token's end. */
import { createRoute, z } from '@hono/zod-openapi';
import { nameOf } from '../../reader/index.js';
import { isSigned } from '../auth/request-signature.js';
import { challengeText } from '../auth/tokens.js';
import { type Api, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';

const owner = {
  accountId: z.number().int().min(1).max(4_294_967_295),
  keyId: z.number().int().min(1).max(4_294_967_295),
};
const body = <T extends z.ZodType>(schema: T) => ({
  body: { required: true, content: { 'application/json': { schema } } },
});

export function addAuthRoutes(api: Api, { access, tokens }: RouteParts): void {
  const tags = ['Sign-in'];
  api.openapi(
    createRoute({
      tags,
      ...audienceOf('public'),
      method: 'post',
      path: '/v1/auth/challenges',
      operationId: 'createChallenge',
      summary: 'A text for a key of an account to sign, good for a minute',
      request: body(z.strictObject(owner)),
      responses: {
        201: jsonContent(
          z.object({
            challenge: z.string(),
            text: z.string().describe('What is signed, UTF-8, with Ed25519'),
            expiresMs: integer(),
          }),
          'The challenge',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const asked = c.req.valid('json');
      const { value, expiresMs } = tokens.challenge(asked);
      const text = challengeText(c.get('source').venue.name, asked, value);
      return c.json({ challenge: value, text, expiresMs }, 201);
    },
  );
  api.openapi(
    createRoute({
      tags,
      ...audienceOf('public'),
      method: 'post',
      path: '/v1/auth/tokens',
      operationId: 'createToken',
      summary: 'A token for reading, good for ten minutes, for a signed challenge',
      request: body(
        z.strictObject({
          ...owner,
          challenge: z.string().max(128),
          signature: z
            .string()
            .regex(/^[0-9a-f]{128}$/)
            .describe('64 bytes, lower-case hex'),
        }),
      ),
      responses: {
        201: jsonContent(
          z.object({ token: z.string(), expiresMs: integer(), scopes: z.array(z.string()) }),
          'The token',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const { accountId, keyId, challenge, signature } = c.req.valid('json');
      const { venue, accounts } = c.get('source');
      const who = { accountId, keyId };
      if (!tokens.isChallenge(who, challenge)) {
        throw new Problem('BAD_SIGNATURE', 'the challenge is unknown or expired', 'challenge');
      }
      const caller = access.callerOf(accountId, keyId, accounts);
      const text = challengeText(venue.name, who, challenge);
      const { publicKey } = accounts.key(accountId, keyId) ?? { publicKey: '' };
      if (!isSigned(publicKey, text, Buffer.from(signature, 'hex'))) {
        throw new Problem(
          'BAD_SIGNATURE',
          'it does not fit the challenge and the key',
          'signature',
        );
      }
      access.reader(caller);
      const { value, expiresMs } = tokens.issue(who);
      return c.json({ token: value, expiresMs, scopes: caller.scopes.map(nameOf.keyScope) }, 201);
    },
  );
  api.openapi(
    createRoute({
      tags,
      ...audienceOf('account'),
      method: 'delete',
      path: '/v1/auth/tokens',
      operationId: 'endToken',
      summary: 'Ends the token that is sent',
      responses: { 204: { description: 'Ended' }, ...PROBLEMS },
    }),
    (c) => {
      access.reader(c.get('caller'));
      tokens.end((c.req.header('authorization') ?? '').replace('Bearer ', ''));
      return c.body(null, 204);
    },
  );
}
