/** The venue: how the reader stands, parameters and their history, the audit trail. */
import { createRoute, z } from '@hono/zod-openapi';
import { LISTINGS, nameOf } from '../../reader/index.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';
import { addListing } from './listing-route.js';

const VENUE = 'Venue';

const statusSchema = z
  .object({
    venue: z.string(),
    phase: integer(),
    epoch: integer(),
    coreVersion: integer(),
    killed: z.boolean(),
    kills: z.array(z.object({ scope: z.string(), targetId: integer() })),
    chainId: integer().nullable(),
    settledBatchId: integer().nullable(),
    reader: z.object({
      stage: z.string().describe('following, or restoring'),
      durableSequence: integer().describe('Last sequence known to be on disk'),
      lagCommands: integer().describe('Commands on disk that are not in the history yet'),
      progress: z.number().describe('Share of the journal that is in the history'),
      commandsRead: integer(),
      unexplainedMovements: integer().describe(
        '0 unless the reader does not know a rule of the venue',
      ),
    }),
    ...AS_OF,
  })
  .openapi('Status');

const phasesSchema = z
  .object({
    phase: integer(),
    phaseOnChain: integer().describe('The phase the vote on chain has reached; 0 without a chain'),
    suspensions: z.array(z.object({ phase: integer(), reason: z.string(), sequence: integer() })),
    segments: z.array(
      z.object({
        segment: z.string(),
        gates: z.array(
          z.object({
            name: z.string(),
            value: integer(),
            threshold: integer().describe('The gate passes from this value on'),
          }),
        ),
      }),
    ),
    ...AS_OF,
  })
  .openapi('VenuePhases');

const parameterSchema = z
  .object({
    name: z.string(),
    target: z.string().describe('Series, contract or segment; empty for the venue'),
    value: integer(),
    defaultValue: integer(),
    minValue: integer(),
    maxValue: integer(),
    unit: z.string(),
    description: z.string(),
    version: integer().describe('0: the default'),
    authorId: integer(),
    approverId: integer(),
    reason: z.string(),
    effectiveMs: integer(),
    approvalRequired: z.boolean().describe('Changes wait for a second operator'),
  })
  .openapi('Parameter');

export function addVenueRoutes(api: Api, parts: RouteParts): void {
  const { access } = parts;
  api.openapi(
    createRoute({
      tags: [VENUE],
      ...audienceOf('public'),
      method: 'get',
      path: '/v1/status',
      operationId: 'getStatus',
      summary: 'How the venue and this reader stand',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(statusSchema, 'The status'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const { venue } = source;
      const { stage, durableSequence, lagCommands, progress, ...rest } = source.reader.status();
      const { commandsRead, unexplainedMovements } = rest;
      return c.json(
        {
          ...{ venue: venue.name, phase: venue.phase, epoch: venue.epoch },
          ...{ coreVersion: venue.coreVersion, killed: venue.isKilled },
          kills: venue.kills.map(({ killScope, targetId }) => ({
            scope: nameOf.killScope(killScope),
            targetId,
          })),
          chainId: venue.chain?.chainId ?? null,
          settledBatchId: venue.batch?.batchId ?? null,
          reader: {
            stage,
            durableSequence,
            lagCommands,
            progress,
            commandsRead,
            unexplainedMovements,
          },
          ...asOf(source),
        },
        200,
      );
    },
  );
  api.openapi(
    createRoute({
      tags: [VENUE],
      ...audienceOf('public'),
      method: 'get',
      path: '/v1/phases/gates',
      operationId: 'getGates',
      summary: 'The phase, what is suspended, and every gate of every segment',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(phasesSchema, 'The phases'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const { venue } = source;
      const suspensions = venue.suspensions.map(({ phase, reason, sequence }) => ({
        ...{ phase, reason, sequence },
      }));
      const segments = venue.gates().map(({ segment, gates }) => ({
        segment,
        gates: gates.map((gate) => ({ ...gate })),
      }));
      const phaseOnChain = venue.chain?.phase ?? 0;
      return c.json(
        { phase: venue.phase, phaseOnChain, suspensions, segments, ...asOf(source) },
        200,
      );
    },
  );
  api.openapi(
    createRoute({
      tags: [VENUE],
      ...audienceOf('account'),
      method: 'get',
      path: '/v1/parameters',
      operationId: 'listParameters',
      summary: 'Every parameter: its default, and every value set at a target',
      request: { query: z.strictObject({}) },
      responses: {
        200: jsonContent(z.object({ data: z.array(parameterSchema), ...AS_OF }), 'Parameters'),
        ...PROBLEMS,
      },
    }),
    (c) => {
      access.reader(c.get('caller'));
      const source = c.get('source');
      const data = source.venue
        .parameters()
        .map(({ definition, target, value, version, change }) => ({
          ...{ name: definition.name, target, value, defaultValue: definition.defaultValue },
          ...{
            minValue: definition.minValue,
            maxValue: definition.maxValue,
            unit: definition.unit,
          },
          ...{ description: definition.description, version, authorId: change?.authorId ?? 0 },
          ...{ approverId: change?.approverId ?? 0, reason: change?.reason ?? '' },
          effectiveMs: change?.effectiveTimeMs ?? 0,
          approvalRequired: source.venue.needsApproval(definition.name),
        }));
      return c.json({ data, ...asOf(source) }, 200);
    },
  );
  addListing(api, parts, {
    ...{ listing: LISTINGS.parameterChanges, path: '/v1/parameters/changes', tag: VENUE },
    audience: 'account',
    fixed: ({ c }) => {
      access.reader(c.get('caller'));
      return [];
    },
  });
  addListing(api, parts, {
    ...{ listing: LISTINGS.commands, path: '/v1/audit', tag: VENUE, audience: 'overseer' },
    fixed: ({ c }) => {
      access.overseer(c.get('caller'));
      return [];
    },
  });
}
