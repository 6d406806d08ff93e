/**
 * A venue with its broker for tests: real core, real sequencer over a log in memory, a clock the test moves. Every turn
 * is made durable and followed by the invariant checks; the venue can be taken down and recovered from its log.
 */
import { expect } from 'vitest';
import { BrokerDesk, type BrokerDeskOptions } from '../../src/broker/index.js';
import {
  BROKER_ACCOUNT,
  brokenInvariants,
  CORE_VERSION,
  Core,
  FIRST_OPERATOR_ACCOUNT,
  POSITION_FIELD,
  QUOTE_LEVELS,
  QUOTE_SLOTS,
  SERIES_FIELD,
} from '../../src/engine/core/index.js';
import {
  EventChain,
  MemoryCommandLog,
  type Recovered,
  recover,
  Sequencer,
} from '../../src/engine/log/index.js';
import { CommandCodec } from '../../src/schema/index.js';
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
  type QuoteLevel,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';
import { DAY_MS, kindOf, RULES, SMALL_LIMITS, START_MS } from '../support/venue.js';

export const MINUTE_MS = 60_000;
export const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';
export const PAT = 1_000_000;

/** Commands the wire gives an id; on any other an id would not survive the journal. */
const WITH_ID: ReadonlySet<ColdKind> = new Set([
  'exerciseRights',
  'escrowCapacity',
  'mintRights',
  'withdrawRights',
  'moveCollateral',
  'openAccount',
  'deposit',
  'withdraw',
  'defineContract',
  'openSeries',
  'setParameter',
  'setProtection',
  'resetProtection',
  'requestQuote',
  'acceptQuote',
]);

export interface VenueOptions {
  readonly limits?: Limits;
  readonly log?: MemoryCommandLog;
  /** What the log holds; undefined when it is empty. */
  readonly recovered?: Recovered | undefined;
  readonly atMs?: number;
  readonly desk?: Partial<BrokerDeskOptions>;
  /** Commands of a batch by which time passes before accounts' commands are taken. */
  readonly endingCommandsMax?: number;
}

export interface StandingQuote {
  readonly bids: readonly QuoteLevel[];
  readonly asks: readonly QuoteLevel[];
}

interface OrderTerms {
  readonly side: number;
  readonly priceTicks: number;
  readonly lots: number;
  readonly seriesId?: number;
  readonly timeInForce?: number;
  readonly expireTimeMs?: number;
}

export class BrokerVenue {
  readonly sequencer: Sequencer;
  readonly core: Core;
  readonly log: MemoryCommandLog;
  readonly desk: BrokerDesk;
  readonly warnings: string[] = [];
  /** Whether every turn is followed by a check of every invariant, which takes time with the size of the venue. */
  isChecked = true;
  nowMs: number;
  private readonly lastIds = new Map<number, number>();

  constructor(options: VenueOptions = {}) {
    const { limits = SMALL_LIMITS, log = new MemoryCommandLog(), atMs = START_MS } = options;
    const { recovered } = options;
    const codec = new CommandCodec();
    this.log = log;
    this.nowMs = atMs;
    const core = recovered?.core ?? new Core({ limits });
    this.core = core;
    this.sequencer = new Sequencer({
      core,
      log,
      codec,
      chain: recovered?.chain ?? new EventChain(),
      stateCursor: recovered?.stateCursor ?? 0,
      epoch: core.state.registry.epoch + 1,
      nowMs: () => this.nowMs,
      ...(options.endingCommandsMax === undefined
        ? {}
        : { endingCommandsMax: options.endingCommandsMax }),
      failed: (error) => {
        throw error;
      },
    });
    if (recovered === undefined) {
      this.submit(0, 'initializeVenue', {
        venue: 'test',
        brokerPublicKey: new Uint8Array(32).fill(1),
        operatorPublicKey: new Uint8Array(32).fill(2),
        limits,
        coreVersion: CORE_VERSION,
        furtherOperators: [],
      });
    }
    this.desk = new BrokerDesk({
      sequencer: this.sequencer,
      logger: {
        info: () => undefined,
        warn: (fields, message) => this.warnings.push(`${message} ${JSON.stringify(fields)}`),
      },
      ...options.desk,
    });
    const lastTimeMs = recovered === undefined ? 0 : core.state.timeMs;
    this.submit(0, 'startEpoch', { epoch: core.state.registry.epoch + 1, lastTimeMs });
  }

