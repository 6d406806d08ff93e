/** What tests of auctions share: parameters, halts, and an auction's clearing found by trying every price. */
import {
  AUCTION_TRADE,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  SERIES_FIELD as S,
  SERIES,
} from '../../src/engine/core/index.js';
import { SIDE } from '../../src/values/index.js';
import type { TestVenue } from './venue.js';

/** Sets a parameter of the whole venue. */
export function setParameter(venue: TestVenue, name: string, value: number): void {
  venue.send(FIRST_OPERATOR_ACCOUNT, 'setParameter', {
    name,
    target: '',
    value,
    expectedVersion: 0,
    unset: false,
    reason: 'test',
  });
}

export function halt(venue: TestVenue): number[][] {
  return venue.send(FIRST_OPERATOR_ACCOUNT, 'haltSeries', { seriesId: 1, reason: 'test' });
}

export function resume(venue: TestVenue): number[][] {
  return venue.send(FIRST_OPERATOR_ACCOUNT, 'resumeSeries', { seriesId: 1, reason: 'test' });
}

/** Halts series 1 and begins the auction that ends the halt. */
export function gather(venue: TestVenue, gatherMs: number): void {
  setParameter(venue, 'auction_resume_ms', gatherMs);
  halt(venue);
  resume(venue);
}

export const stateOf = (venue: TestVenue): number => venue.core.state.series.get(1, S.state);

/** States series 1 was told to enter. */
export const statesIn = (events: readonly number[][]): number[] =>
  events.filter(([type]) => type === EVENT.SERIES).map((event) => event[SERIES.state] as number);

export interface AuctionTrade {
  readonly buyer: number;
  readonly seller: number;
  readonly priceTicks: number;
  readonly lots: number;
}

export const auctionTradesIn = (events: readonly number[][]): AuctionTrade[] =>
  events
    .filter(([type]) => type === EVENT.AUCTION_TRADE)
    .map((event) => ({
      buyer: event[AUCTION_TRADE.makerAccount] as number,
      seller: event[AUCTION_TRADE.takerAccount] as number,
      priceTicks: event[AUCTION_TRADE.priceTicks] as number,
      lots: event[AUCTION_TRADE.lots] as number,
    }));

/** An order as it stands in a book. */
export interface Standing {
  readonly side: number;
  readonly priceTicks: number;
  readonly lots: number;
}

export interface Cleared {
  readonly priceTicks: number;
  readonly lots: number;
  readonly surplusLots: number;
}

/** Where orders clear: every price up to `highestTicks` is tried and the rules applied one after the other. */
export function clearingOf(
  orders: readonly Standing[],
  referenceTicks: number,
  highestTicks: number,
): Cleared | undefined {
  const sum = (side: number, fits: (priceTicks: number) => boolean): number =>
    orders
      .filter((order) => order.side === side && fits(order.priceTicks))
      .reduce((lots, order) => lots + order.lots, 0);
  let few = Array.from({ length: highestTicks }, (_, i): Cleared => {
    const buys = sum(SIDE.BUY, (priceTicks) => priceTicks >= i + 1);
    const sells = sum(SIDE.SELL, (priceTicks) => priceTicks <= i + 1);
    return { priceTicks: i + 1, lots: Math.min(buys, sells), surplusLots: buys - sells };
  });
  for (const rank of [
    ({ lots }: Cleared) => -lots,
    ({ surplusLots }: Cleared) => Math.abs(surplusLots),
    ({ priceTicks }: Cleared) => Math.abs(priceTicks - referenceTicks),
  ]) {
    const best = Math.min(...few.map(rank));
    few = few.filter((one) => rank(one) === best);
  }
  const [lower, higher = lower] = few as [Cleared, Cleared?];
  if (lower.lots === 0) return undefined;
  return higher.surplusLots > 0 ? higher : lower;
}
