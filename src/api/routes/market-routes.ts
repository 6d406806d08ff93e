/** Public market data: contracts, series, books, the broker's quote and how it comes about, performance. */
import { createRoute, z } from '@hono/zod-openapi';
import { daySummariesOf, LISTINGS, type MarketView, performanceOf } from '../../reader/index.js';
import { SERIES_STATE } from '../../values/index.js';
import { type Api, asOf, audienceOf, jsonContent, PROBLEMS, type RouteParts } from '../context.js';
import { AS_OF, id, integer } from '../listings/schemas.js';
import { Problem } from '../problem.js';
import { addFreshness } from './freshness-route.js';
import { addListing } from './listing-route.js';
import { quoteBody, quoteSchema } from './quote-body.js';
import { mustBeSeries, oneSeriesSchema, seriesBody, seriesSchema } from './series-body.js';

const MARKET = 'Market';
const SERIES_PARAM = { seriesId: id().describe('Number of the series') };
const CONTRACT_PARAM = { contractId: id().describe('Number of the contract') };
const PAGE_MAX = 500;
const DEPTH_MAX = 200;
const WIDTHS = { '1s': 1, '1m': 60, '5m': 300, '1h': 3_600, '1d': 86_400 } as const;

const contractSchema = z
  .object({
    contractId: integer(),
    contract: z.string().describe('Segment|Window|Confidence'),
    segment: z.string(),
    windowMs: integer(),
    confidenceLowPpm: integer(),
    confidenceHighPpm: integer(),
    rules: z.record(z.string(), z.union([z.string(), z.number()])).describe('Its rulebook page'),
  })
  .openapi('Contract');

const level = z.object({ priceTicks: integer(), quantityLots: integer(), orderCount: integer() });

const bookSchema = z
  .object({
    seriesId: integer(),
    bids: z.array(level).describe('Best first'),
    asks: z.array(level).describe('Best first'),
    checksum: integer().describe('CRC-32 of the ten best levels a side, as on the book channel'),
    truncated: z.boolean(),
    ...AS_OF,
  })
  .openapi('Book');

const performanceSchema = z
  .object({
    contractId: integer(),
    boughtLots: integer(),
    exercisedLots: integer(),
    automaticLots: integer(),
    exercisedSharePpm: integer().describe(
      'Exercised by holders, of what others than the broker bought',
    ),
    deliveredLots: integer(),
    failedLots: integer(),
    noticeWithinMs: z.object({ p50: integer(), p90: integer(), p99: integer() }),
    hourlyVolatilityPpm: integer().describe(
      'Root mean square change from hour to hour of the newest series',
    ),
    hours: integer().describe('Hours with trades it is taken from'),
    ...AS_OF,
  })
  .openapi('Performance');

function mustBeContract(market: MarketView, contractId: number): void {
  if (market.contract(contractId) !== undefined) return;
  throw new Problem('UNKNOWN_CONTRACT', `there is no contract ${contractId}`, 'contractId');
}

const summarySchema = z
  .object({
    seriesId: integer(),
    openTicks: integer().describe('Price of the first trade in the last 24 hours; 0: none'),
    closeTicks: integer(),
    highTicks: integer(),
    lowTicks: integer(),
    volumeLots: integer(),
    tradeCount: integer(),
    exercisedLots: integer(),
    closesTicks: z
      .array(integer())
      .describe('Last price of the newest five-minute candles that traded, oldest first'),
  })
  .openapi('DaySummary');

const open = { tags: [MARKET], ...audienceOf('public') };

export function addMarketRoutes(api: Api, parts: RouteParts): void {
  addContracts(api);
  addSeries(api);
  addDays(api);
  addBooks(api);
  addFreshness(api);
  const ofSeries = (path: string) => ({ path: `/v1/series/{seriesId}/${path}`, tag: MARKET });
  const shared = { audience: 'public', params: SERIES_PARAM } as const;
  for (const [name, listing] of [
    ['trades', LISTINGS.trades],
    ['quotes', LISTINGS.quotes],
    ['volumes', LISTINGS.volumes],
    ['liquidations', LISTINGS.liquidations],
  ] as const) {
    addListing(api, parts, {
      ...{ listing, ...ofSeries(name), ...shared },
      fixed: ({ source, params }) => [mustBeSeries(source.market, params.seriesId ?? 0).seriesId],
    });
  }
  addListing(api, parts, {
    ...{ listing: LISTINGS.candles, ...ofSeries('candles'), ...shared },
    query: { width: z.enum(['1s', '1m', '5m', '1h', '1d']).default('1m').describe('Width') },
    fixed: ({ source, params, query }) => [
      mustBeSeries(source.market, params.seriesId ?? 0).seriesId,
      WIDTHS[query.width as keyof typeof WIDTHS],
    ],
  });
  addListing(api, parts, {
    ...{ listing: LISTINGS.indexInputs, path: '/v1/markets/{contractId}/index-inputs' },
    ...{ tag: MARKET, audience: 'public', params: CONTRACT_PARAM },
    fixed: ({ source, params }) => {
      mustBeContract(source.market, params.contractId ?? 0);
      return [params.contractId ?? 0];
    },
  });
  for (const [path, listing] of [
    ['/v1/performance/deliveries', LISTINGS.deliveryPerformance],
    ['/v1/phases', LISTINGS.phases],
    ['/v1/settlements', LISTINGS.settlements],
    ['/v1/batches', LISTINGS.batches],
  ] as const) {
    addListing(api, parts, { listing, path, tag: MARKET, audience: 'public', fixed: () => [] });
  }
}

