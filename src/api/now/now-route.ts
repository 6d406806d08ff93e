/** `/v1/now`: whether anything is wrong with the venue, for those who oversee it. */
import { createRoute, z } from '@hono/zod-openapi';
import type { ChannelState } from '../alerts/alert-desk.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';
import type { EngineFacts } from './engine-facts.js';
import { NowBoard } from './now-board.js';

const nowSchema = z
  .object({
    items: z
      .array(
        z.object({
          key: z.string().describe('Tells it from everything else that is wrong'),
          checkId: z.string(),
          severity: z.enum(['bad', 'warn']).describe('bad is wrong now; warn will be, or waits'),
          title: z.string(),
          cause: z.string(),
          sinceMs: integer().describe('By the journal where it says, else first seen'),
          cost: z.string().describe('What it costs'),
          may: z.string().describe('What an operator may do'),
          address: z.string().optional().describe('Page of the console it is about'),
          runbook: z.string().describe('Paragraph of the guide'),
        }),
      )
      .describe('What is wrong, the worst first'),
    readings: z
      .array(
        z.object({
          checkId: z.string(),
          name: z.string(),
          reading: z.string(),
          state: z.enum(['well', 'wrong', 'unwatched']),
        }),
      )
      .describe('Everything that is watched, and how it stands'),
    ...AS_OF,
  })
  .openapi('Now');

interface NowParts extends RouteParts {
  readonly nowMs: () => number;
  readonly engine: () => EngineFacts | undefined;
  readonly channels: () => readonly ChannelState[] | undefined;
}

/** Answers the board, which others may look at too. */
export function addNow(api: Api, { access, nowMs, engine, channels }: NowParts): NowBoard {
  const board = new NowBoard(nowMs, engine, channels);
  api.openapi(
    createRoute({
      tags: ['Venue'],
      ...audienceOf('overseer'),
      method: 'get',
      path: '/v1/now',
      operationId: 'getNow',
      summary: 'Whether anything is wrong, since when, what it costs and what may be done',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(nowSchema, 'What is wrong'), ...PROBLEMS },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const { items, readings } = board.look(source);
      return c.json({ items: [...items], readings: [...readings], ...asOf(source) }, 200);
    },
  );
  return board;
}
