/**
 * Catches a trade that tells its parties, the tape or the memory of trades something else than what happened: fees on the
 * wrong side, ids exchanged, lots left over that are not, a broker not named, a price of the taker's that is not its own.
 */
import { describe, expect, it } from 'vitest';
import {
  ACCOUNT_FIELD,
  BROKER_ACCOUNT,
  EVENT,
  ORDER_REDUCED,
  SERIES_FIELD,
  TRADE,
} from '../../../../src/engine/core/index.js';
import { TRADE_FIELD } from '../../../../src/engine/core/trading/trade-memory.js';
import { SELF_TRADE_PREVENTION } from '../../../../src/values/index.js';
import { BUY, idOf, Market, SELL, told } from './market.js';

/** What a lot at 100 ticks costs: 100 ticks of 10 000, 1 % to the taker, half of it to the maker. */
const PAT = 1_000_000;

function named(event: readonly number[], layout: Readonly<Record<string, number>>) {
  const fields = Object.entries(layout).filter(([name]) => name !== 'words');
  return Object.fromEntries(fields.map(([name, at]) => [name, event[at]]));
}

const tradesIn = (events: readonly number[][]) =>
  events.filter(([type]) => type === EVENT.TRADE).map((event) => named(event, TRADE));

function remembered(m: Market, tradeId: number) {
  const { trades } = m.venue.core.state;
  const place = trades.find(1, tradeId);
  return Object.fromEntries(
    Object.entries(TRADE_FIELD).map(([name, field]) => [name, trades.get(place, field)]),
  );
}

/** The private sequences an account has used. */
const used = (m: Market, account: number): number =>
  m.venue.core.state.accounts.get(account, ACCOUNT_FIELD.sequence);

describe('a trade', () => {
  it('tells a consumer that took and a provider that rested what each has and pays', () => {
    const m = new Market();
    const ask = m.venue.order(m.provider, { side: SELL, priceTicks: 100, lots: 9, clientId: 71 });
    const makerOrderId = idOf(told(ask));
    const before = [used(m, m.provider), used(m, m.consumer)] as const;
    const bid = { side: BUY, priceTicks: 103, lots: 4, clientId: 82 };
    const events = m.venue.order(m.consumer, bid);
    expect(tradesIn(events)).toEqual([
      {
        makerAccount: m.provider,
        makerAccountSequence: before[0] + 1,
        takerAccount: m.consumer,
        takerAccountSequence: before[1] + 2,
        series: 1,
        tradeId: 1,
        priceTicks: 100,
        lots: 4,
        takerSide: BUY,
        makerOrderId,
        takerOrderId: idOf(told(events)),
        makerClientId: 71,
        takerClientId: 82,
        makerOpenLots: 5,
        takerOpenLots: 0,
        makerOriginalLots: 9,
        takerOriginalLots: 4,
        makerFeeMicroPat: 4 * 0.005 * PAT,
        takerFeeMicroPat: 4 * 0.01 * PAT,
        takerPriceTicks: 103,
        broker: 0,
      },
    ]);
    const { sequence } = m.venue.core.state;
    expect(remembered(m, 1)).toEqual({
      series: 1,
      tradeId: 1,
      buyer: m.consumer,
      seller: m.provider,
      priceTicks: 100,
      lots: 4,
      buyerFeeMicroPat: 4 * 0.01 * PAT,
      sellerFeeMicroPat: 4 * 0.005 * PAT,
      sequence,
      collateralMicroPat: 0,
      attestedLots: 4,
      busted: 0,
      from: 1,
      timeMs: m.venue.core.state.timeMs,
      makerSide: SELL,
    });
  });

  it('tells a provider that took and a consumer that rested, and counts up', () => {
    const m = new Market();
    m.print(100);
    const bid = m.venue.order(m.consumer, { side: BUY, priceTicks: 100, lots: 3, clientId: 71 });
    const ask = { side: SELL, priceTicks: 98, lots: 5, clientId: 82 };
    const events = m.venue.order(m.provider, ask);
    expect(tradesIn(events)).toMatchObject([
      {
        makerAccount: m.consumer,
        takerAccount: m.provider,
        tradeId: 2,
        priceTicks: 100,
        lots: 3,
        takerSide: SELL,
        makerOrderId: idOf(told(bid)),
        takerOrderId: idOf(told(events)),
        makerClientId: 71,
        takerClientId: 82,
        makerOpenLots: 0,
        takerOpenLots: 2,
        makerOriginalLots: 3,
        takerOriginalLots: 5,
        makerFeeMicroPat: 3 * 0.005 * PAT,
        takerFeeMicroPat: 3 * 0.01 * PAT,
        takerPriceTicks: 98,
        broker: 0,
      },
    ]);
    expect(remembered(m, 2)).toMatchObject({
      buyer: m.consumer,
      seller: m.provider,
      buyerFeeMicroPat: 3 * 0.005 * PAT,
      sellerFeeMicroPat: 3 * 0.01 * PAT,
    });
    expect(m.venue.core.state.series.get(1, SERIES_FIELD.lastTradeId)).toBe(2);
  });

  it('names the broker on either side, and charges it nothing', () => {
    const m = new Market();
    const { venue } = m;
    venue.order(BROKER_ACCOUNT, { side: BUY, priceTicks: 90, lots: 6 });
    const bought = tradesIn(venue.order(m.provider, { side: SELL, priceTicks: 90, lots: 6 }));
    expect(bought).toMatchObject([{ broker: 1, makerFeeMicroPat: 0, takerFeeMicroPat: 0 }]);
    venue.order(m.consumer, { side: BUY, priceTicks: 100, lots: 2 });
    const sold = tradesIn(venue.order(BROKER_ACCOUNT, { side: SELL, priceTicks: 100, lots: 2 }));
    const makerFeeMicroPat = 2 * 0.005 * PAT;
    expect(sold).toMatchObject([{ broker: 1, makerFeeMicroPat, takerFeeMicroPat: 0 }]);
  });

  it('remembers the collateral a provider gave for a price above what its rights are covered for', () => {
    const m = new Market();
    m.sell(m.provider, 110, 3);
    m.buy(m.consumer, 110, 3);
    expect(remembered(m, 1)).toMatchObject({ collateralMicroPat: (3 * PAT) / 10 });
  });
});

