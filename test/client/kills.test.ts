// Catches a kill switch nobody is told of, one that says it is verified while orders live, and one that the person who set it
// can lift; at all four levels, over a real socket.
import { expect, it, onTestFinished } from 'vitest';
import {
  KILL_SCOPE,
  type KillInfo,
  ORDER_TYPE,
  type PatxClient,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/client/index.js';
import { type Party, startExchange } from '../gateway/support/exchange.js';
import { DAY_MS } from '../support/venue.js';
import { connect } from './connected.js';

const { GLOBAL, ACCOUNT, SERIES, QUOTER } = KILL_SCOPE;
/** More than one command cancels, so that the count comes later than the kill. */
const ORDERS = 300;

async function scene() {
  const exchange = await startExchange({ coreLimits: { maxOrders: 1_024 } });
  onTestFinished(() => exchange.stop());
  const other = exchange.openOperator();
  const parties = [exchange.openConsumer(), exchange.openConsumer()];
  exchange.openProvider();
  await exchange.sequencer.drain();
  const first = await connect(exchange, exchange.operator);
  const second = await connect(exchange, other);
  const broker = await connect(exchange, exchange.broker);
  const [one, two] = await Promise.all(parties.map((party) => connect(exchange, party)));
  const order = {
    seriesId: 1,
    side: SIDE.BUY,
    orderType: ORDER_TYPE.LIMIT,
    timeInForce: TIME_IN_FORCE.GTC,
    priceTicks: 90,
    quantityLots: 1,
  };
  const place = (client: PatxClient) => client.place(order);
  const quote = async () => {
    const levels = { bids: [{ priceTicks: 91, quantityLots: 1 }], asks: [] };
    const terms = { seriesId: 1, validUntilMs: exchange.nowMs() + DAY_MS, factors: null };
    const validUntilMs = Math.floor(terms.validUntilMs);
    const quotes = [{ ...terms, ...levels, validUntilMs }];
    const { entryErrorCodes } = await broker.broker.massQuote({ quotes, basedOnSequence: 0 });
    return entryErrorCodes[0] ?? 0;
  };
  return { exchange, parties, first, second, one: one!, two: two!, place, quote };
}

it.each([
  ['everything', GLOBAL, ORDERS + 2],
  ['an account', ACCOUNT, 0],
  ['a series', SERIES, ORDERS + 2],
  ['the quoter', QUOTER, 0],
] as const)(
  'a kill of %s is told, counted, and lifted by another person',
  async (_name, killScope, live) => {
    const { exchange, parties, first, second, one, two, place, quote } = await scene();
    // What the running venue does by itself: work goes on with time.
    const ticks = setInterval(() => exchange.submit(0, 'advanceTime', {}), 10);
    onTestFinished(() => clearInterval(ticks));
    await first.operator.setParameter({
      ...{ name: 'max_open_orders', target: '', value: ORDERS + 5, reason: 'test' },
      ...{ expectedVersion: 0, unset: false },
    });
    await Promise.all(Array.from({ length: ORDERS }, () => place(one)));
    await place(two);
    expect(await quote()).toBe(0);
    const told: KillInfo[] = [];
    const venue = two.market.venue();
    await two.queries.markets();
    const targetId = killScope === ACCOUNT ? (parties[0] as Party).accountId : 0;
    const kill = { killScope, targetId: killScope === SERIES ? 1 : targetId, reason: 'test' };
    await first.operator.kill(kill);
    const wanted = live > 0 ? 2 : 1;
    for await (const { type, body } of venue)
      if (type === 'killInfo' && told.push(body) === wanted) break;
    const { accountId: authorId } = exchange.operator;
    const fields = { ...kill, killed: true, authorId };
    expect(told.at(-1)).toMatchObject({ ...fields, verified: true, liveOrders: 0 });
    const { kills, venue: info } = await second.queries.markets();
    expect(kills).toMatchObject([{ ...fields, verified: true, liveOrders: 0 }]);
    expect(info?.killed).toBe(killScope === GLOBAL);
    const { state } = exchange.core;
    const covered = { [GLOBAL]: 0, [SERIES]: 0, [ACCOUNT]: 2, [QUOTER]: ORDERS + 1 }[killScope];
    expect(state.orders.liveCount).toBe(covered);
    if (killScope === QUOTER) expect(await quote()).not.toBe(0);
    else await expect(place(one)).rejects.toMatchObject({ name: 'KILLED' });
    await expect(first.operator.releaseKill(kill)).rejects.toMatchObject({ name: 'SECOND_PERSON' });
    await expect(one.operator.releaseKill(kill)).rejects.toMatchObject({ name: 'SCOPE' });
    await second.operator.releaseKill(kill);
    expect((await second.queries.markets()).kills).toEqual([]);
    await place(one);
    expect(await quote()).toBe(0);
  },
  30_000,
);
