/** A series as answers and streams show it. */
import { z } from '@hono/zod-openapi';
import { type MarketView, nameOf, type SeriesView } from '../../reader/index.js';
import { AS_OF, integer, money } from '../listings/schemas.js';
import { Problem } from '../problem.js';

const cashSchema = z
  .object({
    markMicroPat: money().describe('0 for options, which have none'),
    markState: z.string().describe('NONE: nothing is added; WEAK: nothing is liquidated; GOOD'),
    expiryMs: integer(),
    settlementSource: z.string().describe('NOT_SETTLED, HOUR, DAY, LAST_VALID or NONE'),
    settlementMicroPat: money().describe('What a lot was worth; of an option, what it paid'),
    openInterestLots: integer(),
    fundCovers: z.boolean().describe('While the default fund does not, nothing is added'),
  })
  .openapi('Cash');

const SERIES_FIELDS = {
  seriesId: integer(),
  contractId: integer(),
  series: z.string().describe('Canonical text, such as AUTO_INTENT|7D|0.70-0.85@2026-11-16'),
  contract: z.string(),
  segment: z.string(),
  state: z.string().describe('SCHEDULED, OPEN, AUCTION, HALTED, CLOSING or CLOSED'),
  killed: z.boolean(),
  windowStartMs: integer(),
  windowEndMs: integer(),
  tickValueMicroPat: money(),
  markTicks: integer(),
  lastPriceTicks: integer().describe('0 before the first trade'),
  bestBidTicks: integer().describe('0 when there is none'),
  bestAskTicks: integer().describe('0 when there is none'),
  quoterState: z.string(),
  openOrders: integer(),
  mintedLots: integer(),
  providerLots: integer().describe('Unsold, with providers'),
  brokerLots: integer().describe('Unsold, with the broker'),
  consumerLots: integer(),
  exercisedLots: integer(),
  deliveredLots: integer(),
  failedLots: integer(),
  lapsedLots: integer(),
  withdrawnLots: integer(),
  cash: cashSchema.nullable().describe('Of what settles in cash; null for rights'),
};

export const seriesSchema = z.object(SERIES_FIELDS).openapi('Series');
export const oneSeriesSchema = z.object({ ...SERIES_FIELDS, ...AS_OF }).openapi('OneSeries');

export function seriesBody(market: MarketView, view: SeriesView): z.infer<typeof seriesSchema> {
  const { isKilled, tickValueMicroPat, ...rest } = view;
  return {
    ...rest,
    state: nameOf.seriesState(view.state),
    quoterState: nameOf.quoterState(view.quoterState),
    killed: isKilled,
    tickValueMicroPat: String(tickValueMicroPat),
    bestBidTicks: market.best(view.seriesId, 'bid'),
    bestAskTicks: market.best(view.seriesId, 'ask'),
    cash: cashBody(market, view.seriesId),
  };
}

function cashBody(market: MarketView, seriesId: number): z.infer<typeof cashSchema> | null {
  const view = market.cash(seriesId);
  if (view === undefined) return null;
  return {
    ...view,
    markMicroPat: String(view.markMicroPat),
    markState: nameOf.markState(view.markState),
    settlementSource: nameOf.settlementSource(view.settlementSource),
    settlementMicroPat: String(view.settlementMicroPat),
  };
}

/** A series there is. */
export function mustBeSeries(market: MarketView, seriesId: number): SeriesView {
  const view = market.series(seriesId);
  if (view === undefined)
    throw new Problem('UNKNOWN_SERIES', `there is no series ${seriesId}`, 'seriesId');
  return view;
}
