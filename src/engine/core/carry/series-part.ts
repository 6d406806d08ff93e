/**
 * Series, in the order of their ids, with their marks, counts of rights, auctions, escrow and the broker's quote. Queues,
 * chains, timers and counts of orders come from what is carried after them.
 */
import type { CarryRow } from '../../../values/index.js';
import {
  QUOTE_FACTOR_WORDS,
  QUOTE_SLOTS,
  SERIES_FIELD,
  SERIES_WORDS,
} from '../instruments/series-table.js';
import { type CarryPart, need, type WordPlan, wordPairs } from './part.js';

type Row = CarryRow<'series'>;

const WORDS: WordPlan<typeof SERIES_FIELD, Row> = {
  state: 'state',
  minimumClass: 'minimumClass',
  killed: 'isKilled',
  markTicks: 'markTicks',
  tickValueMicroPat: 'tickValueMicroPat',
  maxPriceTicks: 'maxPriceTicks',
  maxOrderLots: 'maxOrderLots',
  openOrders: null,
  makerFeePpm: 'makerFeePpm',
  takerFeePpm: 'takerFeePpm',
  providerLots: 'providerLots',
  brokerLots: 'brokerLots',
  consumerLots: 'consumerLots',
  lastTradeId: 'lastTradeId',
  lastPriceTicks: 'lastPriceTicks',
  clearing: 'clearing',
  obligationHead: null,
  quoteValidUntilMs: 'quoteValidUntilMs',
  contract: 'contractId',
  segment: 'segmentId',
  window: 'windowId',
  startMs: 'startMs',
  endMs: 'endMs',
  sigmaPpm: 'sigmaPpm',
  thinnessPpm: 'thinnessPpm',
  firstPosition: null,
  lastPosition: null,
  inventoryHead: null,
  inventoryTail: null,
  quoterState: 'quoterState',
  // Added, so that the sums over windows and segments follow.
  brokerExposureMicroPat: null,
  mintedLots: 'mintedLots',
  exercisedLots: 'exercisedLots',
  deliveredLots: 'deliveredLots',
  failedLots: 'failedLots',
  lapsedLots: 'lapsedLots',
  withdrawnLots: 'withdrawnLots',
  brokerRevenueMicroPat: 'brokerRevenueMicroPat',
  quoteTimer: null,
  brokerCostMicroPat: 'brokerCostMicroPat',
  mintedSequence: 'mintedSequence',
  lastAuctionTicks: 'lastAuctionTicks',
  auctionKind: 'auctionKind',
  auctionEndMs: 'auctionEndMs',
  auctionTimer: null,
  auctionClearing: 'isAuctionClearing',
  auctionExtended: 'isAuctionExtended',
  auctionTicks: 'auctionTicks',
  auctionLots: 'auctionLots',
  firmPriceTicks: 'firmPriceTicks',
  firmTradeId: 'firmTradeId',
  bandsRestUntilMs: 'bandsRestUntilMs',
  mintedSincePull: 'mintedSincePull',
  collateralMarkMicroPat: 'collateralMarkMicroPat',
  collateralLevelMicroPat: 'collateralLevelMicroPat',
  leastCoveredMicroPat: 'leastCoveredMicroPat',
  obligationTail: null,
  shortLots: 'shortLots',
  shortLiabilityMicroPat: 'shortLiabilityMicroPat',
  shortPenaltyMicroPat: 'shortPenaltyMicroPat',
  shortProvider: 'shortProviderId',
  measuredMarkTicks: 'measuredMarkTicks',
  cashInstrument: null,
};
const PAIRS = wordPairs<typeof SERIES_FIELD, Row>(SERIES_FIELD, WORDS);

export const seriesPart: CarryPart = {
  columns: ['series', 'series.quoteOrders', 'series.quoteFactors'],
  derived: ['series.meta', 'exposures.windows', 'exposures.segments'],
  registry: [],

  *rows({ state: { series, ledger } }) {
    for (let id = 1; id <= series.count; id += 1) {
      const row: Record<string, unknown> = {
        brokerExposureMicroPat: series.get(id, SERIES_FIELD.brokerExposureMicroPat),
        escrowMicroPat: ledger.balance(ledger.escrow(id)),
        quoteOrders: slice(series.quoteOrders, id, QUOTE_SLOTS),
        quoteFactors: slice(series.quoteFactors, id, QUOTE_FACTOR_WORDS),
      };
      const at = id * SERIES_WORDS;
      for (const [field, word] of PAIRS) row[field] = series.f[at + word];
      yield { table: 'series', row: row as unknown as Row };
    }
  },

  intake({ state: { series, ledger, exposures, limits } }) {
    return {
      take: {
        series: (row) => {
          need(!series.isFull, 'series', `more series than maxSeries, ${limits.maxSeries}`);
          const id = series.create();
          for (const [field, word] of PAIRS) series.set(id, word, row[field] as number);
          exposures.add(series, id, row.brokerExposureMicroPat);
          ledger.deposit(ledger.escrow(id), row.escrowMicroPat);
          series.quoteOrders.set(row.quoteOrders.slice(0, QUOTE_SLOTS), id * QUOTE_SLOTS);
          const factors = row.quoteFactors.slice(0, QUOTE_FACTOR_WORDS);
          series.quoteFactors.set(factors, id * QUOTE_FACTOR_WORDS);
        },
      },
    };
  },
};

/** The values of a series; none when all are 0. */
function slice(values: Float64Array, seriesId: number, width: number): number[] {
  const found = [...values.subarray(seriesId * width, (seriesId + 1) * width)];
  return found.some((value) => value !== 0) ? found : [];
}
