/**
 * Positions by series, oldest first, with what each holds; and the rights behind them: inventories and obligations of series,
 * claims of positions. Two words of a record mean one thing for a consumer and another for a provider: here each meaning is a
 * field of its own.
 */
import { ACCOUNT_ROLE, type CarryRow } from '../../../values/index.js';
import type { State } from '../state.js';
import { ACCOUNT_FIELD as A } from '../tables/accounts.js';
import { POSITION_FIELD as P, POSITION_FLAG } from '../tables/positions.js';
import { SERIES_FIELD as S } from '../tables/series-table.js';
import { bit, type CarryPart, Chains, need, type WordPlan, wordPairs } from './part.js';

type Row = CarryRow<'position'>;

const WORDS: WordPlan<typeof P, Row> = {
  key: null,
  indexNext: null,
  heldLots: 'heldLots',
  reservedLots: 'reservedLots',
  coveredMicroPat: null,
  claimHead: null,
  costMicroPat: 'costMicroPat',
  feeMicroPat: null,
  attestedLots: null,
  collateralMicroPat: null,
  claimTail: null,
  outstandingLots: 'outstandingLots',
  mintedLots: 'mintedLots',
  flags: null,
  exercisedSequence: null,
  marginMicroPat: null,
  seriesNext: null,
  seriesPrevious: null,
  accountNext: null,
  accountPrevious: null,
  mintedAtMs: 'mintedAtMs',
};
const PAIRS = wordPairs<typeof P, Row>(P, WORDS);
/** Words that mean something else for providers. */
const OF_PROVIDER = [
  ['coveredMicroPat', P.coveredMicroPat],
  ['attestedLots', P.attestedLots],
  ['collateralMicroPat', P.collateralMicroPat],
  ['marginMicroPat', P.marginMicroPat],
] as const;
const OF_OTHERS = [
  ['feeMicroPat', P.feeMicroPat],
  ['exercisedSequence', P.exercisedSequence],
] as const;
const NOTHING = {
  ...{ coveredMicroPat: 0, attestedLots: 0, collateralMicroPat: 0, marginMicroPat: 0 },
  ...{ feeMicroPat: 0, exercisedSequence: 0 },
};

/** Words whose meaning is that of the account's role. */
function wordsOfRole(state: State, account: number) {
  const isProvider = state.accounts.get(account, A.role) === ACCOUNT_ROLE.PROVIDER;
  return isProvider ? OF_PROVIDER : OF_OTHERS;
}

export const positionsPart: CarryPart = {
  columns: ['positions'],
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
          ...{ ...NOTHING, accountId, seriesId, accountPlace: places.get(slot) as number },
          isOptedOut: bit(positions.has(slot, POSITION_FLAG.OPTED_OUT)),
          isClosed: bit(positions.has(slot, POSITION_FLAG.CLOSED)),
        };
        for (const [field, word] of PAIRS) row[field] = positions.get(slot, word);
        for (const [field, word] of wordsOfRole(state, accountId)) {
          row[field] = positions.get(slot, word);
        }
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
          for (const [field, word] of PAIRS) positions.set(slot, word, row[field] as number);
          for (const [field, word] of wordsOfRole(state, accountId)) {
            positions.set(slot, word, row[field]);
          }
          positions.mark(slot, POSITION_FLAG.OPTED_OUT, row.isOptedOut === 1);
          positions.mark(slot, POSITION_FLAG.CLOSED, row.isClosed === 1);
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
