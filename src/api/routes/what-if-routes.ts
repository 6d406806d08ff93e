/**
 * What-ifs on the pages: an operator asks what other parameters would have earned, one question at a time, and looks at how far it is and
 * at the answer. It changes nothing of the venue.
 */
import { createRoute, z } from '@hono/zod-openapi';
import { ACCOUNT_ROLE, KEY_SCOPE } from '../../values/index.js';
import type { Access, Caller } from '../auth/access.js';
import {
  type Api,
  asOf,
  audienceOf,
  jsonContent,
  PROBLEMS,
  problem,
  type RouteParts,
} from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';

const SETS_MAX = 8;
const VALUES_MAX = 32;

const setSchema = z.strictObject({
  name: z.string().min(1).max(64).describe('What the set is called in the answer'),
  values: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(64).describe('Of the parameter'),
        target: z.string().max(160).default('').describe('Empty: the venue'),
        value: z.number().int(),
      }),
    )
    .min(1)
    .max(VALUES_MAX),
});
const askedSchema = z.strictObject({
  sets: z.array(setSchema).min(1).max(SETS_MAX),
  draws: z.number().int().min(3).max(48).default(12).describe('Draws of the customers'),
  seed: z.number().int().min(0).max(4_294_967_295).default(1).describe('Of the draws'),
});

/** A question as it was asked. */
export type WhatIfAsked = z.infer<typeof askedSchema> & { readonly accountId: number };

interface SideKnown {
  readonly takers: number;
  readonly k: number;
  readonly kError: number;
  readonly shown: number;
  readonly shownIfAll: number;
}

/** What is answered. */
export interface WhatIfAnswers {
  readonly earnedPat: number;
  readonly reproducedPat: number;
  readonly unmodelledOrders: number;
  readonly buys: SideKnown;
  readonly sells: SideKnown;
  readonly answers: readonly {
    readonly set: string;
    readonly verdict: string;
    readonly reasons: readonly string[];
    readonly morePat: number;
    readonly fromPat: number;
    readonly untilPat: number;
    readonly boughtLots: number;
    readonly soldLots: number;
    readonly unseenTraded: number;
    readonly leftOut: number;
  }[];
}

export interface WhatIfJob extends WhatIfAsked {
  readonly number: number;
  readonly stage: 'RUNNING' | 'DONE' | 'FAILED' | 'CANCELED';
  readonly progressPpm: number;
  readonly begunMs: number;
  /** null: it runs. */
  readonly endedMs: number | null;
  /** Last durable sequence when it was asked. */
  readonly untilSequence: number;
  readonly problem: string | null;
  readonly report: WhatIfAnswers | null;
}

/** Who plays them. */
export interface WhatIfDesk {
  /** The newest; undefined: nothing was asked. */
  job(): WhatIfJob | undefined;
  /** Throws an error named WhatIfRefused where what is asked cannot be played. */
  begin(asked: WhatIfAsked): WhatIfJob | 'busy';
  /** False: none runs. */
  cancel(): boolean;
}

const known = z.object({
  takers: integer().describe('Customers that met the quote'),
  k: z.number().nullable().describe('Where a price worse by x of fair value keeps exp(−k x)'),
  kError: z.number().nullable().describe('Standard error of k; null: not known'),
  shownPpm: integer().describe(
    'Of those for whom the price is not good enough, who order all the same',
  ),
});
const jobSchema = z
  .object({
    ...{ number: integer(), accountId: integer(), draws: integer(), seed: integer() },
    stage: z.enum(['RUNNING', 'DONE', 'FAILED', 'CANCELED']),
    ...{ progressPpm: integer(), begunMs: integer(), endedMs: integer().nullable() },
    untilSequence: integer().describe('Last durable sequence when it was asked'),
    sets: z.array(
      z.object({
        name: z.string(),
        values: z.array(z.object({ name: z.string(), target: z.string(), value: integer() })),
      }),
    ),
    problem: z.string().nullable().describe('Why it failed'),
    report: z
      .object({
        ...{ earnedPat: z.number(), reproducedPat: z.number(), unmodelledOrders: integer() },
        ...{ buys: known, sells: known },
        answers: z.array(
          z.object({
            set: z.string(),
            verdict: z.enum(['better', 'worse', 'no clear difference', 'cannot tell']),
            reasons: z.array(z.string()).describe('Why it cannot tell'),
            morePat: z.number().describe('What the set would have earned more'),
            fromPat: z.number().describe('Nine tenths of what may be lie from here'),
            untilPat: z.number().describe('to here'),
            ...{ boughtLots: z.number(), soldLots: z.number() },
            ...{ unseenTraded: z.number(), leftOut: z.number() },
          }),
        ),
      })
      .nullable(),
  })
  .openapi('WhatIfJob');
