/**
 * That no flow of orders, mints, exercises, switches and time, with commands applied while others are on their way to
 * disk, makes the broker quote what it may not: more than it holds, crossed, unexplained, or refused by the core.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_TERMS, explainPublished } from '../../src/broker/index.js';
import { BROKER_ACCOUNT, QUOTE_FACTOR_WORDS } from '../../src/engine/core/index.js';
import {
  ACCOUNT_ROLE,
  KILL_SCOPE,
  type QuoteFactors,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';
import { DAY_MS, RULES, SMALL_LIMITS, START_MS } from '../support/venue.js';
import { type BrokerVenue, lotsOf, type Market, MINUTE_MS, market, PAT } from './broker-venue.js';

const FACTOR_NAMES = [
  'baseValuePpmTicks',
  'freshnessPpm',
  'demandPpm',
  'scarcityPpm',
  'dominancePpm',
  'halfSpreadPpm',
  'reservationPpm',
  'bidFactorPpm',
  'sigmaPpm',
  'thinnessPpm',
  'nextRepriceTimeMs',
] as const satisfies readonly (keyof QuoteFactors)[];

/** The factors the core keeps with a quote. */
function journaledFactors(venue: BrokerVenue, seriesId: number): QuoteFactors {
  const from = seriesId * QUOTE_FACTOR_WORDS;
  const words = venue.core.state.series.quoteFactors.subarray(from, from + QUOTE_FACTOR_WORDS);
  return Object.fromEntries(
    FACTOR_NAMES.map((name, index) => [name, words[index]]),
  ) as unknown as QuoteFactors;
}

/** The account the second person gets: the third one opened. */
const SECOND_OPERATOR = 7;

interface Op {
  readonly kind: number;
  readonly series: number;
  readonly lots: number;
  /** Where between far below and far above the middle an order is priced. */
  readonly at: number;
  /** Applied while the commands before it are on their way to disk. */
  readonly isHasty: boolean;
}

const op: fc.Arbitrary<Op> = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: 0, max: 10 }) },
    { weight: 1, arbitrary: fc.integer({ min: 11, max: 19 }) },
  ),
  series: fc.oneof(fc.constant(1), fc.integer({ min: 2, max: 5 })),
  lots: fc.integer({ min: 1, max: 40 }),
  at: fc.double({ min: -0.1, max: 0.1, noNaN: true }),
  isHasty: fc.boolean(),
});

/** Three contracts of two bands and two windows over two starts: five series that bear on each other. */
async function crowdedMarket(): Promise<Market> {
  const made = await market({ limits: { ...SMALL_LIMITS, maxObligations: 8_192 } });
  const { venue } = made;
  // Large prices, so that every millionth of a factor shows, and a better band worth less, so that dominance bites.
  venue.parameter('base_value_micro_pat', 300 * PAT);
  venue.parameter('top_lots', 40);
  venue.parameter('thinness_target_micro_pat', PAT);
  venue.operator('defineContract', { contract: 'AUTO_INTENT|7D|0.85-1.00', rules: RULES });
  venue.operator('defineContract', { contract: 'AUTO_INTENT|1D|0.70-0.85', rules: RULES });
  for (const [contractId, windowStartMs] of [
    [1, START_MS - DAY_MS],
    [2, START_MS],
    [3, START_MS],
    [2, START_MS - DAY_MS],
  ] as const) {
    venue.operator('openSeries', { contractId, windowStartMs });
  }
  venue.parameter('base_value_micro_pat', 200 * PAT, 'AUTO_INTENT|7D|0.85-1.00');
  for (const targetAccountId of [BROKER_ACCOUNT, made.consumer, made.provider]) {
    venue.operator('deposit', { targetAccountId, amountMicroPat: 20_000_000 * PAT });
  }
  await venue.settle();
  return made;
}

