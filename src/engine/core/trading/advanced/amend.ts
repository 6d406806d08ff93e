/**
 * Amending an order that is more than a plain one: price and open lots, hidden ones included, in one step.
 *
 * The same price and no more lots keep the place, hidden lots going first. Anything else is checked and reserved again
 * and goes to the end: of the new price's queue, of those that wait for the same trigger, of the pegs. A stop keeps its
 * trigger, an iceberg its peak, a group its members. On refusal the order is as it was.
 */
import { type Command, FIELD_ID, SIDE } from '../../../../values/index.js';
import { passiveTicks, special } from '../../book/index.js';
import type { Held } from '../../clearing/clearing.js';
import { SERIES_FIELD as S } from '../../instruments/series-table.js';
import { tradesAtOnce } from '../../instruments/trading-status.js';
import { ACCOUNT_FIELD as A } from '../../kernel/accounts.js';
import type { EventWriter } from '../../kernel/event-writer.js';
import { EVENT } from '../../kernel/events.js';
import { CODE, type Result } from '../../kernel/reject.js';
import type { State } from '../../kernel/state.js';
import type { Matching } from '../matching.js';
import type { OrderAdmission } from '../order-admission.js';
import { heldBy, type OrderChecks } from '../order-checks.js';
import { ORDER_FLAG, type OrderRecords } from '../order-records.js';
import type { AdvancedArrival } from './arrival.js';
import { isPeak } from './form.js';

const { BUY, SELL } = SIDE;

export class AdvancedAmend {
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly live: OrderRecords;
  private readonly checks: OrderChecks;
  private readonly matching: Matching;
  private readonly arrival: AdvancedArrival;
  private readonly admission: OrderAdmission;
  private readonly held: Held = heldBy(1);

