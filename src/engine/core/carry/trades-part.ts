/** Trades that can still be busted, the oldest first. */
import type { CarryRow } from '../../../values/index.js';
import { TRADE_FIELD as T } from '../trading/trade-memory.js';
import { type CarryPart, need, type WordPlan, wordPairs } from './part.js';

type Row = CarryRow<'trade'>;

const WORDS: WordPlan<typeof T, Row> = {
  series: 'seriesId',
  tradeId: 'tradeId',
  buyer: 'buyerId',
  seller: 'sellerId',
  priceTicks: 'priceTicks',
  lots: 'lots',
  buyerFeeMicroPat: 'buyerFeeMicroPat',
  sellerFeeMicroPat: 'sellerFeeMicroPat',
  sequence: 'sequence',
  collateralMicroPat: 'collateralMicroPat',
  busted: 'isBusted',
  from: 'from',
  attestedLots: 'attestedLots',
  timeMs: 'timeMs',
  makerSide: 'makerSide',
};
const PAIRS = wordPairs<typeof T, Row>(T, WORDS);

export const tradesPart: CarryPart = {
  columns: ['trades'],
  derived: ['trades.meta'],
  registry: [],

  *rows({ state: { trades } }) {
    for (const place of trades.places()) {
      const row: Record<string, number> = {};
      for (const [field, word] of PAIRS) row[field] = trades.get(place, word);
      yield { table: 'trade', row: row as Row };
    }
  },

  intake({ state: { trades, limits } }) {
    let count = 0;
    return {
      take: {
        trade: (row) => {
          count += 1;
          const { maxBustableTrades } = limits;
          const hasRoom = count <= maxBustableTrades;
          need(hasRoom, 'trade', `more trades than maxBustableTrades, ${maxBustableTrades}`);
          const place = trades.push(row.seriesId, row.tradeId);
          for (const [field, word] of PAIRS) trades.set(place, word, row[field] as number);
        },
      },
    };
  },
};
