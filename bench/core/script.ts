/**
 * A workload as commands of the venue's accounts, and whom each of its messages is about: what its clients would know.
 * A first play learns that, so that a second one measures the core and not a table of what clients remember.
 *
 * Buys come from consumers, sells from providers, so every trade is a novated sale with its ledger postings.
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

export class Script {
  readonly count: number;
  /** Whether a play has learnt whom every message is about. */
  isKnown = false;
  private readonly workload: Workload;
  private readonly seriesCount: number;
  /** By message: the order it changes, and that order's account. */
  private readonly orderIds: Float64Array;
  private readonly accounts: Int32Array;
  /** By the workload's number of an order: its id and its account. */
  private readonly orders: Float64Array;

  constructor(workload: Workload, seriesCount: number) {
    this.workload = workload;
    this.count = workload.count;
    this.seriesCount = seriesCount;
    this.orderIds = new Float64Array(workload.count);
    this.accounts = new Int32Array(workload.count);
    this.orders = new Float64Array((workload.idMax + 1) * 2);
  }

  /** Writes a message into a command; what its kind does not carry is at its default, as in a journal. */
  fill(i: number, c: Command): void {
    const { kind, id, priceTicks, lots } = this.workload;
    const bits = kind[i] as number;
    const number = id[i] as number;
    const type = bits & TYPE_MASK;
    const isCancel = type === CANCEL;
    c.clientId = isCancel ? 0 : FIRST_CLIENT_ID + i;
    c.priceTicks = isCancel ? 0 : (priceTicks[i] as number);
    c.lots = isCancel ? 0 : (lots[i] as number);
    if (type === NEW) return this.fillNew(c, bits, number);
    if (!this.isKnown) this.aim(i, number);
    c.kind = isCancel ? K.CANCEL_ORDER : K.AMEND_ORDER;
    c.orderId = this.orderIds[i] as number;
    c.accountId = this.accounts[i] as number;
    c.side = 0;
    c.orderType = 0;
    c.timeInForce = 0;
    c.seriesId = 0;
  }

  /** Notes which order a message made; nothing when it made none. */
  learn(i: number, orderId: number | undefined, accountId: number): void {
    const { kind, id } = this.workload;
    if (((kind[i] as number) & TYPE_MASK) !== NEW) return;
    const at = (id[i] as number) * 2;
    this.orders[at] = orderId ?? 0;
    this.orders[at + 1] = accountId;
  }

  private aim(i: number, number: number): void {
    this.orderIds[i] = this.orders[number * 2] as number;
    this.accounts[i] = this.orders[number * 2 + 1] as number;
  }

  private fillNew(c: Command, bits: number, number: number): void {
    const isSell = (bits & SELL_BIT) !== 0;
    c.kind = K.PLACE_ORDER;
    c.orderId = 0;
    c.accountId = isSell ? seller(number % PAIRS) : buyer(number % PAIRS);
    c.side = isSell ? SIDE.SELL : SIDE.BUY;
    c.orderType = ORDER_TYPE.LIMIT;
    c.timeInForce = (bits & IOC_BIT) !== 0 ? TIME_IN_FORCE.IOC : TIME_IN_FORCE.GTC;
    c.seriesId = (number % this.seriesCount) + 1;
  }
}
