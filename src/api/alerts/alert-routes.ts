/** Alerts for those who oversee the venue: what was told, whether it arrived, and a test. Acknowledging is a command. */
import { createRoute, z } from '@hono/zod-openapi';
import { KEY_SCOPE } from '../../values/index.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';
import type { AlertDesk } from './alert-desk.js';

const tags = ['Venue'];
const TEST_EVERY_MS = 10_000;

const channel = z.object({
  channel: z.enum(['webhook', 'mail']),
  state: z
    .enum(['READY', 'WAITING', 'DISABLED'])
    .describe('DISABLED: given up, a test tries again'),
  waiting: integer(),
  delivered: integer(),
  deadLetters: integer().describe('Messages that were given up'),
});
const alert = z.object({
  key: z.string().describe('What is acknowledged'),
  alertId: z.string(),
  severity: z.string(),
  title: z.string(),
  firstMs: integer(),
  toldMs: integer(),
  acknowledgedMs: integer().describe('0: nobody did since it began'),
  acknowledgedBy: integer().describe('Account; 0 is nobody'),
});

export function addAlertRoutes(
  api: Api,
  { access }: RouteParts,
  { desk, nowMs }: { readonly desk: AlertDesk; readonly nowMs: () => number },
): void {
  let testedMs = Number.NEGATIVE_INFINITY;
  api.openapi(
    createRoute({
      ...{ tags, ...audienceOf('overseer'), method: 'get', path: '/v1/alerts' },
      operationId: 'listAlerts',
      summary: 'Alerts that were told and have not ended, and whether they arrive',
      request: { query: z.strictObject({}) },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(alert), channels: z.array(channel), ...AS_OF }),
          'Alerts',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const channels = desk.states().map(({ dropped: _, nextAtMs: __, ...one }) => one);
      return c.json({ data: [...desk.active(source)], channels, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags, security: [{ signature: [] }], method: 'post', path: '/v1/alerts/test' },
      operationId: 'testAlerts',
      summary: 'Sends a test over every channel of alerts; once in ten seconds',
      responses: {
        202: jsonContent(z.object({ channels: z.array(z.string()) }), 'It is on its way'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const caller = access.overseer(c.get('caller'));
      if (c.req.header('signature-input') === undefined) {
        throw new Problem('NOT_LOGGED_ON', 'sign the request: a token only reads', 'signature');
      }
      if (!caller.scopes.includes(KEY_SCOPE.OPERATE)) throw new Problem('SCOPE');
      const waitMs = testedMs + TEST_EVERY_MS - nowMs();
      if (waitMs > 0) {
        throw new Problem('RATE', 'a test was sent a moment ago', '', Math.ceil(waitMs / 1_000));
      }
      testedMs = nowMs();
      return c.json({ channels: [...desk.test(caller.accountId)] }, 202);
    },
  );
}
