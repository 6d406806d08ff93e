/** Entries of rights: inventories and obligations by series, claims by position, each queue oldest first. */
import type { CarriedRow } from '../../../values/index.js';
import { ACCOUNT_ROLE } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { State } from '../kernel/state.js';
import { CLAIMS, INVENTORY, OBLIGATIONS, type Queue } from '../rights/sources.js';
import { POSITION_FIELD as P } from '../trading/positions.js';
import { type CarryPart, need } from './part.js';

const QUEUE = { INVENTORY: 1, OBLIGATIONS: 2, CLAIMS: 3 } as const;

export const sourcesPart: CarryPart = {
  columns: ['sources', 'sources.paid'],
  derived: ['sources.meta'],
  registry: [],

  *rows({ state }) {
    const { accounts, positions, series } = state;
    for (let id = 1; id <= series.count; id += 1) {
      yield* queueRows(state, { queue: INVENTORY, number: QUEUE.INVENTORY, owner: id, series: id });
      const number = QUEUE.OBLIGATIONS;
      yield* queueRows(state, { queue: OBLIGATIONS, number, owner: id, series: id });
      let slot = series.get(id, S.firstPosition);
      for (; slot !== 0; slot = positions.get(slot, P.seriesNext)) {
        const role = accounts.get(positions.accountOf(slot), A.role);
        if (role !== ACCOUNT_ROLE.CONSUMER) continue;
        yield* queueRows(state, { queue: CLAIMS, number: QUEUE.CLAIMS, owner: slot, series: id });
      }
    }
  },

  intake({ state }) {
    const { positions, series, sources, limits } = state;
    return {
      take: {
        source: (row) => {
          const { queue, seriesId, accountId } = row;
          need(
            sources.room > 0,
            'source',
            `more entries than maxObligations, ${limits.maxObligations}`,
          );
          const isOfSeries = queue === QUEUE.INVENTORY || queue === QUEUE.OBLIGATIONS;
          const owner = isOfSeries ? seriesId : positions.find(accountId, seriesId);
          const isOwned = owner !== 0 && series.exists(seriesId) && queue <= QUEUE.CLAIMS;
          need(isOwned, 'source', `account ${accountId} has no position in series ${seriesId}`);
          const ofSeries = queue === QUEUE.INVENTORY ? INVENTORY : OBLIGATIONS;
          const { providerId: provider, kind, lots, unitMicroPat, unitFeeMicroPat } = row;
          const { unitBuyerFeeMicroPat, unitNeedMicroPat } = row;
          const units = {
            unitMicroPat,
            unitFeeMicroPat,
            unitBuyerFeeMicroPat,
            unitPaidMicroPat: 0,
          };
          needOfProvider(state, provider, seriesId, unitNeedMicroPat);
          const entry = { provider, kind, lots, ...units };
          sources.carryIn(owner, isOfSeries ? ofSeries : CLAIMS, entry, unitNeedMicroPat);
        },
      },
    };
  },
};

/** Whoever needs collateral for an entry has a position that counts it. */
export function needOfProvider(
  { positions }: State,
  provider: number,
  seriesId: number,
  unitNeedMicroPat: number,
): void {
  const isCounted = unitNeedMicroPat === 0 || positions.find(provider, seriesId) !== 0;
  need(isCounted, 'source', `account ${provider} has no position in series ${seriesId}`);
}

interface OwnedQueue {
  readonly queue: Queue;
  readonly number: number;
  readonly owner: number;
  readonly series: number;
}

function* queueRows(
  { positions, sources }: State,
  { queue, number, owner, series }: OwnedQueue,
): Generator<CarriedRow> {
  for (let entry = sources.first(owner, queue); entry !== 0; entry = sources.next(entry)) {
    yield {
      table: 'source',
      row: {
        queue: number,
        seriesId: series,
        accountId: queue === CLAIMS ? positions.accountOf(owner) : 0,
        providerId: sources.provider(entry),
        kind: sources.kind(entry),
        lots: sources.lots(entry),
        unitMicroPat: sources.unitMicroPat(entry),
        unitFeeMicroPat: sources.unitFeeMicroPat(entry),
        unitBuyerFeeMicroPat: sources.unitBuyerFeeMicroPat(entry),
        unitNeedMicroPat: sources.unitNeedMicroPat(entry),
      },
    };
  }
}
