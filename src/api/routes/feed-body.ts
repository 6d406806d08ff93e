/** A model feed as answers give it: what the core decides by, its lineage, its plans, its newest score. */
import { z } from '@hono/zod-openapi';
import { type Cells, feedOf, newestRecord, plansOf, RECORD_CAUSES } from '../../catalog/index.js';
import { nameOf } from '../../reader/index.js';
import { HYPOTHETICAL_LEGEND } from '../../sigma/index.js';
import type { Source } from '../context.js';
import { MONEY, NUMBER, named, rowKind, SHARE, TEXT } from '../listings/catalog-rows.js';
import { integer } from '../listings/schemas.js';

const facts = rowKind({
  ...{ model_id: TEXT, stamp: TEXT, phase: named(nameOf.feedPhase) },
  ...{ drift: named(nameOf.feedDrift), drift_week: NUMBER, review_at_ms: NUMBER },
  ...{ gates_mask: NUMBER, seat_limit: NUMBER, held_seats: NUMBER, cooling_until_ms: NUMBER },
  ...{ week: NUMBER, trust_ppm: SHARE, risk_band: TEXT, regime_ppm: SHARE },
  ...{ disclosure_ppm: SHARE, last_sequence: NUMBER, last_signal_ms: NUMBER, chain_hash: TEXT },
  ...{ signals_per_day_max: NUMBER, entered_ms: NUMBER },
});
const plan = rowKind({
  ...{ tier: named(nameOf.feedTier), price_micro_pat: MONEY, seat_cap: NUMBER },
  ...{ trial_days: NUMBER, held_seats: NUMBER, protected_until_ms: NUMBER },
});

const jsonSchema = z.record(z.string(), z.unknown());
export const documentSchema = jsonSchema.nullable();

export const feedSchema = z
  .object({
    ...facts.shape,
    packId: z.string().describe('pack_sha of the lineage'),
    lineage: documentSchema.describe('The four hashes the stamp is over'),
    instrument: z.array(z.string()).describe('Contracts of the strip, FEED:listing|1M|tier'),
    plans: z.array(z.object(plan.shape)),
    freeSeats: integer().describe('Seats the capacity has left'),
    score: documentSchema.describe('The newest score with its inputs; null: none yet'),
    disclosures: z.string().describe('Where its disclosures are'),
    legend: z.string().describe('Stands next to every number that no real money earned'),
  })
  .openapi('Feed');

/** A document of the platform as JSON; null where there is none. */
export function jsonOf(cells: Cells | undefined): Record<string, unknown> | null {
  const text = cells?.document;
  return typeof text === 'string' && text !== ''
    ? (JSON.parse(text) as Record<string, unknown>)
    : null;
}

/** The newest document of a kind. */
export function recordedOf(source: Source, listingId: number, cause: number) {
  const { database } = source.reader;
  return jsonOf(newestRecord(database, ['document'], { listingId, cause }));
}

/** The feed of a listing; null where it is none. */
export function feedBody(source: Source, listingId: number): Record<string, unknown> | null {
  const { database } = source.reader;
  const row = feedOf(database, facts.columns, listingId);
  if (row === undefined) return null;
  const plans = plansOf(database, plan.columns, listingId).map((one) => plan.row(one));
  const gates = recordedOf(source, listingId, RECORD_CAUSES.GATES);
  const lineage = (gates?.lineage ?? null) as Record<string, unknown> | null;
  return {
    ...facts.row(row),
    packId: String(lineage?.pack_sha ?? ''),
    lineage,
    instrument: plans.map(({ tier }) => `FEED:${listingId}|1M|${String(tier)}`),
    plans,
    freeSeats: Math.max(0, Number(row.seat_limit) - Number(row.held_seats)),
    score: recordedOf(source, listingId, RECORD_CAUSES.SCORED),
    disclosures: `/market/listings/${listingId}/disclosures`,
    legend: HYPOTHETICAL_LEGEND,
  };
}
