/**
 * What settles in cash: the run of the minute and the fund, instruments, holdings, and what accounts have in the fund. Open
 * interest is what holdings say. Samples of books and ranks of winners are not carried: the next two minutes make them anew,
 * and until then marks are weak and nobody is deleveraged.
 */
import type { CarryRow } from '../../../values/index.js';
import { CASH, FUND, HOLDING, STAKE } from '../clearing/margin/margin-table.js';
import { SERIES_FIELD as S } from '../instruments/series-table.js';
import { type CarryPart, need, type WordPlan, wordPairs } from './part.js';

const FUND_WORDS: WordPlan<typeof FUND, CarryRow<'marginRun'>> = {
  shares: 'shares',
  stressMicroPat: 'stressMicroPat',
  secondStressMicroPat: 'secondStressMicroPat',
  nextStressMicroPat: 'nextStressMicroPat',
  nextSecondMicroPat: 'nextSecondMicroPat',
  runMs: 'runMs',
  isShort: 'isShort',
  commonMicroPat: 'commonMicroPat',
  epoch: 'epoch',
};
const CASH_WORDS: WordPlan<typeof CASH, CarryRow<'cashInstrument'>> = {
  series: 'seriesId',
  kind: 'kind',
  expiryMs: 'expiryMs',
  strikeMicroPat: 'strikeMicroPat',
  capMicroPat: 'capMicroPat',
  markMicroPat: 'markMicroPat',
  markAtMs: 'markAtMs',
  quality: 'quality',
  isSliding: 'isSliding',
  initialPpm: 'initialPpm',
  maintenancePpm: 'maintenancePpm',
  liquidityMicroPat: 'liquidityMicroPat',
  run: 'run',
  runMarkMicroPat: 'runMarkMicroPat',
  dueMicroPat: null,
  owedMicroPat: null,
  poolAtMicroPat: 'poolAtMicroPat',
  dueAtMicroPat: 'dueAtMicroPat',
  lostMicroPat: 'lostMicroPat',
  longLots: null,
  hourLots: 'hourLots',
  lastHourLots: 'lastHourLots',
  hour: 'hour',
  settlement: 'settlement',
  settlementMicroPat: 'settlementMicroPat',
  samples: 'samples',
  holders: null,
  longLotsMax: 'longLotsMax',
  ownerLotsMax: 'ownerLotsMax',
};
const HOLDING_WORDS: WordPlan<typeof HOLDING, CarryRow<'cashHolding'>> = {
  key: null,
  indexNext: null,
  lots: null,
  valueMicroPat: 'valueMicroPat',
  accruedMicroPat: null,
  bidLots: null,
  askLots: null,
  freeBidLots: null,
  freeAskLots: null,
  run: 'run',
  accountNext: null,
  accountPrevious: null,
};
const STAKE_WORDS: WordPlan<typeof STAKE, CarryRow<'marginStake'>> = {
  first: null,
  holdings: null,
  state: 'state',
  fundShares: 'fundShares',
  fundEpoch: 'fundEpoch',
};
const FUND_PAIRS = wordPairs<typeof FUND, CarryRow<'marginRun'>>(FUND, FUND_WORDS);
const CASH_PAIRS = wordPairs<typeof CASH, CarryRow<'cashInstrument'>>(CASH, CASH_WORDS);
const HOLDING_PAIRS = wordPairs<typeof HOLDING, CarryRow<'cashHolding'>>(HOLDING, HOLDING_WORDS);
const STAKE_PAIRS = wordPairs<typeof STAKE, CarryRow<'marginStake'>>(STAKE, STAKE_WORDS);

