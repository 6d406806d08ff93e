/**
 * A venue with its broker for the benches: real core, real sequencer over a log in memory or on disk, many open series
 * with minted and bought rights. The same every time; the desk's own work is timed from outside.
 */
import { performance } from 'node:perf_hooks';
import { BrokerDesk } from '../../src/broker/index.js';
import {
  BROKER_ACCOUNT,
  CORE_VERSION,
  Core,
  FIRST_OPERATOR_ACCOUNT,
} from '../../src/engine/core/index.js';
import {
  type Batch,
  type BlockingCommandLog,
  EventChain,
  MemoryCommandLog,
  raiseInliningBudget,
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
  type Limits,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';

const DAY_MS = 86_400_000;
const START_MS = 1_780_272_000_000;
const PAT = 1_000_000;
const BANDS = ['0.20-0.40', '0.40-0.60', '0.60-0.80', '0.80-1.00'] as const;
const STARTS = 5;
export const CONSUMER = 5;
export const PROVIDER = 6;

const LIMITS: Limits = {
  maxOrders: 131_072,
  maxAccounts: 64,
  maxSeries: 8_192,
  maxPositions: 65_536,
  maxObligations: 524_288,
  maxDeliveries: 1_024,
  maxIdSpaces: 256,
  outcomesPerIdSpace: 128,
  maxPricePages: 262_144,
  maxEntitlements: 1_024,
  maxBustableTrades: 65_536,
};

const RULES: NonNullable<ColdBodies['defineContract']['rules']> = {
  deliverable: 'segment records',
  deliveryMethod: 'pull',
  quotaPerLot: 10,
  tickValueMicroPat: 10_000,
  maxPriceTicks: 1_000_000,
  maxOrderLots: 1_000_000,
  mintCapLots: 1_000_000,
  providerSharePpm: 1_000_000,
  makerFeePpm: 0,
  takerFeePpm: 0,
  royaltyPpm: 0,
  licensorAccountId: 0,
  penaltyMicroPat: 0,
  serviceLevelMs: 3_600_000,
  acceptanceMs: 3_600_000,
  disputeWindowMs: 3_600_000,
  minimumClass: 0,
  referencePriceTicks: 1_000,
  licenceHash: new Uint8Array(32),
};

/** An order that trades what it can at once. */
interface ImmediateOrder {
  readonly accountId: number;
  readonly seriesId: number;
  readonly side: number;
  readonly priceTicks: number;
  readonly lots: number;
}

/** Work of this thread since a moment: no more than the time that passed, nor than the processor time of the process. */
export class WorkClock {
  private begunMs = 0;
  private usedMicros = 0;

  begin(): void {
    this.usedMicros = processorMicros();
    this.begunMs = performance.now();
  }

  micros(): number {
    const passedMicros = (performance.now() - this.begunMs) * 1_000;
    return Math.min(passedMicros, processorMicros() - this.usedMicros);
  }
}

/** Processor time this process has used, all of its threads, µs. */
function processorMicros(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

export class BenchVenue {
  readonly sequencer: Sequencer;
  readonly core: Core;
  readonly desk: BrokerDesk;
  nowMs = START_MS;
  /** Time the desk took for the last durable batches, ms, one each. */
  readonly turnsMs: number[] = [];
  /** Begins when the desk is told that a batch is durable. */
  turnClock: WorkClock | undefined;
  private lastId = 0;

  private constructor(seriesPerTurn: number, disk: BlockingCommandLog | undefined) {
    raiseInliningBudget();
    const core = new Core({ limits: LIMITS });
    this.core = core;
    this.sequencer = new Sequencer({
      core,
      log: disk ?? new MemoryCommandLog(),
      blockingLog: disk,
      codec: new CommandCodec(),
      chain: new EventChain(),
      stateCursor: 0,
      epoch: 1,
      nowMs: () => this.nowMs,
      failed: (error) => {
        throw error;
      },
    });
    this.submit(0, 'initializeVenue', {
      venue: 'bench',
      brokerPublicKey: new Uint8Array(32),
      operatorPublicKey: new Uint8Array(32),
      limits: LIMITS,
      coreVersion: CORE_VERSION,
      furtherOperators: [],
    });
    this.desk = new BrokerDesk({ sequencer: this.sequencer, seriesPerTurn });
    const durable = this.desk.durable.bind(this.desk);
    this.desk.durable = (batch: Batch): void => {
      this.turnClock?.begin();
      const begunMs = performance.now();
      durable(batch);
      this.turnsMs.push(performance.now() - begunMs);
    };
    this.submit(0, 'startEpoch', { epoch: 1, lastTimeMs: 0 });
  }

  /**
   * A venue of about so many open series, every one quoted on both sides.
   * @param disk its journal; without one it keeps its frames in memory
   */
  static async open(
    seriesCount: number,
    seriesPerTurn: number,
    disk?: BlockingCommandLog,
  ): Promise<BenchVenue> {
    const venue = new BenchVenue(seriesPerTurn, disk);
    venue.openMarket(seriesCount);
    await venue.settle();
    await venue.stock();
    return venue;
  }

  operator<K extends ColdKind>(kind: K, body: Omit<ColdBodies[K], 'clientRequestId'>): void {
    this.submit(FIRST_OPERATOR_ACCOUNT, kind, body);
  }

  parameter(name: string, value: number): void {
    const rest = { target: '', expectedVersion: 0, unset: false, reason: 'bench' };
    this.operator('setParameter', { name, value, ...rest });
  }

  order({ accountId, seriesId, side, priceTicks, lots }: ImmediateOrder): void {
    const command = new Command();
    command.kind = COMMAND_KIND.PLACE_ORDER;
    command.accountId = accountId;
    this.lastId += 1;
    command.clientId = this.lastId;
    command.seriesId = seriesId;
    command.side = side;
    command.priceTicks = priceTicks;
    command.lots = lots;
    command.orderType = ORDER_TYPE.LIMIT;
    command.timeInForce = TIME_IN_FORCE.IOC;
    this.sequencer.submit(command, 0);
  }

  /** Makes everything durable, what the desk answers included. */
  async settle(): Promise<void> {
    do {
      await this.sequencer.drain();
      await new Promise<void>((resolve) => setImmediate(resolve));
    } while (this.sequencer.durableSequence < this.core.state.sequence);
  }

  private submit<K extends ColdKind>(
    accountId: number,
    kind: K,
    body: Omit<ColdBodies[K], 'clientRequestId'>,
  ): void {
    const command = new Command();
    const constant = kind.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
    command.kind = COMMAND_KIND[constant as keyof typeof COMMAND_KIND];
    command.accountId = accountId;
    this.lastId += 1;
    const hasId = accountId !== 0 && kind !== 'setConfidence';
    command.clientId = hasId ? this.lastId : 0;
    command.body = { ...body, clientRequestId: command.clientId } as unknown as ColdBodies[K];
    this.sequencer.submit(command, 0);
  }

  private openMarket(seriesCount: number): void {
    for (const role of [ACCOUNT_ROLE.CONSUMER, ACCOUNT_ROLE.PROVIDER]) {
      this.operator('openAccount', {
        role,
        accountClass: ACCOUNT_CLASS.INSTITUTION,
        firmGroup: 0,
        publicKey: new Uint8Array(0),
        scopes: [],
        name: 'bench',
      });
    }
    for (const targetAccountId of [CONSUMER, PROVIDER, BROKER_ACCOUNT]) {
      this.operator('deposit', { targetAccountId, amountMicroPat: 100_000_000 * PAT });
    }
    this.submit(BROKER_ACCOUNT, 'moveCollateral', { amountMicroPat: 90_000_000 * PAT });
    this.parameter('base_value_micro_pat', 10 * PAT);
    this.parameter('prior_flow_lots', 5_000);
    this.parameter('max_order_share_ppm', 1_000_000_000);
    this.parameter('order_burst_count', 1_000_000_000);
    let contractId = 0;
    for (let opened = 0; opened < seriesCount; ) {
      const segment = `SEGMENT_${Math.floor(opened / (BANDS.length * STARTS))}`;
      for (const band of BANDS) {
        contractId += 1;
        this.operator('defineContract', { contract: `${segment}|7D|${band}`, rules: RULES });
        for (let age = 0; age < STARTS; age += 1) {
          const windowStartMs = START_MS - age * DAY_MS;
          this.operator('openSeries', { contractId, windowStartMs });
          opened += 1;
        }
      }
      const attestedUntilMs = START_MS + 30 * DAY_MS;
      const capacityLots = 1_000_000;
      this.operator('setConfidence', { providerId: PROVIDER, segment, confidencePpm: 900_000 });
      this.submit(PROVIDER, 'escrowCapacity', {
        providerId: 0,
        segment,
        capacityLots,
        attestedUntilMs,
      });
    }
  }

  /** Mints in every series and sells some to the broker. */
  private async stock(): Promise<void> {
    const { series } = this.core.state;
    for (let id = 1; id <= series.count; id += 1) {
      this.submit(PROVIDER, 'mintRights', { seriesId: id, quantityLots: 500 });
    }
    await this.settle();
    for (let round = 0; round < 3; round += 1) {
      for (let id = 1; id <= series.count; id += 1) {
        const bid = this.desk.quoter.decisionFor(id)?.bids[0];
        if (bid !== undefined)
          this.order({
            ...{ accountId: PROVIDER, seriesId: id, side: SIDE.SELL },
            priceTicks: bid.priceTicks,
            lots: 8,
          });
      }
      await this.settle();
    }
  }
}
