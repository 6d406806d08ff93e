/**
 * A venue for simulations: the real core behind the backtest's sequencer, its accounts, money and contracts, and the
 * commands of its customers. Time is what the simulation says; nothing reads a clock.
 *
 * A set-up command the core refuses is a bug here and throws; what customers send may be refused, as in life.
 */
import { inCollar, JournalRecorder, orderLotsMax, SimSequencer } from '../backtest/index.js';
import {
  BROKER_ACCOUNT,
  COMMAND_RESULT,
  CORE_VERSION,
  Core,
  EVENT,
  EVENT_WORDS,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_ACCEPTED,
  POSITION_FIELD as P,
} from '../engine/core/index.js';
import type { BlockingCommandLog } from '../engine/log/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  COMMAND_KIND,
  type ColdBodies,
  type ColdKind,
  Command,
  type ContractRules,
  type Limits,
  ORDER_TYPE,
  TIME_IN_FORCE,
} from '../values/index.js';
import { DAY_MS, governedPat, HOUR_MS, type Scenario, SIM_START_MS } from './scenario.js';

/** What is delivered here is nothing; its hash is any but none. */
const CONTENT_HASH = new Uint8Array(32).fill(1);

export const PAT = 1_000_000;
/** Micro-PAT of a tick for one lot. */
export const TICK_MICRO_PAT = 10_000;
const PPM = 1_000_000;
const ACCOUNTS_OF_A_KIND = 4;
const CUSTOMER_PAT = 50_000_000;
const BROKER_PAT = 1_000_000;
const BROKER_COLLATERAL_PAT = 500_000;

const LIMITS: Limits = {
  maxOrders: 4_096,
  maxAccounts: 256,
  maxSeries: 512,
  maxPositions: 16_384,
  maxObligations: 131_072,
  maxDeliveries: 32_768,
  maxIdSpaces: 512,
  outcomesPerIdSpace: 64,
  maxPricePages: 16_384,
  maxEntitlements: 1_024,
  maxBustableTrades: 1_024,
};

const RULES: Omit<ContractRules, 'referencePriceTicks' | 'makerFeePpm' | 'takerFeePpm'> = {
  deliverable: 'segment records',
  deliveryMethod: 'pull',
  quotaPerLot: 10,
  tickValueMicroPat: TICK_MICRO_PAT,
  maxPriceTicks: 1_000_000,
  maxOrderLots: 100_000,
  mintCapLots: 1_000_000,
  providerSharePpm: PPM,
  royaltyPpm: 0,
  licensorAccountId: 0,
  penaltyMicroPat: 500_000,
  serviceLevelMs: HOUR_MS,
  acceptanceMs: 2 * HOUR_MS,
  disputeWindowMs: DAY_MS,
  minimumClass: 0,
  licenceHash: new Uint8Array(32),
};

/** A limit order; prices in ticks. */
export interface Order {
  readonly accountId: number;
  readonly seriesId: number;
  readonly side: number;
  readonly limitTicks: number;
  readonly lots: number;
}

export class SimVenue {
  readonly core: Core;
  readonly sequencer: SimSequencer;
  readonly consumers: readonly number[];
  readonly providers: readonly number[];
  /** The second market maker's accounts: one buys, one mints and sells. */
  readonly rivalBuyer: number;
  readonly rivalSeller: number;
  private readonly scenario: Scenario;
  private readonly command = new Command();
  private lastId = 0;

