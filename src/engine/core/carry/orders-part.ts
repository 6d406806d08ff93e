/**
 * Live orders, the ids that go out next, and the series whose woken orders are about to enter. Levels, tries, extensions and
 * counts by series and position are made anew as orders are taken in.
 */
import type { CarriedRow } from '../../../values/index.js';
import { OrderIntake } from './order-intake.js';
import { orderRows } from './order-rows.js';
import type { CarryPart } from './part.js';

/** Kinds of ids that are given out by slot. */
export const NEXT_IDS = { ORDERS: 1, DELIVERIES: 2 } as const;
/** Ids in one row. */
const IDS_PER_ROW = 4_096;

export const ordersPart: CarryPart = {
  columns: ['orders.hot', 'orders.cold', 'specials', 'specials.queue'],
  derived: [
    ...['book.ladders', 'book.levels', 'book.nodes', 'book.hidden'],
    ...['triggers.ladders', 'triggers.levels', 'triggers.nodes', 'triggers.hidden'],
    ...['specials.bySlot', 'specials.counts', 'specials.queueMeta'],
    ...['specials.trailing', 'specials.elected', 'specials.pegs', 'specials.offers'],
  ],
  registry: [],

  *rows({ state }) {
    yield* orderRows(state);
    yield* nextIdRows(NEXT_IDS.ORDERS, state.orders.nextIds());
    for (const seriesId of state.specials.queue()) yield { table: 'woken', row: { seriesId } };
  },

  intake({ state }) {
    const { orders, deliveries, specials } = state;
    const intake = new OrderIntake(state);
    const nextIds: Record<number, number[]> = {
      [NEXT_IDS.ORDERS]: [],
      [NEXT_IDS.DELIVERIES]: [],
    };
    return {
      take: {
        order: (row) => intake.take(row),
        nextIds: ({ kind, ids }) => {
          for (const id of ids) nextIds[kind]?.push(id);
        },
        woken: ({ seriesId }) => specials.carryInQueued(seriesId),
      },
      end: () => {
        intake.end();
        orders.carryInFree(nextIds[NEXT_IDS.ORDERS] ?? []);
        deliveries.carryInFree(deliveries.highWater, nextIds[NEXT_IDS.DELIVERIES] ?? []);
      },
    };
  },
};

/** Ids as rows of bounded size. */
export function* nextIdRows(kind: number, ids: readonly number[]): Generator<CarriedRow> {
  for (let from = 0; from < ids.length; from += IDS_PER_ROW) {
    yield { table: 'nextIds', row: { kind, ids: ids.slice(from, from + IDS_PER_ROW) } };
  }
}