function act(
  { venue, consumer, provider }: Market,
  { kind, series: seriesId, lots, at }: Op,
): void {
  const mark = venue.series('markTicks', seriesId);
  const priceTicks = Math.max(1, Math.round(mark * (1 + at)));
  const { bids, asks } = venue.quote(seriesId);
  switch (kind) {
    case 0:
    case 1:
    case 2:
      return venue.submit(provider, 'mintRights', { seriesId, quantityLots: lots * 3 });
    case 3:
    case 4:
    case 5:
      return venue.order(provider, {
        seriesId,
        side: SIDE.SELL,
        priceTicks: bids[0]?.priceTicks ?? priceTicks,
        lots,
        timeInForce: TIME_IN_FORCE.IOC,
      });
    case 6:
    case 7:
    case 8:
      return venue.order(consumer, {
        seriesId,
        side: SIDE.BUY,
        priceTicks: asks.at(-1)?.priceTicks ?? priceTicks,
        lots,
        timeInForce: TIME_IN_FORCE.IOC,
      });
    case 9:
      return venue.order(provider, { seriesId, side: SIDE.SELL, priceTicks, lots });
    case 10:
      return venue.order(consumer, { seriesId, side: SIDE.BUY, priceTicks, lots });
    case 11:
      return venue.submit(consumer, 'exerciseRights', { seriesId, quantityLots: lots });
    case 12:
      return venue.submit(provider, 'withdrawRights', { seriesId, quantityLots: lots });
    case 13:
      return venue.parameter('max_inventory_lots', lots * 10);
    case 14:
      return venue.parameter('skew_weight_ppm', lots * 1_000_000);
    case 15:
      return venue.submit(BROKER_ACCOUNT, 'moveCollateral', {
        amountMicroPat: (at < 0 ? -10_000 : 1_000) * lots * PAT,
      });
    case 16:
      return venue.operator(at < 0 ? 'haltSeries' : 'resumeSeries', { seriesId, reason: 'test' });
    case 17:
      return venue.order(BROKER_ACCOUNT, {
        seriesId,
        side: at < 0 ? SIDE.BUY : SIDE.SELL,
        priceTicks,
        lots,
      });
    case 18: {
      const body = { killScope: KILL_SCOPE.SERIES, targetId: seriesId, reason: 'test' };
      if (at < 0) return venue.operator('kill', body);
      return venue.submit(SECOND_OPERATOR, 'releaseKill', body);
    }
    default:
      return venue.operator('setQuoterState', {
        seriesId,
        quoterState: 1 + (lots % 4),
        reason: 'test',
      });
  }
}

function checkQuotes(venue: BrokerVenue): void {
  const { state } = venue.core;
  for (let id = 1; id <= state.series.count; id += 1) {
    const { bids, asks } = venue.quote(id);
    expect(lotsOf(asks)).toBeLessThanOrEqual(venue.held(id));
    expect(bids[0]?.priceTicks ?? 0).toBeLessThan(asks[0]?.priceTicks ?? Number.MAX_VALUE);
    if (bids.length + asks.length === 0) continue;
    const { OPEN, AUCTION } = SERIES_STATE;
    expect([OPEN, AUCTION]).toContain(venue.series('state', id));
    expect(venue.series('quoteValidUntilMs', id)).toBeGreaterThan(venue.nowMs);
    const explained = explainPublished(journaledFactors(venue, id), DEFAULT_TERMS);
    for (const { priceTicks } of bids) expect(explained.bidTicks).toContain(priceTicks);
    for (const { priceTicks } of asks) expect(explained.askTicks).toContain(priceTicks);
  }
}

describe('any flow', () => {
  it('leaves quotes the core takes, from rights the broker has, at prices their factors give', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(op, { minLength: 10, maxLength: 60 }), async (ops) => {
        const made = await crowdedMarket();
        const { venue } = made;
        expect(venue.open(ACCOUNT_ROLE.OPERATOR)).toBe(SECOND_OPERATOR);
        for (const [index, one] of ops.entries()) {
          act(made, one);
          if (one.isHasty) venue.sequencer.flush();
          else await venue.settle();
          if (index % 7 === 6) await venue.pass(MINUTE_MS / 2, { stepMs: 10_000 });
          if (!one.isHasty) checkQuotes(venue);
        }
        await venue.settle();
        await venue.pass(5_000);
        checkQuotes(venue);
        const status = venue.desk.status();
        expect(status.quotesRefused).toBe(0);
        expect(status.commandsRefused).toBe(0);
        expect(status.quoter.badFacts).toBe(0);
        expect(status.quoter.unknownFacts).toBe(0);
      }),
      { numRuns: 60 },
    );
  });
});
