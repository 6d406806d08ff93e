/**
 * Catches an order that breaks several rules and is answered with the code of a later one, so that a client is told to
 * mend what is not what stopped it; and a core that hands the checks the wrong numbers.
 *
 * The numbers of the codes are the published order of the checks, but for PROTECTED, which is the second.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  BROKER_ACCOUNT,
  CODE,
  COMMAND_RESULT,
  EVENT,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_ACCEPTED,
  ORDER_REFUSED,
} from '../../../src/engine/core/index.js';
import { checkOrder, OrderCheck } from '../../../src/risk/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  COMMAND_KIND,
  Command,
  KILL_SCOPE,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../src/values/index.js';
import { DAY_MS, type TradingVenue, tradingVenue } from '../../support/venue.js';

const { BUY, SELL } = SIDE;
const OPERATOR = FIRST_OPERATOR_ACCOUNT;
const PPM = 1_000_000;

/** An order that passes every check. */
function soundOrder(side: number): OrderCheck {
  const sound: Partial<OrderCheck> = {
    role: side === BUY ? ACCOUNT_ROLE.CONSUMER : ACCOUNT_ROLE.PROVIDER,
    accountClass: ACCOUNT_CLASS.INSTITUTION,
    minimumClass: ACCOUNT_CLASS.RETAIL,
    isSeriesOpen: true,
    side,
    priceTicks: 100,
    lots: 10,
    maxPriceTicks: 1_000,
    maxOrderLots: 1_000,
    tickValueMicroPat: 100,
    feePpm: 10_000,
    unsoldLots: 1_000,
    maxOrderSharePpm: 50_000,
    maxNotionalMicroPat: PPM,
    markTicks: 100,
    collarBuyPpm: 1_200_000,
    collarSellPpm: 800_000,
    collarFloorPpm: 50_000,
    collarCapPpm: 5_000_000,
    maxOpenOrders: 5,
    exposureLimitMicroPat: PPM,
    availableMicroPat: PPM,
    freeRightsLots: 10,
    unitCoverMicroPat: side === SELL ? 10_000 : 0,
    dailyCreditMicroPat: PPM,
  };
  return Object.assign(new OrderCheck(), sound);
}

type Break = readonly [code: number, spoil: (c: OrderCheck) => void];

/** Where a check stands: the number of its code, but for one that came later and stands behind KILLED. */
const rank = (code: number): number => (code === CODE.PROTECTED ? CODE.KILLED + 0.5 : code);

const FOR_BOTH: readonly Break[] = [
  [CODE.KILLED, (c) => Object.assign(c, { isKilled: true })],
  [CODE.PROTECTED, (c) => Object.assign(c, { isTripped: true })],
  [CODE.PHASE, (c) => Object.assign(c, { role: ACCOUNT_ROLE.AUDITOR })],
  [CODE.SERIES_CLOSED, (c) => Object.assign(c, { isSeriesOpen: false })],
  [CODE.RATE, (c) => Object.assign(c, { hasRateCredit: false })],
  [CODE.TICK_LOT, (c) => Object.assign(c, { maxPriceTicks: 99 })],
  [CODE.MAX_QTY, (c) => Object.assign(c, { unsoldLots: 199 })],
  [CODE.MAX_NOTIONAL, (c) => Object.assign(c, { maxNotionalMicroPat: 99_999 })],
  [CODE.COLLAR, (c) => Object.assign(c, { markTicks: 19 })],
  [CODE.SELF_MATCH, (c) => Object.assign(c, { wouldSelfMatch: true })],
  [CODE.OPEN_ORDERS, (c) => Object.assign(c, { openOrders: 5 })],
];
const FOR_BUYS: readonly Break[] = [
  ...FOR_BOTH,
  [CODE.NOT_QUALIFIED, (c) => Object.assign(c, { minimumClass: ACCOUNT_CLASS.QUALIFIED })],
  // The worst case is 101,000 with the fee.
  [CODE.EXPOSURE, (c) => Object.assign(c, { exposureMicroPat: PPM - 100_999 })],
  [CODE.ESCROW_OR_PAT, (c) => Object.assign(c, { availableMicroPat: 100_999 })],
  [CODE.DAILY_CREDIT, (c) => Object.assign(c, { creditUsedMicroPat: PPM - 100_999 })],
];
const FOR_SELLS: readonly Break[] = [
  ...FOR_BOTH,
  [CODE.ESCROW_OR_PAT, (c) => Object.assign(c, { freeRightsLots: 9 })],
  [CODE.MARGIN, (c) => Object.assign(c, { availableMicroPat: 99_999 })],
];