export const marginPart: CarryPart = {
  columns: ['margin.fund', 'margin.instruments', 'margin.holdings', 'margin.stakes'],
  derived: [
    ...['margin.meta', 'margin.interests', 'margin.contracts', 'margin.index'],
    ...['margin.interestIndex', 'margin.samples', 'margin.winners'],
  ],
  registry: [],

  *rows({ state: { margin, accounts } }) {
    if (!margin.isTouched) return;
    const run: Record<string, number> = {
      phase: margin.phase,
      cursor: margin.cursor,
      lastHour: margin.lastHour,
      backstopId: margin.backstop,
    };
    for (const [field, word] of FUND_PAIRS) run[field] = margin.fundWord(word);
    yield { table: 'marginRun', row: run as unknown as CarryRow<'marginRun'> };
    for (let id = 1; id <= margin.count; id += 1) {
      const row: Record<string, number> = {};
      for (const [field, word] of CASH_PAIRS) row[field] = margin.cash(id, word);
      yield { table: 'cashInstrument', row: row as unknown as CarryRow<'cashInstrument'> };
    }
    for (let place = 1; place <= margin.high; place += 1) {
      if (!margin.exists(place)) continue;
      const read = (field: number): number => margin.get(place, field);
      const row: Record<string, number> = {
        ...{ place, accountId: margin.accountOf(place), seriesId: margin.seriesOf(place) },
        ...{ lots: read(HOLDING.lots), accruedMicroPat: read(HOLDING.accruedMicroPat) },
        ...{ freeBidLots: read(HOLDING.freeBidLots), freeAskLots: read(HOLDING.freeAskLots) },
        ...{ bidLots: read(HOLDING.bidLots), askLots: read(HOLDING.askLots) },
      };
      for (const [field, word] of HOLDING_PAIRS) row[field] = read(word);
      yield { table: 'cashHolding', row: row as unknown as CarryRow<'cashHolding'> };
    }
    for (let accountId = 1; accountId <= accounts.count; accountId += 1) {
      const row: Record<string, number> = { accountId };
      for (const [field, word] of STAKE_PAIRS) row[field] = margin.stake(accountId, word);
      const isAny = STAKE_PAIRS.some(([, word]) => margin.stake(accountId, word) !== 0);
      if (isAny) yield { table: 'marginStake', row: row as unknown as CarryRow<'marginStake'> };
    }
  },

  intake(core) {
    const { state } = core;
    const { margin, series, accounts } = state;
    const { holdings } = core.margin.clearing;
    return {
      take: {
        marginRun: (row) => {
          margin.touch();
          margin.phase = row.phase;
          margin.cursor = row.cursor;
          margin.lastHour = row.lastHour;
          margin.backstop = row.backstopId;
          for (const [field, word] of FUND_PAIRS) margin.setFundWord(word, row[field]);
        },
        cashInstrument: (row) => {
          need(!margin.isFull, 'cashInstrument', 'more cash instruments than there is room for');
          need(series.exists(row.seriesId), 'cashInstrument', `no series ${row.seriesId}`);
          const id = margin.createInstrument(row.seriesId);
          for (const [field, word] of CASH_PAIRS) margin.setCash(id, word, row[field]);
          series.set(row.seriesId, S.cashInstrument, id);
        },
        cashHolding: (row) => {
          need(margin.canPut(row.place), 'cashHolding', `place ${row.place} is none`);
          need(accounts.exists(row.accountId), 'cashHolding', `no account ${row.accountId}`);
          const isCash = series.exists(row.seriesId) && series.get(row.seriesId, S.cashInstrument);
          need(
            isCash !== false && isCash !== 0,
            'cashHolding',
            `series ${row.seriesId} is no cash`,
          );
          margin.nextPlace = row.place;
          const holding = holdings.ensure(row.accountId, row.seriesId);
          for (const [field, word] of HOLDING_PAIRS) margin.set(holding, word, row[field]);
          holdings.carryIn(holding, row);
        },
        marginStake: ({ accountId, ...row }) => {
          for (const [field, word] of STAKE_PAIRS) {
            margin.setStake(accountId, word, row[field as keyof typeof row]);
          }
        },
      },
      end: () => {
        margin.linkFree();
      },
    };
  },
};
