/** What an agent is told whose spend is beyond its budget: for how much, and where its owner approves it. */
import { FEED_TIER } from '../../values/index.js';
import type { ApiContext } from '../context.js';
import type { ProblemBody } from '../problem.js';

export interface Asked {
  /** Of the tool. */
  readonly name: string;
  readonly args: Readonly<Record<string, unknown>>;
}

export function approvalFor(
  c: ApiContext,
  base: string,
  asked: Asked,
  { name, code, title, remedy }: ProblemBody,
): object {
  const amount = amountOf(c, asked);
  const { seriesId = 0, listingId = 0 } = asked.args as Record<string, number>;
  const query = new URLSearchParams({
    agent: String(c.get('caller')?.keyId ?? 0),
    amount: String(amount),
    ...(seriesId === 0 ? { listing: String(listingId) } : { series: String(seriesId) }),
  });
  return {
    status: 'approval_required',
    ...{ name, code, title, remedy },
    amountMicroPat: String(amount),
    approvalUrl: new URL(`/account/agents?${query.toString()}`, base).href,
  };
}

/** Most the call can cost, fees included, in micro-PAT; 0 where that is not known. */
function amountOf(c: ApiContext, { args }: Asked): number {
  const { market } = c.get('source');
  const { seriesId = 0, listingId = 0, ...order } = args as Record<string, number>;
  const { maxPriceTicks = 0, quantityLots = 0 } = order;
  const tier = FEED_TIER[String(args.tier) as keyof typeof FEED_TIER];
  if (tier !== undefined) return market.seatPriceMicroPat(listingId, tier);
  return seriesId === 0
    ? market.listingPriceMicroPat(listingId)
    : market.buyCostMicroPat(seriesId, maxPriceTicks, quantityLots);
}
