/**
 * Catches numbers where a user should see names: a message logged without them, a name the client does not take, a type
 * that has drifted from the schema, a message about a series without its symbol.
 */
import { inspect } from 'node:util';
import { expect, expectTypeOf, test } from 'vitest';
import {
  type DeliveryReport,
  describe as described,
  type ExecutionReport,
  formatPat,
  type PatxError,
  SIDE,
  type Told,
} from '../../src/client/index.js';
import { SERVER_SHAPES } from '../../src/schema/frames/server-bodies.js';
import { CHOICES } from '../../src/schema/index.js';
import type { AnyField, AnyShape } from '../../src/schema/shape/field.js';
import { startExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';

/** What `src/client/names.ts` says of each field, at run time; `A.b` is field b of message A. */
const ENUMS: Readonly<Record<string, keyof typeof CHOICES>> = {
  side: 'Side',
  takerSide: 'Side',
  orderType: 'OrderType',
  minimumClass: 'AccountClass',
  role: 'AccountRole',
  scopes: 'KeyScope',
  killScope: 'KillScope',
  quoterState: 'QuoterState',
  origin: 'EntitlementOrigin',
  status: 'EntitlementStatus',
  action: 'RightsAction',
  executionType: 'ExecutionType',
  cancelReason: 'CancelReason',
  liquidity: 'Liquidity',
  durability: 'Durability',
  limit: 'ProtectionLimit',
  indexState: 'IndexState',
  marginStanding: 'MarginStanding',
  markState: 'MarkState',
  settlementSource: 'SettlementSource',
  liquidationBy: 'LiquidationBy',
  fundReason: 'FundReason',
  errorCode: 'ErrorCode',
  entryErrorCodes: 'ErrorCode',
  'DeliveryReport.state': 'DeliveryState',
  'ParameterRequestInfo.state': 'ParameterRequestState',
  'SeriesInfo.state': 'SeriesState',
  'AuctionInfo.state': 'SeriesState',
  'AuctionInfo.kind': 'AuctionKind',
  'Subscribed.kind': 'ChannelKind',
  'WalletReport.change': 'WalletChange',
  'ProtectionReport.change': 'ProtectionChange',
  'CollateralCallReport.change': 'CollateralCallChange',
  'MarginReport.change': 'MarginChange',
};

test('every enum field of the messages of the venue is in the table of types', () => {
  const wrong: string[] = [];
  let count = 0;
  const visit = (shape: AnyShape): void => {
    for (const { plain, field } of shape.fields) visitField(shape.name, plain, field);
  };
  const visitField = (message: string, name: string, field: AnyField): void => {
    if (field.type === 'nested') visit(field.shape);
    else if (field.type === 'list') visitField(message, name, field.item);
    else if (field.type === 'choice') {
      count += 1;
      const known = ENUMS[`${message}.${name}`] ?? ENUMS[name];
      if (known === undefined || field.choices !== CHOICES[known]) wrong.push(`${message}.${name}`);
    }
  };
  for (const { shape } of Object.values(SERVER_SHAPES)) visit(shape as AnyShape);
  expect(wrong).toEqual([]);
  expect(count).toBeGreaterThan(30);
});

test('types hold the literal numbers', () => {
  expectTypeOf<Told<ExecutionReport>['side']>().toEqualTypeOf<0 | 1 | 2>();
  expectTypeOf<Told<DeliveryReport>['state']>().toEqualTypeOf<0 | 1 | 2 | 3 | 4 | 5 | 6 | 7>();
  expectTypeOf<Told<ExecutionReport>['series']>().toEqualTypeOf<string>();
});

test('a trade: names in the orders, names when logged, the symbol in every message', async () => {
  const exchange = await startExchange();
  try {
    const provider = await connect(exchange, exchange.openProvider(), { idSpace: 1 });
    const consumer = await connect(exchange, exchange.openConsumer(), { idSpace: 2 });
    const { series: symbol = '' } = (await consumer.queries.markets()).series[0] ?? {};
    expect(symbol).toMatch(/^AUTO_INTENT\|7D\|0\.70-0\.85@/);
    expect(consumer.seriesOf(1)).toBe(symbol);
    const fills = consumer.events.fills.queue();
    const trades = consumer.market.trades(1);
    const books = consumer.market.book(1);
    expect((await books.next()).value?.series).toBe(symbol);
    await provider.rights.mint({ seriesId: 1, quantityLots: 5 });
    await provider.place({ seriesId: 1, side: 'SELL', priceTicks: 100, quantityLots: 5 });
    await consumer.place({
      ...{ seriesId: 1, side: 'BUY', priceTicks: 100, quantityLots: 2 },
      ...{ orderType: 'LIMIT', timeInForce: 'IOC' },
    });
    const { value: fill } = await fills.next();
    expect(fill).toMatchObject({ series: symbol, side: SIDE.BUY, seriesId: 1 });
    expect(inspect(fill)).toContain("executionType: 'TRADE'");
    expect(inspect(fill)).toContain("side: 'BUY'");
    expect(inspect(fill)).toContain(`series: '${symbol}'`);
    expect(described(fill)).toMatchObject({ liquidity: 'TAKER', cancelReason: '', errorCode: '' });
    const { value: trade } = await trades.next();
    expect(trade).toMatchObject({ series: symbol });
    expect(inspect(trade)).toContain("takerSide: 'BUY'");
    const { openOrders, positions, balance } = await provider.queries.accountSnapshot();
    expect(openOrders).toMatchObject([{ series: symbol, openLots: 3 }]);
    expect(positions[0]).toMatchObject({ series: symbol });
    expect(inspect(openOrders)).toContain("side: 'SELL'");
    expect(formatPat(balance?.availableMicroPat ?? 0)).toMatch(/^\d+(\.\d+)?$/);
  } finally {
    await exchange.stop();
  }
});

test('a name that does not exist is refused by its field, with the names there are', async () => {
  const exchange = await startExchange();
  try {
    const consumer = await connect(exchange, exchange.openConsumer());
    const order = { seriesId: 1, priceTicks: 100, quantityLots: 1 };
    const side = 'BYU' as 'BUY';
    const problem = { name: 'INVALID_FIELD', field: 'side' };
    await expect(consumer.place({ ...order, side })).rejects.toMatchObject(problem);
    await expect(consumer.place({ ...order, side })).rejects.toThrow(/BUY \(1\), SELL \(2\)/);
    await expect(consumer.requestQuote({ seriesId: 1, side, quantityLots: 1 })).rejects.toThrow(
      /BUY \(1\), SELL \(2\)/,
    );
    const tooHigh = await consumer
      .place({ ...order, side: 'BUY', priceTicks: 1_000_000_000 })
      .catch((error: PatxError) => error);
    expect(tooHigh).toMatchObject({ series: consumer.seriesOf(1) });
    expect((tooHigh as PatxError).message).toContain(consumer.seriesOf(1));
  } finally {
    await exchange.stop();
  }
});
