/**
 * Catches what a core keeps outside its state: a twin that is thrown away and built anew from a snapshot every few commands
 * must say the same events and end in the same bytes. The commands are those of a busy venue with small stores, firm quotes
 * and protections of makers among them, which the reference of model.test.ts does not know. Every event is held to what an
 * outsider can tell: nobody trades with itself, beyond its limit, or more than it has left.
 *
 * PATX_RUNS sets the number of runs, PATX_SEED their seed.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  AUCTION_TRADE,
  BROKER_ACCOUNT,
  brokenInvariants,
  Core,
  EVENT,
  exportState,
  FIRM_QUOTE,
  FIRST_OPERATOR_ACCOUNT,
  importState,
  ORDER_CANCELED,
  SERIES_FIELD,
  TRADE,
} from '../../../src/engine/core/index.js';
import {
  type ColdKind,
  Command,
  hasTerms,
  COMMAND_KIND as K,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import { kindOf, readEvents, type TradingVenue, tradingVenue } from '../../support/venue.js';

const RUNS = Number(process.env.PATX_RUNS ?? 1) * 4;
const SEED = Number(process.env.PATX_SEED ?? 11);
const COMMANDS = 1_000;
const COMMANDS_A_RESTORE = 25;
/** Among the types of events that were seen: a trade on a firm quote. */
const FIRM_TRADE = -1;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const { BUY, SELL } = SIDE;
const { LIMIT, STOP, STOP_LIMIT, TRAILING_STOP, PEGGED } = ORDER_TYPE;
const { GTC, GTD, IOC, FOK } = TIME_IN_FORCE;
const SMALL = {
  ...{ maxOrders: 96, maxObligations: 96, maxPositions: 64, maxPricePages: 24 },
  ...{ maxDeliveries: 24, maxEntitlements: 24, maxBustableTrades: 24 },
};

/** One draw of everything a command may need; what its kind does not need is not looked at. */
const drawArb = fc.record({
  kind: fc.nat(99),
  who: fc.nat(99),
  side: fc.constantFrom(BUY, SELL),
  ticks: fc.integer({ min: 92, max: 108 }),
  lots: fc.integer({ min: 1, max: 9 }),
  type: fc.nat(11),
  tif: fc.constantFrom(GTC, GTC, GTC, GTD, IOC, FOK),
  flag: fc.nat(7),
  pick: fc.nat(999),
  ms: fc.constantFrom(0, 1, 50, 1_000, 20_000, 3_600_000),
});
type Draw = typeof drawArb extends fc.Arbitrary<infer T> ? T : never;

/** What an outsider knows of an order. */
interface Known {
  readonly account: number;
  readonly side: number;
  limitTicks: number;
  openLots: number;
}

class Twins {
  readonly venue: TradingVenue;
  private twin: Core;
  private readonly orders = new Map<number, Known>();
  private readonly offers: (readonly [account: number, quoteId: number])[] = [];
  private epoch = 0;
  private readonly seen: Set<number>;

  /** @param seen told every type of event there was */
  constructor(seen: Set<number>) {
    this.seen = seen;
    this.venue = tradingVenue({}, SMALL);
    this.venue.isChecked = false;
    this.twin = this.restored();
  }

  /** Puts a core built from a snapshot in the place of the twin, which must be where the other is. */
  restore(): void {
    const parts = exportState(this.venue.core);
    const theirs = exportState(this.twin);
    for (const [i, { name, bytes }] of parts.entries()) {
      expect([name, Buffer.compare(bytes, theirs[i]?.bytes ?? new Uint8Array())]).toEqual([
        name,
        0,
      ]);
    }
    this.twin = this.restored();
  }

  step(draw: Draw): void {
    const { venue } = this;
    const { kind, lots, pick, side } = draw;
    const consumer = this.pick(venue.consumers, draw.who);
    const provider = this.pick(venue.providers, draw.who);
    const trader = this.pick([consumer, provider, BROKER_ACCOUNT], draw.who);
    const series = { seriesId: 1 };
    if (kind < 45) return this.place(side === BUY ? consumer : provider, draw);
    if (kind < 49) return this.place(BROKER_ACCOUNT, draw);
    if (kind < 60) return this.change(draw);
    if (kind < 68) return this.quote(draw);
    if (kind < 75) return this.offer(side === BUY ? consumer : provider, draw);
    if (kind < 80) {
      const [account = 0, quoteId = 0] = this.offers.at(-1 - (pick % 2)) ?? [];
      return this.send(pick % 9 === 0 ? trader : account, 'acceptQuote', { quoteId });
    }
    if (kind < 90) return this.tend(trader, draw);
    if (kind < 92) return this.send(consumer, 'exerciseRights', { ...series, quantityLots: lots });
    if (kind < 93) return this.send(provider, 'mintRights', { ...series, quantityLots: lots });
    this.operate(draw);
  }

