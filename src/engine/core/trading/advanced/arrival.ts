/**
 * What becomes of special orders after they were placed: they arrive in the book, are woken by trades, and follow the
 * mark. And how an order of any kind, icebergs included, is matched and rests.
 *
 * Woken orders enter at the end of the command that traded, a bounded number per command; the rest at the start and the
 * end of the next ones. Series come in the order they got woken orders, orders of a series in the order of election:
 * buys before sells, the nearest trigger first, of equal ones the oldest. One that may not enter is cancelled, with its
 * reservations back; while its series does not trade it waits. Invariant: a woken order ends or rests before the next.
 */
import {
  CANCEL_REASON,
  ORDER_TYPE,
  SERIES_STATE,
  SIDE,
  TIME_IN_FORCE,
} from '../../../../values/index.js';
import { special } from '../../book/index.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { tradesAtOnce } from '../../instruments/trading-status.js';
import { ACCOUNT_FIELD as A } from '../../kernel/accounts.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import type { State } from '../../kernel/state.js';
import type { MakerProtection } from '../maker-protection.js';
import type { Matching } from '../matching.js';
import type { OrderAdmission } from '../order-admission.js';
import type { OrderChecks } from '../order-checks.js';
import { ORDER_FLAG, type OrderRecords } from '../order-records.js';
import { IS_ICEBERG, TICKS_BEFORE, TIME_IN_FORCE_WORD, TYPE } from './orders.js';

const { BUY } = SIDE;
const { STOP_LIMIT } = ORDER_TYPE;
const { IOC, FOK } = TIME_IN_FORCE;
const { CLOSING, CLOSED } = SERIES_STATE;
/** Woken orders that enter at the start and at the end of a command: each is as long as a taker. */
const ENTRIES_PER_STRETCH = 16;

