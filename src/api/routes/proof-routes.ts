/**
 * Proof of what the venue owes an account: its leaf in the tree of liabilities and what leads to the root, and the root itself,
 * which is the same for all who ask within a minute. Whoever is given a proof checks it himself.
 */
import { createRoute, z } from '@hono/zod-openapi';
import type { HistoryReader } from '../../reader/index.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';

export interface PublishedRoot {
  /** 32 bytes, 0x and hex. */
  readonly liabilitiesRoot: string;
  readonly liabilitiesSumMicroPat: number;
  readonly ledgerSequence: number;
  readonly accountCount: number;
  readonly madeMs: number;
}

export interface LiabilityProof {
  readonly ledgerSequence: number;
  readonly accountCount: number;
  readonly accountId: number;
  readonly freeMicroPat: number;
  readonly lockedMicroPat: number;
  readonly salt: string;
  readonly siblings: readonly { readonly hash: string; readonly sumMicroPat: number }[];
  readonly root: PublishedRoot;
}

/** Makes the tree; given from outside, since it takes a secret of the venue. */
export interface LiabilitySource {
  root(core: HistoryReader['core']): Promise<PublishedRoot>;
  proofOf(core: HistoryReader['core'], accountId: number): Promise<LiabilityProof | undefined>;
}

const rootSchema = z
  .object({
    liabilitiesRoot: z.string().describe('0x and 64 digits'),
    liabilitiesSumMicroPat: integer().describe('What the venue owes all accounts together'),
    ledgerSequence: integer(),
    accountCount: integer(),
    madeMs: integer(),
  })
  .openapi('LiabilitiesRoot');

const proofSchema = z
  .object({
    ...{ ledgerSequence: integer(), accountCount: integer(), accountId: integer() },
    ...{ freeMicroPat: integer(), lockedMicroPat: integer() },
    salt: z.string().describe('Hex; keeps others from guessing the amounts'),
    siblings: z.array(z.object({ hash: z.string(), sumMicroPat: integer() })),
    root: rootSchema,
    ...AS_OF,
  })
  .openapi('LiabilityProof');

export function addProofRoutes(
  api: Api,
  { access }: RouteParts,
  liabilities: LiabilitySource | undefined,
): void {
  const source = (): LiabilitySource => {
    if (liabilities === undefined) {
      throw new Problem('NOT_READY', 'this reader has not the secret that proofs are made with');
    }
    return liabilities;
  };
  api.openapi(
    createRoute({
      ...{ tags: ['Venue'], ...audienceOf('public'), method: 'get', path: '/v1/liabilities' },
      operationId: 'getLiabilities',
      summary: 'Root and sum of all the venue owes; the same for everybody within a minute',
      request: { query: z.strictObject({}) },
      responses: {
        200: jsonContent(z.object({ root: rootSchema, ...AS_OF }), 'The root'),
        ...PROBLEMS,
      },
    }),
    async (c) => {
      const from = c.get('source');
      const root = await source().root(from.reader.core);
      return c.json({ root, ...asOf(from) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...{ tags: ['Account'], ...audienceOf('account'), method: 'get' },
      path: '/v1/account/proof',
      operationId: 'getProof',
      summary: 'Proof that what the venue owes the account is in what it owes all',
      request: { query: z.strictObject({}) },
      responses: { 200: jsonContent(proofSchema, 'The proof'), ...PROBLEMS },
    }),
    async (c) => {
      const { accountId } = access.reader(c.get('caller'));
      const from = c.get('source');
      const proof = await source().proofOf(from.reader.core, accountId);
      if (proof === undefined) {
        throw new Problem(
          'NOT_READY',
          'the account is newer than the tree: ask in a minute',
          '',
          60,
        );
      }
      return c.json({ ...proof, siblings: [...proof.siblings], ...asOf(from) }, 200);
    },
  );
}
