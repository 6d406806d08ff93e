/**
 * That what a dry run says of the broker's quotes is what the change then does to them, to the tick, for any parameter and in
 * series that cap one another; and that asking changes nothing, neither in the core nor in what the quoter will do.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { QuoteMoves } from '../../src/broker/index.js';
import { BROKER_ACCOUNT } from '../../src/engine/core/index.js';
import { DAY_MS, START_MS } from '../support/venue.js';
import { type BrokerVenue, CONTRACT, PAT, stockedMarket } from './broker-venue.js';

interface Best {
  readonly bid: number;
  readonly ask: number;
  readonly mark: number;
}

function best(venue: BrokerVenue, seriesId: number): Best {
  const { bids, asks } = venue.quote(seriesId);
  return {
    bid: bids[0]?.priceTicks ?? 0,
    ask: asks[0]?.priceTicks ?? 0,
    mark: venue.series('markTicks', seriesId),
  };
}

const ids = (venue: BrokerVenue): number[] =>
  Array.from({ length: venue.core.state.series.count }, (_, i) => i + 1);

/** Two bands and two starts, so that dominance ties series together; all quoted. */
async function tiedMarket(): Promise<BrokerVenue> {
  const { venue, provider } = await stockedMarket();
  const tick = { tickValueMicroPat: 10_000 };
  venue.operator('defineContract', {
    contract: 'AUTO_INTENT|7D|0.85-0.95',
    rules: { ...RULES_OF(venue), ...tick },
  });
  venue.operator('openSeries', { contractId: 2, windowStartMs: START_MS });
  venue.operator('openSeries', { contractId: 1, windowStartMs: START_MS - 2 * DAY_MS });
  venue.operator('setConfidence', {
    providerId: provider,
    segment: 'AUTO_INTENT',
    confidencePpm: 950_000,
  });
  for (const seriesId of [2, 3]) {
    venue.submit(provider, 'mintRights', { seriesId, quantityLots: 200 });
  }
  await venue.settle();
  await venue.pass(3_000);
  return venue;
}

const RULES_OF = (venue: BrokerVenue) => {
  const rules = venue.core.state.registry.contracts[0]?.rules;
  if (rules === undefined) throw new Error('no contract');
  return { ...rules, licenceHash: Buffer.from(rules.licenceHash, 'hex') };
};

const CHANGES = fc.oneof(
  fc.record({
    name: fc.constant('quote_margin_ppm'),
    value: fc.integer({ min: 100_000, max: 3_000_000 }),
  }),
  fc.record({ name: fc.constant('top_lots'), value: fc.integer({ min: 0, max: 40 }) }),
  fc.record({
    name: fc.constant('freshness_start_ppm'),
    value: fc.integer({ min: 900_000, max: 1_600_000 }),
  }),
  fc.record({
    name: fc.constant('quote_policy'),
    value: fc.integer({ min: 0, max: 1 }),
  }),
  fc.record({ name: fc.constant('max_inventory_lots'), value: fc.integer({ min: 0, max: 200 }) }),
  fc.record({ name: fc.constant('bid_cutoff_ppm'), value: fc.constantFrom(0, 980_000) }),
  fc.record({ name: fc.constant('base_value_micro_pat'), value: fc.constantFrom(0, 2 * PAT) }),
);
const TARGETS = fc.constantFrom('', 'AUTO_INTENT', CONTRACT, 'AUTO_INTENT|7D|0.85-0.95');

describe('a dry run of quotes', () => {
  it('says what the change then does', async () => {
    await fc.assert(
      fc.asyncProperty(CHANGES, TARGETS, async (change, target) => {
        const venue = await tiedMarket();
        const before = new Map(ids(venue).map((id) => [id, best(venue, id)]));
        const said = venue.desk.preview({ ...change, target }) as QuoteMoves;
        venue.parameter(change.name, change.value, target);
        await venue.settle();
        const moved = new Map(said.moves.map((move) => [move.seriesId, move]));
        for (const id of ids(venue)) {
          const then = before.get(id) as Best;
          const now = best(venue, id);
          const move = moved.get(id);
          if (move === undefined) expect({ id, ...now }).toEqual({ id, ...then });
          else {
            expect({ id, bid: move.bidTicksBefore, ask: move.askTicksBefore }).toEqual({
              id,
              bid: then.bid,
              ask: then.ask,
            });
            expect({ id, bid: move.bidTicksAfter, ask: move.askTicksAfter }).toEqual({
              id,
              bid: now.bid,
              ask: now.ask,
            });
            if (now.bid + now.ask > 0) expect(move.markTicksAfter).toBe(now.mark);
          }
        }
        expect(said.movedQuotes).toBe(said.moves.length);
      }),
      { numRuns: 12 },
    );
  });

  it('does nothing, and changes nothing that is decided later', async () => {
    const [asked, left] = [await tiedMarket(), await tiedMarket()];
    const sequence = asked.core.state.sequence;
    for (const name of ['quote_margin_ppm', 'top_lots', 'freshness_start_ppm']) {
      const found = asked.desk.preview({ name, target: '', value: 900_000 });
      if (name !== 'top_lots') expect(found?.movedQuotes).toBeGreaterThan(0);
    }
    expect(asked.core.state.sequence).toBe(sequence);
    for (const venue of [asked, left]) {
      venue.operator('deposit', { targetAccountId: BROKER_ACCOUNT, amountMicroPat: PAT });
      await venue.pass(120_000, { stepMs: 5_000 });
    }
    for (const id of ids(asked)) expect(asked.quote(id)).toEqual(left.quote(id));
    expect(Buffer.from(asked.desk.quoter.checkpoint()).toString('hex')).toBe(
      Buffer.from(left.desk.quoter.checkpoint()).toString('hex'),
    );
  });

  it('lists the largest moves first and those left without a quote', async () => {
    const venue = await tiedMarket();
    const said = venue.desk.preview({ name: 'base_value_micro_pat', target: '', value: 0 });
    expect(said).toMatchObject({ movedQuotes: 3, pulledQuotes: 3 });
    expect(said?.moves.every((move) => move.bidTicksAfter + move.askTicksAfter === 0)).toBe(true);
    expect(venue.desk.preview({ name: 'collar_buy_ppm', target: '', value: 0 })).toBeUndefined();
    expect(venue.desk.preview({ name: 'top_lots', target: '', value: -1 })).toBeUndefined();
  });
});