function addContracts(api: Api): void {
  api.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/v1/markets',
      operationId: 'listMarkets',
      summary: 'Contracts of the venue, from a number on',
      request: {
        query: z.strictObject({
          after: z.coerce.number().int().min(0).default(0).describe('Contracts beyond this number'),
          limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(100),
        }),
      },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(contractSchema), next: integer().nullable(), ...AS_OF }),
          'Contracts',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { after, limit } = c.req.valid('query');
      const last = Math.min(source.market.contractCount, after + limit);
      const data = [];
      for (let contractId = after + 1; contractId <= last; contractId += 1) {
        const contract = source.market.contract(contractId);
        if (contract !== undefined) data.push(contract);
      }
      const next = last < source.market.contractCount ? last : null;
      return c.json({ data: data, next, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/v1/markets/{contractId}/performance',
      operationId: 'getMarketPerformance',
      summary: 'Demand, deliveries and price stability of a contract, from the journal alone',
      request: { params: z.object(CONTRACT_PARAM), query: z.strictObject({}) },
      responses: { 200: jsonContent(performanceSchema, 'Performance'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const { contractId } = c.req.valid('param');
      mustBeContract(source.market, contractId);
      const performance = performanceOf(source.reader.database, contractId);
      return c.json({ contractId, ...performance, ...asOf(source) }, 200);
    },
  );
}

function addSeries(api: Api): void {
  const STATES = Object.keys(SERIES_STATE) as [keyof typeof SERIES_STATE];
  api.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/v1/series',
      operationId: 'listSeries',
      summary: 'Series, from a number on',
      request: {
        query: z.strictObject({
          after: z.coerce.number().int().min(0).default(0).describe('Series beyond this number'),
          limit: z.coerce.number().int().min(1).max(PAGE_MAX).default(100),
          contractId: id().optional(),
          state: z.enum(STATES).optional(),
        }),
      },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(seriesSchema), next: integer().nullable(), ...AS_OF }),
          'Series',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { after, limit, contractId, state } = c.req.valid('query');
      const { market } = source;
      const data = [];
      let seriesId = after + 1;
      for (; seriesId <= market.seriesCount && data.length < limit; seriesId += 1) {
        const view = market.series(seriesId);
        if (view === undefined) continue;
        if (contractId !== undefined && view.contractId !== contractId) continue;
        if (state !== undefined && view.state !== SERIES_STATE[state]) continue;
        data.push(seriesBody(market, view));
      }
      const next = seriesId <= market.seriesCount ? seriesId - 1 : null;
      return c.json({ data, next, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/v1/series/{seriesId}',
      operationId: 'getSeries',
      summary: 'A series',
      request: { params: z.object(SERIES_PARAM), query: z.strictObject({}) },
      responses: { 200: jsonContent(oneSeriesSchema, 'The series'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const view = mustBeSeries(source.market, c.req.valid('param').seriesId);
      return c.json({ ...seriesBody(source.market, view), ...asOf(source) }, 200);
    },
  );
}

function addDays(api: Api): void {
  api.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/v1/day-summaries',
      operationId: 'listDaySummaries',
      summary: 'The last 24 hours of series that traded or were exercised, from a number on',
      request: {
        query: z.strictObject({
          after: z.coerce.number().int().min(0).default(0).describe('Series beyond this number'),
          limit: z.coerce
            .number()
            .int()
            .min(1)
            .max(PAGE_MAX)
            .default(100)
            .describe('Series looked at'),
        }),
      },
      responses: {
        200: jsonContent(
          z.object({ data: z.array(summarySchema), next: integer().nullable(), ...AS_OF }),
          'Summaries',
        ),
        ...PROBLEMS,
      },
    }),
    (c) => {
      const source = c.get('source');
      const { after, limit } = c.req.valid('query');
      const last = Math.min(source.market.seriesCount, after + limit);
      const ids = Array.from({ length: Math.max(0, last - after) }, (_, i) => after + 1 + i);
      const data = daySummariesOf(source.reader.database, ids, source.venue.timeMs).map(
        ({ closesTicks, ...rest }) => ({ ...rest, closesTicks: [...closesTicks] }),
      );
      const next = last < source.market.seriesCount ? last : null;
      return c.json({ data: data, next, ...asOf(source) }, 200);
    },
  );
}

function addBooks(api: Api): void {
  api.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/v1/series/{seriesId}/book',
      operationId: 'getBook',
      summary: 'The book of a series, with its checksum',
      request: {
        params: z.object(SERIES_PARAM),
        query: z.strictObject({ depth: z.coerce.number().int().min(1).max(DEPTH_MAX).default(20) }),
      },
      responses: { 200: jsonContent(bookSchema, 'The book'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const { seriesId } = mustBeSeries(source.market, c.req.valid('param').seriesId);
      const { isTruncated, bids, asks, checksum } = source.market.book(
        seriesId,
        c.req.valid('query').depth,
      );
      const book = { seriesId, bids: [...bids], asks: [...asks], checksum, truncated: isTruncated };
      return c.json({ ...book, ...asOf(source) }, 200);
    },
  );
  api.openapi(
    createRoute({
      ...open,
      method: 'get',
      path: '/v1/series/{seriesId}/quote',
      operationId: 'getQuote',
      summary: "The broker's quote of a series, with its factors and the prices computed from them",
      request: { params: z.object(SERIES_PARAM), query: z.strictObject({}) },
      responses: { 200: jsonContent(quoteSchema, 'The quote'), ...PROBLEMS },
    }),
    (c) => {
      const source = c.get('source');
      const { seriesId } = mustBeSeries(source.market, c.req.valid('param').seriesId);
      return c.json({ ...quoteBody(source, seriesId), ...asOf(source) }, 200);
    },
  );
}
