/**
 * The first pass over a journal: replays it as it was, measures what happened, and writes the tape the runs need.
 *
 * The replay is compared with the journal's event hash frame by frame; fails with Divergence when it says something
 * else, and with ParameterSetError when a set names a target the journal never had.
 */
import {
  COMMAND_RESULT,
  Core,
  DELIVERY,
  EVENT,
  EVENT_WORDS,
  EventLog,
  FIRM_QUOTE,
  FIRST_OPERATOR_ACCOUNT,
  ORDER_ACCEPTED,
  SERIES_FIELD as S,
} from '../engine/core/index.js';
import {
  beginningIn,
  Divergence,
  EventChain,
  type Frame,
  startPoint,
} from '../engine/log/index.js';
import { CommandCodec, NO_PLACE } from '../schema/index.js';
import {
  COMMAND_KIND,
  type ColdBodies,
  Command,
  DELIVERY_STATE,
  formatSeriesKey,
  type Limits,
} from '../values/index.js';
import { deliveryOf, namesDelivery, namesOrder, takesOffer, usesRights } from './kinds.js';
import { type Measured, Monitor } from './monitor.js';
import { GrowingInts, ID_SPACE_UNIT, ID_SPACES, partyKey, type Tape } from './tape.js';

export interface Recording {
  readonly measured: Measured;
  readonly tape: Tape;
  /** Targets parameters can be set for: segments, contracts, series. */
  readonly targets: ReadonlySet<string>;
}

/** A core as the journal's first frame begins it, and the codec that reads it. */
export function freshCore(
  first: Frame,
  widened: (limits: Limits) => Limits = (limits) => limits,
): { core: Core; codec: CommandCodec } {
  const codec = new CommandCodec();
  const { core } = startPoint({ read: () => [first], codec });
  const recorded = beginningIn(first, codec)?.limits;
  if (recorded === undefined) return { core, codec };
  const limits = widened(recorded);
  return { core: limits === recorded ? core : new Core({ limits }), codec };
}

class TapeWriter {
  private readonly orderRefs = new GrowingInts();
  private readonly deliveryRefs = new GrowingInts();
  private readonly rightsDone = new GrowingInts();
  private readonly orders = new Map<number, number>();
  private readonly deliveries = new Map<number, readonly [key: number, number: number]>();
  private readonly keys = new Map<string, number>();
  private readonly counts: number[] = [];
  private readonly takenRequests: number[] = [];
  private readonly takenTicks: number[] = [];
  private readonly offers = new Map<number, { requestId: number; priceTicks: number }>();
  private readonly usedIdSpaces = new Set<number>();
  private placed = 0;

  /** Before a command is applied. */
  before(command: Command): void {
    if (command.accountId === FIRST_OPERATOR_ACCOUNT) {
      this.usedIdSpaces.add(Math.floor(command.clientId / ID_SPACE_UNIT));
    }
    if (command.kind === COMMAND_KIND.PLACE_ORDER) this.placed += 1;
    else if (namesOrder(command)) this.orderRefs.push(this.orders.get(command.orderId) ?? 0);
    else if (namesDelivery(command)) {
      const [key, number] = this.deliveries.get(deliveryOf(command)) ?? [-1, -1];
      this.deliveryRefs.push(key);
      this.deliveryRefs.push(number);
    } else if (takesOffer(command)) {
      const { quoteId } = command.body as ColdBodies['acceptQuote'];
      const { requestId, priceTicks } = this.offers.get(quoteId) ?? { requestId: 0, priceTicks: 0 };
      this.takenRequests.push(requestId);
      this.takenTicks.push(priceTicks);
    }
  }

  /** After it: the events from a place on. */
  after(command: Command, { words: w, length }: EventLog, from: number): void {
    const isOrder = command.kind === COMMAND_KIND.PLACE_ORDER;
    if (usesRights(command)) this.rightsDone.push(isDone(command, w, from, length) ? 1 : 0);
    for (let at = from; at < length; at += EVENT_WORDS[w[at] as number] as number) {
      if (w[at] === EVENT.ORDER_ACCEPTED) {
        const isIts =
          isOrder &&
          w[at + ORDER_ACCEPTED.account] === command.accountId &&
          w[at + ORDER_ACCEPTED.clientId] === command.clientId;
        if (isIts) this.orders.set(w[at + ORDER_ACCEPTED.orderId] as number, this.placed);
      } else if (w[at] === EVENT.DELIVERY && w[at + DELIVERY.state] === DELIVERY_STATE.TICKETED) {
        this.ticketed(w, at);
      } else if (w[at] === EVENT.FIRM_QUOTE) {
        this.offers.set(w[at + FIRM_QUOTE.orderId] as number, {
          requestId: w[at + FIRM_QUOTE.requestId] as number,
          priceTicks: w[at + FIRM_QUOTE.priceTicks] as number,
        });
      }
    }
  }