  /** What a maker does beside its orders. */
  private tend(trader: number, { kind, ticks: markTicks, lots, pick }: Draw): void {
    if (kind < 83) {
      const marks = [{ seriesId: 1, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
      return this.send(BROKER_ACCOUNT, 'markUpdate', { marks });
    }
    if (kind >= 86) return this.send(trader, 'resetProtection', { targetAccountId: 0 });
    const limits = { maxFills: pick % 4, maxQuantityLots: 5 + lots, maxDeltaMicroPat: 0 };
    const none = { maxFills: 0, maxQuantityLots: 0, maxDeltaMicroPat: 0 };
    const isOff = pick % 5 === 0;
    const terms = isOff ? { windowMs: 0, ...none } : { windowMs: 60_000, ...limits };
    this.send(trader, 'setProtection', { targetAccountId: 0, ...terms });
  }

  private operate({ kind, pick, ms }: Draw): void {
    const { venue } = this;
    const why = { seriesId: 1, reason: 'x' };
    if (kind === 93) {
      const last = venue.core.state.series.get(1, SERIES_FIELD.lastTradeId);
      const tradeId = Math.max(1, last - (pick % 8));
      return this.send(OPERATOR, 'bustTrade', { ...why, tradeId });
    }
    if (kind === 94) return this.send(OPERATOR, 'haltSeries', why);
    if (kind < 97) return this.send(OPERATOR, 'resumeSeries', why);
    const lastTimeMs = venue.timeMs;
    venue.timeMs += ms;
    if (kind > 97) return this.send(0, 'advanceTime', {});
    this.epoch += 1;
    this.send(0, 'startEpoch', { epoch: this.epoch, lastTimeMs });
  }

  private place(accountId: number, { type, tif, flag, pick, ms, side, ticks, lots }: Draw): void {
    const c = new Command();
    Object.assign(c, { kind: K.PLACE_ORDER, accountId, clientId: this.venue.nextId(accountId) });
    Object.assign(c, { seriesId: 1, side, priceTicks: ticks, lots, timeInForce: tif });
    c.orderType = [STOP, STOP_LIMIT, TRAILING_STOP, PEGGED][type] ?? LIMIT;
    c.selfTradePrevention = pick % 5;
    if (tif === GTD) c.expireTimeMs = this.venue.timeMs + ms + 1;
    if (c.orderType === STOP || c.orderType === TRAILING_STOP) c.timeInForce = IOC;
    if (c.orderType === STOP || c.orderType === STOP_LIMIT) c.triggerPriceTicks = 92 + (pick % 17);
    if (c.orderType === TRAILING_STOP) c.trailingOffsetTicks = 1 + (pick % 4);
    if (c.orderType === PEGGED) c.pegOffsetTicks = (pick % 9) - 4;
    const isPlain = c.orderType === LIMIT && (tif === GTC || tif === GTD);
    if (isPlain && flag === 1) c.displayLots = 1 + (pick % 3);
    if (isPlain && flag === 2) c.allOrNone = true;
    if (isPlain && flag === 3) c.postOnly = true;
    if (isPlain && flag === 4) c.postOnlySlide = true;
    const mine = [...this.orders].filter(([, known]) => known.account === accountId);
    if (flag === 5 && mine.length > 0) {
      const { core } = this.venue;
      const [id] = this.pick(mine, pick);
      c.ocoClientId = core.live.clientId(core.state.orders.find(id));
    }
    c.isSpecial = hasTerms(c);
    this.apply(c);
  }

  private change({ kind, pick, flag, ticks, lots }: Draw): void {
    const live = [...this.orders];
    if (live.length === 0) return;
    const [orderId, { account, limitTicks }] = this.pick(live, pick);
    const c = new Command();
    c.kind = kind < 57 ? K.AMEND_ORDER : K.CANCEL_ORDER;
    Object.assign(c, { accountId: account, orderId });
    if (c.kind === K.AMEND_ORDER) {
      c.clientId = this.venue.nextId(account);
      Object.assign(c, { priceTicks: flag < 3 ? limitTicks : ticks, lots });
    }
    this.apply(c);
  }

  private quote({ ticks, lots, pick, ms }: Draw): void {
    const levels = (sign: number, count: number) =>
      Array.from({ length: count }, (_, i) => {
        return { priceTicks: ticks + sign * (1 + i * (1 + (pick % 2))), quantityLots: lots };
      });
    const [bids, asks] = [levels(-1, pick % 6), levels(1, (pick >> 3) % 6)];
    const one = {
      seriesId: 1,
      bids,
      asks,
      factors: null,
      validUntilMs: this.venue.timeMs + ms + 1,
    };
    this.send(BROKER_ACCOUNT, 'massQuote', { basedOnSequence: 0, quotes: [one] });
  }

  private offer(account: number, { side, ticks, lots, ms }: Draw): void {
    this.send(BROKER_ACCOUNT, 'offerQuote', {
      ...{ targetAccountId: account, quoteRequestId: 1, seriesId: 1, side, priceTicks: ticks },
      ...{ quantityLots: lots, validUntilMs: this.venue.timeMs + ms + 1, errorCode: 0 },
      ...{ factors: null, sizeFactors: null },
    });
  }

  private send(accountId: number, name: ColdKind, body: object): void {
    const c = new Command();
    const clientRequestId = accountId === 0 ? 0 : this.venue.nextId(accountId);
    Object.assign(c, { kind: kindOf(name), accountId, clientId: clientRequestId });
    c.body = { clientRequestId, ...body } as unknown as Command['body'];
    this.apply(c);
  }

  private apply(c: Command): void {
    const { venue, twin } = this;
    const events = venue.apply(c);
    twin.events.clear();
    twin.apply(c);
    expect(readEvents(twin)).toEqual(events);
    expect(brokenInvariants(venue.core)).toEqual([]);
    for (const event of events) {
      this.seen.add(event[0] ?? 0);
      if (c.kind === K.ACCEPT_QUOTE && event[0] === EVENT.TRADE) this.seen.add(FIRM_TRADE);
      this.look(event);
    }
  }

  /** Whether an event agrees with what was told before it. */
  private look(event: number[]): void {
    const [type] = event;
    const id = event[3] ?? 0;
    switch (type) {
      case EVENT.ORDER_ACCEPTED: {
        const [, account = 0, , , , , side = 0, limitTicks = 0, openLots = 0] = event;
        this.orders.set(id, { account, side, limitTicks, openLots });
        return;
      }
      case EVENT.ORDER_CANCELED:
        expect(event[ORDER_CANCELED.lots], `${event}`).toBe(this.orders.get(id)?.openLots);
        this.orders.delete(id);
        return;
      case EVENT.ORDER_AMENDED:
      case EVENT.ORDER_REDUCED: {
        const known = this.orders.get(id) as Known;
        known.openLots = event[8] ?? 0;
        if (type === EVENT.ORDER_AMENDED) known.limitTicks = event[7] ?? 0;
        if (known.openLots === 0) this.orders.delete(id);
        return;
      }
      case EVENT.TRADE:
      case EVENT.AUCTION_TRADE:
        return this.lookAtTrade(event, type === EVENT.TRADE ? TRADE : AUCTION_TRADE);
      case EVENT.FIRM_QUOTE: {
        const [account = 0, quoteId = 0] = [event[FIRM_QUOTE.account], event[FIRM_QUOTE.orderId]];
        if (quoteId !== 0) this.offers.push([account, quoteId]);
      }
    }
  }

  private lookAtTrade(event: number[], T: typeof TRADE | typeof AUCTION_TRADE): void {
    expect(event[T.makerAccount]).not.toBe(event[T.takerAccount]);
    for (const [orderId, openLots] of [
      [event[T.makerOrderId], event[T.makerOpenLots]],
      [event[T.takerOrderId], event[T.takerOpenLots]],
    ] as const) {
      // Levels of the broker's quote are not told one by one.
      const known = this.orders.get(orderId ?? 0);
      if (known === undefined) continue;
      known.openLots -= event[T.lots] ?? 0;
      expect(openLots, `${event}`).toBe(known.openLots);
      const beyond =
        ((event[T.priceTicks] ?? 0) - known.limitTicks) * (known.side === BUY ? 1 : -1);
      expect(beyond, `${event}`).toBeLessThanOrEqual(0);
      if (known.openLots === 0) this.orders.delete(orderId ?? 0);
    }
  }

  private pick<T>(list: readonly T[], number: number): T {
    return list[number % list.length] as T;
  }

  private restored(): Core {
    const { core } = this.venue;
    const fresh = new Core({ limits: core.state.limits });
    expect(importState(fresh, exportState(core))).toBeUndefined();
    return fresh;
  }
}

test('a core that is restored again and again says what the other says', {
  timeout: 300_000,
}, () => {
  const seen = new Set<number>();
  const draws = fc.array(drawArb, { minLength: COMMANDS, maxLength: COMMANDS, size: 'max' });
  fc.assert(
    fc.property(draws, (all) => {
      const twins = new Twins(seen);
      for (const [i, draw] of all.entries()) {
        twins.step(draw);
        if (i % COMMANDS_A_RESTORE === 0) twins.restore();
      }
      twins.restore();
    }),
    { numRuns: RUNS, seed: SEED, endOnFailure: true },
  );
  // What this is for did happen.
  const rare = [
    ...(['TRADE', 'AUCTION_TRADE', 'TRADE_BUSTED', 'ORDER_TRIGGERED', 'ORDER_REPRICED'] as const),
    ...(['FIRM_QUOTE', 'QUOTE', 'PROTECTION', 'DELIVERY', 'ENTITLEMENT', 'EPOCH'] as const),
  ] as const;
  expect(rare.filter((name) => !seen.has(EVENT[name]))).toEqual([]);
  expect(seen).toContain(FIRM_TRADE);
});
