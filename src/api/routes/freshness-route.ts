/** How fresh a series is over its window: the curve that its announced steps of decay follow. */
import { createRoute, z } from '@hono/zod-openapi';
import { freshnessCurveOf, freshnessOver } from '../../broker/index.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS } from '../context.js';
import { AS_OF, id, integer } from '../listings/schemas.js';
import { mustBeSeries } from './series-body.js';

const STEPS = 60;

const freshnessSchema = z
  .object({
    seriesId: integer(),
    shape: z.string(),
    windowStartMs: integer(),
    windowEndMs: integer(),
    freshnessPpm: z
      .array(integer())
      .describe('By the parameters in force, at ages that divide the window evenly'),
    nextRepriceTimeMs: integer().describe('When the next step takes place; 0: not quoted'),
    ...AS_OF,
  })
  .openapi('Freshness');

export function addFreshness(api: Api): void {
  api.openapi(
    createRoute({
      tags: ['Market'],
      ...audienceOf('public'),
      method: 'get',
      path: '/v1/series/{seriesId}/freshness',
      operationId: 'getFreshness',
      summary: 'The freshness of a series over its window, and when its next step takes place',
      request: {
        params: z.object({ seriesId: id().describe('Number of the series') }),
        query: z.strictObject({}),
      },
      responses: { 200: jsonContent(freshnessSchema, 'The curve'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const { market, venue } = source;
      const { seriesId, windowStartMs, windowEndMs } = mustBeSeries(
        market,
        c.req.valid('param').seriesId,
      );
      const curve = freshnessCurveOf((name) => venue.parameterIn(seriesId, name) ?? 0);
      const nextRepriceTimeMs = market.quote(seriesId).factors?.nextRepriceTimeMs ?? 0;
      const body = { seriesId, shape: curve.shape, windowStartMs, windowEndMs, nextRepriceTimeMs };
      return c.json({ ...body, freshnessPpm: freshnessOver(curve, STEPS), ...asOf(source) }, 200);
    },
  );
}
