/** A market over ten days: quotes that move, trades, busts, rights exercised and delivered, candles old enough to be removed. */
import { BROKER_ACCOUNT, EVENT, FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { SIDE, TIME_IN_FORCE } from '../../src/values/index.js';
import { DAY_MS, type TradingVenue, tradingVenue } from '../support/venue.js';

const WEEK_DAYS = 7;
const DAYS = 10;
const HOUR_MS = 3_600_000;

function numbers(): (below: number) => number {
  let state = 7;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor(state / 65_536) % below;
  };
}

/** Plays it; the venue is left as it is then. */
export function playMarket(): TradingVenue {
  const venue = tradingVenue();
  venue.isChecked = false;
  const below = numbers();
  const startMs = venue.timeMs;
  let seriesId = 1;
  for (let day = 0; day < DAYS; day += 1) {
    if (day > 0 && day % WEEK_DAYS === 0) {
      seriesId += 1;
      venue.timeMs = startMs + day * DAY_MS;
      venue.send(FIRST_OPERATOR_ACCOUNT, 'openSeries', {
        ...{ contractId: 1, windowStartMs: venue.timeMs },
      });
      for (const id of venue.providers) {
        venue.send(FIRST_OPERATOR_ACCOUNT, 'escrowCapacity', {
          ...{ providerId: id, segment: 'AUTO_INTENT', capacityLots: 20_000 },
          attestedUntilMs: venue.timeMs + 30 * DAY_MS,
        });
        venue.send(id, 'mintRights', { seriesId, quantityLots: 500 });
      }
    }
    for (let hour = 0; hour < 6; hour += 1) {
      tradeAnHour(venue, seriesId, below);
      venue.advance(HOUR_MS * (1 + below(3)));
    }
    venue.timeMs = Math.max(venue.timeMs, startMs + (day + 1) * DAY_MS - HOUR_MS);
  }
  return venue;
}

function tradeAnHour(venue: TradingVenue, seriesId: number, below: (n: number) => number): void {
  const [consumer = 0, other = 0] = venue.consumers;
  const mark = 90 + below(20);
  const level = (priceTicks: number) => ({ priceTicks, quantityLots: 5 + below(5) });
  venue.send(BROKER_ACCOUNT, 'markUpdate', {
    marks: [{ seriesId, markTicks: mark, sigmaPpm: 1_000, thinnessPpm: 10 }],
  });
  venue.send(BROKER_ACCOUNT, 'massQuote', {
    basedOnSequence: 0,
    quotes: [
      {
        ...{ seriesId, bids: [level(mark - 2)], asks: [level(mark + 2)], factors: null },
        validUntilMs: venue.timeMs + HOUR_MS,
      },
    ],
  });
  let lastTrade = 0;
  for (let i = 0; i < 8; i += 1) {
    venue.timeMs += below(40_000);
    const provider = venue.providers[below(2)] as number;
    const resting = {
      side: SIDE.SELL,
      priceTicks: mark - 1 - below(3),
      lots: 1 + below(4),
      seriesId,
    };
    venue.order(provider, resting);
    const taking = { side: SIDE.BUY, priceTicks: mark + 3, lots: 1 + below(4), seriesId };
    const events = venue.order(below(2) === 0 ? consumer : other, {
      ...taking,
      timeInForce: TIME_IN_FORCE.IOC,
    });
    lastTrade = events.find(([kind]) => kind === EVENT.TRADE)?.[6] ?? lastTrade;
  }
  if (below(3) === 0 && lastTrade > 0) {
    const bust = { seriesId, tradeId: lastTrade, reason: 'a wrong price' };
    venue.send(FIRST_OPERATOR_ACCOUNT, 'bustTrade', bust);
  }
  deliver(venue, seriesId, consumer, below);
  for (const id of venue.providers) {
    const all = { seriesId, side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    venue.send(id, 'massCancel', all);
  }
}

function deliver(
  venue: TradingVenue,
  seriesId: number,
  consumer: number,
  below: (n: number) => number,
): void {
  const exercised = venue.send(consumer, 'exerciseRights', { seriesId, quantityLots: 1 });
  const found = exercised.find(([kind]) => kind === EVENT.DELIVERY);
  const deliveryId = found?.[5] ?? 0;
  if (deliveryId === 0 || below(5) === 0) return;
  venue.timeMs += below(600_000);
  venue.send(found?.[3] ?? 0, 'noticeDelivery', {
    deliveryId,
    contentHash: new Uint8Array(32).fill(9),
    location: 'https://data.example/1',
  });
  if (below(2) === 0) return;
  const accept = { deliveryId, signature: new Uint8Array(64), keyId: 1 };
  venue.send(consumer, 'acceptDelivery', accept);
}
