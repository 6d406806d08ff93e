/**
 * A workload as commands of the venue's accounts, and whom each of its messages is about: what its clients would know.
 * A first play learns that, so that a second one measures the core and not a table of what clients remember.
 *
 * Buys come from consumers, sells from providers, so every trade is a novated sale with its ledger postings. Commands
 * lie packed one behind the other, half a cache line each, so that reading them takes little beside what is measured.
 */
import {
  type Command,
  COMMAND_KIND as K,
  ORDER_TYPE,
  SIDE,
  TIME_IN_FORCE,
} from '../../src/values/index.js';
import { CANCEL, IOC_BIT, NEW, SELL_BIT, TYPE_MASK, type Workload } from '../yardstick/workload.js';
import { buyer, PAIRS, seller } from './venue.js';

/** Ids above whatever the set-up used. */
const FIRST_CLIENT_ID = 1_000_001;

/** Words of a packed command. */
const FORM = 0;
const ACCOUNT = 1;
const SERIES = 2;
const CLIENT_ID = 3;
const PRICE_TICKS = 4;
const LOTS = 5;
const WORDS_LOG2 = 3;
/** A double: the order it changes. */
const ORDER_ID = 3;
const DOUBLES_LOG2 = 2;

/** The bytes of the first word: kind, side, type, time in force. */
const BYTE = 0xff;
const SIDE_SHIFT = 8;
const TYPE_SHIFT = 16;
const TIME_SHIFT = 24;

export class Script {
  readonly count: number;
  /** Whether a play has learnt whom every message is about. */
  isKnown = false;
  private readonly workload: Workload;
  private readonly words: Int32Array;
  private readonly doubles: Float64Array;
  /** By the workload's number of an order: its id and its account. */
  private readonly orders: Float64Array;

  constructor(workload: Workload, seriesCount: number) {
    this.workload = workload;
    this.count = workload.count;
    this.doubles = new Float64Array(workload.count << DOUBLES_LOG2);
    this.words = new Int32Array(this.doubles.buffer);
    this.orders = new Float64Array((workload.idMax + 1) * 2);
    for (let i = 0; i < workload.count; i += 1) this.pack(i, seriesCount);
  }

  /** Writes a message into a command; what its kind does not carry is at its default, as in a journal. */
  fill(i: number, c: Command): void {
    if (!this.isKnown) this.aim(i);
    const { words } = this;
    const at = i << WORDS_LOG2;
    const form = words[at + FORM] as number;
    c.kind = form & BYTE;
    c.side = (form >> SIDE_SHIFT) & BYTE;
    c.orderType = (form >> TYPE_SHIFT) & BYTE;
    c.timeInForce = form >> TIME_SHIFT;
    c.accountId = words[at + ACCOUNT] as number;
    c.seriesId = words[at + SERIES] as number;
    c.clientId = words[at + CLIENT_ID] as number;
    c.priceTicks = words[at + PRICE_TICKS] as number;
    c.lots = words[at + LOTS] as number;
    c.orderId = this.doubles[(i << DOUBLES_LOG2) + ORDER_ID] as number;
  }

  /** Notes which order a message made; nothing when it made none. */
  learn(i: number, orderId: number | undefined, accountId: number): void {
    const { kind, id } = this.workload;
    if (((kind[i] as number) & TYPE_MASK) !== NEW) return;
    const at = (id[i] as number) * 2;
    this.orders[at] = orderId ?? 0;
    this.orders[at + 1] = accountId;
  }

  /** Has a message that changes an order name the one that its number has made. */
  private aim(i: number): void {
    const { kind, id } = this.workload;
    if (((kind[i] as number) & TYPE_MASK) === NEW) return;
    const at = (id[i] as number) * 2;
    this.doubles[(i << DOUBLES_LOG2) + ORDER_ID] = this.orders[at] as number;
    this.words[(i << WORDS_LOG2) + ACCOUNT] = this.orders[at + 1] as number;
  }

  private pack(i: number, seriesCount: number): void {
    const { kind, id, priceTicks, lots } = this.workload;
    const { words } = this;
    const at = i << WORDS_LOG2;
    const bits = kind[i] as number;
    const type = bits & TYPE_MASK;
    if (type === CANCEL) {
      words[at + FORM] = K.CANCEL_ORDER;
      return;
    }
    words[at + CLIENT_ID] = FIRST_CLIENT_ID + i;
    words[at + PRICE_TICKS] = priceTicks[i] as number;
    words[at + LOTS] = lots[i] as number;
    words[at + FORM] = type === NEW ? formOf(bits) : K.AMEND_ORDER;
    if (type !== NEW) return;
    const number = id[i] as number;
    words[at + ACCOUNT] = (bits & SELL_BIT) === 0 ? buyer(number % PAIRS) : seller(number % PAIRS);
    words[at + SERIES] = (number % seriesCount) + 1;
  }
}

/** The first word of a new order. */
function formOf(bits: number): number {
  const side = (bits & SELL_BIT) === 0 ? SIDE.BUY : SIDE.SELL;
  const time = (bits & IOC_BIT) === 0 ? TIME_IN_FORCE.GTC : TIME_IN_FORCE.IOC;
  const choices = (side << SIDE_SHIFT) | (ORDER_TYPE.LIMIT << TYPE_SHIFT) | (time << TIME_SHIFT);
  return K.PLACE_ORDER | choices;
}