  /** Sequences a command with a body; an id is filled in where it needs one. */
  submit<K extends ColdKind>(
    accountId: number,
    kind: K,
    body: Omit<ColdBodies[K], 'clientRequestId'>,
  ): void {
    const clientId = WITH_ID.has(kind) ? this.nextId(accountId) : 0;
    const command = new Command();
    command.kind = kindOf(kind);
    command.accountId = accountId;
    command.clientId = clientId;
    command.body = { ...body, clientRequestId: clientId } as unknown as ColdBodies[K];
    expect(this.sequencer.submit(command, 0)).toBe(true);
  }

  order(accountId: number, terms: OrderTerms): void {
    const command = new Command();
    command.kind = COMMAND_KIND.PLACE_ORDER;
    command.accountId = accountId;
    command.clientId = this.nextId(accountId);
    command.seriesId = terms.seriesId ?? 1;
    command.side = terms.side;
    command.priceTicks = terms.priceTicks;
    command.lots = terms.lots;
    command.orderType = ORDER_TYPE.LIMIT;
    command.timeInForce = terms.timeInForce ?? TIME_IN_FORCE.GTC;
    command.expireTimeMs = terms.expireTimeMs ?? 0;
    expect(this.sequencer.submit(command, 0)).toBe(true);
  }

  /** Makes everything durable, what the broker answers included, and checks every invariant. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 64; turn += 1) {
      await this.sequencer.drain();
      await new Promise<void>((resolve) => setImmediate(resolve));
      if (this.sequencer.durableSequence === this.core.state.sequence) break;
    }
    expect(this.sequencer.durableSequence).toBe(this.core.state.sequence);
    if (this.isChecked) this.check();
  }

  check(): void {
    expect(brokenInvariants(this.core)).toEqual([]);
  }

  /** Lets time pass in steps, with the host's ticks; without them the broker's loop stands still. */
  async pass(ms: number, options: { stepMs?: number; ticks?: boolean } = {}): Promise<void> {
    const { stepMs = 1_000, ticks = true } = options;
    const untilMs = this.nowMs + ms;
    while (this.nowMs < untilMs) {
      this.nowMs = Math.min(untilMs, this.nowMs + stepMs);
      this.submit(0, 'advanceTime', {});
      if (ticks) this.desk.tick(this.nowMs);
      await this.settle();
    }
  }

  /** The venue another process finds on the log, some time later. */
  async restart(afterMs: number, desk: Partial<BrokerDeskOptions> = {}): Promise<BrokerVenue> {
    await this.sequencer.stop();
    const log = this.log.crash({ keepInFlight: false });
    const codec = new CommandCodec();
    const recovered = await recover({ log, codec });
    return new BrokerVenue({ log, recovered, atMs: this.nowMs + afterMs, desk });
  }

  operator<K extends ColdKind>(kind: K, body: Omit<ColdBodies[K], 'clientRequestId'>): void {
    this.submit(FIRST_OPERATOR_ACCOUNT, kind, body);
  }

  parameter(name: string, value: number, target = ''): void {
    this.operator('setParameter', {
      name,
      target,
      value,
      expectedVersion: 0,
      unset: false,
      reason: 'test',
    });
    const waiting = this.core.changes.waiting();
    if (waiting.length === 0) return;
    const second = this.open(ACCOUNT_ROLE.OPERATOR);
    for (const { requestId } of waiting) {
      this.submit(second, 'approveParameter', { parameterRequestId: requestId, reason: 'test' });
    }
  }

  open(role: number, firmGroup = 0): number {
    this.operator('openAccount', {
      role,
      accountClass: ACCOUNT_CLASS.INSTITUTION,
      firmGroup,
      publicKey: new Uint8Array(0),
      scopes: [],
      name: 'someone',
    });
    return this.core.state.accounts.count;
  }

