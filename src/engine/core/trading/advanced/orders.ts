/**
 * What the orders have that are more than plain ones: icebergs, stops that wait, pegged orders, one-cancels-other
 * groups. The lists and rings themselves are the book's; here they are counted by series and put in reach of the core.
 *
 * A dormant order is live, has its reservations and is in no book: a stop that waits or is elected, or a peg without a
 * price it may have, or a firm quote, which only its addressee can take. Its series, side and price are in its extension.
 *
 * Invariants (I25): an order has an extension exactly while its SPECIAL flag is set; the counts of a series are those of
 * its orders; a series with elected orders is in the queue unless it does not trade. Stops and pegs of a series are
 * limited, so that no trade and no mark has more than so many to look at. Fails by answering that there is no room.
 */
import type { Limits } from '../../../../values/index.js';
import { ORDER_TYPE } from '../../../../values/index.js';
import type { Book, OrderStore } from '../../book/index.js';
import {
  AdvancedBook,
  AdvancedList,
  Oco,
  orderLayout,
  Pegs,
  special,
  Triggers,
} from '../../book/index.js';
import type { ColumnAllocator } from '../../kernel/columns.js';
import { shareProblem } from '../../kernel/shares.js';

/** Most stops of a series that wait, how many of them may trail, and most of its pegs. */
const STOPS_MAX = 1024;
const TRAILING_MAX = 128;
const PEGS_MAX = 128;
const SPECIALS_MIN = 16;
/** Counter of the stops by position: the highest that ever had one. */
const STOPS_HIGH = 0;
/** Number of the list of firm quotes; those before it are the book's. */
const OFFERS = 4;
/** One order in so many may be special at once. */
const SPECIALS_SHIFT = 3;

/** Words of an extension that are the core's: order type and time in force, whether it is an iceberg, scratch. */
export const TYPE = special.OWN_WORDS;
export const TIME_IN_FORCE_WORD = special.OWN_WORDS + 1;
export const IS_ICEBERG = special.OWN_WORDS + 2;
export const TICKS_BEFORE = special.OWN_WORDS + 3;
/** The account a firm quote is for, which has no price before. */
export const ADDRESSEE = special.OWN_WORDS + 3;

/** Counts kept by series. */
const COUNT = { all: 0, icebergs: 1, stops: 2, queued: 3 } as const;
const COUNTS = 4;
const HEAD = 0;
const QUEUED = 1;

const { STOP, STOP_LIMIT, TRAILING_STOP } = ORDER_TYPE;
const { COLD_I32_LOG2, FLAGS, POSITION_SLOT } = orderLayout;

/** Whether orders of a type wait for a trade price. */
export const isStopType = (type: number): boolean =>
  type === STOP || type === STOP_LIMIT || type === TRAILING_STOP;

export class AdvancedOrders {
  readonly extensions: AdvancedBook;
  readonly triggers: Triggers;
  readonly pegs: Pegs;
  readonly oco: Oco;
  /** The broker's firm quotes. */
  readonly offers: AdvancedList;
  private readonly orders: OrderStore;
  private readonly counts: Int32Array;
  /** By position: its stops that wait or are elected. */
  private readonly stopsOf: Int32Array;
  private readonly stopsMeta: Int32Array;
  /** Series with elected orders, in the order they got them. */
  private readonly ring: Int32Array;
  private readonly ringMeta: Int32Array;

  constructor(alloc: ColumnAllocator, orders: OrderStore, book: Book, limits: Limits) {
    const seriesMax = limits.maxSeries + 1;
    const most = Math.max(SPECIALS_MIN, limits.maxOrders >> SPECIALS_SHIFT);
    this.orders = orders;
    this.extensions = new AdvancedBook(alloc, orders, Math.min(most, limits.maxOrders));
    this.triggers = new Triggers(alloc, orders, this.extensions, {
      seriesMax,
      pagesMax: limits.maxPricePages,
      trailingMax: TRAILING_MAX,
    });
    this.pegs = new Pegs(alloc, this.extensions, book, { seriesMax, pegsMax: PEGS_MAX });
    this.oco = new Oco(this.extensions, book);
    this.offers = new AdvancedList(alloc, 'offers', this.extensions, { number: OFFERS, seriesMax });
    this.counts = alloc.i32('specials.counts', seriesMax * COUNTS);
    const stopsMeta = alloc.i32('specials.stopsMeta', 1);
    this.stopsMeta = stopsMeta;
    const highest = (): number => (stopsMeta[STOPS_HIGH] as number) + 1;
    this.stopsOf = alloc.i32('specials.stopsByPosition', limits.maxPositions + 1, highest);
    this.ring = alloc.i32('specials.queue', seriesMax);
    this.ringMeta = alloc.i32('specials.queueMeta', 2);
  }

