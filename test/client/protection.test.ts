// Catches a maker who cannot protect itself, is not told that its protection tripped, or cannot see, after a break, that it
// waits for a reset; over a real socket.
import { expect, it, onTestFinished } from 'vitest';
import {
  CANCEL_REASON,
  EXECUTION_TYPE,
  ORDER_TYPE,
  PROTECTION_CHANGE,
  PROTECTION_LIMIT,
  type ProtectionReport,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/client/index.js';
import { startExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';

const { BUY, SELL } = SIDE;
const { SET, TRIPPED, RESET, REMOVED } = PROTECTION_CHANGE;
const { LIMIT } = ORDER_TYPE;
const { GTC, IOC } = TIME_IN_FORCE;

async function scene() {
  const exchange = await startExchange();
  onTestFinished(() => exchange.stop());
  const party = exchange.openProvider();
  const buyer = exchange.openConsumer();
  await exchange.sequencer.drain();
  const maker = await connect(exchange, party);
  const consumer = await connect(exchange, buyer);
  const order = { seriesId: 1, orderType: LIMIT, quantityLots: 5 };
  const sell = (priceTicks: number, timeInForce: number = GTC) =>
    maker.place({ ...order, side: SELL, priceTicks, timeInForce });
  const buy = (priceTicks: number) =>
    consumer.place({ ...order, side: BUY, priceTicks, timeInForce: IOC });
  return { exchange, party, maker, sell, buy };
}

it('pulls what a maker has, says so, and takes nothing before the reset', async () => {
  const { exchange, party, maker, sell, buy } = await scene();
  const changes: ProtectionReport[] = [];
  maker.events.protection.on((report) => changes.push(report));
  const canceled: number[] = [];
  maker.events.reports.on(({ executionType, cancelReason, priceTicks }) => {
    const isPulled = cancelReason === CANCEL_REASON.PROTECTED;
    if (executionType === EXECUTION_TYPE.CANCELED && isPulled) canceled.push(priceTicks);
  });
  await maker.protect({ windowMs: 60_000, maxQuantityLots: 7 });
  for (const priceTicks of [100, 101, 102]) await sell(priceTicks);
  await buy(100);
  await buy(101);
  await expect.poll(() => changes.length).toBe(2);
  expect(changes).toMatchObject([
    { change: SET, limit: 0, fills: 0 },
    {
      change: TRIPPED,
      limit: PROTECTION_LIMIT.QUANTITY,
      fills: 2,
      quantityLots: 10,
      deltaMicroPat: -201 * 5 * 10_000,
      canceledCount: 1,
    },
  ]);
  expect(canceled).toEqual([102]);
  await expect(sell(103)).rejects.toMatchObject({ name: 'PROTECTED', retriable: true });
  await expect(sell(103, IOC)).resolves.toBeDefined();
  // Another session sees what waits for it.
  const again = await connect(exchange, party, { idSpace: 2 });
  const { protection } = await again.queries.accountSnapshot();
  expect(protection).toMatchObject({ windowMs: 60_000, maxFills: 0, maxQuantityLots: 7 });
  expect(protection).toMatchObject({ tripped: true, fills: 2, quantityLots: 10 });
  expect(await again.resetProtection()).toMatchObject({ affectedCount: 1 });
  expect(await again.resetProtection()).toMatchObject({ affectedCount: 0 });
  await sell(103);
  const after = await again.queries.accountSnapshot();
  expect(after.protection).toMatchObject({ tripped: false, fills: 0 });
  await again.protect({ windowMs: 0 });
  expect((await again.queries.accountSnapshot()).protection).toBeNull();
  await expect
    .poll(() => changes.map(({ change }) => change))
    .toEqual([SET, TRIPPED, RESET, REMOVED]);
}, 20_000);

it('names the field of limits that make no sense', async () => {
  const { maker } = await scene();
  const wrong = [
    [{ windowMs: 86_400_001, maxFills: 1 }, 'window_ms'],
    [{ windowMs: 60_000 }, 'window_ms'],
    [{ windowMs: 60_000, maxFills: -1 }, 'max_fills'],
    [{ windowMs: 60_000, maxFills: 1, maxQuantityLots: -1 }, 'max_quantity_lots'],
    [{ windowMs: 60_000, maxFills: 1, maxDeltaMicroPat: -1 }, 'max_delta_micro_pat'],
    [{ windowMs: 60_000, maxFills: 1, targetAccountId: 1 }, 'target_account_id'],
  ] as const;
  for (const [limits, field] of wrong) {
    const name = field === 'target_account_id' ? 'ROLE' : 'INVALID_FIELD';
    await expect(maker.protect(limits)).rejects.toMatchObject({ name, field });
  }
  expect((await maker.queries.accountSnapshot()).protection).toBeNull();
});
