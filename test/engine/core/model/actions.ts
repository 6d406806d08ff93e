/**
 * Random actions and the commands they become. An action is a record of small numbers that is given meaning only when
 * it runs (which order, whose delivery), so that any part of a failing run still means something when it is shrunk.
 */
import * as fc from 'fast-check';
import {
  type Command,
  COMMAND_KIND as K,
  KILL_SCOPE,
  QUOTER_STATE,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../src/values/index.js';
import { DAY_MS, RULES, START_MS } from '../../../support/venue.js';
import { CONSUMERS, fieldsOf, OPERATORS, PROVIDERS, type Scenario } from './scenario.js';

const BROKER = 1;
const MARK = 100;

/** Kind of action, and numbers it reads as it needs them. */
export interface Action {
  readonly kind: (typeof KINDS)[number];
  /** Which of the fitting accounts. */
  readonly who: number;
  /** 0: an account of any role does it instead. */
  readonly stray: number;
  readonly series: number;
  readonly price: number;
  readonly lots: number;
  readonly pick: number;
  readonly choice: number;
  /** How the client id is chosen. */
  readonly id: number;
}

/** Actions by how often they come. */
const WEIGHTS = {
  order: 40,
  quote: 10,
  cancel: 4,
  amend: 6,
  massCancel: 1,
  mark: 2,
  mint: 4,
  withdrawRights: 2,
  escrowCapacity: 1,
  exercise: 7,
  autoExercise: 2,
  delivery: 14,
  time: 4,
  epoch: 1,
  session: 2,
  kill: 1,
  releaseKill: 3,
  halt: 2,
  bust: 3,
  money: 3,
  collateral: 1,
  parameter: 3,
  phase: 1,
  account: 1,
  keys: 1,
  contract: 1,
  openSeries: 1,
  quoter: 1,
  confidence: 1,
  entitlement: 2,
  outcome: 2,
} as const;
const KINDS = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[];

/** Numbers at and beyond the edges of what fields take. */
const HOSTILE = [-1, 0, 1, 2 ** 31 - 2, 2 ** 31 - 1, 2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER];

const priceArb = fc.oneof(
  { arbitrary: fc.integer({ min: MARK - 22, max: MARK + 22 }), weight: 40 },
  { arbitrary: fc.constantFrom(...HOSTILE, 5, 4, 500, 501), weight: 1 },
);
const lotsArb = fc.oneof(
  { arbitrary: fc.integer({ min: 1, max: 12 }), weight: 30 },
  { arbitrary: fc.integer({ min: 13, max: 200 }), weight: 2 },
  { arbitrary: fc.constantFrom(...HOSTILE), weight: 1 },
);
const small = fc.nat({ max: 1_000 });

export const actionArb: fc.Arbitrary<Action> = fc.record({
  kind: fc.oneof(...KINDS.map((kind) => ({ arbitrary: fc.constant(kind), weight: WEIGHTS[kind] }))),
  who: small,
  stray: fc.nat({ max: 40 }),
  series: fc.nat({ max: 60 }),
  price: priceArb,
  lots: lotsArb,
  pick: small,
  choice: small,
  id: fc.nat({ max: 60 }),
});

/** One of a list, by a number. */
function one<T>(list: readonly T[], number: number): T {
  return list[number % list.length] as T;
}

/** Runs an action on both cores. */
export function run(scenario: Scenario, action: Action): void {
  const fields = commandOf(scenario, action);
  if (fields === undefined) return;
  const { driver } = scenario;
  const { world } = driver.reference;
  const isVenue = (fields.kind as number) >= K.ADVANCE_TIME;
  let accountId = fields.accountId ?? 0;
  if (!isVenue && action.stray === 0) accountId = (action.who % world.accounts.length) + 1;
  const clientId = isVenue ? 0 : (fields.clientId ?? clientIdOf(scenario, accountId, action.id));
  driver.apply({ ...fields, accountId, clientId });
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
    case 'cancel':
    case 'amend':
      return changeOf(scenario, a);
    case 'massCancel':
      return massCancelOf(a, seriesId);
    case 'quote':
      return quoteOf(scenario, a, seriesId);
    case 'mark': {
      const marks = [{ seriesId, markTicks: a.price, sigmaPpm: a.choice, thinnessPpm: 1_000_000 }];
      return { ...fieldsOf('markUpdate', { marks }), accountId: BROKER };
    }
    case 'mint':
      return { ...fieldsOf('mintRights', { seriesId, quantityLots }), accountId: provider };
    case 'withdrawRights':
    case 'exercise':
      return rightsOf(scenario, a, seriesId);
    case 'escrowCapacity': {
      const terms = { providerId: one([0, provider, consumer], a.choice), segment: segmentOf(a) };
      const attestedUntilMs = driver.timeMs + one([0, DAY_MS, 9 * DAY_MS], a.pick);
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
      driver.timeMs += a.choice * 60_000;
      return fieldsOf('startEpoch', { epoch: world.epoch + 1, lastTimeMs });
    }
    case 'session':
      return sessionOf(scenario, a);
    case 'outcome': {
      const clientOrderId = clientIdOf(scenario, consumer, a.choice % 8);
      const fields = fieldsOf('getOutcome', { clientOrderId });
      return { ...fields, accountId: consumer, clientId: clientOrderId };
    }
    default:
      return operationOf(scenario, a, seriesId, operator);
  }
}

