/**
 * Live orders as rows: those that rest, by series, side, price and time, then those that wait for a trigger the same way,
 * then those that are in no book. What is special about an order (its extension, its lists, its group) is in its own row.
 */
import type { CarriedRow, CarryRow } from '../../../values/index.js';
import { type Book, levelLayout, orderLayout, special } from '../book/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { State } from '../kernel/state.js';
import { IS_ICEBERG, TICKS_BEFORE, TIME_IN_FORCE_WORD, TYPE } from '../trading/advanced/orders.js';
import { ORDER_FLAG } from '../trading/order-records.js';
import { bit, need } from './part.js';

const { HOT_I32, HOT_F64, COLD_I32, COLD_F64, NEXT, OWNER, OWNER_GROUP, OPEN_LOTS } = orderLayout;
const { CLIENT_ORDER_ID, RESERVED_MICRO_PAT, ORIGINAL_LOTS, HIDDEN_LOTS, PEAK_LOTS } = orderLayout;
const { ACCOUNT_NEXT, POSITION_SLOT, SESSION_ID, FLAGS, ICEBERG } = orderLayout;
const { CELL_I32_LOG2, HEAD } = levelLayout;

/** Where an order is. */
export const PLACE = { RESTS: 1, WAITS: 2, WOKEN: 3, UNPRICED: 4, FIRM: 5 } as const;

/** What is not a plain order's. */
export const PLAIN = {
  ...{
    isSpecial: 0,
    orderType: 0,
    timeInForce: 0,
    isIcebergOrder: 0,
    peakLots: 0,
    triggerTicks: 0,
  },
  ...{ offsetTicks: 0, limitTicks: 0, priceBeforeTicks: 0, addresseeId: 0, listPlace: 0 },
  ...{ groupId: 0, groupPlace: 0, isTrailing: 0 },
} as const;

/** The rows of all live orders. */
export function* orderRows(state: State): Generator<CarriedRow> {
  const { series, specials, book, orders } = state;
  const accountPlaces = placesInAccounts(state);
  const listPlaces = placesInLists(state);
  const rows = function* (slots: Iterable<number>, place: number): Generator<CarriedRow> {
    for (const slot of slots) {
      const row = plainRow(state, slot, place, accountPlaces[slot] as number);
      if ((flagsOf(state, slot) & ORDER_FLAG.SPECIAL) !== 0) {
        addSpecial(state, slot, row, listPlaces);
      }
      yield { table: 'order', row };
    }
  };
  let count = 0;
  const counted = function* (found: Iterable<CarriedRow>): Generator<CarriedRow> {
    for (const row of found) {
      count += 1;
      yield row;
    }
  };
  for (let id = 1; id <= series.count; id += 1) {
    yield* counted(rows(slotsInBook(book, id), PLACE.RESTS));
  }
  const { waiting, elected } = specials.triggers;
  for (let id = 1; id <= series.count; id += 1) {
    yield* counted(rows(slotsInBook(waiting, id), PLACE.WAITS));
  }
  for (let id = 1; id <= series.count; id += 1) {
    const slotsOf = (first: number): number[] => listed(state, first);
    yield* counted(rows(slotsOf(elected.first(id)), PLACE.WOKEN));
    const unpriced = slotsOf(specials.pegs.first(id)).filter((slot) => book.levelOf(slot) === 0);
    yield* counted(rows(unpriced, PLACE.UNPRICED));
    yield* counted(rows(slotsOf(specials.offers.first(id)), PLACE.FIRM));
  }
  need(count === orders.liveCount, 'order', `${count} of ${orders.liveCount} orders are found`);
}

function flagsOf({ orders }: State, slot: number): number {
  return orders.coldI32[slot * COLD_I32 + FLAGS] as number;
}

/** Orders of a series in a book: bids, then asks, each in priority. */
function* slotsInBook({ levels, orders }: Book, seriesId: number): Generator<number> {
  for (const side of [0, 1]) {
    let level = levels.best(seriesId * 2 + side);
    for (; level !== 0; level = levels.worse(level)) {
      let slot = levels.i32[(level << CELL_I32_LOG2) + HEAD] as number;
      for (; slot !== 0; slot = orders.i32[slot * HOT_I32 + NEXT] as number) yield slot;
    }
  }
}

/** Orders of a list, from an extension on. */
function listed({ specials: { extensions } }: State, first: number): number[] {
  const slots: number[] = [];
  for (let e = first; e !== 0; e = extensions.get(e, special.LIST_NEXT)) {
    slots.push(extensions.get(e, special.SLOT));
  }
  return slots;
}

/** By slot: its place among the orders of its account, oldest first. */
function placesInAccounts({ accounts, orders }: State): Int32Array {
  const places = new Int32Array(orders.highWater + 1);
  for (let account = 1; account <= accounts.count; account += 1) {
    let place = 0;
    let slot = accounts.get(account, A.oldestOrder);
    for (; slot !== 0; slot = orders.coldI32[slot * COLD_I32 + ACCOUNT_NEXT] as number) {
      places[slot] = place;
      place += 1;
    }
  }
  return places;
}

