/**
 * One run: a journal's customers against a fresh core and a fresh broker with other parameters.
 *
 * The core, the broker's desk and the quoter are the ones of the exchange. Between recorded frames the desk is ticked
 * as the host ticks it, but not while the venue was down. A parameter the set names is what the set says, from the
 * beginning and whatever was recorded for it; all others are as recorded. Deterministic: no clock, no chance.
 *
 * Fails with ParameterSetError when parameters of the set contradict others.
 */
import { BrokerDesk } from '../broker/index.js';
import { type Core, FIRST_OPERATOR_ACCOUNT, SERIES_FIELD as S } from '../engine/core/index.js';
import { type Batch, Divergence, type Frame } from '../engine/log/index.js';
import { type CommandCodec, NO_PLACE } from '../schema/index.js';
import {
  COMMAND_KIND,
  type ColdBodies,
  Command,
  formatSeriesKey,
  type Limits,
} from '../values/index.js';
import { Customers, type LeftOut } from './customers.js';
import { isQuoters } from './kinds.js';
import { type Measured, Monitor } from './monitor.js';
import { type ParameterSet, ParameterSetError, type ParameterValue } from './parameter-sets.js';
import { freshCore } from './recording.js';
import { SimSequencer } from './sim-sequencer.js';
import { ID_SPACE_UNIT, type Tape } from './tape.js';

/** What is delivered here is nothing; its hash is any but none. */
const CONTENT_HASH = new Uint8Array(32).fill(1);

export interface RunOptions {
  /** The whole journal, from its first frame. */
  readonly frames: Iterable<Frame>;
  readonly tape: Tape;
  readonly set: ParameterSet;
  readonly horizonMs: number;
  readonly progress?: (commands: number) => void;
  /** Customers who do something else than what was recorded, and accept every delivery at once; left out: they do that. */
  readonly flow?: (core: Core, sequencer: SimSequencer) => Flow;
  /** Room for more than was recorded, where customers do more. */
  readonly widened?: (limits: Limits) => Limits;
  /** The host's ticks: this grid, and at least so often; left out: as the host of the exchange. */
  readonly tickMs?: number;
  readonly tickMaxMs?: number;
}

/** Customers of a run who answer to what they meet. */
export interface Flow {
  /** When they do something by themselves next; infinity: never. */
  readonly nextMs: number;
  /** Does what is due. */
  act(nowMs: number): void;
  /** A recorded command, before its names are translated: true to play it, changed or not; false: it was seen to. */
  take(command: Command): boolean;
  /** Everything that happens. */
  sealed(batch: Batch): void;
}

export interface RunResult extends Measured {
  readonly name: string;
  readonly parameters: readonly ParameterValue[];
  /** Recorded commands, of them those played, and all commands the simulated venue took, the broker's included. */
  readonly commands: { readonly recorded: number; readonly played: number; readonly all: number };
  readonly leftOut: LeftOut;
  readonly unrecordedDeliveries: number;
  readonly quotesRefused: number;
}

/** How often the host of the exchange ticks, and at least. */
const TICK_MS = 10;
const TICK_MAX_MS = 1_000;

class Run {
  private readonly options: RunOptions;
  private readonly sequencer: SimSequencer;
  private readonly codec: CommandCodec;
  private readonly core: Core;
  private readonly monitor: Monitor;
  private readonly customers: Customers;
  private readonly flow: Flow | undefined;
  private readonly command = new Command();
  private readonly own = new Command();
  private readonly replaced: ReadonlySet<string>;
  private missing: readonly ParameterValue[];
  private desk: BrokerDesk | undefined;
  private lastTickMs = 0;
  private lastOwnId: number;
  private recorded = 0;
  private played = 0;

  constructor(options: RunOptions, first: Frame) {
    const { core, codec } = freshCore(first, options.widened);
    this.options = options;
    this.lastOwnId = options.tape.ownIdSpace * ID_SPACE_UNIT;
    if (this.lastOwnId < 0) {
      throw new Error('the first operator used every id space: none is left to set parameters in');
    }
    this.core = core;
    this.codec = codec;
    this.sequencer = new SimSequencer(core);
    this.monitor = new Monitor(core, options.horizonMs);
    this.customers = new Customers(core, options.tape, options.flow !== undefined);
    this.missing = options.set.values;
    this.replaced = new Set(options.set.values.map(({ name }) => name));
    this.flow = options.flow?.(core, this.sequencer);
    // Whoever tries values out is one person, and nothing of it takes effect on a venue.
    for (const name of this.replaced)
      core.state.registry.approvalMarks.push({ name, required: false });
    this.sequencer.listen({
      sealed: (batch: Batch) => {
        this.monitor.read(batch.events, batch.timeMs);
        this.customers.read(batch.events);
        this.flow?.sealed(batch);
      },
      durable: () => undefined,
    });
  }