const answerSchema = z.object({ job: jobSchema.nullable(), ...AS_OF });

const PPM = 1_000_000;

function shown(job: WhatIfJob | undefined): z.infer<typeof jobSchema> | null {
  if (job === undefined) return null;
  const { report } = job;
  const side = ({ takers, k, kError, shown: some, shownIfAll }: SideKnown) => ({
    ...{ takers, k, kError },
    shownPpm: Math.round(PPM * (shownIfAll === 0 ? 1 : Math.min(1, some / shownIfAll))),
  });
  return {
    ...{ number: job.number, accountId: job.accountId, draws: job.draws, seed: job.seed },
    ...{ stage: job.stage, progressPpm: job.progressPpm, begunMs: job.begunMs },
    ...{ endedMs: job.endedMs, untilSequence: job.untilSequence, problem: job.problem },
    sets: job.sets,
    report: report && {
      ...{ earnedPat: report.earnedPat, reproducedPat: report.reproducedPat },
      unmodelledOrders: report.unmodelledOrders,
      ...{ buys: side(report.buys), sells: side(report.sells) },
      answers: report.answers.map((one) => ({
        ...{ set: one.set, verdict: one.verdict as 'better', reasons: [...one.reasons] },
        ...{ morePat: one.morePat, fromPat: one.fromPat, untilPat: one.untilPat },
        ...{ boughtLots: one.boughtLots, soldLots: one.soldLots },
        ...{ unseenTraded: one.unseenTraded, leftOut: one.leftOut },
      })),
    },
  };
}

/** The caller, who operates the venue. */
function operator(access: Access, caller: Caller | undefined): Caller {
  const found = access.reader(caller);
  if (found.role !== ACCOUNT_ROLE.OPERATOR)
    throw new Problem('ROLE', 'only an operator asks what would have been');
  if (!found.scopes.includes(KEY_SCOPE.OPERATE))
    throw new Problem('SCOPE', 'the key has no scope OPERATE');
  return found;
}

export function addWhatIfRoutes(
  api: Api,
  { access }: RouteParts,
  desk: WhatIfDesk | undefined,
): void {
  const path = '/v1/what-if';
  const route = { tags: ['Venue'], ...audienceOf('overseer'), path };
  const there = (): WhatIfDesk => {
    if (desk === undefined) throw new Problem('NOT_READY', 'this reader plays no what-ifs');
    return desk;
  };
  api.openapi(
    createRoute({
      ...{ ...route, method: 'get', operationId: 'getWhatIf' },
      summary: 'The newest what-if: how far it is, or what it answered',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(answerSchema, 'The what-if'), ...PROBLEMS },
    }),
    (c) => {
      access.overseer(c.get('caller'));
      return c.json({ job: shown(desk?.job()), ...asOf(c.get('source')) }, 200);
    },
  );
  const BUSY = { 409: problem('One runs already') };
  api.openapi(
    createRoute({
      ...{ ...route, method: 'post', operationId: 'beginWhatIf' },
      summary: 'Asks what other parameters would have earned, on what is durable now',
      request: {
        body: { required: true, content: { 'application/json': { schema: askedSchema } } },
      },
      responses: { 202: jsonContent(answerSchema, 'It has begun'), ...BUSY, ...PROBLEMS },
    }),
    (c) => {
      const { accountId } = operator(access, c.get('caller'));
      const begun = begin(there(), { ...c.req.valid('json'), accountId });
      if (begun === 'busy') throw new Problem('WHAT_IF_BUSY');
      return c.json({ job: shown(begun), ...asOf(c.get('source')) }, 202);
    },
  );
  api.openapi(
    createRoute({
      ...{ ...route, method: 'delete', operationId: 'cancelWhatIf' },
      summary: 'Ends the what-if that runs',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(answerSchema, 'It ends'), ...PROBLEMS },
    }),
    (c) => {
      operator(access, c.get('caller'));
      there().cancel();
      return c.json({ job: shown(desk?.job()), ...asOf(c.get('source')) }, 200);
    },
  );
}

function begin(desk: WhatIfDesk, asked: WhatIfAsked): WhatIfJob | 'busy' {
  try {
    return desk.begin(asked);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'WhatIfRefused') throw error;
    throw new Problem('INVALID_FIELD', error.message, 'sets');
  }
}
