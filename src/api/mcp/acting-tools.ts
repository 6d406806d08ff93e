/**
 * The tools of `/mcp` that act. A call goes to the venue as it came, signed whole by the agent's key; the venue makes the same
 * command of it that the route takes, and its core holds it to the budget. Nothing here can buy anything.
 *
 * A spend beyond the budget is no failure: the answer says `approval_required`, with the address where the owner approves this
 * one thing.
 */
import { z } from '@hono/zod-openapi';

export interface ActingToolText {
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodRawShape;
}

const idempotencyKey = z
  .string()
  .min(1)
  .max(64)
  .describe(
    'Any text of at most 64 bytes, another for each purchase: a retry with it buys nothing twice',
  );
const seriesId = z.number().int().min(1).max(4_294_967_295).describe('The series');
const quantityLots = z.number().int().min(1).max(1_000_000_000).describe('How many lots');
const hash = (what: string) =>
  z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe(`${what}, from get_listing: SHA-256 in hex`);

/** What a purchase of a listing names. */
const PURCHASE = {
  listingId: z.number().int().min(1).max(4_294_967_295).describe('The listing'),
  basedOnVersion: z.number().int().min(1).max(4_294_967_295).describe('Its version as read'),
  ...{ licenceHash: hash('The licence that is accepted'), idempotencyKey },
  rulesHash: hash('The market’s rules that are accepted'),
  dossierId: z.number().int().min(0).default(0).describe('The purchase’s dossier; 0 is none'),
};

/** By the names of `ACTING_TOOLS` of the schema. */
export const ACTING_TEXTS: Readonly<Record<string, ActingToolText>> = {
  buy_rights: {
    title: 'Buy access rights',
    description:
      'Buys at once up to so many lots of a series, at a price of at most so many ticks a lot; what cannot be had at once is not bought. Within the budget the owner set.',
    input: {
      ...{ seriesId, quantityLots, idempotencyKey },
      maxPriceTicks: z.number().int().min(1).max(1_000_000_000).describe('Most a lot may cost'),
    },
  },
  buy_listing: {
    title: 'Buy a listing',
    description:
      'Buys a listing at its fixed price, of a provider the owner named, within the budget the owner set.',
    input: PURCHASE,
  },
  subscribe_feed: {
    title: 'Take a seat of a model feed',
    description:
      'One seat for 30 days at the price of its tier, of a creator the owner named, within the budget the owner set. It does not renew by itself.',
    input: {
      ...PURCHASE,
      tier: z.enum(['RETAIL', 'PRO', 'ENTERPRISE']).describe('The tier, from get_listing'),
    },
  },
  exercise_rights: {
    title: 'Exercise rights',
    description:
      'Exercises rights the account holds: the provider then owes the delivery. Costs nothing, cannot be taken back.',
    input: { seriesId, quantityLots, idempotencyKey },
  },
};
