/** Catches a test venue whose market is open or not by the second at which it was made. */
import { expect, test } from 'vitest';
import { POSITION_FIELD } from '../../src/engine/core/trading/positions.js';
import { TestExchange } from './support/exchange.js';

const MINUTE_MS = 60_000;

test('a market whose venue was made just before the minute turned is open', () => {
  let nowMs = 1_795_410_360_000 - 10;
  const exchange = new TestExchange({ nowMs: () => nowMs });
  nowMs += 20;
  expect(Math.floor(nowMs / MINUTE_MS)).toBeGreaterThan(
    Math.floor(exchange.core.state.timeMs / MINUTE_MS),
  );
  exchange.openMarket();
  const provider = exchange.openProvider(2_000);
  const { positions } = exchange.core.state;
  const position = positions.find(provider.accountId, 1);
  expect(positions.get(position, POSITION_FIELD.heldLots)).toBe(2_000);
});

test('a setup step the venue refuses fails where it stands', () => {
  const exchange = new TestExchange();
  exchange.openMarket();
  const provider = exchange.openProvider(2_000);
  const mint = () =>
    exchange.submit(provider.accountId, 'mintRights', { seriesId: 1, quantityLots: 10_000 });
  expect(mint).toThrow('mintRights was refused with');
});
