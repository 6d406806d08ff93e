/**
 * Positions by series, oldest first, with what each holds, and with what a provider's collateral is called for.
 */
import type { CarryRow } from '../../../values/index.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { ACCOUNT_FIELD as A } from '../kernel/accounts.js';
import type { State } from '../kernel/state.js';
import { POSITION_FIELD as P, POSITION_FLAG } from '../trading/positions.js';
import { bit, type CarryPart, Chains, need, type WordPlan, wordPairs } from './part.js';

type Row = CarryRow<'position'>;

const WORDS: WordPlan<typeof P, Row> = {
  key: null,
  indexNext: null,
  heldLots: 'heldLots',
  reservedLots: 'reservedLots',
  coveredMicroPat: 'coveredMicroPat',
  claimHead: null,
  costMicroPat: 'costMicroPat',
  feeMicroPat: 'feeMicroPat',
  attestedLots: 'attestedLots',
  collateralMicroPat: 'collateralMicroPat',
  claimTail: null,
  outstandingLots: 'outstandingLots',
  mintedLots: 'mintedLots',
  flags: null,
  exercisedSequence: 'exercisedSequence',
  marginMicroPat: 'marginMicroPat',
  seriesNext: null,
  seriesPrevious: null,
  accountNext: null,
  accountPrevious: null,
  mintedAtMs: 'mintedAtMs',
  // The sum of what its entries need, which come after.
  needMicroPat: null,
  variationMicroPat: 'variationMicroPat',
  calledMicroPat: 'calledMicroPat',
  callDueServiceMs: 'callDueServiceMs',
  unpaidMicroPat: 'unpaidMicroPat',
  boughtLots: 'boughtLots',
  boughtAgePpmLots: 'boughtAgePpmLots',
};
const PAIRS = wordPairs<typeof P, Row>(P, WORDS);
export const positionsPart: CarryPart = {
  columns: ['positions', 'positions.cold'],
  derived: ['positions.meta', 'positions.index', 'specials.stopsByPosition', 'specials.stopsMeta'],
  registry: [],

  *rows({ state }) {
    const { accounts, positions, series } = state;
    const places = new Map<number, number>();
    for (let account = 1; account <= accounts.count; account += 1) {
      let place = 0;
      let slot = accounts.get(account, A.firstPosition);
      for (; slot !== 0; slot = positions.get(slot, P.accountNext)) {
        places.set(slot, place);
        place += 1;
      }
    }
    for (let seriesId = 1; seriesId <= series.count; seriesId += 1) {
      let slot = series.get(seriesId, S.firstPosition);
      for (; slot !== 0; slot = positions.get(slot, P.seriesNext)) {
        const accountId = positions.accountOf(slot);
        const row: Record<string, number> = {
          ...{ accountId, seriesId, accountPlace: places.get(slot) as number },
          isOptedOut: bit(positions.has(slot, POSITION_FLAG.OPTED_OUT)),
          isClosed: bit(positions.has(slot, POSITION_FLAG.CLOSED)),
          isDefaulted: bit(positions.has(slot, POSITION_FLAG.DEFAULTED)),
          isPaid: bit(positions.has(slot, POSITION_FLAG.PAID)),
        };
        for (const [field, word] of PAIRS) row[field] = positions.get(slot, word);
        yield { table: 'position', row: row as Row };
      }
    }
  },

  intake({ state }) {
    const { accounts, positions, series, limits } = state;
    const chains = new Chains('position');
    return {
      take: {
        position: (row) => {
          const { accountId, seriesId } = row;
          need(
            !positions.isFull,
            'position',
            `more positions than maxPositions, ${limits.maxPositions}`,
          );
          const isKnown = accounts.exists(accountId) && series.exists(seriesId);
          need(isKnown, 'position', `account ${accountId} or series ${seriesId} is not there`);
          const slot = positions.create(accountId, seriesId);
          accounts.add(accountId, A.positions, 1);
          for (const [field, word] of PAIRS) positions.set(slot, word, row[field] as number);
          positions.mark(slot, POSITION_FLAG.OPTED_OUT, row.isOptedOut === 1);
          positions.mark(slot, POSITION_FLAG.CLOSED, row.isClosed === 1);
          positions.mark(slot, POSITION_FLAG.DEFAULTED, row.isDefaulted === 1);
          positions.mark(slot, POSITION_FLAG.PAID, row.isPaid === 1);
          accounts.add(accountId, A.unpaidMicroPat, row.unpaidMicroPat);
          if (row.calledMicroPat > 0) accounts.add(accountId, A.calls, 1);
          chainToSeries(state, slot, seriesId);
          chains.put(accountId, row.accountPlace, slot);
        },
      },
      end: () => {
        for (const [account, slots] of chains.all()) chainToAccount(state, account, slots);
      },
    };
  },
};

function chainToSeries({ positions, series }: State, slot: number, seriesId: number): void {
  const last = series.get(seriesId, S.lastPosition);
  positions.set(slot, P.seriesPrevious, last);
  if (last !== 0) positions.set(last, P.seriesNext, slot);
  else series.set(seriesId, S.firstPosition, slot);
  series.set(seriesId, S.lastPosition, slot);
}

function chainToAccount(
  { accounts, positions }: State,
  account: number,
  slots: readonly number[],
): void {
  accounts.set(account, A.firstPosition, slots[0] as number);
  for (const [i, slot] of slots.entries()) {
    positions.set(slot, P.accountPrevious, slots[i - 1] ?? 0);
    positions.set(slot, P.accountNext, slots[i + 1] ?? 0);
  }
}