describe.each([
  ['buy', BUY, FOR_BUYS],
  ['sell', SELL, FOR_SELLS],
] as const)('the checks of a %s', (_name, side, breaks) => {
  test('every set of broken rules is answered with the first', () => {
    expect(checkOrder(soundOrder(side))).toBe(0);
    const wrong: object[] = [];
    for (let set = 1; set < 1 << breaks.length; set += 1) {
      const broken = breaks.filter((_, bit) => (set & (1 << bit)) !== 0);
      const c = soundOrder(side);
      for (const [, spoil] of broken) spoil(c);
      const first = broken.map(([one]) => one).toSorted((a, b) => rank(a) - rank(b))[0];
      const code = checkOrder(c);
      if (code !== first) wrong.push({ broken: broken.map(([number]) => number), code });
    }
    expect(wrong).toEqual([]);
  });

  test('each limit is met exactly and missed by one', () => {
    // The rules above are broken by the least amount; one unit less passes.
    const edges: Partial<OrderCheck>[] = [
      { maxPriceTicks: 100 },
      { unsoldLots: 200 },
      { maxNotionalMicroPat: 100_000 },
      { openOrders: 4 },
      { maxOrderLots: 10 },
      side === BUY ? { exposureMicroPat: PPM - 101_000 } : { freeRightsLots: 10 },
      { availableMicroPat: side === BUY ? 101_000 : 100_000 },
      { creditUsedMicroPat: PPM - 101_000 },
    ];
    for (const edge of edges) {
      expect({ edge, code: checkOrder(Object.assign(soundOrder(side), edge)) }).toEqual({
        edge,
        code: 0,
      });
    }
  });
});

interface Scene {
  readonly venue: TradingVenue;
  readonly consumer: number;
  readonly order: { side: number; priceTicks: number; lots: number; seriesId: number };
}

/** How each rule is broken with commands alone; each leaves the others as they are. */
const IN_THE_CORE: readonly (readonly [code: number, spoil: (scene: Scene) => void])[] = [
  [
    CODE.KILLED,
    ({ venue, consumer }) => {
      const kill = { killScope: KILL_SCOPE.ACCOUNT, targetId: consumer, reason: 'test' };
      venue.send(OPERATOR, 'kill', kill);
    },
  ],
  [CODE.PHASE, ({ order }) => Object.assign(order, { side: SELL })],
  [
    CODE.SERIES_CLOSED,
    ({ venue }) => venue.send(OPERATOR, 'haltSeries', { seriesId: 1, reason: 'test' }),
  ],
  [
    CODE.RATE,
    ({ venue, consumer }) => {
      setParameter(venue, 'order_burst_count', 1);
      setParameter(venue, 'order_rate_per_second', 1);
      // Whatever becomes of it, it takes the one credit there is.
      venue.order(consumer, { side: BUY, priceTicks: 1, lots: 1 });
    },
  ],
  [CODE.TICK_LOT, ({ order }) => Object.assign(order, { priceTicks: 1_000_001 })],
  [CODE.MAX_QTY, ({ order }) => Object.assign(order, { lots: 300 })],
  [CODE.MAX_NOTIONAL, ({ venue }) => setParameter(venue, 'max_notional_micro_pat', 1)],
  [
    CODE.COLLAR,
    ({ venue }) => {
      const marks = [{ seriesId: 1, markTicks: 10, sigmaPpm: 0, thinnessPpm: PPM }];
      venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
    },
  ],
  [CODE.OPEN_ORDERS, ({ venue }) => setParameter(venue, 'max_open_orders', 0)],
  [CODE.EXPOSURE, (scene) => limitAccount(scene, { exposureLimitMicroPat: 1 })],
  [
    CODE.ESCROW_OR_PAT,
    ({ venue, consumer }) => {
      const amountMicroPat = venue.core.state.ledger.available(consumer);
      venue.send(OPERATOR, 'withdraw', { targetAccountId: consumer, amountMicroPat });
    },
  ],
  [CODE.DAILY_CREDIT, (scene) => limitAccount(scene, { dailyCreditMicroPat: 1 })],
];

function setParameter(venue: TradingVenue, name: string, value: number): void {
  const body = { name, target: '', value, expectedVersion: 0, reason: 'test', unset: false };
  venue.send(OPERATOR, 'setParameter', body);
}

function limitAccount({ venue, consumer }: Scene, limits: object): void {
  venue.send(OPERATOR, 'updateAccount', {
    targetAccountId: consumer,
    accountClass: 0,
    exposureLimitMicroPat: 0,
    dailyCreditMicroPat: 0,
    ...limits,
  });
}

function scene(rules: Parameters<typeof tradingVenue>[0] = {}): Scene {
  const venue = tradingVenue(rules);
  const [consumer = 0] = venue.consumers;
  return { venue, consumer, order: { side: BUY, priceTicks: 100, lots: 1, seriesId: 1 } };
}

