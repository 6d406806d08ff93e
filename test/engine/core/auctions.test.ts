// Catches a series that enters or leaves an auction at the wrong time, trades outside its price bands, takes or refuses
// the wrong orders while one runs, or loses what it had gathered to a halt, a kill or the close of the window.
import { describe, expect, it } from 'vitest';
import {
  AUCTION_TRADE,
  BROKER_ACCOUNT,
  CODE,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_ACCEPTED,
  ORDER_CANCELED,
  ORDER_REFUSED,
  QUOTE_RESULT,
  SERIES_FIELD as S,
} from '../../../src/engine/core/index.js';
import {
  AUCTION_KIND,
  CANCEL_REASON,
  KILL_SCOPE,
  ORDER_TYPE,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import {
  auctionTradesIn,
  gather,
  halt,
  resume,
  setParameter,
  stateOf,
  statesIn,
} from '../../support/auction.js';
import { DAY_MS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const { OPEN, HALTED, AUCTION, CLOSED } = SERIES_STATE;
const { IOC, FOK } = TIME_IN_FORCE;

const field = (venue: TradingVenue, name: number): number => venue.core.state.series.get(1, name);
const types = (events: readonly number[][]): number[] => events.map(([type]) => type as number);
const refusal = (events: readonly number[][]): number | undefined =>
  events.find(([type]) => type === EVENT.ORDER_REFUSED)?.[ORDER_REFUSED.code];

function parties(venue: TradingVenue) {
  const [buyer, second] = venue.consumers as [number, number];
  const [seller, other] = venue.providers as [number, number];
  return { buyer, second, seller, other };
}

const buy = (priceTicks: number, lots: number) => ({ side: BUY, priceTicks, lots });
const sell = (priceTicks: number, lots: number) => ({ side: SELL, priceTicks, lots });

/** One trade in continuous trading. */
function tradeAt(venue: TradingVenue, priceTicks: number): void {
  const { buyer, seller } = parties(venue);
  venue.order(seller, sell(priceTicks, 1));
  venue.order(buyer, buy(priceTicks, 1));
}

describe('an auction', () => {
  it('opens a window that has one, with what was minted and ordered in it', () => {
    const venue = tradingVenue();
    setParameter(venue, 'auction_open_ms', 60_000);
    const { buyer, seller } = parties(venue);
    venue.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', {
      contractId: 1,
      windowStartMs: venue.timeMs + 120_000,
    });
    const state = (): number => venue.core.state.series.get(2, S.state);
    expect(state()).toBe(SERIES_STATE.SCHEDULED);
    venue.advance(120_000);
    expect(state()).toBe(AUCTION);
    expect(venue.core.state.series.get(2, S.auctionKind)).toBe(AUCTION_KIND.OPENING);
    venue.send(seller, 'mintRights', { seriesId: 2, quantityLots: 100 });
    venue.order(seller, { ...sell(95, 3), seriesId: 2 });
    expect(types(venue.order(buyer, { ...buy(105, 3), seriesId: 2 }))).toEqual([
      EVENT.ORDER_ACCEPTED,
    ]);
    venue.advance(59_999);
    expect(state()).toBe(AUCTION);
    // No trade before: the reference is fair value.
    expect(auctionTradesIn(venue.advance(1))).toMatchObject([{ priceTicks: 100, lots: 3 }]);
    expect(state()).toBe(OPEN);
  });

  it('takes orders that rest, amends and cancels, and nothing that must trade at once', () => {
    const venue = tradingVenue();
    const { buyer, seller } = parties(venue);
    gather(venue, 60_000);
    venue.order(seller, sell(95, 5));
    for (const timeInForce of [IOC, FOK]) {
      expect(refusal(venue.order(buyer, { ...buy(105, 1), timeInForce }))).toBe(CODE.AUCTION);
      const market = { ...buy(105, 1), timeInForce, orderType: ORDER_TYPE.MARKET };
      expect(refusal(venue.order(buyer, market))).toBe(CODE.AUCTION);
    }
    const crossing = venue.order(buyer, { ...buy(105, 5), postOnly: true });
    expect(types(crossing)).toEqual([EVENT.ORDER_ACCEPTED]);
    const orderId = (crossing[0] as number[])[ORDER_ACCEPTED.orderId] as number;
    expect(types(venue.amend(buyer, orderId, 110, 7))).toEqual([EVENT.ORDER_AMENDED]);
    expect(types(venue.cancel(buyer, orderId))).toEqual([EVENT.ORDER_CANCELED]);
    expect(auctionTradesIn(venue.advance(60_000))).toEqual([]);
    expect(stateOf(venue)).toBe(OPEN);
    expect(types(venue.order(buyer, { ...buy(105, 1), timeInForce: IOC }))).toContain(EVENT.TRADE);
  });

  it("lets the broker's quotes gather with the rest, and both parties pay the maker's fee", () => {
    const venue = tradingVenue();
    const { buyer, seller } = parties(venue);
    gather(venue, 60_000);
    venue.order(seller, sell(95, 4));
    const bids = [{ priceTicks: 104, quantityLots: 3 }];
    const validUntilMs = venue.timeMs + DAY_MS;
    const quotes = [{ seriesId: 1, bids, asks: [], validUntilMs, factors: null }];
    const quoted = venue.send(BROKER_ACCOUNT, 'massQuote', { quotes, basedOnSequence: 0 });
    expect(quoted.find(([type]) => type === EVENT.QUOTE_RESULT)?.[QUOTE_RESULT.code]).toBe(0);
    venue.order(buyer, buy(104, 1));
    const trades = venue.advance(60_000).filter(([type]) => type === EVENT.AUCTION_TRADE);
    expect(trades).toHaveLength(2);
    const [quote, novated] = trades as [number[], number[]];
    expect(quote[AUCTION_TRADE.makerAccount]).toBe(BROKER_ACCOUNT);
    expect(quote[AUCTION_TRADE.broker]).toBe(1);
    expect(quote[AUCTION_TRADE.makerFeeMicroPat]).toBe(0);
    const price = novated[AUCTION_TRADE.priceTicks] as number;
    const fee = Math.ceil((price * 10_000 * 5_000) / 1_000_000);
    expect(novated[AUCTION_TRADE.makerFeeMicroPat]).toBe(fee);
    expect(novated[AUCTION_TRADE.takerFeeMicroPat]).toBe(fee);
    expect(novated[AUCTION_TRADE.makerPriceTicks]).toBe(104);
    expect(novated[AUCTION_TRADE.takerPriceTicks]).toBe(95);
  });

  it('lets orders of one account take from each other without a trade', () => {
    const venue = tradingVenue();
    const { buyer } = parties(venue);
    const rights = { seriesId: 1, quantityLots: 10 };
    venue.send(parties(venue).seller, 'mintRights', rights);
    tradeAt(venue, 100);
    venue.order(parties(venue).seller, sell(100, 5));
    venue.order(BROKER_ACCOUNT, { ...buy(100, 5), timeInForce: IOC });
    gather(venue, 60_000);
    const stp = { selfTradePrevention: SELF_TRADE_PREVENTION.CANCEL_TAKER };
    venue.order(BROKER_ACCOUNT, { ...sell(98, 4), ...stp });
    // Continuous trading would refuse it, for it meets an own order.
    expect(refusal(venue.order(BROKER_ACCOUNT, { ...buy(102, 3), ...stp }))).toBeUndefined();
    venue.order(buyer, buy(101, 2));
    const events = venue.advance(60_000);
    expect(types(events).filter((type) => type === EVENT.ORDER_REDUCED)).toHaveLength(2);
    expect(auctionTradesIn(events)).toMatchObject([{ buyer, seller: BROKER_ACCOUNT, lots: 1 }]);
    expect(stateOf(venue)).toBe(OPEN);
  });

  it('can have its trades busted', () => {
    const venue = tradingVenue();
    const { buyer, seller } = parties(venue);
    gather(venue, 60_000);
    const before = venue.core.state.ledger.available(buyer);
    venue.order(seller, sell(95, 5));
    venue.order(buyer, buy(105, 5));
    venue.advance(60_000);
    expect(venue.core.state.ledger.available(buyer)).toBeLessThan(before);
    const tradeId = field(venue, S.lastTradeId);
    gather(venue, 60_000);
    const body = { seriesId: 1, tradeId, reason: 'test' };
    const events = venue.send(FIRST_OPERATOR_ACCOUNT, 'bustTrade', body);
    expect(types(events)).toContain(EVENT.TRADE_BUSTED);
    expect(venue.core.state.ledger.available(buyer)).toBe(before);
    expect(field(venue, S.consumerLots)).toBe(0);
  });
});

