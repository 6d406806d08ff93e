/**
 * Takes live orders in: each under its id into its slot, into the book or where it waits, and when all have come into the
 * chains of accounts, the lists of series and the groups, each in its order. Prices and reservations are what they were:
 * nothing is matched, checked or reported. Fails with a CarryError where an order finds no room.
 */
import { type CarryRow, ORDER_TYPE, SIDE } from '../../../values/index.js';
import { type AdvancedList, orderLayout, special } from '../book/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { State } from '../kernel/state.js';
import { TICKS_BEFORE, TIME_IN_FORCE_WORD } from '../trading/advanced/orders.js';
import { ORDER_FLAG } from '../trading/order-records.js';
import { PLACE } from './order-rows.js';
import { Chains, need } from './part.js';

const { HOT_I32, HOT_F64, COLD_I32, COLD_F64, OWNER, OWNER_GROUP, OPEN_LOTS } = orderLayout;
const { CLIENT_ORDER_ID, RESERVED_MICRO_PAT, ORIGINAL_LOTS, HIDDEN_LOTS, PEAK_LOTS } = orderLayout;
const { ACCOUNT_NEXT, ACCOUNT_PREV, POSITION_SLOT, SESSION_ID, EXTRA, FLAGS, ICEBERG } =
  orderLayout;

type Row = CarryRow<'order'>;

export class OrderIntake {
  private readonly state: State;
  private readonly byAccount = new Chains('order');
  private readonly groups = new Chains('order');
  private readonly lists: readonly (readonly [AdvancedList, Chains])[];

  constructor(state: State) {
    this.state = state;
    const { triggers, pegs, offers } = state.specials;
    const all = [triggers.trailing, triggers.elected, pegs.list, offers];
    this.lists = all.map((list) => [list, new Chains('order')] as const);
  }

  take(row: Row): void {
    const { orders, positions, accounts, series } = this.state;
    const isKnown = accounts.exists(row.accountId) && series.exists(row.seriesId);
    const position = isKnown ? positions.find(row.accountId, row.seriesId) : 0;
    need(position !== 0, 'order', `order ${row.orderId} is of no position`);
    need(row.side === SIDE.BUY || row.side === SIDE.SELL, 'order', `side ${row.side} is none`);
    const slot = orders.carryIn(row.orderId);
    need(slot !== 0, 'order', `the id ${row.orderId} is taken, or above what was ever used`);
    this.fill(slot, row, position);
    this.byAccount.put(row.accountId, row.accountPlace, slot);
    series.add(row.seriesId, S.openOrders, 1);
    if (row.isSpecial === 1) this.extend(slot, row);
    if (row.place === PLACE.RESTS || row.place === PLACE.WAITS) this.rest(slot, row);
  }

  end(): void {
    const { accounts, orders, specials } = this.state;
    for (const [account, slots] of this.byAccount.all()) {
      accounts.set(account, A.oldestOrder, slots[0] as number);
      accounts.set(account, A.newestOrder, slots.at(-1) as number);
      accounts.set(account, A.openOrders, slots.length);
      for (const [i, slot] of slots.entries()) {
        orders.coldI32[slot * COLD_I32 + ACCOUNT_PREV] = slots[i - 1] ?? 0;
        orders.coldI32[slot * COLD_I32 + ACCOUNT_NEXT] = slots[i + 1] ?? 0;
      }
    }
    for (const [list, chains] of this.lists) {
      for (const [, extensions] of chains.all()) for (const e of extensions) list.add(e);
    }
    for (const [, extensions] of this.groups.all()) {
      for (const [i, extension] of extensions.entries()) {
        if (i === 0) continue;
        const isIn = specials.oco.join(extension, extensions[i - 1] as number);
        need(isIn, 'order', 'a group has more orders than a group may have');
      }
    }
  }

