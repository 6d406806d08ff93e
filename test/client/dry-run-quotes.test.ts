// Catches a dry run that does not say over a real socket how quotes would move, or says what the change then does not do.
import { expect, it } from 'vitest';
import { SIDE } from '../../src/client/index.js';
import { quotedMarket } from './quoted-market.js';

it('tells the operator from what to what the quotes would move, and the change does that', async () => {
  const { operator, provider, exchange } = await quotedMarket();
  const sold = await provider.requestQuote({ seriesId: 1, side: SIDE.SELL, quantityLots: 40 });
  await provider.acceptQuote({ quoteId: sold.quoteId });
  const stands = async (wanted: (bid: number, ask: number) => boolean) => {
    for await (const { bids, asks } of provider.market.quotes(1)) {
      const [bid, ask] = [bids[0]?.priceTicks ?? 0, asks[0]?.priceTicks ?? 0];
      if (wanted(bid, ask)) return { bid, ask };
    }
    throw new Error('the quotes ended');
  };
  const before = await stands((bid, ask) => bid > 0 && ask > 0);
  const changes = exchange.core.state.registry.parameterChanges.length;
  const change = { name: 'quote_margin_ppm', value: 1_500_000 };
  const said = await operator.queries.dryRunParameter(change);
  expect(exchange.core.state.registry.parameterChanges).toHaveLength(changes);
  expect(said).toMatchObject({ errorCode: 0, quotesComputed: true, movedQuotes: 1 });
  const [move] = said.quoteMoves;
  expect(move).toMatchObject({
    seriesId: 1,
    bidTicksBefore: before.bid,
    askTicksBefore: before.ask,
  });
  expect(move?.askTicksAfter).toBeGreaterThan(before.ask);
  expect(move?.bidTicksAfter).toBeLessThan(before.bid);
  await operator.operator.setParameter({
    ...change,
    target: '',
    unset: false,
    reason: 'wider',
    expectedVersion: 0,
  });
  const after = await stands((_, ask) => ask > before.ask);
  // The clock runs on, so that a price between two ticks may have passed one; test/broker/preview.test.ts has it exact.
  expect(Math.abs(after.bid - (move?.bidTicksAfter ?? 0))).toBeLessThanOrEqual(1);
  expect(Math.abs(after.ask - (move?.askTicksAfter ?? 0))).toBeLessThanOrEqual(1);

  const risk = await operator.queries.dryRunParameter({ name: 'max_open_orders', value: 9 });
  expect(risk).toMatchObject({ errorCode: 0, quotesComputed: false, quoteMoves: [] });
});