describe('an outage', () => {
  it('makes an auction longer, so that no quote from before is cleared', () => {
    const venue = tradingVenue();
    const { seller } = parties(venue);
    gather(venue, 60_000);
    venue.order(seller, sell(95, 4));
    const bids = [{ priceTicks: 104, quantityLots: 3 }];
    const validUntilMs = venue.timeMs + DAY_MS;
    const quotes = [{ seriesId: 1, bids, asks: [], validUntilMs, factors: null }];
    venue.send(BROKER_ACCOUNT, 'massQuote', { quotes, basedOnSequence: 0 });
    venue.advance(20_000);
    const lastTimeMs = venue.timeMs;
    venue.timeMs += 3_600_000;
    expect(auctionTradesIn(venue.send(0, 'startEpoch', { epoch: 2, lastTimeMs }))).toEqual([]);
    venue.advance(39_999);
    expect(stateOf(venue)).toBe(AUCTION);
    expect(auctionTradesIn(venue.advance(1))).toEqual([]);
    expect(stateOf(venue)).toBe(OPEN);
  });
});

describe('a halt', () => {
  it('ends in an auction, or at once where there is none', () => {
    const venue = tradingVenue();
    gather(venue, 1_000);
    expect(field(venue, S.auctionKind)).toBe(AUCTION_KIND.RESUME);
    expect(statesIn(venue.advance(1_000))).toEqual([OPEN]);
    setParameter(venue, 'auction_resume_ms', 0);
    halt(venue);
    expect(statesIn(resume(venue))).toEqual([OPEN]);
  });

  it('keeps what an auction had gathered, which is then cleared at once', () => {
    const venue = tradingVenue();
    const { buyer, seller } = parties(venue);
    gather(venue, 60_000);
    venue.order(seller, sell(95, 5));
    venue.order(buyer, buy(105, 2));
    expect(statesIn(halt(venue))).toEqual([HALTED]);
    expect(refusal(venue.order(buyer, buy(105, 2)))).toBe(CODE.SERIES_CLOSED);
    expect(auctionTradesIn(venue.advance(120_000))).toEqual([]);
    expect(stateOf(venue)).toBe(HALTED);
    setParameter(venue, 'auction_resume_ms', 0);
    expect(statesIn(resume(venue))).toEqual([AUCTION]);
    const events = venue.advance(0);
    expect(auctionTradesIn(events)).toMatchObject([{ priceTicks: 100, lots: 2 }]);
    expect(statesIn(events)).toEqual([OPEN]);
  });

  it('of a killed series waits for the release', () => {
    const venue = tradingVenue();
    const { seller } = parties(venue);
    gather(venue, 1_000);
    venue.order(seller, sell(95, 5));
    const kill = { killScope: KILL_SCOPE.SERIES, targetId: 1, reason: 'test' };
    venue.send(FIRST_OPERATOR_ACCOUNT, 'kill', kill);
    venue.advance(5_000);
    expect(stateOf(venue)).toBe(AUCTION);
    venue.advance(20_000);
    expect(stateOf(venue)).toBe(AUCTION);
    venue.send(FIRST_OPERATOR_ACCOUNT, 'openAccount', {
      role: 5,
      accountClass: 2,
      firmGroup: 0,
      publicKey: new Uint8Array(0),
      scopes: [],
      name: 'second',
    });
    venue.send(venue.core.state.accounts.count, 'releaseKill', kill);
    venue.advance(10_000);
    expect(stateOf(venue)).toBe(OPEN);
  });

  it('gives way to the close of the window', () => {
    const venue = tradingVenue();
    const { buyer, seller } = parties(venue);
    venue.advance(7 * DAY_MS - 30_000);
    gather(venue, 60_000);
    venue.order(seller, sell(95, 5));
    venue.order(buyer, buy(105, 5));
    const events = venue.advance(60_000);
    expect(auctionTradesIn(events)).toEqual([]);
    expect(stateOf(venue)).toBe(CLOSED);
    expect(types(events).filter((type) => type === EVENT.ORDER_CANCELED)).toHaveLength(2);
  });
});

