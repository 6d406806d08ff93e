/**
 * What each tier of a feed gets: how late, how often, of how many assets. The free tier sees everything later; nobody sees
 * anything earlier than the tier says, its creator included.
 */

export const TIERS = ['FREE', 'RETAIL', 'PRO', 'ENTERPRISE'] as const;
export type Tier = (typeof TIERS)[number];

export interface TierTerms {
  readonly delayMs: number;
  readonly readsPerMinute: number;
  readonly pushesPerMinute: number;
  /** Assets of a feed that are shown, in the order of the policy; null is all. */
  readonly assetsMax: number | null;
  readonly hasWebhooks: boolean;
  /** Readers a seat may have at once. */
  readonly readersPerSeat: number;
}

export const TIER_TERMS: Readonly<Record<Tier, TierTerms>> = {
  FREE: {
    delayMs: 86_400_000,
    readsPerMinute: 6,
    pushesPerMinute: 0,
    assetsMax: 1,
    hasWebhooks: false,
    readersPerSeat: 1,
  },
  RETAIL: {
    delayMs: 0,
    readsPerMinute: 60,
    pushesPerMinute: 60,
    assetsMax: 10,
    hasWebhooks: false,
    readersPerSeat: 1,
  },
  PRO: {
    delayMs: 0,
    readsPerMinute: 600,
    pushesPerMinute: 600,
    assetsMax: null,
    hasWebhooks: true,
    readersPerSeat: 2,
  },
  ENTERPRISE: {
    delayMs: 0,
    readsPerMinute: 6_000,
    pushesPerMinute: 6_000,
    assetsMax: null,
    hasWebhooks: true,
    readersPerSeat: 10,
  },
};

/** When a tier may see an entry. */
export function releaseAtMs(tier: Tier, journalAtMs: number): number {
  return journalAtMs + TIER_TERMS[tier].delayMs;
}

/**
 * Reads or pushes that are left, as a token bucket of one minute's worth. Counted in whole parts, of which one read is
 * `PARTS_PER_READ` and one millisecond brings `perMinute`: with fractions, waiting as long as one was told could leave
 * a hair less than a read.
 */
export interface Allowance {
  readonly parts: number;
  readonly atMs: number;
}

const PARTS_PER_READ = 60_000;

export function fullAllowance(perMinute: number, nowMs: number): Allowance {
  return { parts: perMinute * PARTS_PER_READ, atMs: nowMs };
}

/** Takes one; where there is none, says after what time there is one. `nowMs` is whole. */
export function takeAllowance(
  allowance: Allowance,
  perMinute: number,
  nowMs: number,
): { readonly allowance: Allowance; readonly retryAfterMs: number | undefined } {
  const elapsedMs = Math.max(0, nowMs - allowance.atMs);
  const most = perMinute * PARTS_PER_READ;
  const parts = Math.min(most, allowance.parts + elapsedMs * perMinute);
  const filled = { parts, atMs: Math.max(allowance.atMs, nowMs) };
  if (parts >= PARTS_PER_READ) {
    return { allowance: { ...filled, parts: parts - PARTS_PER_READ }, retryAfterMs: undefined };
  }
  const retryAfterMs = perMinute > 0 ? Math.ceil((PARTS_PER_READ - parts) / perMinute) : 60_000;
  return { allowance: filled, retryAfterMs };
}
