/**
 * Where signals of a feed are sent: an address of the account for each feed, its secret, how it stands, and replaying. Setting one is
 * signed with a key that may trade. Whoever holds no seat is refused as for reading, and learns nothing of the feed.
 */
import { createRoute, z } from '@hono/zod-openapi';
import { feedOf } from '../../catalog/index.js';
import { type Hook, HookStoreError, hookId, type SignalHooks } from '../../hooks/index.js';
import { TIER_TERMS } from '../../sigma/index.js';
import { KEY_SCOPE } from '../../values/index.js';
import { refuseUnsignedBody } from '../auth/signed-body.js';
import {
  type Api,
  type ApiContext,
  asOf,
  jsonContent,
  PROBLEMS,
  problem,
  type RouteParts,
} from '../context.js';
import { AS_OF, id, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';
import { seen } from '../routes/catalog-routes.js';
import { tierOf } from './signal-page.js';
import { tierOrNo } from './signal-source.js';

const tags = ['Model feeds'];
const URL_MAX = 512;
const PATH = '/market/listings/{listingId}/webhook';
const params = z.strictObject({ listingId: id() });
const signed = { security: [{ signature: [] }] };

const hookBody = z
  .object({
    listingId: integer(),
    url: z.string(),
    secrets: z.array(z.string()).describe('The newest first; two for a day after it was rotated'),
    cursor: integer().describe('Sequence of the last signal that arrived'),
    state: z
      .enum(['READY', 'WAITING', 'DISABLED', 'NO_SEAT'])
      .describe('WAITING: tried again at nextAtMs. DISABLED: given up, replay it'),
    reason: z.string().describe('Why nothing is sent; empty: it is'),
    nextAtMs: integer().describe('When it is tried again; 0: now'),
    ...AS_OF,
  })
  .openapi('SignalWebhook');

interface HookParts extends RouteParts {
  readonly hooks: (() => SignalHooks | undefined) | undefined;
  readonly nowMs: () => number;
  /** Whether addresses may be on this machine and without TLS, as in a sandbox. */
  readonly isLoopback: boolean;
}

export function addHookRoutes(api: Api, parts: HookParts): void {
  const { access, nowMs } = parts;
  const responses = { 200: jsonContent(hookBody, 'How it stands'), ...PROBLEMS };
  const hooksOf = (): SignalHooks => {
    const hooks = parts.hooks?.();
    if (hooks === undefined)
      throw new Problem('NOT_READY', 'signals are not sent from here', '', 1);
    return hooks;
  };
  /** Who sets it: a signature of a key that may trade or publish. */
  const setter = async (c: ApiContext): Promise<number> => {
    const { accountId, scopes } = access.reader(c.get('caller'));
    if (c.req.header('signature-input') === undefined) {
      throw new Problem('NOT_LOGGED_ON', 'sign the request: a token only reads', 'signature');
    }
    const mayAct = scopes.includes(KEY_SCOPE.TRADE) || scopes.includes(KEY_SCOPE.PROVIDE);
    if (!mayAct) throw new Problem('SCOPE');
    if (c.req.method === 'PUT' || c.req.method === 'POST')
      refuseUnsignedBody(c, await c.req.text());
    return accountId;
  };
  const own = (accountId: number, listingId: number): Hook => {
    const hook = parts.hooks?.()?.store.get(hookId({ accountId, listingId }));
    if (hook !== undefined) return hook;
    throw new Problem('UNKNOWN_LISTING', `no webhook of listing ${listingId} is set`, 'listingId');
  };
  const shown = (c: ApiContext, hook: Hook) => {
    const { listingId, url, cursor } = hook;
    const secrets = hooksOf().store.secretsOf(hook, nowMs());
    const standing = hooksOf().standing(hook);
    return { listingId, url, secrets, cursor, ...standing, ...asOf(c.get('source')) };
  };
  api.openapi(
    createRoute({
      ...{ tags, ...signed, method: 'put', path: PATH, operationId: 'setSignalWebhook' },
      summary: 'Sends new signals of a feed to an address, signed (Standard Webhooks)',
      request: {
        params,
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z.strictObject({
                url: z.string().min(1).max(URL_MAX).describe('https, at a public address'),
                rotate: z
                  .boolean()
                  .default(false)
                  .describe('A new secret; the last one signs for a day'),
                cursor: z
                  .number()
                  .int()
                  .min(0)
                  .max(Number.MAX_SAFE_INTEGER)
                  .optional()
                  .describe('Send what comes after it; not given: what is new, or where it was'),
              }),
            },
          },
        },
      },
      responses: { ...responses, 402: problem('No seat of a tier with webhooks') },
    }),
    async (given) => {
      const c = given as ApiContext;
      const accountId = await setter(c);
      const { listingId } = given.req.valid('param');
      const { url, rotate, cursor } = given.req.valid('json');
      seen(c, listingId);
      const source = c.get('source');
      if (feedOf(source.reader.database, ['listing_id'], listingId) === undefined) {
        throw new Problem('UNKNOWN_LISTING', `there is no feed ${listingId}`, 'listingId');
      }
      const tier = tierOf(source, accountId, listingId, nowMs());
      if (!TIER_TERMS[tier].hasWebhooks) {
        throw new Problem('SEAT_NEEDED', `TIER: ${tier} has no webhooks`, 'listingId');
      }
      requireAddress(url, parts.isLoopback);
      const hooks = hooksOf();
      const isOver = (one: Hook): boolean => {
        const may = tierOrNo(source, one.accountId, one.listingId, nowMs());
        return 'no' in may || !TIER_TERMS[may.tier].hasWebhooks;
      };
      const before = hooks.store.get(hookId({ accountId, listingId }));
      const hook = {
        ...{ accountId, listingId, url, isDisabled: false },
        generation: (before?.generation ?? 1) + (rotate && before !== undefined ? 1 : 0),
        rotatedMs: rotate ? nowMs() : (before?.rotatedMs ?? nowMs()),
        cursor: cursor ?? before?.cursor ?? source.market.newestSignal(listingId),
      };
      try {
        hooks.set(hook, isOver);
      } catch (error) {
        if (error instanceof HookStoreError) throw new Problem('STORE_FULL', error.message, 'url');
        throw error;
      }
      return given.json(shown(c, hook), 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags, ...signed, method: 'get', path: PATH, operationId: 'getSignalWebhook' },
      summary: 'Where signals of a feed are sent, and how it stands',
      request: { params, query: z.strictObject({}) },
      responses,
    }),
    async (c) => {
      const accountId = await setter(c as ApiContext);
      return c.json(shown(c as ApiContext, own(accountId, c.req.valid('param').listingId)), 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags, ...signed, method: 'post', path: `${PATH}/replay`, operationId: 'replaySignals' },
      summary: 'Sends again from a signal on, or what was given up',
      request: {
        params,
        body: {
          required: true,
          content: {
            'application/json': {
              schema: z.strictObject({
                cursor: z
                  .number()
                  .int()
                  .min(0)
                  .max(Number.MAX_SAFE_INTEGER)
                  .optional()
                  .describe('Send what comes after it; not given: where it was given up'),
              }),
            },
          },
        },
      },
      responses,
    }),
    async (c) => {
      const hook = own(await setter(c as ApiContext), c.req.valid('param').listingId);
      hooksOf().replay(hook, c.req.valid('json').cursor);
      return c.json(shown(c as ApiContext, own(hook.accountId, hook.listingId)), 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags, ...signed, method: 'delete', path: PATH, operationId: 'removeSignalWebhook' },
      summary: 'Sends no signals of a feed any more',
      request: { params, query: z.strictObject({}) },
      responses: {
        200: jsonContent(z.object({ listingId: integer(), ...AS_OF }), 'It is gone'),
        ...PROBLEMS,
      },
    }),
    async (c) => {
      const hook = own(await setter(c as ApiContext), c.req.valid('param').listingId);
      hooksOf().remove(hook);
      return c.json({ listingId: hook.listingId, ...asOf(c.get('source')) }, 200);
    },
  );
}

/** Where it leads is looked at with every request; this is what can be said at once. */
function requireAddress(url: string, isLoopback: boolean): void {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isSecure = parsed?.protocol === 'https:' || (isLoopback && parsed?.protocol === 'http:');
  if (parsed === undefined || !isSecure || parsed.username !== '' || parsed.password !== '') {
    throw new Problem('INVALID_FIELD', 'is no https address without a user', 'url');
  }
}
