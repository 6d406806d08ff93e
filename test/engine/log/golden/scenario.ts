/**
 * A fixed history that touches rights, orders of every kind, quotes, deliveries, disputes, kill switches, parameters and
 * the close of a series. Played only to write the golden journal anew; the test itself plays what was committed.
 */
import {
  BROKER_ACCOUNT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
} from '../../../../src/engine/core/index.js';
import { KILL_SCOPE, ORDER_TYPE, SIDE, TIME_IN_FORCE } from '../../../../src/values/index.js';
import { DAY_MS, type TradingVenue, tradingVenue } from '../../../support/venue.js';

const ORDERS = 160;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const TIMES = Object.values(TIME_IN_FORCE);

/** The same numbers below `below` on every machine. */
function numbers(): (below: number) => number {
  let state = 20_150_501;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor(state / 65_536) % below;
  };
}

/** Fees and a royalty that are hardly ever whole. */
const ODD_RATES = { makerFeePpm: 5_003, takerFeePpm: 10_007, royaltyPpm: 50_021 };

export function playScenario(): void {
  const venue = tradingVenue(ODD_RATES);
  const [consumer = 0] = venue.consumers;
  const [provider = 0] = venue.providers;
  venue.send(OPERATOR, 'setParameter', {
    name: 'max_open_orders',
    target: '',
    value: 40,
    expectedVersion: 0,
    reason: 'golden',
    unset: false,
  });
  venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [
      {
        seriesId: 1,
        bids: [{ priceTicks: 95, quantityLots: 50 }],
        asks: [],
        validUntilMs: venue.timeMs + DAY_MS,
        factors: null,
      },
    ],
  });
  venue.send(OPERATOR, 'setPhase', { phase: 2, reason: 'golden' });
  trade(venue);
  venue.send(OPERATOR, 'setPhase', { phase: 1, reason: 'golden' });
  tradeSpecials(venue, consumer, provider);
  venue.order(provider, { side: SIDE.SELL, priceTicks: 100, lots: 30 });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 100, lots: 30 });
  deliver(venue, consumer, provider);
  const scope = { killScope: KILL_SCOPE.ACCOUNT, targetId: consumer, reason: 'golden' };
  venue.send(OPERATOR, 'kill', scope);
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 90, lots: 1 });
  venue.send(OPERATOR, 'releaseKill', scope);
  leave(venue, consumer, provider);
  for (let day = 0; day < 9; day += 1) venue.advance(DAY_MS);
}

/** Orders of every side, kind and time in force; some are amended or cancelled. */
function trade(venue: TradingVenue): void {
  const below = numbers();
  const traders = [...venue.consumers, ...venue.providers];
  for (let i = 0; i < ORDERS; i += 1) {
    const trader = traders[below(traders.length)] as number;
    const timeInForce = TIMES[below(TIMES.length)] as number;
    const isMarket = below(8) === 0;
    const isGtd = timeInForce === TIME_IN_FORCE.GTD;
    if (below(5) === 0) venue.timeMs += 250;
    const events = venue.order(trader, {
      side: venue.consumers.includes(trader) ? SIDE.BUY : SIDE.SELL,
      orderType: isMarket ? ORDER_TYPE.MARKET : ORDER_TYPE.LIMIT,
      timeInForce: isMarket ? TIME_IN_FORCE.IOC : timeInForce,
      priceTicks: 92 + below(16),
      lots: 1 + below(9),
      postOnly: below(6) === 0,
      selfTradePrevention: below(5),
      expireTimeMs: isGtd && !isMarket ? venue.timeMs + 60_000 : 0,
    });
    const orderId = events[0]?.[0] === EVENT.ORDER_ACCEPTED ? (events[0][3] as number) : 0;
    if (below(4) === 0) venue.amend(trader, orderId, 92 + below(16), 1 + below(9));
    else if (below(3) === 0) venue.cancel(trader, orderId);
  }
}

/** An iceberg, stops that a trade wakes, a group, a peg that follows the mark. */
function tradeSpecials(venue: TradingVenue, consumer: number, provider: number): void {
  const { STOP, STOP_LIMIT, TRAILING_STOP, PEGGED } = ORDER_TYPE;
  const [, other = 0] = venue.consumers;
  const all = { seriesId: 0, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
  for (const id of [...venue.consumers, ...venue.providers]) venue.send(id, 'massCancel', all);
  venue.order(provider, { side: SIDE.SELL, priceTicks: 101, lots: 12, displayLots: 5 });
  venue.order(other, { side: SIDE.BUY, priceTicks: 90, lots: 2, allOrNone: true, clientId: 9_000 });
  venue.order(other, {
    side: SIDE.BUY,
    priceTicks: 103,
    lots: 3,
    orderType: STOP_LIMIT,
    triggerPriceTicks: 101,
    ocoClientId: 9_000,
    clientId: 9_001,
  });
  const stop = { side: SIDE.BUY, lots: 2, priceTicks: 105 };
  venue.order(consumer, { ...stop, orderType: STOP, triggerPriceTicks: 109 });
  const trail = { orderType: TRAILING_STOP, triggerPriceTicks: 112, trailingOffsetTicks: 4 };
  venue.order(consumer, { ...stop, ...trail });
  venue.order(consumer, { ...stop, orderType: PEGGED, pegOffsetTicks: -4 });
  venue.order(consumer, { ...stop, postOnlySlide: true });
  const marks = [{ seriesId: 1, markTicks: 98, sigmaPpm: 1, thinnessPpm: 1 }];
  venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
  venue.order(consumer, { side: SIDE.BUY, priceTicks: 101, lots: 6 });
}

/** What goes out: some orders by a filter, rights nobody bought, money that is free and money that is not yet. */
function leave(venue: TradingVenue, consumer: number, provider: number): void {
  for (const [priceTicks, lots] of [
    [101, 3],
    [104, 4],
    [107, 5],
  ] as const) {
    venue.order(provider, { side: SIDE.SELL, priceTicks, lots });
  }
  const filter = { side: SIDE.SELL, minPriceTicks: 102, maxPriceTicks: 105, sessionId: 0 };
  venue.send(provider, 'massCancel', { ...filter, seriesId: 1 });
  venue.send(provider, 'withdrawRights', { seriesId: 1, quantityLots: 100 });
  for (const targetAccountId of [consumer, provider]) {
    venue.send(OPERATOR, 'withdraw', { targetAccountId, amountMicroPat: 1_234_567 });
  }
}

/** One delivery accepted, one disputed and ruled on, one left to silence, one that nobody makes. */
function deliver(venue: TradingVenue, consumer: number, provider: number): void {
  for (const fate of ['accepted', 'disputed', 'proved', 'late']) {
    const exercised = venue.send(consumer, 'exerciseRights', { seriesId: 1, quantityLots: 5 });
    const deliveryId = exercised.find(([kind]) => kind === EVENT.DELIVERY)?.[5] ?? 0;
    if (fate === 'late') continue;
    const contentHash = new Uint8Array(32).fill(7);
    const notice = { deliveryId, contentHash, location: 'https://data.example/records' };
    venue.send(provider, 'noticeDelivery', notice);
    if (fate === 'proved') venue.send(OPERATOR, 'proveDelivery', notice);
    else if (fate === 'accepted') {
      const signature = new Uint8Array(64);
      venue.send(consumer, 'acceptDelivery', { deliveryId, signature, keyId: 1 });
    } else {
      venue.send(consumer, 'disputeDelivery', { deliveryId, reason: 'golden' });
      venue.send(OPERATOR, 'ruleDispute', { deliveryId, upheld: true, reason: 'golden' });
    }
  }
}