/** The code of an order's refusal, or 0. */
function codeOf(events: number[][]): number {
  const refused = events.find(([type]) => type === EVENT.ORDER_REFUSED);
  return refused?.[ORDER_REFUSED.code] ?? 0;
}

const place = ({ venue, consumer, order }: Scene): number => codeOf(venue.order(consumer, order));

describe('the core', () => {
  test('an order that breaks nothing is taken', () => {
    expect(place(scene())).toBe(0);
  });

  test.each(IN_THE_CORE)(
    'an order that breaks one rule is answered with its code, %i',
    (code, spoil) => {
      const one = scene();
      spoil(one);
      expect(place(one)).toBe(code);
    },
  );

  test('an order that breaks several is answered with the first', () => {
    const sets = fc.subarray([...IN_THE_CORE], { minLength: 2 });
    fc.assert(
      fc.property(sets, fc.boolean(), (broken, isQualified) => {
        const one = scene(isQualified ? {} : { minimumClass: ACCOUNT_CLASS.QUALIFIED });
        // Nobody who sells has to be qualified; and PHASE comes first.
        const codes: number[] = broken.map(([code]) => code);
        if (!isQualified) codes.push(CODE.NOT_QUALIFIED);
        for (const [, spoil] of broken) spoil(one);
        expect(place(one)).toBe(Math.min(...codes));
      }),
      { numRuns: 60 },
    );
  });

  test('before all checks: the client id, the role, the form, the series', () => {
    const one = scene();
    for (const [, spoil] of IN_THE_CORE) spoil(one);
    const { venue, consumer, order } = one;
    const command = Object.assign(new Command(), {
      ...order,
      kind: COMMAND_KIND.PLACE_ORDER,
      accountId: consumer,
      orderType: ORDER_TYPE.LIMIT,
      timeInForce: TIME_IN_FORCE.IOC,
      postOnly: true,
      seriesId: 99,
    });
    expect(codeOf(venue.apply(command))).toBe(CODE.INVALID_FIELD);
    command.clientId = venue.nextId(consumer);
    expect(codeOf(venue.apply(command))).toBe(CODE.INVALID_FIELD);
    // A known id is answered with what became of it, whatever the command says now.
    command.postOnly = false;
    expect(codeOf(venue.apply(command))).toBe(CODE.INVALID_FIELD);
    command.clientId = venue.nextId(consumer);
    expect(codeOf(venue.apply(command))).toBe(CODE.UNKNOWN_SERIES);
    command.accountId = venue.core.state.accounts.count;
    command.postOnly = true;
    command.clientId = 1;
    expect(codeOf(venue.apply(command))).toBe(CODE.ROLE);
  });
});

