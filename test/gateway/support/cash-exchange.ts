/**
 * A venue that goes from phase 1 to phase 3 behind its gates, as operators do: a chain that voted, a day that was measured, an
 * audit, an insurance fund, and an index made of accepted deliveries among ten owners a side. Its clock is the test's.
 */
import { DELIVERY_FIELD as D, INDEX_FIELD as V } from '../../../src/engine/core/index.js';
import {
  ACCOUNT_CLASS,
  COMMAND_KIND,
  Command,
  ERROR_CATALOG,
  KEY_SCOPE,
  SIDE,
} from '../../../src/values/index.js';
import type { TestClient } from './client.js';
import { AUDITOR, type Party, startExchange, type TestExchange } from './exchange.js';

export const PAT = 1_000_000;
const MINUTE_MS = 60_000;
const STEPS_PER_MINUTE = 6;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const OWNERS = 10;
const INSURANCE = 4;
const { READ } = KEY_SCOPE;
/** Price of a lot of spot at first, ticks of 0.01 PAT. */
export const START_TICKS = 10_000;
const CONTRACT = 'AUTO_INTENT|7D|0.70-0.85';

const HEARTBEAT = {
  type: 'heartbeat',
  body: { timeMs: 0, accountSequence: 0, lagNs: 0, journalSequence: 0 },
} as const;

/** What is asked for is small, so that a day of a test passes. */
const PARAMETERS = {
  gate_days: 1,
  gate_depth_micro_pat: 1,
  gate_fund_micro_pat: 1,
  open_interest_floor_micro_pat: 1_000_000 * PAT,
  liquidity_floor_micro_pat: 1_000_000 * PAT,
} as const;

export interface Member {
  readonly party: Party;
  readonly client: TestClient;
}

export class CashExchange {
  readonly exchange: TestExchange;
  operator!: TestClient;
  private readonly clock: { nowMs: number };
  private readonly clients: TestClient[] = [];
  private readonly consumers: Party[] = [];
  private readonly providers: Party[] = [];
  private second!: Party;
  private auditor!: Party;
  private rounds = 0;

  private constructor(exchange: TestExchange, clock: { nowMs: number }) {
    this.exchange = exchange;
    this.clock = clock;
  }

  get nowMs(): number {
    return this.clock.nowMs;
  }

  /** A venue in phase 2, with ten owners a side. */
  static async start(): Promise<CashExchange> {
    const clock = { nowMs: Math.ceil(Date.now() / DAY_MS) * DAY_MS };
    const exchange = await startExchange({
      nowMs: () => clock.nowMs,
      onChain: true,
      rules: { referencePriceTicks: START_TICKS, serviceLevelMs: 60_000 },
      coreLimits: { maxSeries: 64, maxIdSpaces: 256, maxPositions: 512, maxDeliveries: 1_024 },
    });
    const made = new CashExchange(exchange, clock);
    made.prepare();
    return made;
  }

  private prepare(): void {
    const { exchange } = this;
    this.second = exchange.openOperator();
    this.auditor = exchange.open(AUDITOR, [READ], 0);
    for (const [name, value] of Object.entries(PARAMETERS)) this.parameter(name, value);
    exchange.submit(exchange.operator.accountId, 'setPhase', { phase: 2, reason: 'test' });
    for (let i = 0; i < OWNERS; i += 1) {
      this.consumers.push(exchange.openConsumer(1_000_000 * PAT));
      this.providers.push(exchange.openProvider(200));
    }
    exchange.fund(INSURANCE, PAT);
  }

  /** Sets a parameter, and has it approved where that takes a second operator. */
  parameter(name: string, value: number): void {
    const { exchange } = this;
    const terms = { name, target: '', value, unset: false, expectedVersion: 0, reason: 'a test' };
    const { registry } = exchange.core.state;
    const before = registry.parameterRequests.length;
    exchange.submit(exchange.operator.accountId, 'setParameter', { ...terms, effectiveTimeMs: 0 });
    if (registry.parameterRequests.length > before) this.approve();
  }

  /** The second operator lets the newest request pass. */
  approve(): void {
    const requests = this.exchange.core.state.registry.parameterRequests;
    const parameterRequestId = requests.at(-1)?.requestId ?? 0;
    const approval = { parameterRequestId, reason: 'a test' };
    this.exchange.submit(this.second.accountId, 'approveParameter', approval);
  }

  /** Everything due up to now runs. */
  run(): void {
    const { exchange } = this;
    for (let turn = 0; turn < 200; turn += 1) {
      exchange.submit(0, 'advanceTime', {});
      if (!exchange.core.lifecycle.isDue(this.nowMs)) return;
    }
  }

