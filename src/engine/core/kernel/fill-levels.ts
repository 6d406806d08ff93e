/**
 * How full every bounded store of the core is: for metrics, for the operator, and for whoever wants other limits.
 *
 * `leastMax` is what its limit may become at least: ids name slots, so a store whose ids are out may not become smaller than
 * the highest slot ever used. Reads only.
 */
import type { Limits } from '../../../values/index.js';
import type { State } from './state.js';

export interface FillLevel {
  /** Name of the store. */
  readonly store: string;
  /** The limit that sizes it; undefined where it is of a fixed size, or follows another. */
  readonly limit: keyof Limits | undefined;
  readonly used: number;
  readonly capacity: number;
  /** Least value its limit may take now. */
  readonly leastMax: number;
  /** Forgets the oldest when it is full: full is how it is meant to be. */
  readonly isRing: boolean;
}

/** From here on an operator is to be told. */
export const FILL_ALERT_PPM = 800_000;

/** Every store, in a fixed order. */
export function fillLevels(state: State): FillLevel[] {
  const { limits, orders, accounts, series, positions, sources, deliveries, entitlements } = state;
  const { book, specials, outcomes, wallets, protections, timers, serviceTimers, trades } = state;
  const { feeds, listings, purchases } = state;
  const { over } = entitlements.counts();
  const waiting = specials.triggers.waiting;
  return [
    level('orders', 'maxOrders', orders.liveCount, limits.maxOrders, orders.highWater),
    sized('accounts', 'maxAccounts', accounts.count, limits),
    sized('series', 'maxSeries', series.count, limits),
    sized('positions', 'maxPositions', positions.liveCount, limits),
    sized('obligations', 'maxObligations', sources.liveCount, limits),
    level(
      'deliveries',
      'maxDeliveries',
      deliveries.liveCount,
      limits.maxDeliveries,
      deliveries.highWater,
    ),
    sized('id-spaces', 'maxIdSpaces', outcomes.spaceCount, limits),
    {
      ...sized('outcomes', 'outcomesPerIdSpace', outcomes.longestRing(), limits),
      isRing: true,
    },
    sized('price-pages', 'maxPricePages', book.levels.pagesUsed, limits),
    sized('trigger-pages', 'maxPricePages', waiting.levels.pagesUsed, limits),
    level(
      'entitlements',
      'maxEntitlements',
      entitlements.highWater - over,
      limits.maxEntitlements,
      entitlements.highWater,
    ),
    { ...sized('bustable-trades', 'maxBustableTrades', trades.count, limits), isRing: true },
    fixed('advanced-orders', specials.extensions.capacity - specials.extensions.room, {
      capacity: specials.extensions.capacity,
    }),
    fixed('wallets', wallets.count, wallets),
    fixed('protections', protections.used, protections),
    fixed('listings', listings.liveCount, listings),
    fixed('revisions', listings.revisions.liveCount, listings.revisions),
    fixed('listing-admissions', listings.members.liveCount, listings.members),
    fixed('purchases', purchases.liveCount, purchases),
    fixed('dealings', purchases.dealings.liveCount, purchases.dealings),
    fixed('dossiers', purchases.dossiers.liveCount, purchases.dossiers),
    fixed('feeds', feeds.liveCount, feeds),
    fixed('creators', feeds.creators.liveCount, feeds.creators),
    fixed('model-claims', feeds.claims.liveCount, feeds.claims),
    fixed('data-requests', purchases.requests.liveCount, purchases.requests),
    fixed('timers', timers.count, timers),
    fixed('service-timers', serviceTimers.count, serviceTimers),
  ];
}

function level(
  store: string,
  limit: keyof Limits,
  used: number,
  capacity: number,
  leastMax: number,
): FillLevel {
  return { store, limit, used, capacity, leastMax, isRing: false };
}

function sized(store: string, limit: keyof Limits, used: number, limits: Limits): FillLevel {
  return { store, limit, used, capacity: limits[limit], leastMax: used, isRing: false };
}

function fixed(
  store: string,
  used: number,
  { capacity }: { readonly capacity: number },
): FillLevel {
  return { store, limit: undefined, used, capacity, leastMax: 0, isRing: false };
}
