/** The index of each contract: its value, the prints of its window, its samples, and the sample that is computed. */
import {
  INDEX_FIELD,
  INDEX_MINUTES,
  INDEX_PRINT_FIELD,
  INDEX_PRINTS_MAX,
} from '../venue/index-price/index-table.js';
import { bit, type CarryPart, need } from './part.js';

const V = INDEX_FIELD;
const R = INDEX_PRINT_FIELD;

export const indexPart: CarryPart = {
  columns: ['index.values', 'index.prints', 'index.minutes', 'index.clock'],
  derived: ['index.meta'],
  registry: [],

  *rows({ state: { index } }) {
    if (index.cursor !== 0 || index.sampleMs !== 0) {
      yield { table: 'indexRun', row: { contractId: index.cursor, sampleMs: index.sampleMs } };
    }
    for (let contractId = 1; contractId <= index.high; contractId += 1) {
      const value = (field: keyof typeof V): number => index.get(contractId, V[field]);
      yield {
        table: 'indexValue',
        row: {
          ...{ contractId, state: value('state'), valueMicroPat: value('valueMicroPat') },
          ...{ atMs: value('atMs'), lastMicroPat: value('lastMicroPat') },
          ...{ lastAtMs: value('lastAtMs'), prints: value('prints'), buyers: value('buyers') },
          ...{ sellers: value('sellers'), trimmedPpm: value('trimmedPpm') },
          ...{ brokerPpm: value('brokerPpm'), printCount: value('printCount') },
        },
      };
      for (let place = 0; place < INDEX_PRINTS_MAX; place += 1) {
        const at = index.printAt(contractId, place);
        const print = (field: number): number => index.prints[at + field] as number;
        if (print(R.enteredAtMs) === 0) continue;
        yield {
          table: 'indexPrint',
          row: {
            ...{ contractId, place, enteredAtMs: print(R.enteredAtMs) },
            ...{ buyerId: print(R.buyer), sellerId: print(R.seller) },
            ...{ buyerTag: print(R.buyerTag), sellerTag: print(R.sellerTag) },
            ...{ priceMicroPat: print(R.priceMicroPat) },
            ...{
              weightMilliLots: print(R.weightMilliLots),
              isBroker: bit(print(R.isBroker) !== 0),
            },
          },
        };
      }
      for (const { minute, count, sumMicroPat } of index.minutesOf(contractId)) {
        yield { table: 'indexMinute', row: { contractId, minute, count, sumMicroPat } };
      }
    }
  },

  intake({ state: { index } }) {
    const reach = (contractId: number): void =>
      need(index.reach(contractId), 'indexValue', `contract ${contractId} has no index here`);
    return {
      take: {
        indexRun: ({ contractId, sampleMs }) => {
          index.cursor = contractId;
          index.sampleMs = sampleMs;
        },
        indexValue: ({ contractId, ...row }) => {
          reach(contractId);
          for (const field of Object.keys(V) as (keyof typeof V)[]) {
            index.set(contractId, V[field], row[field]);
          }
        },
        indexPrint: (row) => {
          reach(row.contractId);
          need(
            row.place >= 0 && row.place < INDEX_PRINTS_MAX,
            'indexPrint',
            'a place that is none',
          );
          const at = index.printAt(row.contractId, row.place);
          const set = (field: number, value: number): void => {
            index.prints[at + field] = value;
          };
          set(R.enteredAtMs, row.enteredAtMs);
          set(R.buyer, row.buyerId);
          set(R.seller, row.sellerId);
          set(R.buyerTag, row.buyerTag);
          set(R.sellerTag, row.sellerTag);
          set(R.priceMicroPat, row.priceMicroPat);
          set(R.weightMilliLots, row.weightMilliLots);
          set(R.isBroker, row.isBroker);
        },
        indexMinute: ({ contractId, minute, count, sumMicroPat }) => {
          reach(contractId);
          const at = index.minuteAt(contractId, minute % INDEX_MINUTES);
          index.minutes.set([minute, count, sumMicroPat], at);
        },
      },
    };
  },
};
