/**
 * The monthly statement of what feeds moved of an account's cash: every line is a row of the payout ledger, and the lines lead from what
 * was moved before the month to what was moved by its end, to the micro-PAT, or there is no statement.
 */
import { createRoute, z } from '@hono/zod-openapi';
import { type Cells, feedCashBefore, feedMovementsOf } from '../../catalog/index.js';
import {
  kindOfFeedMovement,
  monthlyStatement,
  type StatementPosting,
  statementCsv,
} from '../../sigma/index.js';
import {
  type Api,
  type ApiContext,
  asOf,
  audienceOf,
  PROBLEMS,
  type RouteParts,
} from '../context.js';
import { AS_OF, id } from '../listings/schemas.js';
import { Problem } from '../problem.js';

const FEEDS = 'Model feeds';
const LINES_MAX = 10_000;
const COLUMNS = ['sequence', 'time_ms', 'cause', 'reference', 'cash_micro_pat'];

const posting = z.object({
  ...{ sequence: z.number().int(), line: z.number().int(), atMs: z.number().int() },
  ...{ kind: z.string(), reference: z.string(), amountMicroPat: z.number().int() },
  counterparty: z.string(),
});

export function addFeedStatement(api: Api, { access }: RouteParts): void {
  api.openapi(
    createRoute({
      ...{ tags: [FEEDS], ...audienceOf('account') },
      method: 'get',
      path: '/market/statements',
      operationId: 'getFeedStatement',
      summary: 'A month of what feeds moved of an account’s cash, as JSON or CSV',
      request: {
        query: z.strictObject({
          month: z
            .string()
            .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
            .describe('Of the calendar, UTC, such as 2026-11'),
          accountId: id().optional().describe('Another account, for overseers'),
          format: z.enum(['json', 'csv']).default('json'),
        }),
      },
      responses: {
        200: {
          description: 'The statement',
          content: {
            'application/json': {
              schema: z
                .object({
                  ...{ account: z.string(), period: z.string() },
                  ...{ openingMicroPat: z.number().int(), closingMicroPat: z.number().int() },
                  lines: z.array(posting),
                  totals: z.record(z.string(), z.number().int()),
                  ...AS_OF,
                })
                .openapi('FeedStatement'),
            },
            'text/csv': { schema: z.string() },
          },
        },
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { month, accountId: asked, format } = c.req.valid('query');
      const account = access.accountFor(c.get('caller'), asked, source.accounts);
      const [year = 0, number = 0] = month.split('-').map(Number);
      const [fromMs, toMs] = [Date.UTC(year, number - 1, 1), Date.UTC(year, number, 1)];
      const { database } = source.reader;
      const rows = feedMovementsOf(database, COLUMNS, {
        account,
        fromMs,
        toMs,
        limit: LINES_MAX + 1,
      });
      if (rows.length > LINES_MAX) {
        throw new Problem('TOO_LARGE', `a statement has at most ${LINES_MAX} lines`, 'month');
      }
      const statement = monthlyStatement({
        ...{ account: String(account), year, month: number, postings: rows.map(postingOf) },
        openingMicroPat: feedCashBefore(database, account, fromMs),
        closingMicroPat: feedCashBefore(database, account, toMs),
      });
      if (format === 'json') return c.json({ ...statement, ...asOf(source) } as never, 200);
      return csvAnswer(c as ApiContext, statementCsv(statement), `feeds-${account}-${month}.csv`);
    },
  );
}

function csvAnswer(c: ApiContext, text: string, name: string): never {
  c.header('Content-Type', 'text/csv; charset=utf-8; header=present');
  c.header('Content-Disposition', `attachment; filename="${name}"`);
  return c.body(text) as never;
}

function postingOf(row: Cells): StatementPosting {
  const [cause, amountMicroPat] = [String(row.cause), Number(row.cash_micro_pat)];
  return {
    ...{ sequence: Number(row.sequence), line: 1, atMs: Number(row.time_ms), amountMicroPat },
    kind: kindOfFeedMovement(cause, amountMicroPat),
    reference: String(row.reference),
    counterparty: cause,
  };
}
