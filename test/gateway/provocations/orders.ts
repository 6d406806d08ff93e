/** Refusals of orders, in the order of the checks, and of their ids. */
import { SERIES_FIELD } from '../../../src/engine/core/index.js';
import {
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import { DAY_MS } from '../../support/venue.js';
import { type OrderTerms, orderCommand } from '../support/client.js';
import type { Party, TestExchange } from '../support/exchange.js';
import { by, type Provocations, type Provoked, provoked, setParameter } from './provoke.js';

const { BUY, SELL } = SIDE;
const BUY_ONE: OrderTerms = { clientOrderId: 50, side: BUY, priceTicks: 100, lots: 1 };

/** Places orders of one party, one after the other; the last answer counts. */
async function place(
  exchange: TestExchange,
  party: Party,
  ...orders: readonly Partial<OrderTerms>[]
): Promise<Provoked> {
  const client = await exchange.logOn(party);
  let last: Provoked = { errorCode: -1 };
  for (const order of orders) {
    const [requestId] = client.place({ ...BUY_ONE, ...order });
    last = provoked(await client.answer(requestId as number));
  }
  return last;
}

/** A consumer's orders in a market with supply. */
async function buy(
  exchange: TestExchange,
  ...orders: readonly Partial<OrderTerms>[]
): Promise<Provoked> {
  exchange.openProvider();
  return place(exchange, exchange.openConsumer(), ...orders);
}

function limitAccount(exchange: TestExchange, party: Party, limits: object): void {
  exchange.submit(exchange.operator.accountId, 'updateAccount', {
    targetAccountId: party.accountId,
    accountClass: 0,
    exposureLimitMicroPat: 0,
    dailyCreditMicroPat: 0,
    ...limits,
  });
}

export const ORDER_PROVOCATIONS: Provocations<
  | 'DUPLICATE'
  | 'KILLED'
  | 'PROTECTED'
  | 'PHASE'
  | 'PHASE_SUSPENDED'
  | 'NOT_QUALIFIED'
  | 'SERIES_CLOSED'
  | 'RATE'
  | 'TICK_LOT'
  | 'MAX_QTY'
  | 'MAX_NOTIONAL'
  | 'COLLAR'
  | 'SELF_MATCH'
  | 'OPEN_ORDERS'
  | 'EXPOSURE'
  | 'ESCROW_OR_PAT'
  | 'MARGIN'
  | 'DAILY_CREDIT'
  | 'ID_TOO_OLD'
  | 'ID_NOT_ASCENDING'
  | 'NEVER_SEEN'
  | 'ID_REFUSED'
  | 'UNKNOWN_ORDER'
  | 'WOULD_CROSS'
  | 'FOK_UNFILLABLE'
  | 'CAPACITY_FULL'
  | 'SHARE_USED'
  | 'STORAGE_LOW'
  | 'UNKNOWN_SERIES'
  | 'AUCTION'
> = {
  DUPLICATE: by((exchange) => buy(exchange, {}, {})),
  KILLED: by((exchange) => {
    const consumer = exchange.openConsumer();
    const { accountId: targetId } = consumer;
    const kill = { killScope: 2, targetId, reason: 'test' };
    exchange.submit(exchange.operator.accountId, 'kill', kill);
    return place(exchange, consumer, {});
  }),
  PROTECTED: by(async (exchange) => {
    const provider = exchange.openProvider();
    const limits = { windowMs: 60_000, maxFills: 0, maxQuantityLots: 1, maxDeltaMicroPat: 0 };
    exchange.submit(provider.accountId, 'setProtection', { targetAccountId: 0, ...limits });
    const sell = { side: SELL, priceTicks: 100, lots: 2 };
    await place(exchange, provider, sell);
    await place(exchange, exchange.openConsumer(), { lots: 2 });
    return place(exchange, provider, { ...sell, clientOrderId: 51 });
  }),
  PHASE: by((exchange) => buy(exchange, { side: SELL })),
  PHASE_SUSPENDED: by((exchange) => {
    const { accountId } = exchange.operator;
    const windowStartMs = Math.ceil(exchange.nowMs() / 60_000) * 60_000 + DAY_MS;
    exchange.submit(accountId, 'openSeries', { contractId: 1, windowStartMs });
    exchange.submit(accountId, 'setPhase', { phase: 2, reason: 'test' });
    exchange.submit(accountId, 'suspendPhase', { phase: 2, reason: 'test' });
    return place(exchange, exchange.openConsumer(), { seriesId: 2 });
  }),
  NOT_QUALIFIED: by((exchange) => buy(exchange, {}), { rules: { minimumClass: 3 } }),
  SERIES_CLOSED: by((exchange) => {
    exchange.openProvider();
    exchange.submit(exchange.operator.accountId, 'haltSeries', { seriesId: 1, reason: 'test' });
    const { series } = exchange.core.state;
    if (series.get(1, SERIES_FIELD.state) !== SERIES_STATE.HALTED)
      throw new Error('the series is not halted');
    return place(exchange, exchange.openConsumer(), {});
  }),
  RATE: by((exchange) => {
    setParameter(exchange, 'order_burst_count', 1);
    setParameter(exchange, 'order_rate_per_second', 1);
    return buy(exchange, {}, { clientOrderId: 51 });
  }),
  TICK_LOT: by((exchange) => buy(exchange, { priceTicks: 10_000_000 })),
  MAX_QTY: by((exchange) => buy(exchange, { lots: 1_000 })),
  MAX_NOTIONAL: by((exchange) => {
    setParameter(exchange, 'max_notional_micro_pat', 1);
    return buy(exchange, {});
  }),
  COLLAR: by((exchange) => buy(exchange, { priceTicks: 200 })),
  SELF_MATCH: by((exchange) => {
    exchange.openProvider();
    const mode = { selfTradePrevention: SELF_TRADE_PREVENTION.CANCEL_TAKER };
    const sell = { clientOrderId: 51, side: SELL, ...mode };
    return place(exchange, exchange.broker, {}, sell);
  }),
  OPEN_ORDERS: by((exchange) => {
    setParameter(exchange, 'max_open_orders', 0);
    return buy(exchange, {});
  }),
  EXPOSURE: by((exchange) => {
    exchange.openProvider();
    const consumer = exchange.openConsumer();
    limitAccount(exchange, consumer, { exposureLimitMicroPat: 1 });
    return place(exchange, consumer, {});
  }),
  ESCROW_OR_PAT: by((exchange) => {
    exchange.openProvider();
    return place(exchange, exchange.openConsumer(0), {});
  }),
  MARGIN: by((exchange) => {
    const provider = exchange.openProvider();
    const { accountId: targetAccountId } = provider;
    const amountMicroPat = exchange.core.state.ledger.available(targetAccountId);
    const { operator } = exchange;
    exchange.submit(operator.accountId, 'withdraw', { targetAccountId, amountMicroPat });
    return place(exchange, provider, { side: SELL, priceTicks: 400 });
  }),
  DAILY_CREDIT: by((exchange) => {
    exchange.openProvider();
    const consumer = exchange.openConsumer();
    limitAccount(exchange, consumer, { dailyCreditMicroPat: 1 });
    return place(exchange, consumer, {});
  }),
  ID_TOO_OLD: by(
    async (exchange) => {
      exchange.openProvider();
      const client = await exchange.logOn(exchange.openConsumer());
      for (let id = 1; id <= 20; id += 1) await client.order({ ...BUY_ONE, clientOrderId: id });
      return provoked(
        await client.answer(client.command(orderCommand({ ...BUY_ONE, clientOrderId: 1 }))),
      );
    },
    { coreLimits: { outcomesPerIdSpace: 16 } },
  ),
  ID_NOT_ASCENDING: by((exchange) => buy(exchange, {}, { clientOrderId: 49 })),
  NEVER_SEEN: by(async (exchange) => {
    const client = await exchange.logOn(exchange.openConsumer());
    return provoked(await client.answer(client.request('getOutcome', { clientOrderId: 9 })));
  }),
  ID_REFUSED: by(async (exchange) => {
    exchange.openProvider();
    const client = await exchange.logOn(exchange.openConsumer());
    await client.answer(client.request('getOutcome', { clientOrderId: 50 }));
    return provoked(await client.answer(client.command(orderCommand(BUY_ONE))));
  }),
  UNKNOWN_ORDER: by(async (exchange) => {
    const client = await exchange.logOn(exchange.openConsumer());
    return provoked(await client.answer(client.cancel(999)));
  }),
  WOULD_CROSS: by(async (exchange) => {
    const provider = exchange.openProvider();
    const clientOrderId = exchange.nextId(provider.accountId);
    await place(exchange, provider, { clientOrderId, side: SELL });
    return place(exchange, exchange.openConsumer(), { postOnly: true });
  }),
  FOK_UNFILLABLE: by((exchange) =>
    buy(exchange, { orderType: ORDER_TYPE.LIMIT, timeInForce: TIME_IN_FORCE.FOK }),
  ),
  CAPACITY_FULL: by(
    async (exchange) => {
      // One order each: nobody has its share.
      for (let i = 0; i < 16; i += 1) await place(exchange, exchange.openConsumer(), {});
      return place(exchange, exchange.openConsumer(), {});
    },
    { coreLimits: { maxOrders: 16 } },
  ),
  STORAGE_LOW: by((exchange) => {
    exchange.isStorageLow = true;
    return buy(exchange, {});
  }),
  SHARE_USED: by((exchange) => {
    const pegs = Array.from({ length: 5 }, (_, i) => ({
      clientOrderId: i + 1,
      orderType: ORDER_TYPE.PEGGED,
    }));
    return buy(exchange, ...pegs);
  }),
  UNKNOWN_SERIES: by((exchange) => buy(exchange, { seriesId: 9 })),
  AUCTION: by((exchange) => {
    const { accountId } = exchange.operator;
    exchange.submit(accountId, 'haltSeries', { seriesId: 1, reason: 'test' });
    exchange.submit(accountId, 'resumeSeries', { seriesId: 1, reason: 'test' });
    return buy(exchange, { timeInForce: TIME_IN_FORCE.IOC });
  }),
};
