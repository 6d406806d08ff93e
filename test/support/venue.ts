/**
 * A small venue for tests: one contract, one open series, a funded broker, consumers and providers with minted rights.
 * Commands go straight to the core; every one is followed by the invariant checks.
 */
import { expect } from 'vitest';
import {
  BROKER_ACCOUNT,
  brokenInvariants,
  CORE_VERSION,
  Core,
  EVENT_WORDS,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  ACCOUNT_ROLE,
  COMMAND_KIND,
  type ColdBodies,
  type ColdKind,
  Command,
  type ContractRules,
  type FurtherOperator,
  hasTerms,
  type Limits,
  ORDER_TYPE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';

export const DAY_MS = 86_400_000;
export const START_MS = 1_780_272_000_000;

export const SMALL_LIMITS: Limits = {
  maxOrders: 512,
  maxAccounts: 64,
  maxSeries: 16,
  maxPositions: 256,
  maxObligations: 1024,
  maxDeliveries: 256,
  maxIdSpaces: 128,
  outcomesPerIdSpace: 16,
  maxPricePages: 1024,
  maxEntitlements: 256,
  maxBustableTrades: 64,
};

export const RULES: ContractRules = {
  deliverable: 'segment records',
  deliveryMethod: 'pull',
  quotaPerLot: 10,
  tickValueMicroPat: 10_000,
  maxPriceTicks: 1_000_000,
  maxOrderLots: 1_000_000,
  mintCapLots: 1_000_000,
  providerSharePpm: 1_000_000,
  makerFeePpm: 5_000,
  takerFeePpm: 10_000,
  royaltyPpm: 50_000,
  licensorAccountId: 0,
  penaltyMicroPat: 500_000,
  serviceLevelMs: 3_600_000,
  acceptanceMs: 7_200_000,
  // Most tests are of what comes after it.
  disputeWindowMs: 0,
  minimumClass: 0,
  referencePriceTicks: 100,
  licenceHash: new Uint8Array(32),
};

/** Kind number of a body name: `mintRights` → COMMAND_KIND.MINT_RIGHTS. */
export function kindOf(name: ColdKind): number {
  const constant = name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
  return COMMAND_KIND[constant as keyof typeof COMMAND_KIND];
}

/** Fields of an order; the rest has defaults. */
export interface OrderFields {
  readonly side: number;
  readonly priceTicks: number;
  readonly lots: number;
  readonly seriesId?: number;
  readonly orderType?: number;
  readonly timeInForce?: number;
  readonly postOnly?: boolean;
  readonly selfTradePrevention?: number;
  readonly expireTimeMs?: number;
  readonly clientId?: number;
  readonly sessionId?: number;
  readonly displayLots?: number;
  readonly allOrNone?: boolean;
  readonly postOnlySlide?: boolean;
  readonly triggerPriceTicks?: number;
  readonly trailingOffsetTicks?: number;
  readonly ocoClientId?: number;
  readonly pegOffsetTicks?: number;
}

/** A bare core and the means to send it commands. */
export class TestVenue {
  /** When venues begin; a test whose journal a real exchange goes on with begins in the past. */
  static startMs = START_MS;
  readonly core: Core;
  timeMs = TestVenue.startMs;
  /** Whether every command is followed by a check of every invariant, which takes time with the size of the venue. */
  isChecked = true;
  private readonly command = new Command();
  private readonly lastIds = new Map<number, number>();

  constructor(limits: Limits = SMALL_LIMITS, furtherOperators: readonly FurtherOperator[] = []) {
    this.core = new Core({ limits });
    this.send(0, 'initializeVenue', {
      venue: 'test',
      brokerPublicKey: new Uint8Array(32).fill(1),
      operatorPublicKey: new Uint8Array(32).fill(2),
      limits,
      coreVersion: CORE_VERSION,
      furtherOperators,
    });
  }

  /** Next client id of an account. */
  nextId(accountId: number): number {
    const id = (this.lastIds.get(accountId) ?? 0) + 1;
    this.lastIds.set(accountId, id);
    return id;
  }

  /** Sends a command with a body; `clientRequestId` is filled in where the body has none. Returns its events. */
  send<K extends ColdKind>(
    accountId: number,
    name: K,
    body: Omit<ColdBodies[K], 'clientRequestId'> & { clientRequestId?: number },
    sessionId = 0,
  ): number[][] {
    const clientId = body.clientRequestId ?? (accountId === 0 ? 0 : this.nextId(accountId));
    const full = { ...body, clientRequestId: clientId } as unknown as ColdBodies[K];
    const asked = (full as Partial<ColdBodies['getOutcome']>).clientOrderId;
    const c = new Command();
    c.kind = kindOf(name);
    c.accountId = accountId;
    c.sessionId = sessionId;
    c.clientId = asked ?? clientId;
    c.body = full;
    return this.apply(c);
  }

  /** Places an order. Returns its events. */
  order(accountId: number, fields: OrderFields): number[][] {
    const c = this.command;
    Object.assign(c, new Command());
    c.kind = COMMAND_KIND.PLACE_ORDER;
    c.accountId = accountId;
    c.clientId = fields.clientId ?? this.nextId(accountId);
    c.seriesId = fields.seriesId ?? 1;
    c.side = fields.side;
    c.priceTicks = fields.priceTicks;
    c.lots = fields.lots;
    c.orderType = fields.orderType ?? ORDER_TYPE.LIMIT;
    c.timeInForce = fields.timeInForce ?? TIME_IN_FORCE.GTC;
    c.postOnly = fields.postOnly ?? false;
    c.selfTradePrevention = fields.selfTradePrevention ?? 0;
    c.expireTimeMs = fields.expireTimeMs ?? 0;
    c.sessionId = fields.sessionId ?? 0;
    c.displayLots = fields.displayLots ?? 0;
    c.allOrNone = fields.allOrNone ?? false;
    c.postOnlySlide = fields.postOnlySlide ?? false;
    c.triggerPriceTicks = fields.triggerPriceTicks ?? 0;
    c.trailingOffsetTicks = fields.trailingOffsetTicks ?? 0;
    c.ocoClientId = fields.ocoClientId ?? 0;
    c.pegOffsetTicks = fields.pegOffsetTicks ?? 0;
    c.isSpecial = hasTerms(c);
    return this.apply(c);
  }

  /** Cancels by order id. */
  cancel(accountId: number, orderId: number): number[][] {
    const c = new Command();
    c.kind = COMMAND_KIND.CANCEL_ORDER;
    c.accountId = accountId;
    c.orderId = orderId;
    return this.apply(c);
  }

  /** Amends by order id. */
  amend(accountId: number, orderId: number, priceTicks: number, openLots: number): number[][] {
    const c = new Command();
    c.kind = COMMAND_KIND.AMEND_ORDER;
    c.accountId = accountId;
    c.orderId = orderId;
    c.priceTicks = priceTicks;
    c.lots = openLots;
    c.clientId = this.nextId(accountId);
    return this.apply(c);
  }

  /** Lets time pass and due work run. */
  advance(ms: number): number[][] {
    this.timeMs += ms;
    const events: number[][] = [];
    for (let i = 0; i < 64; i += 1) events.push(...this.send(0, 'advanceTime', {}));
    return events;
  }

  /** Applies a command, checks every invariant, returns the events as arrays of words. */
  apply(c: Command): number[][] {
    c.timeMs = this.timeMs;
    this.core.events.clear();
    this.core.apply(c);
    if (this.isChecked) this.check();
    return readEvents(this.core);
  }

  /** Checks every invariant. */
  check(): void {
    expect(brokenInvariants(this.core)).toEqual([]);
  }
}

/** The events in a core's log, each as an array of its words. */
export function readEvents(core: Core): number[][] {
  const { words, length } = core.events;
  const events: number[][] = [];
  for (let at = 0; at < length; ) {
    const size = EVENT_WORDS[words[at] as number] as number;
    events.push(Array.from(words.subarray(at, at + size)));
    at += size;
  }
  return events;
}

/** A venue ready to trade: contract 1, series 1 open for a week, accounts as named. */
export interface TradingVenue extends TestVenue {
  readonly consumers: readonly number[];
  readonly providers: readonly number[];
}

/** Opens accounts, funds them, defines the contract, opens the series, mints. */
export function tradingVenue(
  rules: Partial<ContractRules> = {},
  limits: Partial<Limits> = {},
): TradingVenue {
  const venue = new TestVenue({ ...SMALL_LIMITS, ...limits }) as TestVenue & {
    consumers: number[];
    providers: number[];
  };
  const operator = FIRST_OPERATOR_ACCOUNT;
  const open = (role: number, name: string): number => {
    venue.send(operator, 'openAccount', {
      role,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup: 0,
      publicKey: new Uint8Array(0),
      scopes: [],
      name,
    });
    return venue.core.state.accounts.count;
  };
  venue.consumers = [open(ACCOUNT_ROLE.CONSUMER, 'c1'), open(ACCOUNT_ROLE.CONSUMER, 'c2')];
  venue.providers = [open(ACCOUNT_ROLE.PROVIDER, 'p1'), open(ACCOUNT_ROLE.PROVIDER, 'p2')];
  const licensor = open(ACCOUNT_ROLE.CREATOR, 'licensor');
  for (const id of [...venue.consumers, ...venue.providers, BROKER_ACCOUNT]) {
    venue.send(operator, 'deposit', { targetAccountId: id, amountMicroPat: 100_000_000_000 });
  }
  venue.send(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: 50_000_000_000 });
  venue.send(operator, 'defineContract', {
    contract: 'AUTO_INTENT | 7D | 0.70–0.85',
    rules: { ...RULES, licensorAccountId: licensor, ...rules },
  });
  venue.send(operator, 'openSeries', { contractId: 1, windowStartMs: START_MS });
  for (const id of venue.providers) {
    venue.send(operator, 'setConfidence', {
      providerId: id,
      segment: 'AUTO_INTENT',
      confidencePpm: 800_000,
    });
    venue.send(operator, 'escrowCapacity', {
      providerId: id,
      segment: 'AUTO_INTENT',
      capacityLots: 10_000,
      attestedUntilMs: START_MS + 30 * DAY_MS,
    });
    venue.send(id, 'mintRights', { seriesId: 1, quantityLots: 2_000 });
  }
  return venue;
}
