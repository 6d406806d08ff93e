/**
 * How large the core of a draw is: by what the journal's own core came to need, several times over, and by the customers who are drawn
 * beside the recorded ones. The limits of the venue say nothing here: they are for years of it, and twice as much is more than a core can have.
 *
 * Shares of accounts shrink as a store fills past its half, so stores are made several times as large as was needed: nobody is refused for
 * room who was not in the journal. `checkRoom` fails where a draw needed more all the same.
 */
import { type Core, fillLevels, LIMIT_MAX } from '../engine/core/index.js';
import type { Limits } from '../values/index.js';

/** Stores whose size follows from what is done. Rings keep the size they had: what they forget, and when, is a rule. */
const SIZED = [
  'maxOrders',
  'maxAccounts',
  'maxPositions',
  'maxObligations',
  'maxDeliveries',
  'maxIdSpaces',
  'maxPricePages',
  'maxEntitlements',
] as const satisfies readonly (keyof Limits)[];

/** Most places of each store that were taken at once. */
export type Needed = Readonly<Record<(typeof SIZED)[number], number>>;

const TIMES = 4;
/** So little is not worth saving. A listing may be somebody's for each account, so accounts have as many as there may be listings. */
const LEAST: Needed = {
  maxOrders: 65_536,
  maxAccounts: 131_072,
  maxPositions: 65_536,
  maxObligations: 131_072,
  maxDeliveries: 65_536,
  maxIdSpaces: 4_096,
  maxPricePages: 32_768,
  maxEntitlements: 65_536,
};

/** Keeps the most of each store that a core took, frame by frame. */
export class RoomWatch {
  private readonly most: Record<keyof Needed, number> = {
    maxOrders: 0,
    maxAccounts: 0,
    maxPositions: 0,
    maxObligations: 0,
    maxDeliveries: 0,
    maxIdSpaces: 0,
    maxPricePages: 0,
    maxEntitlements: 0,
  };
  private readonly core: Core;

  constructor(core: Core) {
    this.core = core;
  }

  /** A frame is over. */
  look(): void {
    const { most } = this;
    const { orders, accounts, positions, sources, deliveries, outcomes, book, specials } =
      this.core.state;
    most.maxOrders = orders.highWater;
    most.maxAccounts = accounts.count;
    most.maxPositions = Math.max(most.maxPositions, positions.liveCount);
    most.maxObligations = Math.max(most.maxObligations, sources.liveCount);
    most.maxDeliveries = deliveries.highWater;
    most.maxIdSpaces = outcomes.spaceCount;
    const pages = Math.max(book.levels.pagesUsed, specials.triggers.waiting.levels.pagesUsed);
    most.maxPricePages = Math.max(most.maxPricePages, pages);
    most.maxEntitlements = this.core.state.entitlements.highWater;
  }

  result(): Needed {
    return { ...this.most };
  }
}

/**
 * The limits a draw is played with.
 * @param recorded those of the venue
 * @param needed most its core took
 * @param more customers drawn beside those recorded: each may come to have one more of everything
 */
export function roomFor(recorded: Limits, needed: Needed, more: number): Limits {
  const limits = { ...recorded };
  for (const name of SIZED) {
    limits[name] = Math.min(Math.max(LEAST[name], TIMES * (needed[name] + more)), LIMIT_MAX[name]);
  }
  // Accounts come of recorded commands alone: there is never need for more than the venue had.
  limits.maxAccounts = Math.min(
    Math.max(LEAST.maxAccounts, TIMES * needed.maxAccounts),
    recorded.maxAccounts,
  );
  // A space is kept for each account there may be; whoever comes beside the recorded orders takes one its account never used.
  const taken = needed.maxIdSpaces + needed.maxAccounts + 1;
  limits.maxIdSpaces = Math.min(
    limits.maxAccounts + Math.max(LEAST.maxIdSpaces, TIMES * taken),
    LIMIT_MAX.maxIdSpaces,
  );
  return limits;
}

/** Fails when a draw ran out of a store: what was refused for room makes its answer another market's. */
export function checkRoom({ state }: Core): void {
  const isSized = (limit: keyof Limits | undefined): boolean =>
    limit !== 'maxAccounts' && SIZED.some((name) => name === limit);
  const full = fillLevels(state).find(
    ({ limit, used, leastMax, capacity }) => isSized(limit) && Math.max(used, leastMax) >= capacity,
  );
  if (full === undefined) return;
  throw new Error(
    `a draw used up its store "${full.store}" of ${full.capacity}: ask of a shorter stretch of the journal`,
  );
}
