/** Protections of makers, with what was counted in their windows; by account. */
import type { CarryRow } from '../../../values/index.js';
import { ACCOUNT_FIELD, ACCOUNT_MARK } from '../kernel/accounts.js';
import { PROTECTION_FIELD as F } from '../trading/protections.js';
import { type CarryPart, need, type WordPlan, wordPairs } from './part.js';

type Row = CarryRow<'protection'>;

const WORDS: WordPlan<typeof F, Row> = {
  account: 'accountId',
  windowMs: 'windowMs',
  maxFills: 'maxFills',
  maxLots: 'maxLots',
  maxDeltaMicroPat: 'maxDeltaMicroPat',
  slice: 'slice',
  limit: 'limit',
  since: 'since',
};
const PAIRS = wordPairs<typeof F, Row>(F, WORDS);

export const protectionsPart: CarryPart = {
  columns: ['protections'],
  derived: ['protections.meta'],
  registry: [],

  *rows({ state: { accounts, protections } }) {
    for (let account = 1; account <= accounts.count; account += 1) {
      const row = accounts.get(account, ACCOUNT_FIELD.protection);
      if (row === 0) continue;
      const values: Record<string, unknown> = { counts: protections.counts(row) };
      for (const [field, word] of PAIRS) values[field] = protections.get(row, word);
      yield { table: 'protection', row: values as unknown as Row };
    }
  },

  intake({ state: { accounts, protections } }) {
    return {
      take: {
        protection: (values) => {
          const { accountId } = values;
          const row = protections.take(accountId);
          need(row !== 0, 'protection', 'more protected accounts than there is room for');
          for (const [field, word] of PAIRS) protections.set(row, word, values[field] as number);
          protections.setCounts(row, values.counts);
          accounts.set(accountId, ACCOUNT_FIELD.protection, row);
          accounts.mark(accountId, ACCOUNT_MARK.PROTECTED, true);
          accounts.mark(accountId, ACCOUNT_MARK.TRIPPED, values.limit > 0);
        },
      },
    };
  },
};