  /** Time passes in minutes, in steps of a sample of the index; sessions are kept alive. */
  async minutes(count: number): Promise<void> {
    for (let step = 1; step <= count * STEPS_PER_MINUTE; step += 1) {
      this.clock.nowMs += MINUTE_MS / STEPS_PER_MINUTE;
      // A batch has one time.
      await this.exchange.sequencer.drain();
      this.run();
      await this.exchange.sequencer.drain();
      if (step % STEPS_PER_MINUTE !== 0) continue;
      await Promise.all(this.clients.map((client) => client.answer(client.session(HEARTBEAT))));
    }
  }

  /** A day that is measured: both sides have orders, and what others sold is exercised. */
  async measuredDays(): Promise<void> {
    const { exchange } = this;
    const [consumer] = this.consumers;
    const [provider] = this.providers;
    // No session lives through days.
    this.clients.length = 0;
    this.order((provider as Party).accountId, SIDE.SELL, START_TICKS + 100, 20);
    this.order((consumer as Party).accountId, SIDE.BUY, START_TICKS + 100, 10);
    this.order((consumer as Party).accountId, SIDE.BUY, START_TICKS - 100, 10);
    exchange.submit(this.auditor.accountId, 'attestAudit', {
      ...{ segment: 'AUTO_INTENT', evidenceHash: new Uint8Array(32).fill(7), revoked: false },
    });
    for (let hour = 0; hour < 56; hour += 1) {
      if (hour === 40) {
        const what = { seriesId: 1, quantityLots: 5 };
        exchange.submit((consumer as Party).accountId, 'exerciseRights', what);
      }
      this.clock.nowMs += HOUR_MS;
      await exchange.sequencer.drain();
      this.run();
    }
    for (const { accountId } of [consumer as Party, provider as Party])
      this.cancelAll(accountId, 1);
    await exchange.sequencer.drain();
  }

  /** The chain voted for a phase. */
  vote(phase: number): void {
    const blockNumber = phase * 100;
    this.exchange.submit(0, 'observePhase', { phase, blockNumber } as never);
  }

  /** An operator asks for a phase over its socket; the code of the answer. */
  async askPhase(phase: number): Promise<number> {
    const clientRequestId = this.exchange.nextId(this.exchange.operator.accountId);
    const body = { phase, reason: 'a test', clientRequestId };
    return (await this.operator.result('setPhase', body as never)).errorCode;
  }

  /** Ten pairs of owners trade at a price, exercise, deliver and accept; many lots outweigh what was traded before. */
  async round(priceTicks: number, lots = 1): Promise<void> {
    this.rounds += 1;
    for (let i = 0; i < OWNERS; i += 1) {
      const consumer = (this.consumers[i] as Party).accountId;
      const provider = (this.providers[(i + this.rounds) % OWNERS] as Party).accountId;
      this.order(provider, SIDE.SELL, priceTicks, lots);
      this.order(consumer, SIDE.BUY, priceTicks, lots);
      this.deliver(consumer, provider, lots);
    }
    await this.exchange.sequencer.drain();
  }

