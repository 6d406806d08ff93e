/**
 * The tools of `/mcp` that read: each is one or two operations of the API, asked with the caller's own credential. What they
 * are called and say of themselves is written here and nowhere else; nothing of it comes from the market.
 */
import { z } from '@hono/zod-openapi';

export interface ReadingTool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodRawShape;
  /** Paths that are read, by the name their answer has in the result. */
  readonly paths: (args: Readonly<Record<string, unknown>>) => Readonly<Record<string, string>>;
}

const id = (what: string) => z.number().int().min(1).max(4_294_967_295).describe(what);
const least = (what: string) =>
  z.number().int().min(0).max(Number.MAX_SAFE_INTEGER).optional().describe(what);
const seriesId = id('The series');
const pages = {
  limit: z.number().int().min(1).max(50).default(20).describe('Most rows'),
  cursor: z.string().max(512).optional().describe('`next` of the page before'),
};

export const READING_TOOLS: readonly ReadingTool[] = [
  {
    name: 'search_listings',
    title: 'Search the market for data',
    description: 'Listings whose texts have these words, best first. Prices are micro-PAT.',
    input: { query: z.string().min(1).max(200).describe('Words to look for') },
    paths: ({ query }) => ({ listings: `/market/listings${queryOf({ q: query })}` }),
  },
  {
    name: 'get_listing',
    title: 'One listing',
    description:
      'Everything about a listing, with the version, licence hash and the market’s rules hash that buying it names.',
    input: { listingId: id('The listing') },
    paths: ({ listingId }) => ({
      listing: `/market/listings/${String(listingId)}`,
      terms: '/market/terms',
    }),
  },
  {
    name: 'search_feeds',
    title: 'Search model feeds',
    description:
      'Model feeds by trust, capacity, risk band, regime stability, disclosures and price, each number with formula and inputs. Unrated is unknown, not low. Hypothetical results: read the legend.',
    input: {
      riskBand: z
        .enum(['LOW', 'MEDIUM', 'HIGH'])
        .optional()
        .describe('Of yearly volatility and drawdown'),
      minTrustPpm: least('100 is 100000000; an unrated feed reaches none'),
      minFreeSeats: least('Seats that are left'),
      minRegimePpm: least('Least regime stability'),
      minDisclosurePpm: least('Least share of required disclosures'),
      maxPriceMicroPat: least('A tier costs no more for 30 days'),
      afterId: least('`nextAfterId` of the page before'),
      limit: z.number().int().min(1).max(20).default(10).describe('Most feeds'),
    },
    paths: (filter) => ({ feeds: `/market/scores${queryOf(filter)}` }),
  },
  {
    name: 'get_feed',
    title: 'One model feed',
    description:
      'A feed’s score with all inputs, its disclosures (model card, backtest net of fees, Sim variance, change log), plans, and what subscribing names.',
    input: { listingId: id('The listing of the feed') },
    paths: ({ listingId }) => ({
      score: `/market/scores?ids=${String(listingId)}`,
      disclosures: `/market/listings/${String(listingId)}/disclosures`,
      listing: `/market/listings/${String(listingId)}`,
      terms: '/market/terms',
    }),
  },
  {
    name: 'read_signals',
    title: 'Signals of a model feed',
    description:
      'Signals after a cursor, for who holds a seat; with tier FREE a day late and without one. A signal is the model’s opinion and no advice.',
    input: {
      listingId: id('The listing of the feed'),
      cursor: least('`cursor` of the page before'),
      tier: z.enum(['FREE']).optional().describe('A day late, without a seat'),
      limit: z.number().int().min(1).max(50).default(20).describe('Most signals'),
    },
    paths: (asked) => ({ signals: `/signals${queryOf(asked)}` }),
  },
  {
    name: 'read_subscriptions',
    title: 'Seats of the account',
    description: 'Subscriptions of the account: tier, price, until when each is paid.',
    input: {},
    paths: () => ({ subscriptions: '/market/subscriptions' }),
  },
  {
    name: 'list_series',
    title: 'Series that trade',
    description: 'Series of access rights with their state and best prices.',
    input: {},
    paths: () => ({ series: '/v1/series' }),
  },
  {
    name: 'quote',
    title: 'What a right costs now',
    description:
      'The best prices of a series and how much is there at each: what buying costs, before fees.',
    input: { seriesId },
    paths: ({ seriesId }) => ({
      series: `/v1/series/${String(seriesId)}`,
      book: `/v1/series/${String(seriesId)}/book`,
    }),
  },
  {
    name: 'explain_price',
    title: 'Why the price is what it is',
    description:
      'The broker’s quote with the factors it is made of, and how freshness goes on from here.',
    input: { seriesId },
    paths: ({ seriesId }) => ({
      quote: `/v1/series/${String(seriesId)}/quote`,
      freshness: `/v1/series/${String(seriesId)}/freshness`,
    }),
  },
  {
    name: 'read_deliveries',
    title: 'What was delivered',
    description:
      'Deliveries of the account, newest first, with where the data is and its content hash.',
    input: pages,
    paths: (page) => ({ deliveries: `/v1/account/deliveries${queryOf(page)}` }),
  },
  {
    name: 'read_rights',
    title: 'What the account may use',
    description: 'Positions, entitlements and purchases of the account.',
    input: {},
    paths: () => ({
      positions: '/v1/account/positions',
      entitlements: '/v1/account/entitlements',
      purchases: '/purchases',
    }),
  },
  {
    name: 'status',
    title: 'How the venue and this agent stand',
    description:
      'The venue’s state, the account’s balances, and what the agents of the account have left of their budgets.',
    input: {},
    paths: () => ({
      venue: '/v1/status',
      balances: '/v1/account/balances',
      agents: '/v1/agents',
    }),
  },
];

function queryOf(values: Readonly<Record<string, unknown>>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const query = new URLSearchParams(
    given.map(([name, value]): [string, string] => [name, String(value)]),
  );
  return given.length === 0 ? '' : `?${query.toString()}`;
}