/** By slot: its place in the list of its series it is in. */
function placesInLists(state: State): Map<number, number> {
  const places = new Map<number, number>();
  const { series, specials } = state;
  const { trailing, elected } = specials.triggers;
  const lists = [trailing, elected, specials.pegs.list, specials.offers];
  for (let id = 1; id <= series.count; id += 1) {
    for (const list of lists) {
      for (const [place, slot] of listed(state, list.first(id)).entries()) places.set(slot, place);
    }
  }
  return places;
}

function plainRow(
  state: State,
  slot: number,
  place: number,
  accountPlace: number,
): CarryRow<'order'> {
  const { orders, book, positions, specials } = state;
  const cold = slot * COLD_I32;
  const coldF = slot * COLD_F64;
  const flags = orders.coldI32[cold + FLAGS] as number;
  const accountId = orders.i32[slot * HOT_I32 + OWNER] as number;
  const isDormant = (flags & ORDER_FLAG.DORMANT) !== 0;
  need(isDormant === (place !== PLACE.RESTS), 'order', `a dormant order is at place ${place}`);
  const inBook = place === PLACE.WAITS ? specials.triggers.waiting : book;
  const extension = isDormant ? specials.extensions.of(slot) : 0;
  const level = isDormant ? 0 : book.levels.ladderOf(book.levelOf(slot));
  const { SERIES, SIDE } = special;
  const seriesId = isDormant ? specials.extensions.get(extension, SERIES) : level >> 1;
  const side = isDormant ? specials.extensions.get(extension, SIDE) : level & 1;
  const isListed = place === PLACE.RESTS || place === PLACE.WAITS;
  const position = orders.coldI32[cold + POSITION_SLOT] as number;
  need(
    positions.find(accountId, seriesId) === position,
    'order',
    `order ${orders.idOf(slot)} is of another position`,
  );
  return {
    orderId: orders.idOf(slot),
    accountId,
    seriesId,
    side: side + 1,
    place,
    priceTicks: isListed ? inBook.priceTicksOf(slot) : 0,
    openLots: orders.f64[slot * HOT_F64 + OPEN_LOTS] as number,
    hiddenLots: (flags & ICEBERG) === 0 ? 0 : (orders.coldF64[coldF + HIDDEN_LOTS] as number),
    originalLots: orders.coldF64[coldF + ORIGINAL_LOTS] as number,
    clientOrderId: orders.coldF64[coldF + CLIENT_ORDER_ID] as number,
    unitReserveMicroPat: orders.coldF64[coldF + RESERVED_MICRO_PAT] as number,
    ownerGroup: orders.i32[slot * HOT_I32 + OWNER_GROUP] as number,
    sessionId: (orders.coldI32[cold + SESSION_ID] as number) >>> 0,
    accountPlace,
    selfTradePrevention: (flags >> ORDER_FLAG.STP_SHIFT) & ORDER_FLAG.STP_MASK,
    isQuote: bit((flags & ORDER_FLAG.QUOTE) !== 0),
    isPostOnly: bit((flags & ORDER_FLAG.POST_ONLY) !== 0),
    isSliding: bit((flags & ORDER_FLAG.SLIDE) !== 0),
    isDay: bit((flags & ORDER_FLAG.DAY) !== 0),
    isAllOrNone: bit((flags & ORDER_FLAG.ALL_OR_NONE) !== 0),
    isIceberg: bit((flags & ICEBERG) !== 0),
    ...PLAIN,
  };
}

function addSpecial(
  state: State,
  slot: number,
  row: CarryRow<'order'>,
  listPlaces: ReadonlyMap<number, number>,
): void {
  const { orders, specials } = state;
  const { extensions } = specials;
  const extension = extensions.of(slot);
  const get = (field: number): number => extensions.get(extension, field);
  const isFirm = row.place === PLACE.FIRM;
  row.isSpecial = 1;
  row.orderType = get(TYPE);
  row.timeInForce = get(TIME_IN_FORCE_WORD);
  row.isIcebergOrder = get(IS_ICEBERG);
  // The word of any other order holds what an order before it left in the slot.
  const isIceberg = row.isIceberg === 1 || row.isIcebergOrder === 1;
  row.peakLots = isIceberg ? (orders.coldF64[slot * COLD_F64 + PEAK_LOTS] as number) : 0;
  row.triggerTicks = get(special.TRIGGER_TICKS);
  row.offsetTicks = get(special.OFFSET_TICKS);
  row.limitTicks = get(special.LIMIT_TICKS);
  row.priceBeforeTicks = isFirm ? 0 : get(TICKS_BEFORE);
  row.addresseeId = isFirm ? get(TICKS_BEFORE) : 0;
  row.listPlace = listPlaces.get(slot) ?? 0;
  row.isTrailing = bit(specials.triggers.trailing.has(extension));
  if (get(special.RING_NEXT) === 0) return;
  const idOf = (e: number): number => orders.idOf(extensions.get(e, special.SLOT));
  const next = (e: number): number => extensions.get(e, special.RING_NEXT);
  let lowest = extension;
  for (let e = next(extension); e !== extension; e = next(e)) {
    if (idOf(e) < idOf(lowest)) lowest = e;
  }
  row.groupId = idOf(lowest);
  for (let e = lowest; e !== extension; e = next(e)) row.groupPlace += 1;
}
