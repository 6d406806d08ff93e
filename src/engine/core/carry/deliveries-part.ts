/** Deliveries under way, in the order of their slots, with their pieces, notices and places in the chains of both parties. */
import { type CarriedRow, type CarryRow, DELIVERY_STATE, UNKNOWN } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { State } from '../kernel/state.js';
import {
  DELIVERY_FIELD as D,
  DELIVERY_SLOTS,
  NOTICE_HASH_BYTES,
  NOTICE_LOCATION_BYTES_MAX,
} from '../rights/deliveries.js';
import { PIECES } from '../rights/sources.js';
import { NEXT_IDS, nextIdRows } from './orders-part.js';
import { type CarryPart, Chains, need, type WordPlan, wordPairs } from './part.js';
import { needOfProvider } from './sources-part.js';

type Row = CarryRow<'delivery'>;

const WORDS: WordPlan<typeof D, Row> = {
  state: 'state',
  consumer: 'consumerId',
  provider: 'providerId',
  series: 'seriesId',
  lots: 'lots',
  escrowMicroPat: 'escrowMicroPat',
  feeMicroPat: 'feeMicroPat',
  pieceHead: null,
  pieceTail: null,
  deadlineServiceMs: 'deadlineServiceMs',
  timer: null,
  ticketSequence: 'ticketSequence',
  ticketIndex: 'ticketIndex',
  entitlement: 'entitlementId',
  acknowledged: 'acknowledged',
  consumerNext: null,
  consumerPrevious: null,
  providerNext: null,
  providerPrevious: null,
  generation: null,
  bondMicroPat: 'bondMicroPat',
  proved: 'proved',
  notices: 'notices',
};
const PAIRS = wordPairs<typeof D, Row>(D, WORDS);
/** The chains of a delivery: party, next, previous, and the field of its place. */
const CHAINS = [
  [D.consumer, D.consumerNext, D.consumerPrevious],
  [D.provider, D.providerNext, D.providerPrevious],
] as const;
const NOTHING = new Uint8Array(0);

/** By slot: its place in the chain of its party, newest first. */
function placesOf({ accounts, deliveries }: State, [party, next]: (typeof CHAINS)[number]) {
  const places = new Map<number, number>();
  for (let account = 1; account <= accounts.count; account += 1) {
    let place = 0;
    let slot = accounts.get(account, A.firstDelivery);
    // An account is a consumer or a provider, so its chain is of one kind.
    while (slot !== 0 && deliveries.get(slot, party) === account) {
      places.set(slot, place);
      place += 1;
      slot = deliveries.get(slot, next);
    }
  }
  return places;
}

export const deliveriesPart: CarryPart = {
  columns: ['deliveries', 'deliveries.notices'],
  derived: ['deliveries.meta'],
  registry: [],

  *rows({ state }) {
    const { deliveries } = state;
    const [consumers, providers] = CHAINS.map((chain) => placesOf(state, chain));
    for (let slot = 1; slot <= deliveries.highWater; slot += 1) {
      if (deliveries.get(slot, D.state) === 0) continue;
      const notice = deliveries.notice(slot);
      const row: Record<string, unknown> = {
        deliveryId: deliveries.idOf(slot),
        consumerPlace: consumers?.get(slot) ?? -1,
        providerPlace: providers?.get(slot) ?? -1,
        contentHash: notice?.contentHash ?? NOTHING,
        location: notice?.location ?? NOTHING,
        // Said by its pieces.
        ...{ kind: 0, unitMicroPat: 0, unitFeeMicroPat: 0 },
      };
      for (const [field, word] of PAIRS) row[field] = deliveries.get(slot, word);
      yield { table: 'delivery', row: row as unknown as Row };
      yield* pieceRows(state, slot);
    }
    yield* nextIdRows(NEXT_IDS.DELIVERIES, deliveries.nextIds());
  },

  intake({ state }) {
    const { accounts, deliveries, limits } = state;
    const chains = CHAINS.map(() => new Chains('delivery'));
    return {
      take: {
        delivery: (row) => {
          const { deliveryId, consumerId, providerId } = row;
          const place = deliveryId % DELIVERY_SLOTS;
          const isPlace = place >= 1 && place <= deliveries.highWater;
          need(
            isPlace && deliveries.highWater <= limits.maxDeliveries,
            'delivery',
            `more deliveries than maxDeliveries, ${limits.maxDeliveries}`,
          );
          need(
            accounts.exists(consumerId) && deliveries.get(place, D.state) === 0,
            'delivery',
            `delivery ${deliveryId} is there twice, or has no consumer`,
          );
          const slot = deliveries.carryIn(deliveryId, consumerId);
          for (const [field, word] of PAIRS) deliveries.set(slot, word, row[field] as number);
          if (row.proved === UNKNOWN) {
            // Its provider gave notice under a rule that asked for no proof.
            const isNoticed = row.state === DELIVERY_STATE.NOTICED ? 1 : 0;
            deliveries.set(slot, D.proved, isNoticed);
            deliveries.set(slot, D.notices, isNoticed);
          }
          if (row.location.length > 0) setNotice(state, slot, row);
          chains[0]?.put(consumerId, row.consumerPlace, slot);
          chains[1]?.put(providerId, row.providerPlace, slot);
        },
        piece: (row) => takePiece(state, row),
      },
      end: () => {
        for (const [i, [, next, previous]] of CHAINS.entries()) {
          for (const [account, slots] of chains[i]?.all() ?? []) {
            accounts.set(account, A.firstDelivery, slots[0] as number);
            for (const [place, slot] of slots.entries()) {
              deliveries.set(slot, previous, slots[place - 1] ?? 0);
              deliveries.set(slot, next, slots[place + 1] ?? 0);
            }
          }
        }
      },
    };
  },
};

function* pieceRows({ deliveries, sources }: State, slot: number): Generator<CarriedRow> {
  const deliveryId = deliveries.idOf(slot);
  for (let entry = sources.first(slot, PIECES); entry !== 0; entry = sources.next(entry)) {
    const { provider: providerId, ...piece } = sources.piece(entry);
    const unitNeedMicroPat = sources.unitNeedMicroPat(entry);
    yield { table: 'piece', row: { deliveryId, providerId, ...piece, unitNeedMicroPat } };
  }
}

function takePiece(state: State, row: CarryRow<'piece'>): void {
  const { deliveries, sources, limits } = state;
  const { deliveryId, providerId: provider, unitNeedMicroPat, ...piece } = row;
  need(sources.room > 0, 'piece', `more entries than maxObligations, ${limits.maxObligations}`);
  const slot = deliveries.find(deliveryId);
  need(slot !== 0, 'piece', `delivery ${deliveryId} is not there`);
  needOfProvider(state, provider, deliveries.get(slot, D.series), unitNeedMicroPat);
  sources.carryIn(slot, PIECES, { provider, ...piece }, unitNeedMicroPat);
}

function setNotice({ deliveries }: State, slot: number, { contentHash, location }: Row): void {
  const isWhole = contentHash.length === NOTICE_HASH_BYTES;
  need(isWhole && location.length <= NOTICE_LOCATION_BYTES_MAX, 'delivery', 'a notice is too long');
  deliveries.setNotice(slot, contentHash, location);
}