  /** @param log takes everything down as a journal, where somebody wants to read it */
  constructor(scenario: Scenario, log?: BlockingCommandLog) {
    this.scenario = scenario;
    this.core = new Core({ limits: LIMITS });
    const recorder = log === undefined ? undefined : new JournalRecorder(this.core, log);
    this.sequencer = new SimSequencer(this.core, recorder);
    this.sequencer.nowMs = SIM_START_MS;
    this.mustDo(0, 'initializeVenue', {
      venue: 'simulation',
      brokerPublicKey: new Uint8Array(32).fill(1),
      operatorPublicKey: new Uint8Array(32).fill(2),
      limits: LIMITS,
      coreVersion: CORE_VERSION,
      furtherOperators: [],
    });
    this.mustDo(0, 'startEpoch', { epoch: 1, lastTimeMs: 0 });
    this.deposit(BROKER_ACCOUNT, BROKER_PAT);
    this.mustDo(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: BROKER_COLLATERAL_PAT * PAT });
    this.consumers = this.open(ACCOUNT_ROLE.CONSUMER);
    this.providers = this.open(ACCOUNT_ROLE.PROVIDER);
    this.rivalBuyer = this.openOne(ACCOUNT_ROLE.CONSUMER);
    this.rivalSeller = this.openOne(ACCOUNT_ROLE.PROVIDER);
    for (const one of scenario.contracts) {
      const { contract } = one;
      const referencePriceTicks = Math.round((governedPat(one) * PAT) / TICK_MICRO_PAT);
      const { makerFeePpm, takerFeePpm } = scenario;
      const rules = { ...RULES, referencePriceTicks, makerFeePpm, takerFeePpm };
      this.operator('defineContract', { contract, rules });
    }
    for (const segment of new Set(scenario.contracts.map((one) => one.segment))) {
      this.admitProviders(segment, scenario.days, [...this.providers, this.rivalSeller]);
    }
    this.sequencer.settle();
  }

  /** Accounts of people nobody knows: so many that buy, and as many that mint and sell. */
  openStrangers(count: number): { readonly buyers: number[]; readonly sellers: number[] } {
    const open = (role: number): number[] =>
      Array.from({ length: count }, () => this.openOne(role));
    const strangers = { buyers: open(ACCOUNT_ROLE.CONSUMER), sellers: open(ACCOUNT_ROLE.PROVIDER) };
    for (const segment of new Set(this.scenario.contracts.map((one) => one.segment))) {
      this.admitProviders(segment, this.scenario.days, strangers.sellers);
    }
    this.sequencer.settle();
    return strangers;
  }

  /** Sets a parameter that needs no second person. */
  parameter(name: string, value: number, target = ''): void {
    const rest = { expectedVersion: 0, unset: false, effectiveTimeMs: 0, reason: 'simulation' };
    this.operator('setParameter', { name, value, target, ...rest });
  }

  /** Opens a series that begins now; answers its number. */
  openSeries(contractId: number, windowStartMs: number): number {
    this.operator('openSeries', { contractId, windowStartMs });
    return this.core.state.series.count;
  }

  /** An order that trades what it can at once; settled, so that whoever is told has answered. Answers lots traded. */
  trade(order: Order): number {
    const { accountId, seriesId } = order;
    const before = this.held(accountId, seriesId);
    this.submitOrder(order, 0);
    this.sequencer.settle();
    return Math.abs(this.held(accountId, seriesId) - before);
  }

  /** An order that rests until a time, unless it trades, to be settled; answers its number, 0 when it was refused. */
  rest(order: Order, untilMs: number): number {
    const { events } = this.core;
    const from = events.length;
    this.submitOrder(order, untilMs);
    const { words: w } = events;
    let orderId = 0;
    for (let at = from; at < events.length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] === EVENT.ORDER_ACCEPTED) orderId = w[at + ORDER_ACCEPTED.orderId] as number;
    }
    return orderId;
  }

  private submitOrder(
    { accountId, seriesId, side, limitTicks, lots }: Order,
    untilMs: number,
  ): void {
    const { command } = this;
    command.kind = COMMAND_KIND.PLACE_ORDER;
    command.accountId = accountId;
    command.clientId = this.nextId();
    command.seriesId = seriesId;
    command.side = side;
    command.priceTicks = limitTicks;
    command.lots = lots;
    command.orderType = ORDER_TYPE.LIMIT;
    command.timeInForce = untilMs === 0 ? TIME_IN_FORCE.IOC : TIME_IN_FORCE.GTD;
    command.expireTimeMs = untilMs;
    this.sequencer.submit(command, 0);
    command.expireTimeMs = 0;
  }

  mint(accountId: number, seriesId: number, quantityLots: number): void {
    this.send(accountId, 'mintRights', { seriesId, quantityLots });
    this.sequencer.settle();
  }

  withdraw(accountId: number, seriesId: number, quantityLots: number): void {
    this.send(accountId, 'withdrawRights', { seriesId, quantityLots });
    this.sequencer.settle();
  }

  exercise(accountId: number, seriesId: number, quantityLots: number): void {
    this.send(accountId, 'exerciseRights', { seriesId, quantityLots });
    this.sequencer.settle();
  }

  /** Provider and consumer of a delivery do their parts at once. */
  serve(deliveryId: number, consumer: number, provider: number): void {
    this.send(provider, 'noticeDelivery', {
      deliveryId,
      contentHash: CONTENT_HASH,
      location: 'simulated',
    });
    this.send(consumer, 'acceptDelivery', { deliveryId, signature: new Uint8Array(64), keyId: 1 });
  }

  /** Rights an account holds in a series. */
  held(accountId: number, seriesId: number): number {
    const { positions } = this.core.state;
    const position = positions.find(accountId, seriesId);
    return position === 0 ? 0 : positions.get(position, P.heldLots);
  }

  /** The most lots one order may have. */
  orderLotsMax(seriesId: number): number {
    return orderLotsMax(this.core, seriesId);
  }

  /** A price held within the collar, as a careful customer would send it. */
  inCollar(seriesId: number, side: number, ticks: number): number {
    return inCollar(this.core, seriesId, side, ticks);
  }

  /** Lets timers run that are due. */
  advance(): void {
    if (!this.core.lifecycle.isDue(this.sequencer.nowMs)) return;
    this.send(0, 'advanceTime', {});
    this.sequencer.settle();
  }

  private admitProviders(segment: string, days: number, providers: readonly number[]): void {
    const attestedUntilMs = SIM_START_MS + (days + 30) * DAY_MS;
    for (const providerId of providers) {
      this.operator('setConfidence', { providerId, segment, confidencePpm: 900_000 });
      const capacityLots = 1_000_000;
      this.operator('escrowCapacity', { providerId, segment, capacityLots, attestedUntilMs });
    }
  }

  private open(role: number): readonly number[] {
    return Array.from({ length: ACCOUNTS_OF_A_KIND }, () => this.openOne(role));
  }

  private openOne(role: number): number {
    this.operator('openAccount', {
      role,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey: new Uint8Array(0),
      scopes: [],
      name: 'simulated',
    });
    const id = this.core.state.accounts.count;
    this.deposit(id, CUSTOMER_PAT);
    return id;
  }

  private deposit(targetAccountId: number, pat: number): void {
    this.operator('deposit', { targetAccountId, amountMicroPat: pat * PAT });
  }

  private operator<K extends ColdKind>(
    kind: K,
    body: Omit<ColdBodies[K], 'clientRequestId'>,
  ): void {
    this.mustDo(FIRST_OPERATOR_ACCOUNT, kind, body);
  }

  /** Sends what a venue's own people send: it must be done. */
  private mustDo<K extends ColdKind>(
    accountId: number,
    kind: K,
    body: Omit<ColdBodies[K], 'clientRequestId'>,
  ): void {
    const { events } = this.core;
    const from = events.length;
    this.send(accountId, kind, body);
    const { words: w } = events;
    for (let at = from; at < events.length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] !== EVENT.COMMAND_RESULT || w[at + COMMAND_RESULT.code] === 0) continue;
      throw new Error(`${kind} is refused with ${w[at + COMMAND_RESULT.code]}`);
    }
    this.sequencer.settle();
  }

  private send<K extends ColdKind>(
    accountId: number,
    kind: K,
    body: Omit<ColdBodies[K], 'clientRequestId'>,
  ): void {
    const { command } = this;
    command.kind = kindOf(kind);
    command.accountId = accountId;
    // The venue's own commands, and those about deliveries and measurements, have no id.
    command.clientId = accountId === 0 || WITHOUT_ID.has(kind) ? 0 : this.nextId();
    command.body = { ...body, clientRequestId: command.clientId } as unknown as ColdBodies[K];
    this.sequencer.submit(command, 0);
    command.body = undefined;
  }

  private nextId(): number {
    this.lastId += 1;
    return this.lastId;
  }
}

const WITHOUT_ID: ReadonlySet<ColdKind> = new Set([
  'setConfidence',
  'noticeDelivery',
  'acceptDelivery',
]);

/** `mintRights` → COMMAND_KIND.MINT_RIGHTS. */
function kindOf(name: ColdKind): number {
  const constant = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return COMMAND_KIND[constant as keyof typeof COMMAND_KIND];
}