  /** The broker's live quote as the core has it. */
  quote(seriesId = 1): StandingQuote {
    const sides: QuoteLevel[][] = [[], []];
    for (let i = 0; i < QUOTE_SLOTS; i += 1) {
      const id = this.core.state.series.quoteOrders[seriesId * QUOTE_SLOTS + i] as number;
      const slot = id === 0 ? 0 : this.core.live.find(BROKER_ACCOUNT, id);
      if (slot === 0) continue;
      sides[i < QUOTE_LEVELS ? 0 : 1]?.push({
        priceTicks: this.core.live.priceTicks(slot),
        quantityLots: this.core.live.openLots(slot),
      });
    }
    return { bids: sides[0] ?? [], asks: sides[1] ?? [] };
  }

  /** Rights the broker holds in a series. */
  held(seriesId = 1): number {
    const { positions } = this.core.state;
    const position = positions.find(BROKER_ACCOUNT, seriesId);
    return position === 0 ? 0 : positions.get(position, POSITION_FIELD.heldLots);
  }

  series(field: keyof typeof SERIES_FIELD, seriesId = 1): number {
    return this.core.state.series.get(seriesId, SERIES_FIELD[field]);
  }

  private nextId(accountId: number): number {
    const id = (this.lastIds.get(accountId) ?? this.nowMs) + 1;
    this.lastIds.set(accountId, id);
    return id;
  }
}

/** Lots on a side. */
export function lotsOf(levels: readonly QuoteLevel[]): number {
  return levels.reduce((sum, level) => sum + level.quantityLots, 0);
}

export interface Market {
  readonly venue: BrokerVenue;
  readonly consumer: number;
  readonly provider: number;
}

/** A funded market in one open series whose base value is 1 PAT, 100 ticks; nothing minted. */
export async function market(
  options: VenueOptions & { rules?: Partial<ContractRules>; parameters?: boolean } = {},
): Promise<Market> {
  const venue = new BrokerVenue(options);
  const consumer = venue.open(ACCOUNT_ROLE.CONSUMER);
  const provider = venue.open(ACCOUNT_ROLE.PROVIDER);
  for (const targetAccountId of [consumer, provider, BROKER_ACCOUNT]) {
    venue.operator('deposit', { targetAccountId, amountMicroPat: 1_000_000 * PAT });
  }
  venue.submit(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: 500_000 * PAT });
  if (options.parameters !== false) {
    venue.parameter('base_value_micro_pat', PAT);
    venue.parameter('prior_flow_lots', 5_000);
    venue.parameter('max_order_share_ppm', 1_000_000);
  }
  venue.operator('defineContract', { contract: CONTRACT, rules: { ...RULES, ...options.rules } });
  venue.operator('openSeries', { contractId: 1, windowStartMs: START_MS });
  venue.operator('setConfidence', {
    providerId: provider,
    segment: 'AUTO_INTENT',
    confidencePpm: 800_000,
  });
  venue.submit(provider, 'escrowCapacity', {
    providerId: 0,
    segment: 'AUTO_INTENT',
    capacityLots: 100_000,
    attestedUntilMs: START_MS + 30 * DAY_MS,
  });
  await venue.settle();
  return { venue, consumer, provider };
}

/** A market in which the provider has minted 1,000 lots and sold at least 30 of them to the broker. */
export async function stockedMarket(options: Parameters<typeof market>[0] = {}): Promise<Market> {
  const made = await market(options);
  const { venue, provider } = made;
  venue.submit(provider, 'mintRights', { seriesId: 1, quantityLots: 1_000 });
  await venue.settle();
  await venue.pass(2_000);
  for (let sold = 0; sold < 50 && venue.held() < 30; sold += 1) {
    const best = venue.quote().bids[0];
    venue.order(provider, {
      side: SIDE.SELL,
      priceTicks: best?.priceTicks ?? 1,
      lots: 10,
      timeInForce: TIME_IN_FORCE.IOC,
    });
    await venue.settle();
  }
  await venue.pass(2_000);
  return made;
}
