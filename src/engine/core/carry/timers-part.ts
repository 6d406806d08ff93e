/**
 * Timers that are set, in the order they fire, by whose they are. Setting them again in that order keeps it, also among those
 * that are due at the same time.
 */
import { orderLayout } from '../book/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import type { State } from '../kernel/state.js';
import { TIMER, type Timers } from '../kernel/timers.js';
import { LISTING_FIELD } from '../resources/listings.js';
import { PURCHASE_FIELD, REQUEST_FIELD } from '../resources/purchases.js';
import { DELIVERY_FIELD as D } from '../rights/deliveries.js';
import { ENTITLEMENT_FIELD as E } from '../rights/entitlements.js';
import { type CarryPart, need } from './part.js';

/** Which clock a timer is on. */
export const CLOCK = { WALL: 1, SERVICE: 2, ENTITLEMENTS: 3 } as const;

const columnsOf = (name: string): string[] => [
  `${name}.meta`,
  `${name}.clock`,
  `${name}.heap`,
  `${name}.place`,
];

export const timersPart: CarryPart = {
  columns: ['timers.records', 'serviceTimers.records', 'entitlements.ends.records'],
  derived: ['timers', 'serviceTimers', 'entitlements.ends'].flatMap(columnsOf),
  registry: [],

  *rows({ state }) {
    for (const clock of Object.values(CLOCK)) {
      for (const { dueMs, kind, reference } of timersOf(state, clock).list()) {
        const isSlot = clock === CLOCK.ENTITLEMENTS;
        const owner = isSlot ? state.entitlements.idOf(reference) : reference;
        yield { table: 'timer', row: { clock, dueMs, kind, reference: owner } };
      }
    }
  },

  intake({ state }) {
    return {
      take: {
        timer: ({ clock, dueMs, kind, reference }) => {
          const isEnd = clock === CLOCK.ENTITLEMENTS;
          const owner = isEnd ? state.entitlements.find(reference) : reference;
          need(!isEnd || owner !== 0, 'timer', `entitlement ${reference} is not there`);
          const timer = timersOf(state, clock).set(dueMs, kind, owner);
          need(timer !== 0, 'timer', 'more timers than there is room for');
          if (isEnd) state.entitlements.set(owner, E.end, timer);
          else keepHandle(state, kind, owner, timer);
        },
      },
    };
  },
};

function timersOf(state: State, clock: number): Timers {
  if (clock === CLOCK.WALL) return state.timers;
  return clock === CLOCK.SERVICE ? state.serviceTimers : state.entitlements.ends;
}

/** Tells whoever may take a timer out again which it is. */
function keepHandle(state: State, kind: number, reference: number, timer: number): void {
  const { orders, series, registry, deliveries } = state;
  switch (kind) {
    case TIMER.ORDER_EXPIRY: {
      const slot = orders.find(reference);
      need(slot !== 0, 'timer', `order ${reference} is not there`);
      orders.coldI32[slot * orderLayout.COLD_I32 + orderLayout.EXTRA] = timer;
      return;
    }
    case TIMER.QUOTE_EXPIRY:
      return series.set(reference, S.quoteTimer, timer);
    case TIMER.AUCTION_END:
      return series.set(reference, S.auctionTimer, timer);
    case TIMER.DELIVERY_DEADLINE: {
      const slot = deliveries.find(reference);
      need(slot !== 0, 'timer', `delivery ${reference} is not there`);
      return deliveries.set(slot, D.timer, timer);
    }
    case TIMER.PARAMETER: {
      const request = registry.parameterRequests.find(({ requestId }) => requestId === reference);
      need(request !== undefined, 'timer', `request ${reference} is not there`);
      request.timer = timer;
      return;
    }
    case TIMER.WALLET_LINK: {
      const link = registry.account(reference)?.pendingLink;
      need(link != null, 'timer', `account ${reference} waits for no link`);
      return registry.setPendingLink(reference, { ...link, timer });
    }
    case TIMER.QUALIFICATION: {
      const found = registry.qualification(reference);
      need(found !== undefined, 'timer', `account ${reference} has no qualification`);
      found.timer = timer;
      return;
    }
    case TIMER.GATE_HOUR:
      state.gateDays.isArmed = true;
      return;
    case TIMER.INDEX:
      state.index.isArmed = true;
      return;
    case TIMER.PURCHASE: {
      const slot = state.purchases.find(reference);
      need(slot !== 0, 'timer', `purchase ${reference} is not there`);
      return state.purchases.set(slot, PURCHASE_FIELD.timer, timer);
    }
    case TIMER.LISTING: {
      const slot = state.listings.find(reference);
      need(slot !== 0, 'timer', `listing ${reference} is not there`);
      return state.listings.set(slot, LISTING_FIELD.timer, timer);
    }
    case TIMER.PROMISE: {
      const slot = state.listings.find(reference);
      need(slot !== 0, 'timer', `listing ${reference} is not there`);
      return state.listings.set(slot, LISTING_FIELD.promiseTimer, timer);
    }
    case TIMER.REQUEST: {
      const { requests } = state.purchases;
      const slot = requests.find(reference);
      need(slot !== 0, 'timer', `request ${reference} is not there`);
      return requests.set(slot, REQUEST_FIELD.timer, timer);
    }
    default:
      // Nobody takes the start or the end of a series out, nor the next review.
      need(
        kind === TIMER.SERIES_START ||
          kind === TIMER.SERIES_END ||
          kind === TIMER.COLLATERAL_REVIEW,
        'timer',
        `kind ${kind} is none`,
      );
  }
}
