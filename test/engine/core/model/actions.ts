/** Runs random actions: the commands they become, given the state the reference is in. */
import {
  type Command,
  COMMAND_KIND as K,
  ORDER_TYPE,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';
import { DAY_MS } from '../../../support/venue.js';
import type { Fact } from '../reference/world.js';
import { type Action, BROKER, HOSTILE, one, segmentOf } from './action.js';
import { operationOf } from './operations.js';
import { CONSUMERS, fieldsOf, OPERATORS, PROVIDERS, type Scenario } from './scenario.js';
import { walletOf } from './wallets.js';

/** Runs an action on both cores; what happened, of both alike. */
export function run(scenario: Scenario, action: Action): readonly Fact[] {
  const fields = commandOf(scenario, action);
  if (fields === undefined) return [];
  const { driver } = scenario;
  const { world } = driver.reference;
  const isVenue = (fields.kind as number) >= K.ADVANCE_TIME;
  let accountId = fields.accountId ?? 0;
  if (!isVenue && action.stray === 0) accountId = (action.who % world.accounts.length) + 1;
  const clientId = isVenue ? 0 : (fields.clientId ?? clientIdOf(scenario, accountId, action.id));
  return driver.apply({ ...fields, accountId, clientId });
}

/** Mostly the next id; now and then a repeated, old, skipping or missing one, or one of another id space. */
function clientIdOf(scenario: Scenario, account: number, id: number): number {
  if (id === 0) return 0;
  if (id === 1) return scenario.lastId(account);
  if (id === 2) return Math.max(1, scenario.lastId(account) - 3);
  if (id === 3) return Math.max(1, scenario.lastId(account) - 40);
  if (id === 4) return scenario.nextId(account, 1 + (account % 3));
  if (id === 5) {
    scenario.nextId(account);
    return scenario.nextId(account);
  }
  if (id === 6) return scenario.lastId(account) + 2;
  return scenario.nextId(account);
}

function commandOf(scenario: Scenario, a: Action): Partial<Command> | undefined {
  const { driver } = scenario;
  const { world } = driver.reference;
  const seriesId = seriesOf(scenario, a);
  const operator = one(OPERATORS, a.who);
  const provider = one(PROVIDERS, a.who);
  const consumer = one(CONSUMERS, a.who);
  const quantityLots = a.lots;
  switch (a.kind) {
    case 'order':
      return orderOf(scenario, a, seriesId);
    case 'bundle':
      return bundleOf(scenario, a);
    case 'cancel':
    case 'amend':
      return changeOf(scenario, a);
    case 'massCancel':
      return massCancelOf(a, seriesId);
    case 'quote':
      return quoteOf(scenario, a, seriesId);
    case 'mark': {
      const sigmaPpm = a.id === 0 ? one(HOSTILE, a.pick) : one([0, 80_000, 333_333], a.choice);
      const thin = [1_000_000, 1_999_999, 2_000_000, 3_333_333, 4_000_000, 0];
      const thinnessPpm = a.id === 1 ? one(HOSTILE, a.who) : one(thin, a.pick);
      const marks = [{ seriesId, markTicks: a.price, sigmaPpm, thinnessPpm }];
      return { ...fieldsOf('markUpdate', { marks }), accountId: BROKER };
    }
    case 'mint':
      return { ...fieldsOf('mintRights', { seriesId, quantityLots }), accountId: provider };
    case 'withdrawRights':
    case 'exercise':
      return rightsOf(scenario, a, seriesId);
    case 'escrowCapacity': {
      const terms = { providerId: one([0, provider, consumer], a.choice), segment: segmentOf(a) };
      const attestedUntilMs = driver.timeMs + one([0, 3_600_000, DAY_MS, 9 * DAY_MS], a.pick);
      const body = { ...terms, capacityLots: a.lots * 40, attestedUntilMs };
      return { ...fieldsOf('escrowCapacity', body), accountId: a.pick % 4 ? provider : operator };
    }
    case 'autoExercise': {
      const body = { seriesId, enabled: a.choice % 2 === 0 };
      return { ...fieldsOf('setAutoExercise', body), accountId: consumer };
    }
    case 'delivery':
      return world.deliveries.length === 0 && a.choice % 9 > 0
        ? rightsOf(scenario, { ...a, kind: 'exercise' }, seriesId)
        : deliveryOf(scenario, a);
    case 'time':
      return timeOf(scenario, a);
    case 'epoch': {
      const lastTimeMs = a.choice % 4 === 0 ? 0 : driver.timeMs;
      driver.timeMs += (a.choice % 30) * 60_000;
      return fieldsOf('startEpoch', { epoch: world.epoch + 1, lastTimeMs });
    }
    case 'session':
      return sessionOf(scenario, a);
    case 'protection':
      return protectionOf(scenario, a, operator);
    case 'wallet':
      return walletOf(scenario, a);
    case 'outcome': {
      const clientOrderId = clientIdOf(scenario, consumer, a.choice % 8);
      const fields = fieldsOf('getOutcome', { clientOrderId });
      return { ...fields, accountId: consumer, clientId: clientOrderId };
    }
    default:
      return operationOf(scenario, a, seriesId, operator);
  }
}

/** Mostly resets those that tripped and sets narrow limits; now and then ends one, or says nonsense. */
function protectionOf(scenario: Scenario, a: Action, operator: number): Partial<Command> {
  const { world } = scenario.driver.reference;
  const makers = [BROKER, BROKER, ...PROVIDERS, ...CONSUMERS];
  const tripped = world.accounts.filter(({ protection }) => protection?.limit).map(({ id }) => id);
  const isReset = tripped.length > 0 ? a.choice % 4 !== 0 : a.choice % 9 === 0;
  const account = isReset ? one([...tripped, ...makers], a.who) : one(makers, a.who);
  const accountId = a.pick % 3 === 0 ? operator : account;
  const strange = one([0, 999, account, operator], a.choice);
  const targetAccountId = a.pick % 7 === 0 ? strange : accountId === account ? 0 : account;
  if (isReset) return { ...fieldsOf('resetProtection', { targetAccountId }), accountId };
  const windowMs = one([60_000, 600_000, 7, DAY_MS, 3_600_000, 60_000], a.series);
  const limits = {
    maxFills: one([0, 1, 2, 5], a.choice),
    maxQuantityLots: one([0, 5, 20, 0, 0], a.pick),
    maxDeltaMicroPat: one([0, 0, 9_000_000, 40_000_000, 0, 0], a.lots),
  };
  const hostile = { ...limits, [one(Object.keys(limits), a.pick)]: one(HOSTILE, a.who) };
  const body =
    a.choice % 11 === 0
      ? { windowMs: one([0, ...HOSTILE, DAY_MS + 1], a.who), ...hostile }
      : a.choice % 13 === 0
        ? { windowMs: 0, maxFills: 0, maxQuantityLots: 0, maxDeltaMicroPat: 0 }
        : { windowMs, ...limits };
  return { ...fieldsOf('setProtection', { targetAccountId, ...body }), accountId };
}

/** Mostly an open series with rights in it, else any, else none there is. */
function seriesOf(scenario: Scenario, a: Action): number {
  const { series } = scenario.driver.reference.world;
  const open = series.filter(
    ({ state, minted }) =>
      (state === SERIES_STATE.OPEN || state === SERIES_STATE.AUCTION) &&
      (minted > 0 || a.kind === 'mint'),
  );
  const ahead = series.filter(({ state, minted }) => state === SERIES_STATE.FORWARD && minted > 0);
  if (a.series > 58) return one(HOSTILE, a.pick);
  // Where there are forwards, mostly those that open first.
  if (ahead.length > 0 && a.pick % 4 !== 0) return one(ahead.slice(0, 2), a.series).id;
  return a.series > 50 || open.length === 0
    ? (a.series % series.length) + 1
    : one(open, a.series).id;
}

/** Exercises or withdraws rights that are held, mostly not more than there are. */
function rightsOf(scenario: Scenario, a: Action, seriesId: number): Partial<Command> {
  const { world } = scenario.driver.reference;
  const isExercise = a.kind === 'exercise';
  const accounts = isExercise ? CONSUMERS : PROVIDERS;
  const name = isExercise ? 'exerciseRights' : 'withdrawRights';
  const held = world.series
    .flatMap((series) => series.positions)
    .filter((p) => p.held > 0 && accounts.includes(p.account));
  if (held.length === 0 && a.choice % 12 !== 0) return orderOf(scenario, a, seriesId);
  const position = a.choice % 12 !== 0 ? one(held, a.pick) : undefined;
  const max = position && a.choice % 13 !== 0 ? position.held : Infinity;
  const body = { seriesId: position?.series ?? seriesId, quantityLots: Math.min(a.lots, max) };
  return { ...fieldsOf(name, body), accountId: position?.account ?? one(accounts, a.who) };
}
function orderOf(scenario: Scenario, a: Action, seriesId: number): Partial<Command> {
  const { timeMs, reference } = scenario.driver;
  const traders = [...CONSUMERS, ...PROVIDERS, ...CONSUMERS, ...PROVIDERS, BROKER];
  const accountId = one(traders, a.who);
  const usual = CONSUMERS.includes(accountId) || (accountId === BROKER && a.pick % 2 === 0);
  const side = (a.choice % 50 === 0) === usual ? SIDE.SELL : SIDE.BUY;
  const timeInForce = one([1, 1, 1, 1, 1, 1, 2, 3, 4, 4, 5], a.pick);
  const isGtd = timeInForce === TIME_IN_FORCE.GTD;
  const isImmediate = timeInForce >= TIME_IN_FORCE.IOC;
  const series = reference.world.seriesOf(seriesId);
  const held = series && reference.world.position(accountId, series)?.held;
  const most = side === SIDE.SELL && held && a.choice % 10 !== 0 ? held : Infinity;
  return {
    kind: K.PLACE_ORDER,
    accountId,
    seriesId,
    side,
    orderType: isImmediate && a.choice % 3 === 0 ? 2 : a.choice % 90 === 1 ? 2 : 1,
    timeInForce,
    priceTicks: a.price,
    lots: Math.min(a.lots, most),
    selfTradePrevention: a.choice % 5,
    postOnly: a.choice % 7 === 0 && !isImmediate,
    expireTimeMs: isGtd ? timeMs + one([1, 1_000, 60_000, 600_000, DAY_MS, 0], a.choice) : 0,
    sessionId: a.pick % 3,
    ...termsOf(scenario, a, accountId),
  };
}

/** Legs over the series that trade, mostly at prices that fill; now and then none, too many, or one series twice. */
function bundleOf(scenario: Scenario, a: Action): Partial<Command> {
  const { series } = scenario.driver.reference.world;
  const accountId = one([...CONSUMERS, ...CONSUMERS, ...PROVIDERS], a.who);
  const isBuyer = CONSUMERS.includes(accountId);
  const side = (a.choice % 40 === 0) === isBuyer ? SIDE.SELL : SIDE.BUY;
  const trading = series.filter(({ state, minted }) => state === SERIES_STATE.OPEN && minted > 0);
  const some = trading.length > 0 && a.choice % 10 !== 0 ? trading : series;
  const count = a.pick % 30 === 0 ? a.choice % 10 : 1 + (a.pick % 3);
  const max = a.choice % 25 === 0 ? count : Math.min(count, some.length);
  const legs = Array.from({ length: max }, (_, i) => ({
    seriesId: one(some, a.series + i).id,
    side,
    priceTicks: a.price + (side === SIDE.BUY ? 6 : -6),
    quantityLots: a.choice % 20 === 1 ? a.lots : 1 + ((a.lots + i) % 4),
  }));
  return { ...fieldsOf('placeBundle', { legs }), accountId };
}

/** Half of the orders are plain; the others are icebergs, stops, pegs, of a group, and now and then nonsense. */
function termsOf(scenario: Scenario, a: Action, accountId: number): Partial<Command> {
  const { STOP, STOP_LIMIT, TRAILING_STOP, PEGGED } = ORDER_TYPE;
  const displayLots = one([1, 2, 3, 5], a.choice);
  const triggerPriceTicks = 90 + (a.choice % 21);
  const resting = { timeInForce: one([1, 1, 2], a.pick), orderType: ORDER_TYPE.LIMIT };
  const timeInForce = one([1, 1, 1, 2, 4, 5], a.pick);
  const waiting = { timeInForce, triggerPriceTicks, postOnly: false, expireTimeMs: 0 };
  const kinds: readonly Partial<Command>[] = [
    { ...resting, displayLots, expireTimeMs: 0 },
    { ...resting, displayLots, expireTimeMs: 0 },
    { ...resting, allOrNone: true, postOnly: false, expireTimeMs: 0 },
    { ...resting, postOnlySlide: true, postOnly: false, expireTimeMs: 0 },
    { ...waiting, orderType: STOP },
    { ...waiting, orderType: STOP_LIMIT },
    { ...waiting, orderType: STOP_LIMIT },
    { ...waiting, orderType: STOP_LIMIT, timeInForce: 1, displayLots, postOnly: a.pick % 3 === 0 },
    { ...waiting, orderType: STOP_LIMIT, timeInForce: 1, allOrNone: true },
    { ...waiting, orderType: TRAILING_STOP, trailingOffsetTicks: 1 + (a.choice % 6) },
    {
      ...waiting,
      orderType: TRAILING_STOP,
      trailingOffsetTicks: 1 + (a.choice % 6),
      triggerPriceTicks: 0,
    },
    { ...resting, orderType: PEGGED, pegOffsetTicks: (a.choice % 19) - 9, expireTimeMs: 0 },
    { ...resting, orderType: PEGGED, pegOffsetTicks: (a.choice % 5) - 2, expireTimeMs: 0 },
    { pegOffsetTicks: one(HOSTILE, a.pick), displayLots: one(HOSTILE, a.choice) },
    { orderType: one([3, 4, 5, 6, 7], a.choice), triggerPriceTicks: one(HOSTILE, a.pick) },
  ];
  const terms = a.terms % 2 === 0 ? {} : one(kinds, a.terms >> 1);
  const isOco = a.terms % 7 === 0;
  return isOco ? { ...terms, ocoClientId: mateOf(scenario, a, accountId) } : terms;
}

/** Client id of a live order of the account; now and then of any order, or of none. */
function mateOf(scenario: Scenario, a: Action, accountId: number): number {
  const { orders } = scenario.driver.reference.world;
  const mine = orders.filter((o) => o.account === accountId && !o.isQuote);
  const some = a.choice % 10 === 0 ? orders : mine;
  return some.length === 0 ? a.choice : one(some, a.choice).clientId;
}

/** Amends or cancels a live order, one that is over, or one of somebody else; by its id or its client id. */
function changeOf(scenario: Scenario, a: Action): Partial<Command> {
  const { tokens, reference } = scenario.driver;
  const { orders } = reference.world;
  const order = orders.length > 0 ? one(orders, a.pick) : undefined;
  const known = tokens.idsOf('order');
  const isLive = order !== undefined && a.choice % 8 !== 0;
  const orderId = isLive ? tokens.idOf(order.token) : (known[a.pick] ?? one(HOSTILE, a.pick));
  const byClientId = isLive && a.choice % 5 === 0;
  const isSame = a.choice % 3 === 0;
  return {
    kind: a.kind === 'amend' ? K.AMEND_ORDER : K.CANCEL_ORDER,
    accountId: order?.account ?? one(CONSUMERS, a.who),
    orderId: byClientId ? 0 : orderId,
    targetClientId: byClientId ? order.clientId : 0,
    priceTicks: isSame && order ? order.price : a.price,
    lots: a.lots,
  };
}

function massCancelOf(a: Action, seriesId: number): Partial<Command> {
  const filter = {
    seriesId: a.choice % 2 ? seriesId : 0,
    side: a.choice % 3,
    minPriceTicks: a.pick % 2 ? a.price : 0,
    maxPriceTicks: a.pick % 3 ? 0 : a.price + 10,
    sessionId: a.pick % 4 === 3 ? 1 : 0,
  };
  const accountId = one([...CONSUMERS, ...PROVIDERS, BROKER], a.who);
  return { ...fieldsOf('massCancel', filter), accountId };
}

/** A ladder around a middle; now and then crossed, unordered, empty, too long, stale or of a strange series. */
function quoteOf(scenario: Scenario, a: Action, seriesId: number): Partial<Command> {
  const { driver } = scenario;
  const count = a.pick % 20 === 0 ? 6 : a.pick % 5;
  const half = a.choice % 40 === 0 ? 0 : 1 + (a.choice % 6);
  const { world } = driver.reference;
  const series = world.seriesOf(seriesId);
  const held = series ? (world.position(BROKER, series)?.held ?? 0) : 0;
  const step = a.choice % 30 === 0 ? 0 : 1 + (a.pick % 3);
  const ladder = (direction: number) =>
    Array.from({ length: count }, (_, i) => ({
      priceTicks: a.price + direction * (half + i * step),
      quantityLots: Math.max(1, Math.floor(a.lots / (i + 1))),
    }));
  // Asks of more than there is to sell are tried now and then only.
  const most = a.choice % 12 === 0 ? Infinity : Math.floor(held / count);
  const asks = ladder(1)
    .map((level) => ({ ...level, quantityLots: Math.min(level.quantityLots, most) }))
    .filter((level) => level.quantityLots > 0);
  const quote = {
    seriesId,
    bids: a.choice % 9 === 0 ? [] : ladder(-1),
    asks: a.choice % 7 === 0 ? [] : asks,
    validUntilMs: driver.timeMs + one([600_000, 60_000, 60_000, 1_000, 8 * DAY_MS, 1, 0], a.who),
    factors: null,
  };
  const { sequence } = driver.reference.world;
  const based = [0, sequence, sequence - 1, sequence - 5, sequence - 30, sequence + 2];
  const quotes = a.choice % 4 === 0 ? [quote, { ...quote, seriesId: 1 + (a.who % 4) }] : [quote];
  const body = { quotes, basedOnSequence: Math.max(0, one(based, a.id)) };
  return { ...fieldsOf('massQuote', body), accountId: BROKER };
}

/** Any step of any delivery, mostly by the party whose step it is. */
function deliveryOf(scenario: Scenario, a: Action): Partial<Command> {
  const { tokens, reference } = scenario.driver;
  const { deliveries } = reference.world;
  const delivery = deliveries.length > 0 ? one(deliveries, a.pick) : undefined;
  const old = tokens.idsOf('delivery');
  const deliveryId =
    delivery && a.choice % 11 !== 0
      ? tokens.idOf(delivery.token)
      : (old[a.pick] ?? one(HOSTILE, a.pick));
  const consumer = delivery?.consumer ?? one(CONSUMERS, a.who);
  const provider = delivery?.provider ?? one(PROVIDERS, a.who);
  const reason = 'because';
  switch (a.choice % 9) {
    case 0:
    case 1: {
      const body = {
        deliveryId,
        contentHash: new Uint8Array(32).fill(1 + (a.who % 3 === 0 ? a.pick % 2 : 0)),
        location: `https://data.example/${a.who % 2}`,
      };
      return { ...fieldsOf('noticeDelivery', body), accountId: provider };
    }
    case 2: {
      const body = {
        deliveryId,
        contentHash: new Uint8Array(32).fill(1 + (a.pick % 9 === 0 ? 1 : 0)),
        location: `https://data.example/${a.pick % 2}`,
      };
      return { ...fieldsOf('proveDelivery', body), accountId: one(OPERATORS, a.who) };
    }
    case 3:
    case 4: {
      const body = { deliveryId, signature: new Uint8Array(64), keyId: 1 };
      return { ...fieldsOf('acceptDelivery', body), accountId: consumer };
    }
    case 5:
    case 6:
      return { ...fieldsOf('disputeDelivery', { deliveryId, reason }), accountId: consumer };
    case 7: {
      const body = { deliveryId, upheld: a.pick % 2 === 0, reason };
      return { ...fieldsOf('ruleDispute', body), accountId: one(OPERATORS, a.who) };
    }
    default: {
      const accountId = a.pick % 2 ? consumer : provider;
      return { ...fieldsOf('acknowledgeTicket', { deliveryId }), accountId };
    }
  }
}

function timeOf(scenario: Scenario, a: Action): Partial<Command> {
  const { driver } = scenario;
  const minute = 60_000;
  const steps = [1, 1_000, minute, minute, 3 * minute, 9 * minute, 11 * minute, 21 * minute];
  driver.timeMs += a.choice % 40 === 0 ? one([60 * minute, DAY_MS], a.pick) : one(steps, a.choice);
  return fieldsOf('advanceTime', {});
}

function sessionOf(scenario: Scenario, a: Action): Partial<Command> {
  const { sessions } = scenario.driver.reference.world;
  const accountId = one([...CONSUMERS, ...PROVIDERS, BROKER], a.who);
  if (sessions.length < 2 || a.choice % 2) {
    const fields = fieldsOf('openSession', { cancelOnDisconnect: a.pick % 3 > 0 });
    return { ...fields, accountId, sessionId: a.pick % 3 };
  }
  const session = one(sessions, a.pick);
  const fields = fieldsOf('closeSession', { clean: a.pick % 4 === 0 });
  return { ...fields, accountId: session.account, sessionId: session.id };
}