  constructor(parts: {
    state: State;
    reports: EventWriter;
    live: OrderRecords;
    checks: OrderChecks;
    matching: Matching;
    arrival: AdvancedArrival;
    admission: OrderAdmission;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.live = parts.live;
    this.checks = parts.checks;
    this.matching = parts.matching;
    this.arrival = parts.arrival;
    this.admission = parts.admission;
  }

  amend(slot: number, c: Command, out: Result): void {
    const { live, state } = this;
    const isPeg = this.isPeg(slot);
    const isStop = !isPeg && live.isDormant(slot);
    const side = live.side(slot);
    if (state.series.get(live.series(slot), S.auctionClearing) !== 0) {
      return out.refuse(CODE.AUCTION, FIELD_ID.series_id);
    }
    const priceTicks = isPeg ? this.limitTicks(slot) : live.priceTicks(slot);
    const lots = live.totalLots(slot);
    if (c.priceTicks === priceTicks && c.lots <= lots) {
      this.shrink(slot, live.series(slot), side, priceTicks, lots - c.lots);
      return out.done(state.orders.idOf(slot));
    }
    if (this.arrival.isIceberg(slot) && !isPeak(state.book.peakLots(slot), c.lots)) {
      return out.refuse(CODE.INVALID_FIELD, FIELD_ID.open_lots);
    }
    if (isPeg || isStop) this.amendDormant(slot, c, isPeg, out);
    else this.amendResting(slot, c, out);
  }

  /** Takes lots off, hidden ones first; reservations of them go back. */
  private shrink(
    slot: number,
    series: number,
    side: number,
    priceTicks: number,
    byLots: number,
  ): void {
    const { live, state } = this;
    if (byLots > 0) {
      const left = live.totalLots(slot) - byLots;
      if (live.isDormant(slot)) this.shrinkDormant(slot, left);
      else {
        const shown = Math.min(live.openLots(slot), left);
        if (left - shown < state.book.hiddenLots(slot)) state.book.reduceHidden(slot, left - shown);
        if (shown < live.openLots(slot)) state.book.reduce(slot, shown);
        this.reports.log.touch(series, side, live.priceTicks(slot));
      }
      live.setOriginalLots(slot, live.originalLots(slot) - byLots);
      const account = live.owner(slot);
      live.release(account, live.position(slot), series, side, live.unitReserve(slot), byLots);
    }
    this.report(slot, series, side, priceTicks);
  }

  /** A stop that waits lies in the book of triggers; one that is elected, and a peg without a price, in none. */
  private shrinkDormant(slot: number, lots: number): void {
    const { waiting } = this.state.specials.triggers;
    const isWaiting = !this.isPeg(slot) && waiting.levelOf(slot) !== 0;
    if (isWaiting) waiting.reduce(slot, lots);
    else this.live.setOpenLots(slot, lots);
  }

  private amendDormant(slot: number, c: Command, isPeg: boolean, out: Result): void {
    const { live, state } = this;
    const { specials, book } = state;
    const { extensions, triggers, pegs } = specials;
    const extension = extensions.of(slot);
    const series = live.series(slot);
    const side = live.side(slot);
    const code = this.check(slot, c, series, side, c.priceTicks, 0);
    if (code !== 0) return out.refuse(code, this.checks.check.field);
    const isWaiting = !isPeg && triggers.waiting.levelOf(slot) !== 0;
    const trigger = extensions.get(extension, special.TRIGGER_TICKS);
    if (isWaiting && !triggers.hasRoom(extension, trigger, c.lots)) {
      return out.refuse(CODE.CAPACITY_FULL);
    }
    if (isPeg) {
      if (!live.isDormant(slot)) this.reports.log.touch(series, side, book.priceTicksOf(slot));
      pegs.remove(extension);
    }
    this.reserveAnew(slot, c, series, side);
    extensions.set(extension, special.LIMIT_TICKS, c.priceTicks);
    if (isWaiting) triggers.move(extension, trigger, () => book.gather(slot, c.lots));
    else book.gather(slot, c.lots);
    this.report(slot, series, side, c.priceTicks);
    out.done(state.orders.idOf(slot));
    if (isPeg) this.arrival.peg(slot);
  }

  private amendResting(slot: number, c: Command, out: Result): void {
    const { live, state, matching } = this;
    const { book } = state;
    const series = live.series(slot);
    const side = live.side(slot);
    const oldTicks = live.priceTicks(slot);
    const flags = live.flags(slot);
    const mode = (flags >> ORDER_FLAG.STP_SHIFT) & ORDER_FLAG.STP_MASK;
    const isTrading = tradesAtOnce(state.series.get(series, S.state));
    // A price there is not is refused as it is, not slid to one there is.
    const isPrice = c.priceTicks > 0 && c.priceTicks <= state.series.get(series, S.maxPriceTicks);
    const slides = (flags & ORDER_FLAG.SLIDE) !== 0 && isTrading && isPrice;
    const slid = slides ? passiveTicks(book, series, side - BUY, c.priceTicks) : 0;
    const priceTicks = slid || c.priceTicks;
    const code = this.check(slot, c, series, side, priceTicks, mode);
    if (code !== 0) return out.refuse(code, this.checks.check.field);
    const crosses = isTrading && book.wouldCross(series, side - BUY, priceTicks);
    if ((flags & ORDER_FLAG.POST_ONLY) !== 0 && crosses) {
      return out.refuse(CODE.WOULD_CROSS, FIELD_ID.price_ticks);
    }
    const account = c.accountId;
    const group = state.accounts.get(account, A.firmGroup);
    const isWhole = crosses && (flags & ORDER_FLAG.ALL_OR_NONE) !== 0;
    matching.setTaker(series, side, priceTicks, c.lots, account, group, mode);
    if (isWhole && !matching.canFill()) {
      return out.refuse(CODE.FOK_UNFILLABLE, FIELD_ID.open_lots);
    }
    const hasRoom =
      (!crosses || matching.hasRoomToFill(series, c.lots, isWhole)) &&
      book.hasRoom(series, side - BUY, priceTicks, c.lots);
    if (!hasRoom) return out.refuse(CODE.CAPACITY_FULL);
    const noPage =
      priceTicks === oldTicks
        ? 0
        : this.admission.pageProblem(book, account, 0, series * 2 + side - BUY, priceTicks);
    if (noPage !== 0) return out.refuse(noPage);

    book.unlink(slot);
    state.series.add(series, S.openOrders, -1);
    this.reports.log.touch(series, side, oldTicks);
    this.reserveAnew(slot, c, series, side);
    book.gather(slot, c.lots);
    this.report(slot, series, side, priceTicks);
    out.done(state.orders.idOf(slot));
    this.arrival.arrive(slot, priceTicks, false, crosses);
  }

  /** The pre-trade checks of what the order would be, with what it holds given back to it. */
  private check(
    slot: number,
    c: Command,
    series: number,
    side: number,
    priceTicks: number,
    mode: number,
  ): number {
    const { live, held } = this;
    const lots = live.totalLots(slot);
    held.patMicroPat = live.unitReserve(slot) * lots;
    held.rightsLots = side === SELL ? lots : 0;
    held.amendedLots = lots;
    held.amendedTicks = this.isPeg(slot) ? this.limitTicks(slot) : live.priceTicks(slot);
    const position = live.position(slot);
    return this.checks.run(c.accountId, series, side, priceTicks, c.lots, position, mode, held);
  }

  /** Releases what the order reserved and reserves what the checks just found it needs. */
  private reserveAnew(slot: number, c: Command, series: number, side: number): void {
    const { live, held } = this;
    const { accountId: account, lots } = c;
    const position = live.position(slot);
    const before = live.totalLots(slot);
    const unit = this.checks.check.unitReserveMicroPat;
    live.release(account, position, series, side, live.unitReserve(slot), before);
    live.setOriginalLots(slot, live.originalLots(slot) - before + lots);
    live.setUnitReserve(slot, unit);
    live.reserve(account, position, series, side, unit, lots);
    // An amend uses credit for what it adds.
    if (side === BUY && unit * lots > held.patMicroPat) {
      this.checks.useDailyCredit(account, unit * lots - held.patMicroPat);
    }
  }

  private isPeg(slot: number): boolean {
    const { specials } = this.state;
    const isSpecial = (this.live.flags(slot) & ORDER_FLAG.SPECIAL) !== 0;
    return isSpecial && specials.pegs.has(specials.extensions.of(slot));
  }

  private limitTicks(slot: number): number {
    return this.state.specials.field(slot, special.LIMIT_TICKS);
  }

  private report(slot: number, series: number, side: number, priceTicks: number): void {
    const { live, state } = this;
    const id = state.orders.idOf(slot);
    const [account, client] = [live.owner(slot), live.clientId(slot)];
    const [lots, original] = [live.totalLots(slot), live.originalLots(slot)];
    const type = EVENT.ORDER_AMENDED;
    this.reports.changed(type, account, id, client, series, side, priceTicks, lots, original);
  }
}