  /** Whether a series has any special order: trades of others need not look further. */
  has(series: number): boolean {
    return this.counts[series * COUNTS] !== 0;
  }

  count(series: number): number {
    return this.counts[series * COUNTS + COUNT.all] as number;
  }

  icebergs(series: number): number {
    return this.counts[series * COUNTS + COUNT.icebergs] as number;
  }

  stops(series: number): number {
    return this.counts[series * COUNTS + COUNT.stops] as number;
  }

  /** Whether there is a place for a trigger in the book of those that wait. */
  hasRoomToWait(series: number, side: number, triggerTicks: number, lots: number): boolean {
    return this.triggers.waiting.hasRoom(series, 1 - side, triggerTicks, lots);
  }

  /**
   * Why an order of a type cannot have a place among those a series may have, or 0.
   * @param position of its account in the series; 0 is none
   */
  placeProblem(series: number, position: number, type: number): number {
    const { pegs, triggers } = this;
    if (type === ORDER_TYPE.PEGGED) {
      return shareProblem(this.countOf(position, pegs.first(series)), pegs.free(series), PEGS_MAX);
    }
    if (!isStopType(type)) return 0;
    const own = this.stopsOf[position] as number;
    const problem = shareProblem(own, STOPS_MAX - this.stops(series), STOPS_MAX);
    if (problem !== 0 || type !== TRAILING_STOP) return problem;
    const trailing = this.countOf(position, triggers.firstTrailing(series));
    return shareProblem(trailing, triggers.freeToTrail(series), TRAILING_MAX);
  }

  /** Orders of a position in a list, from an extension on; lists that are short. */
  private countOf(position: number, first: number): number {
    const { extensions } = this;
    let count = 0;
    for (let e = first; e !== 0; e = extensions.get(e, special.LIST_NEXT)) {
      if (this.positionOf(e) === position) count += 1;
    }
    return count;
  }

  private positionOf(extension: number): number {
    const slot = this.extensions.get(extension, special.SLOT);
    return this.orders.coldI32[(slot << COLD_I32_LOG2) + POSITION_SLOT] as number;
  }

  private countStop(extension: number, amount: number): void {
    const position = this.positionOf(extension);
    this.stopsOf[position]! += amount;
    this.stopsMeta[STOPS_HIGH] = Math.max(this.stopsMeta[STOPS_HIGH] as number, position);
    this.add(this.extensions.get(extension, special.SERIES), COUNT.stops, amount);
  }

  /** Gives an order, which has none, an extension; there is room. Side is BUY or SELL of the book. */
  attach(slot: number, series: number, side: number, type: number, isIceberg: boolean): number {
    const { extensions } = this;
    const extension = extensions.attach(slot, series, side);
    extensions.set(extension, TYPE, type);
    extensions.set(extension, IS_ICEBERG, isIceberg ? 1 : 0);
    this.add(series, COUNT.all, 1);
    if (isIceberg) this.add(series, COUNT.icebergs, 1);
    if (isStopType(type)) this.countStop(extension, 1);
    return extension;
  }

  /** Takes an order's extension off, and with it the order out of every list and ring. */
  drop(slot: number): void {
    const { extensions, oco, pegs } = this;
    const extension = extensions.of(slot);
    const series = extensions.get(extension, special.SERIES);
    oco.leave(extension);
    if (pegs.has(extension)) pegs.remove(extension);
    else if (this.offers.has(extension)) this.offers.remove(extension);
    else if (isStopType(extensions.get(extension, TYPE))) this.wake(extension);
    this.add(series, COUNT.all, -1);
    if (extensions.get(extension, IS_ICEBERG) !== 0) this.add(series, COUNT.icebergs, -1);
    extensions.detach(slot);
  }