  private deliver(consumer: number, provider: number, quantityLots: number): void {
    const { exchange } = this;
    exchange.submit(consumer, 'exerciseRights', { seriesId: 1, quantityLots });
    const { deliveries } = exchange.core.state;
    for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
      if (deliveries.get(slot, D.consumer) !== consumer) continue;
      const deliveryId = deliveries.idOf(slot);
      if (deliveryId === 0 || deliveries.get(slot, D.provider) !== provider) continue;
      const contentHash = new Uint8Array(32).fill(1);
      exchange.submit(provider, 'noticeDelivery', { deliveryId, contentHash, location: 'x' });
      const receipt = { deliveryId, keyId: 1, signature: new Uint8Array(64) };
      exchange.submit(consumer, 'acceptDelivery', receipt);
    }
  }

  /** An order past the gateway. Fails when it is refused. */
  order(account: number, side: number, priceTicks: number, lots: number, seriesId = 1): void {
    const { exchange } = this;
    const command = new Command();
    command.kind = COMMAND_KIND.PLACE_ORDER;
    command.accountId = account;
    command.clientId = exchange.nextId(account);
    Object.assign(command, { seriesId, side, priceTicks, lots, orderType: 1, timeInForce: 1 });
    if (!exchange.sequencer.submit(command, 0)) throw new Error('the sequencer took no order');
    const { outcomes } = exchange.core.state;
    outcomes.lookup(account, command.clientId);
    if (outcomes.foundCode === 0) return;
    const name = Object.entries(ERROR_CATALOG).find(([, { code }]) => code === outcomes.foundCode);
    throw new Error(`an order was refused with ${name?.[0]}`);
  }

  /** The broker's model says what a lot is worth. */
  mark(seriesId: number, markTicks: number): void {
    const marks = [{ seriesId, markTicks, sigmaPpm: 0, thinnessPpm: 1_000_000 }];
    this.exchange.submit(this.exchange.broker.accountId, 'markUpdate', { marks });
  }

  private cancelAll(account: number, seriesId: number): void {
    const filter = { side: 0, minPriceTicks: 0, maxPriceTicks: 0, sessionId: 0 };
    this.exchange.submit(account, 'massCancel', { seriesId, ...filter } as never);
  }

  /** Makers quote a series anew around a price. */
  quote(
    makers: readonly Party[],
    seriesId: number,
    priceTicks: number,
    lots: number,
    halfSpread = 0.01,
  ): void {
    for (const { accountId } of makers) this.cancelAll(accountId, seriesId);
    const half = Math.ceil(priceTicks * halfSpread);
    for (const { accountId } of makers) {
      this.order(accountId, SIDE.BUY, priceTicks - half, lots, seriesId);
      this.order(accountId, SIDE.SELL, priceTicks + half, lots, seriesId);
    }
  }

  /** The value of the index, or 0. */
  get indexMicroPat(): number {
    return this.exchange.core.state.index.get(1, V.valueMicroPat);
  }

  /** An account with PAT and its session; of the highest class unless told. */
  async member(pat: number, accountClass: number = ACCOUNT_CLASS.QUALIFIED): Promise<Member> {
    const { exchange } = this;
    const party = exchange.openConsumer(pat * PAT);
    if (accountClass === ACCOUNT_CLASS.QUALIFIED) await this.qualify(party);
    else {
      const limits = { exposureLimitMicroPat: 0, dailyCreditMicroPat: 0 };
      const target = { targetAccountId: party.accountId, accountClass };
      exchange.submit(exchange.operator.accountId, 'updateAccount', { ...target, ...limits });
    }
    return { party, client: await this.logOn(party) };
  }

  /** An operator gives an account the highest class, on evidence, over its socket. */
  async qualify({ accountId: targetAccountId }: Party): Promise<void> {
    const clientRequestId = this.exchange.nextId(this.exchange.operator.accountId);
    const result = await this.operator.result('qualifyAccount', {
      ...{ targetAccountId, accountClass: ACCOUNT_CLASS.QUALIFIED, clientRequestId },
      ...{ evidenceHash: new Uint8Array(32).fill(3), reason: 'a test' },
      qualifiedUntilMs: this.nowMs + 30 * DAY_MS,
    });
    if (result.errorCode !== 0) throw new Error(`not qualified: ${result.errorCode}`);
  }

  /** A session that is kept alive, and told of its margin. */
  async logOn(party: Party): Promise<TestClient> {
    const client = await this.exchange.logOn(party, {
      ...{ pushBalances: true, heartbeatIntervalMs: 60_000 },
    });
    this.clients.push(client);
    return client;
  }

  async logOnOperator(): Promise<void> {
    this.operator = await this.logOn(this.exchange.operator);
  }

  /** An operator lists an instrument over its socket; its series. */
  async list(end: string): Promise<number> {
    const clientRequestId = this.exchange.nextId(this.exchange.operator.accountId);
    const instrument = `${CONTRACT}|${end}`;
    const body = { instrument, clientRequestId };
    const { errorCode, referenceId } = await this.operator.result('openInstrument', body);
    if (errorCode !== 0) throw new Error(`not listed: ${errorCode}`);
    return referenceId;
  }

  /** A whole hour so many hours ahead, as texts of instruments have it; midnight is a day. */
  hoursAhead(hours: number): string {
    const date = new Date((Math.floor(this.nowMs / HOUR_MS) + hours) * HOUR_MS).toISOString();
    return date.endsWith('T00:00:00.000Z') ? date.slice(0, 10) : `${date.slice(0, 16)}Z`;
  }

  /** An order over the socket of a member; its first report. */
  ask(
    { party, client }: Member,
    side: number,
    priceTicks: number,
    lots: number,
    seriesId: number,
  ): ReturnType<TestClient['order']> {
    const clientOrderId = this.exchange.nextId(party.accountId);
    return client.order({ clientOrderId, side, priceTicks, lots, seriesId });
  }

  stop(): Promise<void> {
    return this.exchange.stop();
  }
}