  /** Plays one recorded frame. */
  play(frame: Frame): void {
    const { command, codec, sequencer } = this;
    const { payload, timeMs } = frame;
    for (let at = 0; at < payload.length; ) {
      const isFirst = at === 0;
      at = codec.decode(payload, at, command);
      if (at === NO_PLACE) throw new Divergence(frame.firstSequence, 'a command cannot be read');
      // The first command after an outage is the start of an epoch: nobody ticked until then.
      if (isFirst) this.tickUntil(timeMs, command.kind === COMMAND_KIND.START_EPOCH);
      sequencer.nowMs = timeMs;
      this.recorded += 1;
      if (this.isPlayed(command)) this.submit(command);
    }
    this.setParameters();
    sequencer.settle();
    this.serveUnrecorded();
    this.desk ??= this.makeDesk(timeMs);
    this.monitor.passed(timeMs);
    this.options.progress?.(this.recorded);
  }

  result(): RunResult {
    const { set, tape } = this.options;
    const [left] = this.missing;
    if (left !== undefined) {
      throw new ParameterSetError(
        'UNKNOWN_TARGET',
        set.name,
        `${left.name}: the journal has no "${left.target}"`,
      );
    }
    return {
      name: set.name,
      parameters: set.values,
      commands: {
        recorded: this.recorded,
        played: this.played,
        all: this.sequencer.commandCount,
      },
      leftOut: this.customers.leftOut,
      unrecordedDeliveries: this.customers.unrecordedDeliveries,
      quotesRefused: this.desk?.status().quotesRefused ?? 0,
      ...this.monitor.result(tape.lastTimeMs),
    };
  }

  private isPlayed(command: Command): boolean {
    if (isQuoters(command)) return false;
    if (command.kind === COMMAND_KIND.SET_PARAMETER) {
      return !this.replaced.has((command.body as ColdBodies['setParameter']).name);
    }
    const { customers, flow, options } = this;
    if (command.kind === COMMAND_KIND.INITIALIZE_VENUE && options.widened !== undefined) {
      const body = command.body as ColdBodies['initializeVenue'];
      const { limits } = body;
      if (limits !== null) command.body = { ...body, limits: options.widened(limits) };
    }
    if (flow === undefined || flow.take(command)) return customers.translate(command);
    customers.pass(command);
    return false;
  }

  private submit(command: Command): void {
    const { core, sequencer, customers } = this;
    const { events } = core;
    const from = events.length;
    sequencer.submit(command, 0);
    this.played += 1;
    customers.applied(command, events, from);
  }

  /** The host's ticks up to a time. */
  private tickUntil(untilMs: number, isOutage: boolean): void {
    const { desk, sequencer, core } = this;
    if (desk === undefined || isOutage) {
      this.lastTickMs = untilMs;
      return;
    }
    const { flow } = this;
    const { tickMs = TICK_MS, tickMaxMs = TICK_MAX_MS } = this.options;
    for (;;) {
      const wanted = Math.min(desk.nextRunAtMs, this.lastTickMs + tickMaxMs);
      const onGrid = Math.ceil(wanted / tickMs) * tickMs;
      const dueMs = Math.max(onGrid, this.lastTickMs + tickMs);
      if (flow !== undefined && flow.nextMs <= Math.min(dueMs, untilMs)) {
        const atMs = flow.nextMs;
        sequencer.nowMs = Math.max(sequencer.nowMs, atMs);
        flow.act(atMs);
        sequencer.settle();
        this.serveUnrecorded();
        continue;
      }
      if (dueMs > untilMs) return;
      this.lastTickMs = dueMs;
      sequencer.nowMs = dueMs;
      if (core.lifecycle.isDue(dueMs)) this.send('advanceTime', 0, {});
      desk.tick(dueMs);
      sequencer.settle();
      this.serveUnrecorded();
    }
  }