  private fill(slot: number, row: Row, position: number): void {
    const { orders } = this.state;
    const cold = slot * COLD_I32;
    const coldF = slot * COLD_F64;
    orders.i32[slot * HOT_I32 + OWNER] = row.accountId;
    orders.i32[slot * HOT_I32 + OWNER_GROUP] = row.ownerGroup;
    orders.f64[slot * HOT_F64 + OPEN_LOTS] = row.openLots;
    orders.coldF64[coldF + CLIENT_ORDER_ID] = row.clientOrderId;
    orders.coldF64[coldF + RESERVED_MICRO_PAT] = row.unitReserveMicroPat;
    orders.coldF64[coldF + ORIGINAL_LOTS] = row.originalLots;
    orders.coldF64[coldF + HIDDEN_LOTS] = row.hiddenLots;
    orders.coldF64[coldF + PEAK_LOTS] = row.peakLots;
    orders.coldI32[cold + POSITION_SLOT] = position;
    orders.coldI32[cold + SESSION_ID] = row.sessionId;
    orders.coldI32[cold + EXTRA] = 0;
    orders.coldI32[cold + FLAGS] = flagsOf(row);
  }

  private extend(slot: number, row: Row): void {
    const { specials, series } = this.state;
    const { extensions } = specials;
    const { seriesId, orderType, place } = row;
    need(extensions.room > 0, 'order', 'more advanced orders than an eighth of maxOrders');
    const isIceberg = row.isIcebergOrder === 1;
    const extension = specials.attach(slot, seriesId, row.side - 1, orderType, isIceberg);
    extensions.set(extension, TIME_IN_FORCE_WORD, row.timeInForce);
    extensions.set(extension, special.TRIGGER_TICKS, row.triggerTicks);
    extensions.set(extension, special.OFFSET_TICKS, row.offsetTicks);
    extensions.set(extension, special.LIMIT_TICKS, row.limitTicks);
    const isFirm = place === PLACE.FIRM;
    extensions.set(extension, TICKS_BEFORE, isFirm ? row.addresseeId : row.priceBeforeTicks);
    if (row.groupId !== 0) this.groups.put(row.groupId, row.groupPlace, extension);
    const list = listOf(row);
    if (list >= 0) this.lists[list]?.[1].put(seriesId, row.listPlace, extension);
    need(series.exists(seriesId), 'order', `series ${seriesId} is not there`);
  }

  private rest(slot: number, row: Row): void {
    const { book, specials } = this.state;
    const isWaiting = row.place === PLACE.WAITS;
    const target = isWaiting ? specials.triggers.waiting : book;
    const side = isWaiting ? 2 - row.side : row.side - 1;
    const lots = row.openLots + row.hiddenLots;
    const hasRoom = target.hasRoom(row.seriesId, side, row.priceTicks, lots);
    need(hasRoom, 'order', 'the prices of the books do not fit: raise maxPricePages');
    target.restAny(slot, row.seriesId, side, row.priceTicks);
  }
}

/** Number of the list an order is in: trailing, woken, pegs, firm quotes; −1 is none. */
function listOf({ isTrailing, place, orderType }: Row): number {
  if (isTrailing === 1) return 0;
  if (place === PLACE.WOKEN) return 1;
  if (orderType === ORDER_TYPE.PEGGED) return 2;
  return place === PLACE.FIRM ? 3 : -1;
}

function flagsOf(row: Row): number {
  const when = (isSet: number, flag: number): number => (isSet === 1 ? flag : 0);
  return (
    (row.selfTradePrevention << ORDER_FLAG.STP_SHIFT) |
    when(row.isQuote, ORDER_FLAG.QUOTE) |
    when(row.isPostOnly, ORDER_FLAG.POST_ONLY) |
    when(row.isSliding, ORDER_FLAG.SLIDE) |
    when(row.isDay, ORDER_FLAG.DAY) |
    when(row.isAllOrNone, ORDER_FLAG.ALL_OR_NONE) |
    when(row.isIceberg, ICEBERG) |
    when(row.isSpecial, ORDER_FLAG.SPECIAL) |
    (row.place === PLACE.RESTS ? 0 : ORDER_FLAG.DORMANT) |
    (row.place === PLACE.FIRM ? ORDER_FLAG.FIRM : 0)
  );
}
