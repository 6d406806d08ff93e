/**
 * A recorded order flow in memory and in its file: columns of events, gzip-compressed.
 *
 * File, inside gzip: the magic `PATXREC1`, then varints: number of events, number of orders, and the columns one after
 * the other: kind (one byte an event: action, plus 4 for a sell), milliseconds since the event before, for events that are not
 * `created` how far back in the order numbers, for `created` the price offset (zigzag ppm), and the lots: of `created`
 * as they are, otherwise the difference to what was open (zigzag).
 *
 * Invariants: times ascend; orders are numbered 0, 1, … by their creation; an order changes only between its creation
 * and its deletion. A file that breaks them, or does not end with its last column, throws a RangeError.
 */
import { gunzipSync, gzipSync } from 'node:zlib';

export const FLOW_ACTION = { CREATED: 0, CHANGED: 1, DELETED: 2 } as const;

/** One thing that happened to one order of the recording. */
export interface FlowEvent {
  /** Since the first event. */
  readonly timeMs: number;
  /** One of FLOW_ACTION. */
  readonly action: number;
  readonly isSell: boolean;
  /** 0, 1, … by creation. */
  readonly order: number;
  /** Limit price against the recorded mid at creation, ppm. */
  readonly offsetPpm: number;
  /** Open quantity after the event; of a deletion what was still open, 0 when the order had filled. */
  readonly lots: number;
}

const MAGIC = 'PATXREC1';
const SELL = 4;
const ACTIONS = 3;
const NOT_LIVE = -1;

/** Events by their index; columns, so that a walk allocates nothing. */
export class Recording {
  readonly eventCount: number;
  readonly orderCount: number;
  readonly timeMs: Uint32Array;
  readonly kind: Uint8Array;
  readonly order: Uint32Array;
  readonly lots: Uint32Array;
  /** By order. */
  readonly offsetPpm: Int32Array;
  /** By order: 1 for a sell. */
  readonly side: Uint8Array;

  constructor(eventCount: number, orderCount: number) {
    this.eventCount = eventCount;
    this.orderCount = orderCount;
    this.timeMs = new Uint32Array(eventCount);
    this.kind = new Uint8Array(eventCount);
    this.order = new Uint32Array(eventCount);
    this.lots = new Uint32Array(eventCount);
    this.offsetPpm = new Int32Array(orderCount);
    this.side = new Uint8Array(orderCount);
  }

  /** Length of the recording: the time of its last event. */
  get durationMs(): number {
    return this.timeMs[this.eventCount - 1] ?? 0;
  }

  /** One of FLOW_ACTION. */
  action(index: number): number {
    return (this.kind[index] as number) & 3;
  }

  /** Index of the event that created an order. */
  indexOfCreation(order: number): number {
    if (!(order >= 0 && order < this.orderCount)) throw new RangeError(`no order ${order}`);
    for (let index = order; ; index += 1) {
      if (this.order[index] === order && this.action(index) === FLOW_ACTION.CREATED) return index;
    }
  }

  at(index: number): FlowEvent {
    if (!(index >= 0 && index < this.eventCount)) throw new RangeError(`no event ${index}`);
    const order = this.order[index] as number;
    return {
      timeMs: this.timeMs[index] as number,
      action: this.action(index),
      isSell: this.side[order] === 1,
      order,
      offsetPpm: this.offsetPpm[order] as number,
      lots: this.lots[index] as number,
    };
  }
}

/** Encodes events as a recording file. Throws when they break the invariants above. */
export function encodeRecording(events: readonly FlowEvent[]): Uint8Array {
  const kinds: number[] = [];
  const times = new VarintWriter();
  const orders = new VarintWriter();
  const offsets = new VarintWriter();
  const lots = new VarintWriter();
  const open: number[] = [];
  let lastMs = 0;
  for (const [index, event] of events.entries()) {
    kinds.push(event.action + (event.isSell ? SELL : 0));
    times.unsigned(event.timeMs - lastMs);
    lastMs = event.timeMs;
    if (event.action === FLOW_ACTION.CREATED) {
      if (event.order !== open.length) throw new RangeError(`event ${index}: order out of turn`);
      offsets.signed(event.offsetPpm);
      lots.unsigned(event.lots);
      open.push(event.lots);
    } else {
      const before = open[event.order] ?? NOT_LIVE;
      if (before === NOT_LIVE) throw new RangeError(`event ${index}: the order is not live`);
      orders.unsigned(open.length - event.order);
      lots.signed(event.lots - before);
      open[event.order] = event.action === FLOW_ACTION.DELETED ? NOT_LIVE : event.lots;
    }
  }
  const head = new VarintWriter();
  head.unsigned(events.length);
  head.unsigned(open.length);
  const columns = [head.bytes, kinds, times.bytes, orders.bytes, offsets.bytes, lots.bytes];
  const plain = Buffer.concat([Buffer.from(MAGIC), ...columns.map((bytes) => Buffer.from(bytes))]);
  return gzipSync(plain, { level: 9 });
}

