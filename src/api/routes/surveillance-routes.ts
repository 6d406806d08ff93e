/**
 * Surveillance for those who oversee the venue: what was found to look like the market being fooled, and the cases that operators made of
 * it. Opening a case and deciding one are commands.
 *
 * What is found is a fold over the journal that this process keeps in memory, from the sequence on that it names: an older span of
 * counting is known to `patx surveil` alone. Cases are in the journal.
 */
import { createHash } from 'node:crypto';
import { createRoute, z } from '@hono/zod-openapi';
import { nameOf } from '../../reader/index.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';

/** Something found, as surveillance tells it. */
export interface Found {
  readonly kind: string;
  readonly accounts: readonly number[];
  readonly seriesId: number;
  readonly fromMs: number;
  readonly atMs: number;
  readonly sequence: number;
  readonly evidence: Readonly<Record<string, number>>;
}

/** What watches. */
export interface Watch {
  /** Oldest first. */
  readonly found: readonly Found[];
  /** How many went before the first of them. */
  readonly dropped: number;
  /** It has seen everything from here on. */
  readonly sinceSequence: number;
  /** The text whose SHA-256 names the evidence. */
  readonly textOf: (found: Found) => string;
}

const tags = ['Surveillance'];
const overseen = { tags, ...audienceOf('overseer'), method: 'get' } as const;
const PAGE_MAX = 500;
const limit = z.coerce.number().int().min(1).max(PAGE_MAX).default(100);

const about = {
  kind: z.string(),
  accountIds: z.array(integer()),
  seriesId: integer().describe('0: of no one series'),
  fromMs: integer().describe('When what it is about began'),
  untilMs: integer().describe('When it was enough to be found'),
  evidenceHash: z.string().describe('SHA-256 of the evidence, hex'),
};

const findingSchema = z
  .object({
    number: integer().describe('Counts from the start of the watch'),
    ...about,
    sequence: integer().describe('Of the journal, when it was found'),
    evidence: z.array(z.object({ name: z.string(), value: integer() })),
    evidenceText: z.string().describe('What the hash is of'),
    caseId: integer().nullable().describe('The case that an operator made of it'),
  })
  .openapi('SurveillanceFinding');

const caseSchema = z
  .object({
    caseId: integer(),
    ...about,
    ...{ openedBy: integer(), openedMs: integer(), reason: z.string() },
    decision: z.string().nullable().describe('null: it is open'),
    decidedBy: integer().describe('0: nobody'),
    ...{ decidedMs: integer(), decisionReason: z.string() },
  })
  .openapi('SurveillanceCase');

export function addSurveillanceRoutes(
  api: Api,
  { access }: RouteParts,
  watch: () => Watch | undefined,
): void {
  api.openapi(
    createRoute({
      ...{ ...overseen, path: '/v1/surveillance/findings', operationId: 'listFindings' },
      summary: 'What looks like the market being fooled, newest first',
      request: {
        query: z.strictObject({
          before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
          limit,
        }),
      },
      responses: {
        200: jsonContent(
          z.object({
            data: z.array(findingSchema),
            next: integer().nullable(),
            watchedSinceSequence: integer()
              .nullable()
              .describe('null: nothing watches here; `patx surveil` reads a whole journal'),
            ...AS_OF,
          }),
          'Findings',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const { before, limit: most } = c.req.valid('query');
      const now = watch();
      const { found = [], dropped = 0 } = now ?? {};
      const end = Math.min(found.length, Math.max(0, (before ?? Infinity) - 1 - dropped));
      const from = Math.max(0, end - most);
      const cases = new Map(
        source.venue.cases.map(({ evidenceHash, caseId }) => [evidenceHash, caseId]),
      );
      const data = found
        .slice(from, end)
        .map((one, i) => {
          const evidenceText = now?.textOf(one) ?? '';
          const evidenceHash = createHash('sha256').update(evidenceText).digest('hex');
          return {
            ...{ number: dropped + from + i + 1, kind: one.kind, accountIds: [...one.accounts] },
            ...{ seriesId: one.seriesId, fromMs: one.fromMs, untilMs: one.atMs },
            ...{ sequence: one.sequence, evidenceHash, evidenceText },
            evidence: Object.entries(one.evidence).map(([name, value]) => ({ name, value })),
            caseId: cases.get(evidenceHash) ?? null,
          };
        })
        .reverse();
      const next = from > 0 ? dropped + from + 1 : null;
      const watchedSinceSequence = now?.sinceSequence ?? null;
      return c.json({ data, next, watchedSinceSequence, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ ...overseen, path: '/v1/surveillance/cases', operationId: 'listCases' },
      summary: 'Cases of surveillance with what was decided, newest first',
      request: {
        query: z.strictObject({
          state: z.enum(['OPEN', 'DECIDED']).optional().describe('Of this state alone'),
          before: z.coerce.number().int().min(1).optional().describe('`next` of the page before'),
          limit,
        }),
      },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(caseSchema), next: integer().nullable(), ...AS_OF }),
          'Cases',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      const source = c.get('source');
      const { state, before = Infinity, limit: most } = c.req.valid('query');
      const all = source.venue.cases.filter(
        ({ caseId, decision }) =>
          caseId < before && (state === undefined || (decision === 0) === (state === 'OPEN')),
      );
      const page = all.slice(Math.max(0, all.length - most)).reverse();
      const data = page.map(({ caseKind, decision, openedAtMs, decidedAtMs, ...one }) => ({
        ...{ ...one, accountIds: [...one.accountIds], kind: nameOf.caseKind(caseKind) },
        ...{ openedMs: openedAtMs, decidedMs: decidedAtMs },
        decision: decision === 0 ? null : nameOf.caseDecision(decision),
      }));
      const next = all.length > most ? (page.at(-1)?.caseId ?? null) : null;
      return c.json({ data, next, ...asOf(source) }, 200);
    },
  );
}
