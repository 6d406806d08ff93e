/** A series as answers and streams show it. */
import { z } from '@hono/zod-openapi';
import { type MarketView, nameOf, type SeriesView } from '../../reader/index.js';
import { AS_OF, integer, money } from '../listings/schemas.js';
import { Problem } from '../problem.js';

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
  };
}

/** A series there is. */
export function mustBeSeries(market: MarketView, seriesId: number): SeriesView {
  const view = market.series(seriesId);
  if (view === undefined)
    throw new Problem('UNKNOWN_SERIES', `there is no series ${seriesId}`, 'seriesId');
  return view;
}