describe('the numbers the core hands to the checks', () => {
  const buys = ({ venue, consumer, order }: Scene, more: object = {}): number =>
    codeOf(venue.order(consumer, { ...order, ...more }));
  const accepted = (events: number[][]): number => events[0]?.[ORDER_ACCEPTED.orderId] as number;
  const amended = (events: number[][]): number =>
    events.find(([type]) => type === EVENT.COMMAND_RESULT)?.[COMMAND_RESULT.code] ?? 0;

  test('credits for orders are used one by one, come back with time, and never exceed the burst', () => {
    const one = scene();
    const { venue, consumer } = one;
    setParameter(venue, 'order_burst_count', 5);
    setParameter(venue, 'order_rate_per_second', 2);
    const left = () => venue.core.checks.credits(consumer);
    expect(left()).toEqual({ remaining: 5, resetMs: 0 });
    for (let i = 0; i < 2; i += 1) expect(place(one)).toBe(0);
    expect(left()).toEqual({ remaining: 3, resetMs: 1_000 });
    venue.advance(600);
    expect(left()).toEqual({ remaining: 4, resetMs: 400 });
    for (let i = 0; i < 4; i += 1) expect(place(one)).toBe(0);
    expect(place(one)).toBe(CODE.RATE);
    expect(left()).toEqual({ remaining: 0, resetMs: 2_400 });
    // A fifth of a credit is left; being refused uses nothing.
    venue.advance(399);
    expect(place(one)).toBe(CODE.RATE);
    venue.advance(1);
    expect(place(one)).toBe(0);
    venue.advance(60_000);
    expect(left()).toEqual({ remaining: 5, resetMs: 0 });
    for (let i = 0; i < 5; i += 1) expect(place(one)).toBe(0);
    expect(place(one)).toBe(CODE.RATE);
    // The broker needs none.
    for (let i = 0; i < 7; i += 1) {
      const bid = { side: BUY, priceTicks: 90, lots: 1 };
      expect(codeOf(venue.order(BROKER_ACCOUNT, bid))).toBe(0);
    }
  });

  test('daily credit is used by orders and by what an amend adds, and is whole again the next day', () => {
    const one = scene();
    const { venue, consumer, order } = one;
    // Three lots at 100 ticks with the fee of 1 %.
    limitAccount(one, { dailyCreditMicroPat: 3_030_000 });
    const orderId = accepted(venue.order(consumer, order));
    expect(amended(venue.amend(consumer, orderId, 100, 3))).toBe(0);
    expect(amended(venue.amend(consumer, orderId, 100, 4))).toBe(CODE.DAILY_CREDIT);
    // What is cancelled was used.
    venue.cancel(consumer, orderId);
    expect(buys(one)).toBe(CODE.DAILY_CREDIT);
    venue.advance(DAY_MS);
    expect(buys(one, { lots: 3 })).toBe(0);
    expect(buys(one)).toBe(CODE.DAILY_CREDIT);
  });

  test('an amend is checked as if what its order holds were free', () => {
    const one = scene();
    const { venue, consumer, order } = one;
    setParameter(venue, 'max_open_orders', 1);
    limitAccount(one, { exposureLimitMicroPat: 3_030_000 });
    const { ledger } = venue.core.state;
    const amountMicroPat = ledger.available(consumer) - 3_030_000;
    venue.send(OPERATOR, 'withdraw', { targetAccountId: consumer, amountMicroPat });
    const orderId = accepted(venue.order(consumer, { ...order, lots: 2 }));
    expect(buys(one)).toBe(CODE.OPEN_ORDERS);
    expect(amended(venue.amend(consumer, orderId, 100, 4))).toBe(CODE.EXPOSURE);
    expect(amended(venue.amend(consumer, orderId, 100, 3))).toBe(0);
    expect(amended(venue.amend(consumer, orderId, 99, 3))).toBe(0);
    expect(ledger.available(consumer)).toBe(30_300);
    // The rights of a provider as well: all it has are offered, and stay so at another price.
    const [provider = 0] = venue.providers;
    setParameter(venue, 'max_order_share_ppm', PPM);
    const offered = venue.order(provider, { side: SELL, priceTicks: 110, lots: 2_000 });
    expect(codeOf(offered)).toBe(0);
    const dearer = venue.amend(provider, accepted(offered), 111, 2_000);
    expect(amended(dearer)).toBe(0);
    expect(amended(venue.amend(provider, accepted(offered), 111, 2_001))).toBe(CODE.ESCROW_OR_PAT);
  });

  test("the broker's best live quote widens the collar of the other side, and only its own side's", () => {
    const one = scene();
    const { venue } = one;
    const [provider = 0] = venue.providers;
    const stock = { side: BUY, priceTicks: 100, lots: 10 };
    venue.order(BROKER_ACCOUNT, stock);
    venue.order(provider, { ...stock, side: SELL });
    const marks = [{ seriesId: 1, markTicks: 100, sigmaPpm: 0, thinnessPpm: PPM }];
    venue.send(BROKER_ACCOUNT, 'markUpdate', { marks });
    const quote = (bids: number[], asks: number[]) => {
      const level = (priceTicks: number) => ({ priceTicks, quantityLots: 1 });
      const validUntilMs = venue.timeMs + 60_000;
      const levels = { bids: bids.map(level), asks: asks.map(level) };
      const quotes = [{ seriesId: 1, ...levels, validUntilMs, factors: null }];
      venue.send(BROKER_ACCOUNT, 'massQuote', { basedOnSequence: 0, quotes });
    };
    // More lots than are quoted, so that what passes the checks trades nothing.
    const whole = { lots: 9, timeInForce: TIME_IN_FORCE.FOK };
    const expectEdges = (mostTicks: number, leastTicks: number) => {
      const sellAt = (priceTicks: number) =>
        codeOf(venue.order(provider, { ...whole, side: SELL, priceTicks }));
      const inside = [buys(one, { ...whole, priceTicks: mostTicks }), sellAt(leastTicks)];
      expect(inside).toEqual([CODE.FOK_UNFILLABLE, CODE.FOK_UNFILLABLE]);
      const outside = [buys(one, { ...whole, priceTicks: mostTicks + 1 }), sellAt(leastTicks - 1)];
      expect(outside).toEqual([CODE.COLLAR, CODE.COLLAR]);
    };
    expectEdges(120, 80);
    quote([60, 50], []);
    expectEdges(120, 48);
    venue.order(provider, { side: SELL, priceTicks: 60, lots: 1 });
    expectEdges(120, 40);
    quote([], [150, 160]);
    expectEdges(180, 80);
    buys(one, { priceTicks: 150 });
    expectEdges(192, 80);
    quote([60], [150]);
    expectEdges(180, 48);
    quote([110], [115]);
    expectEdges(138, 80);
  });
});