  private ticketed(w: Float64Array, at: number): void {
    const text = partyKey(
      w[at + DELIVERY.consumer] as number,
      w[at + DELIVERY.provider] as number,
      w[at + DELIVERY.series] as number,
    );
    const key = this.keys.get(text) ?? this.keys.size;
    this.keys.set(text, key);
    const number = this.counts[key] ?? 0;
    this.counts[key] = number + 1;
    this.deliveries.set(w[at + DELIVERY.deliveryId] as number, [key, number]);
  }

  private freeIdSpace(): number {
    for (let space = ID_SPACES - 1; space >= 0; space -= 1) {
      if (!this.usedIdSpaces.has(space)) return space;
    }
    return -1;
  }

  result(
    rest: Pick<Tape, 'commandCount' | 'frameCount' | 'firstTimeMs' | 'lastTimeMs' | 'lastSequence'>,
  ): Tape {
    return {
      orderRefs: this.orderRefs.result(),
      deliveryRefs: this.deliveryRefs.result(),
      ownIdSpace: this.freeIdSpace(),
      takenRequests: this.takenRequests,
      takenTicks: this.takenTicks,
      rightsDone: this.rightsDone.result(),
      partyKeys: [...this.keys.keys()],
      deliveryCounts: this.counts,
      ...rest,
    };
  }
}

/** Whether a command of an account is answered with success between two places. */
function isDone(command: Command, w: Float64Array, from: number, to: number): boolean {
  for (let at = from; at < to; at += EVENT_WORDS[w[at] as number] as number) {
    if (
      w[at] === EVENT.COMMAND_RESULT &&
      w[at + COMMAND_RESULT.account] === command.accountId &&
      w[at + COMMAND_RESULT.clientId] === command.clientId
    ) {
      return w[at + COMMAND_RESULT.code] === 0;
    }
  }
  return false;
}

/** Somebody who looks on while a journal is replayed. */
export interface Watcher {
  before(command: Command): void;
  /** After it: its events from a place on. */
  after(command: Command, events: EventLog, from: number): void;
  /** A frame is over. */
  passed(timeMs: number): void;
}

/** Replays frames from the journal's first; `progress` is told the sequence after each. */
export function replayRecorded(
  frames: Iterable<Frame>,
  horizonMs: number,
  progress: (sequence: number) => void = () => undefined,
  watch: (core: Core) => Watcher | undefined = () => undefined,
): Recording {
  const tape = new TapeWriter();
  const events = new EventLog();
  const chain = new EventChain();
  const command = new Command();
  let core: Core | undefined;
  let codec = new CommandCodec();
  let monitor: Monitor | undefined;
  let watcher: Watcher | undefined;
  let frameCount = 0;
  let firstTimeMs = 0;
  let lastTimeMs = 0;
  for (const frame of frames) {
    if (core === undefined) {
      ({ core, codec } = freshCore(frame));
      firstTimeMs = frame.timeMs;
      watcher = watch(core);
    }
    if (Buffer.compare(frame.eventHash, chain.hash) !== 0) {
      throw new Divergence(frame.firstSequence, 'the events up to here have another hash');
    }
    monitor ??= new Monitor(core, horizonMs);
    events.clear();
    core.events = events;
    for (let at = 0; at < frame.payload.length; ) {
      at = codec.decode(frame.payload, at, command);
      if (at === NO_PLACE) throw new Divergence(frame.firstSequence, 'a command cannot be read');
      command.timeMs = frame.timeMs;
      const from = events.length;
      tape.before(command);
      watcher?.before(command);
      core.apply(command);
      tape.after(command, events, from);
      watcher?.after(command, events, from);
    }
    chain.extend(frame.hash, events.bytes());
    monitor.read(events, frame.timeMs);
    monitor.passed(frame.timeMs);
    watcher?.passed(frame.timeMs);
    frameCount += 1;
    lastTimeMs = frame.timeMs;
    progress(core.state.sequence);
  }
  if (core === undefined || monitor === undefined) throw new Error('the journal is empty');
  const { sequence } = core.state;
  return {
    measured: monitor.result(lastTimeMs),
    tape: tape.result({
      commandCount: sequence,
      frameCount,
      firstTimeMs,
      lastTimeMs,
      lastSequence: sequence,
    }),
    targets: targetsOf(core),
  };
}

function targetsOf(core: Core): ReadonlySet<string> {
  const { registry, series } = core.state;
  const targets = new Set(['', ...registry.segments]);
  for (let id = 1; id <= series.count; id += 1) {
    const contract = registry.contract(series.get(id, S.contract))?.text ?? '';
    targets.add(contract);
    targets.add(formatSeriesKey(contract, series.get(id, S.startMs)));
  }
  return targets;
}
