/**
 * Bundles: several orders of one account over different series, all or nothing.
 *
 * Every leg is checked as if the legs before it were reserved, must fill whole at once within its limit and its series'
 * price bands, and must find room in the stores together with the others; only then the first thing changes. Series have
 * books of their own, so no leg can take what another needs. Orders that fills wake enter after the last leg.
 */
import {
  type BundleLeg,
  type ColdBodies,
  type Command,
  FIELD_ID,
  SELF_TRADE_PREVENTION,
  SERIES_STATE,
  SIDE,
} from '../../../values/index.js';
import { PRICE_TICKS_MAX } from '../book/index.js';
import type { Held } from '../clearing/clearing.js';
import type { Clearings } from '../clearing/clearings.js';
import { CLEARING, SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { check } from '../kernel/check.js';
import type { EventWriter } from '../kernel/event-writer.js';
import type { SomeHandlers } from '../kernel/handlers.js';
import { CODE, type Result } from '../kernel/reject.js';
import type { State } from '../kernel/state.js';
import type { Matching } from './matching.js';
import { HOLDS_NOTHING, type OrderChecks } from './order-checks.js';
import { ORDER_FLAG, type OrderRecords } from './order-records.js';
import type { PositionBook } from './position-book.js';

const LEGS_MAX = 8;
const STP = SELF_TRADE_PREVENTION.CANCEL_TAKER;

/** A leg that passed its checks, and its order once it has one. */
interface Entered {
  readonly leg: BundleLeg;
  readonly unitMicroPat: number;
  slot: number;
}

export class Bundles {
  /** The commands that are handled here. */
  readonly handlers = {
    placeBundle: (_, out, __, command) => this.place(command, out),
  } satisfies SomeHandlers;
  private readonly state: State;
  private readonly reports: EventWriter;
  private readonly clearings: Clearings;
  private readonly live: OrderRecords;
  private readonly checks: OrderChecks;
  private readonly matching: Matching;
  private readonly positions: PositionBook;

  constructor(parts: {
    state: State;
    reports: EventWriter;
    clearings: Clearings;
    live: OrderRecords;
    checks: OrderChecks;
    matching: Matching;
    positions: PositionBook;
  }) {
    this.state = parts.state;
    this.reports = parts.reports;
    this.clearings = parts.clearings;
    this.live = parts.live;
    this.checks = parts.checks;
    this.matching = parts.matching;
    this.positions = parts.positions;
  }

  /** Places a bundle; on refusal nothing has changed but the rate credits its legs used. */
  place(c: Command, out: Result): void {
    const { legs } = c.body as ColdBodies['placeBundle'];
    if (!areLegs(legs)) return out.refuse(CODE.INVALID_FIELD, FIELD_ID.legs);
    const entered: Entered[] = [];
    let promisedMicroPat = 0;
    for (const leg of legs) {
      const held = {
        ...HOLDS_NOTHING,
        ...{ openOrders: -entered.length, patMicroPat: -promisedMicroPat },
      };
      const code = this.problem(c.accountId, leg, held);
      if (code !== 0) return out.refuse(code, this.checks.check.field || FIELD_ID.legs);
      const unitMicroPat = this.checks.check.unitReserveMicroPat;
      promisedMicroPat += unitMicroPat * leg.quantityLots;
      entered.push({ leg, unitMicroPat, slot: 0 });
    }
    if (!this.hasRoomToFill(legs)) return out.refuse(CODE.CAPACITY_FULL);
    const noPlace = this.enlist(c, entered);
    if (noPlace !== 0) return out.refuse(noPlace);
    for (const one of entered) this.accept(c, one);
    out.done(this.state.orders.idOf(entered[0]?.slot ?? 0), entered.length);
    for (const one of entered) this.execute(c.accountId, one);
  }

  /** Why a leg cannot be part of it, or 0. */
  private problem(account: number, leg: BundleLeg, held: Held): number {
    const { state, checks } = this;
    const { seriesId, side, priceTicks, quantityLots } = leg;
    checks.check.field = 0;
    if (!state.series.exists(seriesId)) return CODE.UNKNOWN_SERIES;
    const position = state.positions.find(account, seriesId);
    const code = checks.run(
      account,
      seriesId,
      side,
      priceTicks,
      quantityLots,
      position,
      STP,
      held,
      true,
    );
    if (code !== 0) return code;
    // What one leg takes of an owner's forwards the others would not see.
    // What one leg takes of an owner's margin neither.
    const isSpot = state.series.get(seriesId, S.clearing) === CLEARING.SPOT;
    if (!isSpot) return CODE.PHASE;
    if (state.series.get(seriesId, S.state) === SERIES_STATE.AUCTION) return CODE.AUCTION;
    this.setTaker(account, leg);
    return this.matching.canFill() ? 0 : CODE.FOK_UNFILLABLE;
  }

  /** Whether the stores have room for every fill of every leg. */
  private hasRoomToFill(legs: readonly BundleLeg[]): boolean {
    let fills = 0;
    for (const leg of legs) fills += this.matching.fillsMax(leg.seriesId, leg.quantityLots);
    // What fills of one kind of instrument use is not used by those of another; all are counted for each.
    return legs.every(({ seriesId }) => this.clearings.of(seriesId).hasRoom(fills));
  }

  /** Takes a record, a position and the reservation for every leg, or for none; answers why none, or 0. An empty position may stay. */
  private enlist(c: Command, entered: readonly Entered[]): number {
    const { state, live } = this;
    const { accountId: account } = c;
    const group = state.accounts.get(account, A.firmGroup);
    for (const one of entered) {
      const { seriesId, side, quantityLots } = one.leg;
      const slot = state.orders.allocate();
      // An order protects its position from being given up for the next leg's.
      const noPlace = slot === 0 ? CODE.CAPACITY_FULL : this.positions.problem(account, seriesId);
      if (noPlace !== 0) {
        if (slot !== 0) state.orders.free(slot);
        this.undo(account, entered);
        return noPlace;
      }
      const position = this.positions.ensure(account, seriesId);
      const unit = one.unitMicroPat;
      const flags = STP << ORDER_FLAG.STP_SHIFT;
      const { clientId, sessionId } = c;
      live.enlist(slot, account, group, clientId, quantityLots, unit, position, sessionId, flags);
      live.reserve(account, position, seriesId, side, unit, quantityLots);
      one.slot = slot;
    }
    return 0;
  }

  private undo(account: number, entered: readonly Entered[]): void {
    const { live } = this;
    for (const { slot, leg, unitMicroPat } of entered) {
      if (slot === 0) return;
      const { seriesId, side, quantityLots } = leg;
      live.release(account, live.position(slot), seriesId, side, unitMicroPat, quantityLots);
      live.discard(slot);
    }
  }

  private accept(c: Command, { leg, slot, unitMicroPat }: Entered): void {
    const { seriesId, side, priceTicks, quantityLots } = leg;
    const { accountId: account, clientId } = c;
    if (side === SIDE.BUY) this.checks.useDailyCredit(account, unitMicroPat * quantityLots);
    const orderId = this.state.orders.idOf(slot);
    this.reports.accepted(account, orderId, clientId, seriesId, side, priceTicks, quantityLots);
  }

  private execute(account: number, { leg, slot }: Entered): void {
    this.setTaker(account, leg);
    this.matching.run(slot);
    check(this.matching.taker.lots === 0, 'I26: a leg of a bundle does not fill whole');
    this.live.discard(slot);
  }

  private setTaker(account: number, leg: BundleLeg): void {
    const { seriesId, side, priceTicks, quantityLots } = leg;
    const group = this.state.accounts.get(account, A.firmGroup);
    this.matching.setTaker(seriesId, side, priceTicks, quantityLots, account, group, STP);
  }
}

/** Whether there are some, not too many, each of another series. */
function areLegs(legs: readonly BundleLeg[]): boolean {
  const { BUY, SELL } = SIDE;
  return (
    legs.length >= 1 &&
    legs.length <= LEGS_MAX &&
    legs.every(({ side }) => side === BUY || side === SELL) &&
    legs.every(({ priceTicks }) => priceTicks <= PRICE_TICKS_MAX) &&
    legs.every((leg, i) => legs.findIndex(({ seriesId }) => seriesId === leg.seriesId) === i)
  );
}
