/** Entitlements, over or not, in the order of their slots, with the texts of grants. When they end is carried with the timers. */
import type { CarryRow } from '../../../values/index.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import { hexOf } from '../rights/entitlement-desk.js';
import { ENTITLEMENT_FIELD as E, ENTITLEMENT_SLOTS } from '../rights/entitlements.js';
import { bytesOf, type CarryPart, Chains, need, type WordPlan, wordPairs } from './part.js';

type Row = CarryRow<'entitlement'>;

const WORDS: WordPlan<typeof E, Row> = {
  status: 'status',
  holder: 'holderId',
  series: 'seriesId',
  quota: 'quota',
  validFromMs: 'validFromMs',
  validToMs: 'validToMs',
  origin: 'origin',
  holderNext: null,
  holderPrevious: null,
  generation: null,
  end: null,
  lots: 'lots',
  suspendedLots: 'suspendedLots',
  key: null,
  keyNext: null,
  listing: 'listingId',
};
const PAIRS = wordPairs<typeof E, Row>(E, WORDS);

export const entitlementsPart: CarryPart = {
  columns: ['entitlements'],
  derived: ['entitlements.meta', 'entitlements.index'],
  registry: ['grants'],

  *rows({ state: { accounts, entitlements, registry } }) {
    const holderPlaces = new Map<number, number>();
    for (let account = 1; account <= accounts.count; account += 1) {
      let place = 0;
      let slot = accounts.get(account, A.firstEntitlement);
      for (; slot !== 0; slot = entitlements.get(slot, E.holderNext)) {
        holderPlaces.set(slot, place);
        place += 1;
      }
    }
    const overPlaces = new Map(entitlements.over().map((slot, i) => [slot, i + 1]));
    for (let slot = 1; slot <= entitlements.highWater; slot += 1) {
      const grant = registry.grant(entitlements.idOf(slot));
      const row: Record<string, unknown> = {
        entitlementId: entitlements.idOf(slot),
        holderPlace: holderPlaces.get(slot) ?? -1,
        overPlace: overPlaces.get(slot) ?? 0,
        resource: grant?.resource ?? '',
        actions: grant?.actions ?? '',
        licenceHash: bytesOf(grant?.licenceHash ?? ''),
        isSuspended: 0,
      };
      for (const [field, word] of PAIRS) row[field] = entitlements.get(slot, word);
      yield { table: 'entitlement', row: row as unknown as Row };
    }
  },

  intake({ state: { accounts, entitlements, registry, limits } }) {
    const holders = new Chains('entitlement');
    const over = new Chains('entitlement');
    return {
      take: {
        entitlement: (row) => {
          const { entitlementId, holderId, seriesId } = row;
          const slot = entitlementId % ENTITLEMENT_SLOTS;
          const hasRoom = slot <= limits.maxEntitlements;
          need(
            hasRoom,
            'entitlement',
            `more entitlements than maxEntitlements, ${limits.maxEntitlements}`,
          );
          const isNext = slot === entitlements.highWater + 1 && accounts.exists(holderId);
          need(isNext, 'entitlement', `entitlement ${entitlementId} is not the next`);
          for (const [field, word] of PAIRS) entitlements.set(slot, word, row[field] as number);
          entitlements.set(slot, E.generation, Math.floor(entitlementId / ENTITLEMENT_SLOTS));
          entitlements.carryIn(slot, row.overPlace > 0);
          holders.put(holderId, row.holderPlace, slot);
          if (row.overPlace > 0) over.put(1, row.overPlace - 1, slot);
          if (seriesId !== 0 || row.listingId !== 0) return;
          const { resource, actions } = row;
          const licenceHash = hexOf(row.licenceHash);
          registry.addGrant({ entitlementId, resource, actions, licenceHash });
        },
      },
      end: () => {
        for (const [holder, slots] of holders.all()) {
          accounts.set(holder, A.firstEntitlement, slots[0] as number);
          for (const [place, slot] of slots.entries()) {
            entitlements.set(slot, E.holderPrevious, slots[place - 1] ?? 0);
            entitlements.set(slot, E.holderNext, slots[place + 1] ?? 0);
          }
        }
        for (const [, slots] of over.all())
          for (const slot of slots) entitlements.carryInOver(slot);
      },
    };
  },
};