/** Decodes a recording file. */
export function decodeRecording(file: Uint8Array): Recording {
  const plain = gunzipSync(file);
  if (plain.toString('latin1', 0, MAGIC.length) !== MAGIC) throw new RangeError('no recording');
  const reader = new VarintReader(plain, MAGIC.length);
  const eventCount = reader.unsigned();
  const orderCount = reader.unsigned();
  if (eventCount > plain.length || orderCount > eventCount) throw new RangeError('counts too high');
  const recording = new Recording(eventCount, orderCount);
  readKinds(recording, reader);
  let timeMs = 0;
  for (let i = 0; i < eventCount; i += 1) {
    timeMs += reader.unsigned();
    recording.timeMs[i] = timeMs;
  }
  readOrders(recording, reader);
  for (let order = 0; order < orderCount; order += 1) recording.offsetPpm[order] = reader.signed();
  readLots(recording, reader);
  if (!reader.isAtEnd) throw new RangeError('bytes after the last column');
  return recording;
}

function readKinds(recording: Recording, reader: VarintReader): void {
  let created = 0;
  for (let i = 0; i < recording.eventCount; i += 1) {
    const kind = reader.byte();
    if (kind > SELL + ACTIONS || (kind & 3) === ACTIONS) throw new RangeError(`event ${i}: kind`);
    recording.kind[i] = kind;
    if ((kind & 3) === FLOW_ACTION.CREATED) {
      recording.side[created] = kind >= SELL ? 1 : 0;
      created += 1;
    }
  }
  if (created !== recording.orderCount) throw new RangeError('another number of orders');
}

function readOrders(recording: Recording, reader: VarintReader): void {
  let created = 0;
  for (let i = 0; i < recording.eventCount; i += 1) {
    if (recording.action(i) === FLOW_ACTION.CREATED) {
      recording.order[i] = created;
      created += 1;
      continue;
    }
    const back = reader.unsigned();
    if (back < 1 || back > created) throw new RangeError(`event ${i}: order out of range`);
    recording.order[i] = created - back;
  }
}

function readLots(recording: Recording, reader: VarintReader): void {
  const open = new Int32Array(recording.orderCount);
  for (let i = 0; i < recording.eventCount; i += 1) {
    const order = recording.order[i] as number;
    const action = recording.action(i);
    const isNew = action === FLOW_ACTION.CREATED;
    if (open[order] === NOT_LIVE) throw new RangeError(`event ${i}: the order is not live`);
    const lots = isNew ? reader.unsigned() : (open[order] as number) + reader.signed();
    if (lots < 0) throw new RangeError(`event ${i}: less than nothing`);
    recording.lots[i] = lots;
    open[order] = action === FLOW_ACTION.DELETED ? NOT_LIVE : lots;
  }
}

class VarintWriter {
  readonly bytes: number[] = [];

  unsigned(value: number): void {
    if (!(Number.isSafeInteger(value) && value >= 0)) throw new RangeError(`${value} is no size`);
    let rest = value;
    while (rest > 0x7f) {
      this.bytes.push((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.bytes.push(rest);
  }

  signed(value: number): void {
    this.unsigned(value < 0 ? -2 * value - 1 : 2 * value);
  }
}

class VarintReader {
  private readonly from: Uint8Array;
  private at: number;

  constructor(from: Uint8Array, at: number) {
    this.from = from;
    this.at = at;
  }

  get isAtEnd(): boolean {
    return this.at === this.from.length;
  }

  byte(): number {
    const byte = this.from[this.at];
    if (byte === undefined) throw new RangeError('the recording is cut off');
    this.at += 1;
    return byte;
  }

  unsigned(): number {
    let value = 0;
    let unit = 1;
    for (let count = 0; count < 7; count += 1) {
      const byte = this.byte();
      value += (byte & 0x7f) * unit;
      if (byte < 0x80) return value;
      unit *= 128;
    }
    throw new RangeError('a number of more than 49 bits');
  }

  signed(): number {
    const value = this.unsigned();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }
}