describe('lots taken off two orders of one firm', () => {
  it('are told to both, each at its own price, and are no longer part of what was asked for', () => {
    const m = new Market();
    const { buyer, seller } = m.firm();
    const ask = m.venue.order(seller, { side: SELL, priceTicks: 100, lots: 9, clientId: 71 });
    const selfTradePrevention = SELF_TRADE_PREVENTION.DECREMENT;
    const bid = { side: BUY, priceTicks: 103, lots: 4, clientId: 82, selfTradePrevention };
    const events = m.venue.order(buyer, bid);
    const reduced = events.filter(([type]) => type === EVENT.ORDER_REDUCED);
    const common = { series: 1 };
    expect(reduced.map((event) => named(event, ORDER_REDUCED))).toMatchObject([
      {
        ...{ ...common, account: buyer, orderId: idOf(told(events)), clientId: 82, side: BUY },
        ...{ priceTicks: 103, openLots: 0, originalLots: 0 },
      },
      {
        ...{ ...common, account: seller, orderId: idOf(told(ask)), clientId: 71, side: SELL },
        ...{ priceTicks: 100, openLots: 5, originalLots: 5 },
      },
    ]);
    expect(m.reserved(buyer)).toBe(0);
    expect(m.offered(seller)).toBe(5);
    expect(m.venue.core.state.series.get(1, SERIES_FIELD.openOrders)).toBe(1);
  });

  it('are told as another quote where they are the quote of the broker', () => {
    const m = new Market();
    const { venue } = m;
    venue.order(BROKER_ACCOUNT, { side: BUY, priceTicks: 90, lots: 9 });
    m.sell(m.provider, 90, 9);
    const ask = { priceTicks: 100, quantityLots: 9 };
    const terms = { seriesId: 1, bids: [], asks: [ask], factors: null };
    const quotes = [{ ...terms, validUntilMs: venue.timeMs + 60_000 }];
    venue.send(BROKER_ACCOUNT, 'massQuote', { basedOnSequence: 0, quotes });
    const selfTradePrevention = SELF_TRADE_PREVENTION.DECREMENT;
    const bid = { side: BUY, priceTicks: 100, lots: 4, selfTradePrevention };
    const { ORDER_ACCEPTED, ORDER_REDUCED: REDUCED, QUOTE } = EVENT;
    const events = venue.order(BROKER_ACCOUNT, bid);
    expect(events.map(([type]) => type)).toEqual([ORDER_ACCEPTED, REDUCED, QUOTE]);
    expect(m.offered(BROKER_ACCOUNT)).toBe(5);
  });
});