export class AdvancedArrival {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly checks: OrderChecks;
  private readonly matching: Matching;
  private readonly protection: MakerProtection;
  private readonly admission: OrderAdmission;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    live: OrderRecords;
    checks: OrderChecks;
    matching: Matching;
    protection: MakerProtection;
    admission: OrderAdmission;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.live = parts.live;
    this.checks = parts.checks;
    this.matching = parts.matching;
    this.protection = parts.protection;
    this.admission = parts.admission;
  }

  /** Whether woken orders wait to enter. */
  get isPending(): boolean {
    return this.state.specials.queued > 0;
  }

  /** Matches an order that was set as the taker, for whose rest there is room; it rests, or is cancelled. */
  arrive(slot: number, priceTicks: number, isImmediate: boolean, crosses: boolean): void {
    const { state, live, matching } = this;
    if (crosses) matching.run(slot);
    const { taker, stopReason } = matching;
    const seriesId = taker.series;
    const side = taker.side + BUY;
    if (taker.lots === 0) {
      live.discard(slot);
      return;
    }
    if (stopReason !== 0 || isImmediate) {
      const reason = stopReason !== 0 ? stopReason : CANCEL_REASON.IMMEDIATE_REST;
      live.end(slot, seriesId, side, priceTicks, taker.lots, reason);
      return;
    }
    live.setOpenLots(slot, taker.lots);
    if (this.isIceberg(slot)) state.book.setLots(slot, taker.lots, state.book.peakLots(slot));
    state.book.restAny(slot, seriesId, taker.side, priceTicks);
    state.series.add(seriesId, S.openOrders, 1);
    this.reports.log.touch(seriesId, side, priceTicks);
  }

  isIceberg(slot: number): boolean {
    const isSpecial = (this.live.flags(slot) & ORDER_FLAG.SPECIAL) !== 0;
    return isSpecial && this.state.specials.field(slot, IS_ICEBERG) !== 0;
  }

  /** Lets woken orders enter, a bounded number. */
  stretch(): void {
    const { series, specials } = this.state;
    for (let steps = ENTRIES_PER_STRETCH; steps > 0 && specials.queued > 0; steps -= 1) {
      const seriesId = specials.firstQueued;
      const seriesState = series.get(seriesId, S.state);
      const isHeld =
        !tradesAtOnce(seriesState) && seriesState !== CLOSING && seriesState !== CLOSED;
      const slot = isHeld ? 0 : specials.triggers.firstElected(seriesId);
      if (slot === 0) specials.dequeue();
      else this.enter(slot, seriesId);
      this.protection.pull();
    }
  }

  /** Makes a peg rest where the mark says; it is in no list. */
  peg(slot: number): void {
    const { specials, series } = this.state;
    const { extensions } = specials;
    const extension = extensions.of(slot);
    const seriesId = extensions.get(extension, special.SERIES);
    extensions.set(extension, TICKS_BEFORE, 0);
    specials.pegs.add(
      extension,
      extensions.get(extension, special.OFFSET_TICKS),
      extensions.get(extension, special.LIMIT_TICKS),
      series.get(seriesId, S.markTicks),
      series.get(seriesId, S.maxPriceTicks),
    );
    this.settlePeg(extension, seriesId);
  }

  /** The mark of a series is another one: its pegs move. */
  moved(seriesId: number): void {
    const { book, series, specials } = this.state;
    const { extensions, pegs } = specials;
    if (pegs.first(seriesId) === 0) return;
    for (let peg = pegs.first(seriesId); peg !== 0; peg = pegs.next(peg)) {
      const slot = extensions.get(peg, special.SLOT);
      const ticks = book.levelOf(slot) === 0 ? 0 : book.priceTicksOf(slot);
      extensions.set(peg, TICKS_BEFORE, ticks);
    }
    pegs.move(seriesId, series.get(seriesId, S.markTicks), series.get(seriesId, S.maxPriceTicks));
    for (let peg = pegs.first(seriesId); peg !== 0; peg = pegs.next(peg)) {
      this.settlePeg(peg, seriesId);
    }
  }

  /** Reports where a peg rests now, if that is another price than before. */
  private settlePeg(peg: number, seriesId: number): void {
    const { book, specials } = this.state;
    const { extensions } = specials;
    const slot = extensions.get(peg, special.SLOT);
    const side = extensions.get(peg, special.SIDE) + BUY;
    const before = extensions.get(peg, TICKS_BEFORE);
    const now = book.levelOf(slot) === 0 ? 0 : book.priceTicksOf(slot);
    extensions.set(peg, TICKS_BEFORE, 0);
    specials.mark(slot, ORDER_FLAG.DORMANT, now === 0);
    if (now === before) return;
    if (before !== 0) this.reports.log.touch(seriesId, side, before);
    if (now !== 0) this.reports.log.touch(seriesId, side, now);
    this.report(EVENT.ORDER_REPRICED, slot, seriesId, side, now, this.live.totalLots(slot));
  }

  /** Lets a woken order enter the book, or cancels it. */
  private enter(slot: number, seriesId: number): void {
    const { state, live, matching } = this;
    const { specials, book } = state;
    const { extensions } = specials;
    const extension = extensions.of(slot);
    const side = extensions.get(extension, special.SIDE) + BUY;
    const priceTicks = extensions.get(extension, special.LIMIT_TICKS);
    const tif = extensions.get(extension, TIME_IN_FORCE_WORD);
    const isImmediate =
      extensions.get(extension, TYPE) !== STOP_LIMIT || tif === IOC || tif === FOK;
    const lots = live.totalLots(slot);
    specials.wake(extension);
    specials.mark(slot, ORDER_FLAG.DORMANT, false);
    book.gather(slot, lots);
    state.series.add(seriesId, S.openOrders, -1);
    this.report(EVENT.ORDER_TRIGGERED, slot, seriesId, side, priceTicks, lots);
    live.cancelGroup(slot);
    const account = live.owner(slot);
    const flags = live.flags(slot);
    const mode = (flags >> ORDER_FLAG.STP_SHIFT) & ORDER_FLAG.STP_MASK;
    const group = state.accounts.get(account, A.firmGroup);
    const crosses = book.wouldCross(seriesId, side - BUY, priceTicks);
    const isWhole = tif === FOK || (crosses && (flags & ORDER_FLAG.ALL_OR_NONE) !== 0);
    matching.setTaker(seriesId, side, priceTicks, lots, account, group, mode);
    const isRefused =
      this.checks.entry(account, seriesId, side, priceTicks, mode) !== 0 ||
      (crosses && (flags & ORDER_FLAG.POST_ONLY) !== 0) ||
      (isWhole && !matching.canFill());
    const lacksRoom =
      (!isImmediate &&
        (this.admission.pageProblem(book, account, 0, seriesId * 2 + side - BUY, priceTicks) !==
          0 ||
          !book.hasRoom(seriesId, side - BUY, priceTicks, lots))) ||
      (crosses && !matching.hasRoomToFill(seriesId, lots, isWhole));
    if (isRefused || lacksRoom) {
      const reason = isRefused ? CANCEL_REASON.REFUSED_ON_ENTRY : CANCEL_REASON.CAPACITY;
      live.end(slot, seriesId, side, priceTicks, lots, reason);
      return;
    }
    if (extensions.get(extension, IS_ICEBERG) === 0) {
      specials.drop(slot);
      specials.mark(slot, ORDER_FLAG.SPECIAL, false);
    }
    this.arrive(slot, priceTicks, isImmediate, crosses);
  }

  private report(
    type: number,
    slot: number,
    seriesId: number,
    side: number,
    priceTicks: number,
    lots: number,
  ): void {
    const { live, reports } = this;
    const id = this.state.orders.idOf(slot);
    const [account, client] = [live.owner(slot), live.clientId(slot)];
    const original = live.originalLots(slot);
    reports.changed(type, account, id, client, seriesId, side, priceTicks, lots, original);
  }
}