  private serveUnrecorded(): void {
    const { customers, sequencer } = this;
    for (;;) {
      const unrecorded = customers.takeUnrecorded();
      if (unrecorded.length === 0) return;
      for (const { deliveryId, consumer, provider } of unrecorded) {
        this.send('noticeDelivery', provider, {
          deliveryId,
          contentHash: CONTENT_HASH,
          location: 'simulated',
        });
        const signature = new Uint8Array(64);
        this.send('acceptDelivery', consumer, { deliveryId, signature, keyId: 1 });
      }
      sequencer.settle();
    }
  }

  /**
   * Sets what the set names, each as soon as its target is there. Of two that must keep an order one may be possible
   * only after the other, so what is refused is tried again as long as anything is accepted.
   */
  private setParameters(): void {
    let waiting = this.missing.filter(({ target }) => this.isTarget(target));
    if (waiting.length === 0) return;
    this.missing = this.missing.filter(({ target }) => !this.isTarget(target));
    while (waiting.length > 0) {
      const refused = waiting.filter((one) => !this.setParameter(one));
      const [first] = refused;
      if (first !== undefined && refused.length === waiting.length) throw this.contradiction(first);
      waiting = refused;
    }
  }

  /** Whether the core took the value. */
  private setParameter(one: ParameterValue): boolean {
    const { registry } = this.core.state;
    const before = registry.parameterChangeCount;
    this.lastOwnId += 1;
    this.send(
      'setParameter',
      FIRST_OPERATOR_ACCOUNT,
      {
        ...one,
        expectedVersion: 0,
        unset: false,
        reason: 'backtest',
        clientRequestId: this.lastOwnId,
        effectiveTimeMs: 0,
      } as ColdBodies['setParameter'],
      this.lastOwnId,
    );
    return registry.parameterChangeCount > before;
  }

  private contradiction({ name, target }: ParameterValue): ParameterSetError {
    const { changes, parameters } = this.core;
    const { min, max } = changes.order.range(parameters.index(name), target);
    return new ParameterSetError(
      'CONTRADICTION',
      this.options.set.name,
      `${name}${target === '' ? '' : `@${target}`} contradicts another parameter; with the others as they are, from ${min} to ${max} is possible`,
    );
  }

  private isTarget(target: string): boolean {
    const { registry, series } = this.core.state;
    if (target === '') return true;
    if (registry.segmentId(target) !== 0 || registry.contractOf(target) !== undefined) return true;
    for (let id = 1; id <= series.count; id += 1) {
      const contract = registry.contract(series.get(id, S.contract))?.text ?? '';
      if (formatSeriesKey(contract, series.get(id, S.startMs)) === target) return true;
    }
    return false;
  }

  private send<K extends keyof typeof OWN_KIND>(
    kind: K,
    accountId: number,
    body: ColdBodies[K],
    clientId = 0,
  ): void {
    const { own } = this;
    own.kind = OWN_KIND[kind];
    own.accountId = accountId;
    own.clientId = clientId;
    own.body = body;
    this.sequencer.submit(own, 0);
    own.body = undefined;
  }

  private makeDesk(nowMs: number): BrokerDesk {
    this.lastTickMs = nowMs;
    return new BrokerDesk({
      sequencer: this.sequencer,
      // Nobody restarts a run, and what the quoter writes for it is much.
      checkpointMs: Number.POSITIVE_INFINITY,
      logger: {
        info: () => undefined,
        warn: (fields) => this.warned(fields),
      },
    });
  }

  /** The quoter cannot follow a parameter: no result would be of this set. */
  private warned(fields: object): void {
    const { name, target, min, max } = fields as Partial<Record<string, unknown>>;
    if (typeof name !== 'string' || !this.replaced.has(name)) return;
    throw new ParameterSetError(
      'CONTRADICTION',
      this.options.set.name,
      `${name}${target === '' ? '' : `@${String(target)}`} contradicts another parameter; with the others as they are, from ${String(min)} to ${String(max)} is possible`,
    );
  }
}

const OWN_KIND = {
  advanceTime: COMMAND_KIND.ADVANCE_TIME,
  noticeDelivery: COMMAND_KIND.NOTICE_DELIVERY,
  acceptDelivery: COMMAND_KIND.ACCEPT_DELIVERY,
  setParameter: COMMAND_KIND.SET_PARAMETER,
} as const;

/** Plays a whole journal. */
export function runSet(options: RunOptions): RunResult {
  let run: Run | undefined;
  for (const frame of options.frames) {
    run ??= new Run(options, frame);
    run.play(frame);
  }
  if (run === undefined) throw new Error('the journal is empty');
  return run.result();
}