  /** Ends the waiting of a stop, elected or not; from now on it is a limit order. */
  wake(extension: number): void {
    const { extensions, triggers } = this;
    const slot = extensions.get(extension, special.SLOT);
    const isWaiting = triggers.waiting.levelOf(slot) !== 0;
    if (isWaiting || triggers.isElected(extension)) triggers.remove(extension);
    extensions.set(extension, TYPE, ORDER_TYPE.LIMIT);
    extensions.set(extension, special.TRIGGER_TICKS, 0);
    this.countStop(extension, -1);
  }

  /** A trade was made at a price: stops follow and are elected. */
  notePrice(series: number, priceTicks: number): void {
    if (this.stops(series) === 0) return;
    this.triggers.notePrice(series, priceTicks);
    this.enqueue(series);
  }

  /** Puts a series into the queue if it has elected orders and is not in it. */
  enqueue(series: number): void {
    const { counts, ring, ringMeta } = this;
    const at = series * COUNTS + COUNT.queued;
    if (counts[at] !== 0 || this.triggers.firstElected(series) === 0) return;
    counts[at] = 1;
    const place = ((ringMeta[HEAD] as number) + (ringMeta[QUEUED] as number)) % ring.length;
    ring[place] = series;
    ringMeta[QUEUED]! += 1;
  }

  /** Series in the queue. */
  get queued(): number {
    return this.ringMeta[QUEUED] as number;
  }

  /** The first series in the queue; only while there is one. */
  get firstQueued(): number {
    return this.ring[this.ringMeta[HEAD] as number] as number;
  }

  /** Takes the first series out of the queue. */
  dequeue(): void {
    const { counts, ring, ringMeta } = this;
    counts[this.firstQueued * COUNTS + COUNT.queued] = 0;
    ringMeta[HEAD] = ((ringMeta[HEAD] as number) + 1) % ring.length;
    ringMeta[QUEUED]! -= 1;
  }

  /** Every series in the queue, the first first. */
  queue(): number[] {
    const { ring, ringMeta } = this;
    const first = ringMeta[HEAD] as number;
    const at = (i: number): number => ring[(first + i) % ring.length] as number;
    return Array.from({ length: this.queued }, (_, i) => at(i));
  }

  /** Takes in a series at the end of the queue. */
  carryInQueued(series: number): void {
    const { counts, ring, ringMeta } = this;
    counts[series * COUNTS + COUNT.queued] = 1;
    ring[((ringMeta[HEAD] as number) + this.queued) % ring.length] = series;
    ringMeta[QUEUED]! += 1;
  }

  isQueued(series: number): boolean {
    return this.counts[series * COUNTS + COUNT.queued] !== 0;
  }

  /** A dormant order of a series whose book is empty, or 0. */
  anyDormant(series: number): number {
    if (!this.has(series)) return 0;
    const { extensions, offers, pegs, triggers } = this;
    const { waiting } = triggers;
    const stop = waiting.headOf(series, 0) || waiting.headOf(series, 1);
    if (stop !== 0) return stop;
    const other = pegs.first(series) || offers.first(series);
    return triggers.firstElected(series) || (other === 0 ? 0 : extensions.get(other, special.SLOT));
  }

  /** A field of an order's extension. */
  field(slot: number, field: number): number {
    return this.extensions.get(this.extensions.of(slot), field);
  }

  setField(slot: number, field: number, value: number): void {
    this.extensions.set(this.extensions.of(slot), field, value);
  }

  /** Sets or clears bits of an order's FLAGS. */
  mark(slot: number, bits: number, isSet: boolean): void {
    const { coldI32 } = this.orders;
    const at = (slot << COLD_I32_LOG2) + FLAGS;
    const flags = coldI32[at] as number;
    coldI32[at] = isSet ? flags | bits : flags & ~bits;
  }

  private add(series: number, count: number, amount: number): void {
    this.counts[series * COUNTS + count]! += amount;
  }
}
