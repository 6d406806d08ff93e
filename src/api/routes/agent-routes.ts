/** Agents of an account: what each may spend, and what it has. Granting, approving and ending are commands. */
import { createRoute, z } from '@hono/zod-openapi';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, integer, money } from '../listings/schemas.js';

const agentSchema = z
  .object({
    keyId: integer().describe('Its key; DELETE /v1/sessions/{keyId} ends it'),
    label: z.string(),
    grantedMs: integer(),
    expiresMs: integer(),
    dailyBudgetMicroPat: money(),
    totalBudgetMicroPat: money(),
    spentTodayMicroPat: money().describe('Today is a day in UTC'),
    spentMicroPat: money(),
    leftMicroPat: money().describe('What it may spend now without asking'),
    mayExercise: z.boolean(),
    seriesIds: z.array(integer()).describe('Empty, and no provider named: every series'),
    providerIds: z.array(integer()).describe('Whose listings it may buy'),
    approval: z
      .object({
        amountMicroPat: money(),
        seriesId: integer().describe('0: it is about a listing'),
        listingId: integer().describe('0: it is about a series'),
        untilMs: integer(),
      })
      .nullable()
      .describe('What it may spend once beyond its budget'),
  })
  .openapi('Agent');

export function addAgentRoutes(api: Api, { access }: RouteParts): void {
  api.openapi(
    createRoute({
      ...{ tags: ['Agents'], ...audienceOf('account'), method: 'get', path: '/v1/agents' },
      operationId: 'listAgents',
      summary: 'Agents that may act for the account, with their budgets',
      request: { query: z.strictObject({}) },
      responses: {
        200: jsonContent(z.object({ data: z.array(agentSchema), ...AS_OF }), 'Agents'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const { accountId } = access.reader(c.get('caller'));
      const source = c.get('source');
      const data = source.accounts.agents(accountId).map(({ approval, ...agent }) => ({
        ...{ keyId: agent.keyId, label: agent.label, mayExercise: agent.mayExercise },
        ...{ grantedMs: agent.openedAtMs, expiresMs: agent.expiresAtMs },
        dailyBudgetMicroPat: String(agent.dailyBudgetMicroPat),
        totalBudgetMicroPat: String(agent.totalBudgetMicroPat),
        spentTodayMicroPat: String(agent.spentTodayMicroPat),
        spentMicroPat: String(agent.spentMicroPat),
        leftMicroPat: String(agent.leftMicroPat),
        ...{ seriesIds: [...agent.seriesIds], providerIds: [...agent.providerIds] },
        approval: approval && { ...approval, amountMicroPat: String(approval.amountMicroPat) },
      }));
      return c.json({ data, ...asOf(source) }, 200);
    },
  );
}