/** Mostly an open series with rights in it, else any, else none there is. */
function seriesOf(scenario: Scenario, a: Action): number {
  const { series } = scenario.driver.reference.world;
  const open = series.filter(
    ({ state, minted }) => state === SERIES_STATE.OPEN && (minted > 0 || a.kind === 'mint'),
  );
  if (a.series > 58) return one(HOSTILE, a.pick);
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

const segmentOf = (a: Action): string => one(['AUTO_INTENT', 'HOME_INTENT', 'NONE'], a.choice);

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
    expireTimeMs: isGtd ? timeMs + one([1, 1_000, 60_000, DAY_MS, 2 * DAY_MS, 0], a.choice) : 0,
    sessionId: a.pick % 3,
  };
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
    validUntilMs: driver.timeMs + one([0, 1, 1_000, 60_000, 60_000, DAY_MS, 8 * DAY_MS], a.who),
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
  const provider = delivery?.entry.provider ?? one(PROVIDERS, a.who);
  const reason = 'because';
  switch (a.choice % 9) {
    case 0:
    case 1:
    case 2: {
      const body = { deliveryId, contentHash: new Uint8Array(32) };
      return { ...fieldsOf('noticeDelivery', body), accountId: provider };
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
  const hour = 3_600_000;
  const steps = [1, 1_000, 1_000, 60_000, 60_000, hour, 2 * hour, 3 * hour];
  const isJump = a.choice % 30 === 0;
  driver.timeMs += isJump ? one([DAY_MS, 2 * DAY_MS, 9 * DAY_MS], a.pick) : one(steps, a.choice);
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

/** What operators do. */
function operationOf(
  scenario: Scenario,
  a: Action,
  seriesId: number,
  accountId: number,
): Partial<Command> | undefined {
  const { driver } = scenario;
  const { world } = driver.reference;
  const reason = 'because';
  const target = (a.pick % (world.accounts.length + 1)) + (a.choice % 9 === 0 ? 1 : 0);
  switch (a.kind) {
    case 'kill':
    case 'releaseKill':
      return killOf(scenario, a, { target, seriesId, accountId });
    case 'halt': {
      const name = a.choice % 3 === 0 ? 'haltSeries' : 'resumeSeries';
      const halted = world.series.find((series) => series.state === 5)?.id ?? seriesId;
      const id = name === 'resumeSeries' ? halted : seriesId;
      return { ...fieldsOf(name, { seriesId: id, reason }), accountId };
    }
    case 'bust': {
      const trade = world.trades.at(-1 - (a.pick % 12));
      const body = { seriesId: trade?.series ?? seriesId, tradeId: trade?.id ?? a.pick, reason };
      return { ...fieldsOf('bustTrade', body), accountId };
    }
    case 'money': {
      const amountMicroPat = a.choice % 10 === 0 ? one(HOSTILE, a.pick) : 1 + a.lots * 10_000_000;
      const name = a.choice % 2 ? 'deposit' : 'withdraw';
      return { ...fieldsOf(name, { targetAccountId: target, amountMicroPat }), accountId };
    }
    case 'collateral': {
      const amountMicroPat = (a.choice % 2 ? 1 : -1) * a.lots * 1_000_000_000;
      return { ...fieldsOf('moveCollateral', { amountMicroPat }), accountId: BROKER };
    }
    case 'quoter': {
      const quoterState = 1 + (a.choice % 4);
      const author = quoterState === QUOTER_STATE.HALT || a.pick % 2 ? BROKER : accountId;
      const body = { seriesId, quoterState, reason };
      return { ...fieldsOf('setQuoterState', body), accountId: author };
    }
    case 'phase':
      return { ...fieldsOf('setPhase', { phase: a.choice % 4, reason }), accountId };
    case 'confidence': {
      const providerId = a.choice % 7 === 0 ? target : one(PROVIDERS, a.pick);
      const confidencePpm = one([750_000, 750_000, 300_000, -1, 1_000_001], a.choice);
      const body = { providerId, segment: segmentOf(a), confidencePpm };
      return { ...fieldsOf('setConfidence', body), accountId };
    }
    default:
      return recordOf(scenario, a, target, accountId);
  }
}

function killOf(
  scenario: Scenario,
  a: Action,
  who: { readonly target: number; readonly seriesId: number; readonly accountId: number },
): Partial<Command> {
  const { world } = scenario.driver.reference;
  const { target, seriesId, accountId } = who;
  const reason = 'because';
  if (a.kind === 'kill') {
    const killScope = 1 + (a.choice % 4);
    const isNamed = killScope === KILL_SCOPE.ACCOUNT || killScope === KILL_SCOPE.SERIES;
    const targetId = isNamed ? (killScope === KILL_SCOPE.ACCOUNT ? target : seriesId) : 0;
    const author = a.choice % 3 === 0 ? target : accountId;
    return { ...fieldsOf('kill', { killScope, targetId, reason }), accountId: author };
  }
  const none = { scope: 1, target: 0, author: accountId };
  const kill = world.kills.length > 0 ? one(world.kills, a.pick) : none;
  const second = OPERATORS.find((id) => id !== kill.author) ?? accountId;
  const body = { killScope: kill.scope, targetId: kill.target, reason };
  return { ...fieldsOf('releaseKill', body), accountId: a.choice % 6 ? second : accountId };
}

/** What operators write down: accounts, keys, contracts, series, parameters, entitlements. */
function recordOf(
  scenario: Scenario,
  a: Action,
  target: number,
  accountId: number,
): Partial<Command> | undefined {
  const { driver } = scenario;
  const { world } = driver.reference;
  const key = { publicKey: new Uint8Array(32).fill(a.pick % 20), scopes: [1 + (a.choice % 4)] };
  switch (a.kind) {
    case 'account': {
      const role = one([2, 3, 2, 3, 4, 1], a.choice);
      const terms = { role, accountClass: 1 + (a.pick % 3), firmGroup: (a.pick % 2) * 7 };
      if (a.choice % 2)
        return { ...fieldsOf('openAccount', { ...terms, ...key, name: 'x' }), accountId };
      const limits = {
        exposureLimitMicroPat: one([0, 0, -1, 50_000_000, 900_000_000], a.pick),
        dailyCreditMicroPat: one([0, 0, -1, 90_000_000, 900_000_000], a.who),
      };
      const body = { targetAccountId: target, accountClass: a.pick % 4, ...limits };
      return { ...fieldsOf('updateAccount', body), accountId };
    }
    case 'keys': {
      if (a.choice % 3)
        return { ...fieldsOf('addKey', { targetAccountId: target, ...key }), accountId };
      return {
        ...fieldsOf('revokeKey', { targetAccountId: target, keyId: a.pick % 3 }),
        accountId,
      };
    }
    case 'contract': {
      const rules = { ...RULES, [one(Object.keys(RULES), a.choice)]: one(HOSTILE, a.pick) };
      const valid =
        a.pick % 2 ? RULES : { ...rules, deliverable: 'x', licenceHash: RULES.licenceHash };
      const contract = `NEW_${a.pick % 4}|${1 + (a.choice % 3)}D|0.50-0.70`;
      return { ...fieldsOf('defineContract', { contract, rules: valid }), accountId };
    }
    case 'openSeries': {
      const contractId = (a.pick % (world.contracts.length + 1)) + 1;
      const minute = Math.floor(driver.timeMs / 60_000) * 60_000;
      const windowStartMs =
        a.choice % 9 === 0 ? one(HOSTILE, a.pick) * 60_000 : minute + 60_000 * (a.choice % 5);
      if (!Number.isSafeInteger(windowStartMs)) return undefined;
      return { ...fieldsOf('openSeries', { contractId, windowStartMs }), accountId };
    }
    case 'parameter':
      return { ...parameterOf(a), accountId };
    case 'entitlement': {
      const open = driver.tokens.idsOf('entitlement');
      if (a.choice % 3 === 0) {
        const body = { entitlementId: open[a.pick % 50] ?? a.pick, reason: 'because' };
        return { ...fieldsOf('revokeEntitlement', body), accountId };
      }
      const validFromMs = driver.timeMs;
      const times = { validFromMs, validToMs: validFromMs + one([0, 1_000, DAY_MS], a.pick) };
      const grant = { resource: 'model:a', actions: 'read,run', quota: (a.choice % 9) - 1 };
      const origin = one([2, 3, 4, 5, 1], a.choice);
      const licenceHash = new Uint8Array(0);
      const body = { holderId: target, ...grant, ...times, origin, licenceHash };
      return { ...fieldsOf('grantEntitlement', body), accountId };
    }
    default:
      return undefined;
  }
}

function parameterOf(a: Action): Partial<Command> {
  const [name, ...values] = one(
    [
      ['max_order_share_ppm', 50_000, 1_000_000, 20_000],
      ['max_order_share_ppm', 1_000_000, 1_000_000, 1_000_000],
      ['max_notional_micro_pat', 1_000_000_000_000, 40_000_000, 0],
      ['collar_buy_ppm', 1_200_000, 1_050_000, 999_999],
      ['collar_sell_ppm', 800_000, 950_000, 1_000_001],
      ['broker_series_exposure_ppm', 100_000, 1_000, 0],
      ['broker_segment_exposure_ppm', 350_000, 2_000, 0],
      ['max_open_orders', 200, 3, 0],
      ['order_rate_per_second', 1_000, 1, 0],
      ['order_burst_count', 2_000, 2, 0],
      ['exposure_limit_micro_pat', 9_000_000_000_000_000, 60_000_000, 0],
      ['daily_credit_micro_pat', 9_000_000_000_000_000, 100_000_000, -1],
      ['no_such_thing', 1, 2, 3],
    ] as const,
    a.pick,
  );
  const targets = ['', 'AUTO_INTENT', 'AUTO_INTENT|7D|0.70-0.85', 'nowhere'];
  const series = `AUTO_INTENT|7D|0.70-0.85@${new Date(START_MS).toISOString().slice(0, 10)}`;
  const body = {
    name,
    target: one(['', '', ...targets, series], a.who),
    value: one(values, a.choice),
    expectedVersion: a.choice % 4 === 0 ? a.pick % 3 : 0,
    unset: a.choice % 5 === 0,
    reason: 'because',
  };
  return fieldsOf('setParameter', body);
}