describe('a price band', () => {
  function banded(name: string, ppm: number): TradingVenue {
    const venue = tradingVenue();
    if (name === 'volatility_static_ppm') {
      const { buyer, seller } = parties(venue);
      gather(venue, 1_000);
      venue.order(seller, sell(100, 1));
      venue.order(buyer, buy(100, 1));
      venue.advance(1_000);
    } else tradeAt(venue, 100);
    setParameter(venue, name, ppm);
    return venue;
  }

  it.each(['volatility_static_ppm', 'volatility_dynamic_ppm'])(
    '%s stops an order at its edge',
    (name) => {
      const venue = banded(name, 50_000);
      const { buyer, seller } = parties(venue);
      venue.order(seller, sell(105, 2));
      venue.order(seller, sell(106, 2));
      const events = venue.order(buyer, buy(110, 4));
      expect(types(events)).toEqual([EVENT.ORDER_ACCEPTED, EVENT.TRADE, EVENT.SERIES]);
      expect(statesIn(events)).toEqual([AUCTION]);
      expect(field(venue, S.auctionKind)).toBe(AUCTION_KIND.VOLATILITY);
      expect(field(venue, S.openOrders)).toBe(2);
    },
  );

  it('lets an order be that came to its edge and wants no more, or meets nobody beyond', () => {
    for (const lots of [2, 5]) {
      const venue = banded('volatility_dynamic_ppm', 50_000);
      const { buyer, seller } = parties(venue);
      venue.order(seller, sell(105, 2));
      if (lots === 2) venue.order(seller, sell(106, 2));
      const events = venue.order(buyer, buy(110, lots));
      expect(types(events)).toEqual([EVENT.ORDER_ACCEPTED, EVENT.TRADE]);
      expect(stateOf(venue)).toBe(OPEN);
      expect(field(venue, S.openOrders)).toBe(1);
    }
  });

  it('cancels the rest of an immediate order and refuses one that must fill whole', () => {
    const venue = banded('volatility_dynamic_ppm', 50_000);
    const { buyer, seller } = parties(venue);
    venue.order(seller, sell(105, 2));
    venue.order(seller, sell(106, 2));
    const whole = { ...buy(110, 4), timeInForce: FOK };
    expect(refusal(venue.order(buyer, whole))).toBe(CODE.FOK_UNFILLABLE);
    expect(stateOf(venue)).toBe(OPEN);
    const events = venue.order(buyer, { ...buy(110, 4), timeInForce: IOC });
    expect(types(events)).toEqual([
      EVENT.ORDER_ACCEPTED,
      EVENT.TRADE,
      EVENT.SERIES,
      EVENT.ORDER_CANCELED,
    ]);
    expect(events.at(-1)?.[ORDER_CANCELED.reason]).toBe(CANCEL_REASON.IMMEDIATE_REST);
  });

  it('holds on the near side too', () => {
    const venue = banded('volatility_dynamic_ppm', 50_000);
    const { buyer, seller } = parties(venue);
    venue.order(seller, sell(90, 1));
    const events = venue.order(buyer, buy(101, 1));
    expect(types(events)).toEqual([EVENT.ORDER_ACCEPTED, EVENT.SERIES]);
  });

  it('does not bind an auction, which is extended once when its price is still outside', () => {
    const venue = banded('volatility_dynamic_ppm', 50_000);
    setParameter(venue, 'volatility_auction_ms', 10_000);
    const { buyer, seller } = parties(venue);
    venue.order(seller, sell(110, 2));
    venue.order(buyer, buy(112, 2));
    expect(stateOf(venue)).toBe(AUCTION);
    const extended = venue.advance(10_000);
    expect(auctionTradesIn(extended)).toEqual([]);
    expect(statesIn(extended)).toEqual([AUCTION]);
    expect(field(venue, S.auctionExtended)).toBe(1);
    const over = venue.advance(10_000);
    expect(auctionTradesIn(over)).toMatchObject([{ priceTicks: 110, lots: 2 }]);
    expect(statesIn(over)).toEqual([OPEN]);
  });

  it('is not extended when its price came back', () => {
    const venue = banded('volatility_dynamic_ppm', 50_000);
    setParameter(venue, 'volatility_auction_ms', 10_000);
    const { buyer, seller, other } = parties(venue);
    venue.order(seller, sell(110, 2));
    venue.order(buyer, buy(112, 2));
    venue.order(other, sell(101, 2));
    expect(auctionTradesIn(venue.advance(10_000))).toMatchObject([{ priceTicks: 101, lots: 2 }]);
    expect(stateOf(venue)).toBe(OPEN);
  });
});
