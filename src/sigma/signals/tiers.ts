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

/** Reads or pushes that are left, as a token bucket of one minute's worth. */
export interface Allowance {
  readonly tokens: number;
  readonly atMs: number;
}

export function fullAllowance(perMinute: number, nowMs: number): Allowance {
  return { tokens: perMinute, atMs: nowMs };
}

/** Undefined tokens are refused with the time after which one is there. */
export function takeAllowance(
  allowance: Allowance,
  perMinute: number,
  nowMs: number,
): { readonly allowance: Allowance; readonly retryAfterMs: number | undefined } {
  const elapsedMs = Math.max(0, nowMs - allowance.atMs);
  const tokens = Math.min(perMinute, allowance.tokens + (elapsedMs * perMinute) / 60_000);
  const filled = { tokens, atMs: Math.max(allowance.atMs, nowMs) };
  if (tokens >= 1) return { allowance: { ...filled, tokens: tokens - 1 }, retryAfterMs: undefined };
  const retryAfterMs = perMinute > 0 ? Math.ceil(((1 - tokens) * 60_000) / perMinute) : 60_000;
  return { allowance: filled, retryAfterMs };
}
