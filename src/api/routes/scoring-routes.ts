/** How it stands with what the venue records of a feed: whether its bundle is here, and why it waits. */
import { createRoute, z } from '@hono/zod-openapi';
import { feedOf } from '../../catalog/index.js';
import type { Scorer } from '../../scorer/index.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, id, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';

const FEEDS = 'Model feeds';

export interface ScoringParts extends RouteParts {
  readonly scorer: (() => Scorer | undefined) | undefined;
}

export function addScoringRoutes(api: Api, { access, scorer }: ScoringParts): void {
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('account') },
      method: 'get',
      path: '/market/listings/{listingId}/scoring',
      operationId: 'getScoring',
      summary: 'Whether the bundle of a feed is here, and why its score waits; for its owner',
      request: { params: z.strictObject({ listingId: id() }), query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z
            .object({
              listingId: integer(),
              hasBundle: z.boolean(),
              reason: z.string().describe('Why it waits; empty: it does not'),
              sinceMs: integer().describe('Since when; 0: it does not wait'),
              ...AS_OF,
            })
            .openapi('Scoring'),
          'How it stands',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const caller = access.reader(c.get('caller'));
      const source = c.get('source');
      const { listingId } = c.req.valid('param');
      const owner = Number(feedOf(source.reader.database, ['owner_id'], listingId)?.owner_id ?? 0);
      // Whose feed it is not learns nothing of it, not even that it is there.
      if (owner !== caller.accountId && (owner === 0 || !access.seesAll(caller))) {
        throw new Problem('UNKNOWN_LISTING', `there is no feed ${listingId} of yours`, 'listingId');
      }
      const standing = scorer?.()?.standing(listingId);
      if (standing === undefined) {
        throw new Problem('NOT_READY', 'this reader scores no feeds', '', 1);
      }
      return c.json({ listingId, ...standing, ...asOf(source) }, 200);
    },
  );
}
