/** How it stands with the notices of an account's deliveries: whether what they name was found, and if not, why. */
import { createRoute, z } from '@hono/zod-openapi';
import { PROOF_PROBLEMS, type ProofProblemCode, type Prover } from '../../prover/index.js';
import { NoticeView } from '../../reader/index.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, id, integer } from '../listings/schemas.js';

const ROWS_MAX = 1_000;
const CODES = Object.keys(PROOF_PROBLEMS) as [ProofProblemCode, ...ProofProblemCode[]];

const noticeSchema = z
  .object({
    ...{ deliveryId: integer(), consumerId: integer(), providerId: integer() },
    contentHash: z.string().describe('SHA-256 of what was handed over, hex'),
    location: z.string().describe("The provider's words: where it can be fetched"),
    deadlineMs: integer().describe('When silence accepts it if it is proved, and fails it if not'),
    isProved: z.boolean().describe('Whether the platform fetched it and found that hash'),
    problem: z
      .object({
        ...{ code: z.enum(CODES), detail: z.string(), remedy: z.string() },
        tries: integer().describe('How often this notice was tried'),
        retryMs: integer().describe('When it is tried again'),
      })
      .nullable()
      .describe('Why it is not proved; null: it is, or was not tried yet'),
  })
  .openapi('Notice');

export interface NoticeParts extends RouteParts {
  readonly prover: (() => Prover | undefined) | undefined;
}

export function addNoticeRoutes(api: Api, { access, prover }: NoticeParts): void {
  api.openapi(
    createRoute({
      ...{ tags: ['Account'], ...audienceOf('account') },
      method: 'get',
      path: '/v1/account/notices',
      operationId: 'listNotices',
      summary: 'Notices of deliveries that are not accepted yet, and why one is not proved',
      request: {
        query: z.strictObject({
          accountId: id()
            .optional()
            .describe('Another account, for overseers; the own if not given'),
          limit: z.coerce.number().int().min(1).max(ROWS_MAX).default(100),
        }),
      },
      responses: {
        200: jsonContent(z.object({ data: z.array(noticeSchema), ...AS_OF }), 'Notices'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { accountId: asked, limit } = c.req.valid('query');
      const accountId = access.accountFor(c.get('caller'), asked, source.accounts);
      const data = new NoticeView(source.reader.core).of(accountId, limit).map((row) => {
        const problem = row.isProved ? undefined : prover?.()?.problemOf(row.deliveryId);
        const { code, detail = '', tries = 0, retryMs = 0 } = problem ?? {};
        return {
          ...row,
          contentHash: Buffer.from(row.contentHash).toString('hex'),
          problem:
            code === undefined
              ? null
              : { ...{ code, detail, remedy: PROOF_PROBLEMS[code] }, tries, retryMs },
        };
      });
      return c.json({ data, ...asOf(source) }, 200);
    },
  );
}
