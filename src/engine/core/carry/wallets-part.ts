/** Wallets the chain told of, in the order of their numbers. What is unclaimed in all is their sum. */
import type { CarryRow } from '../../../values/index.js';
import { WALLET_FIELD as F } from '../tables/wallets.js';
import { type CarryPart, need, type WordPlan, wordPairs } from './part.js';

type Row = CarryRow<'wallet'>;

const WORDS: WordPlan<typeof F, Row> = {
  account: 'accountId',
  // Added, so that the sum follows.
  unclaimedMicroPat: null,
  netMicroPat: 'netMicroPat',
  requestSequence: 'requestSequence',
  requestMicroPat: 'requestMicroPat',
  ripeAtMs: 'ripeAtMs',
};
const PAIRS = wordPairs<typeof F, Row>(F, WORDS);

export const walletsPart: CarryPart = {
  columns: ['wallets', 'wallets.owner'],
  derived: [],
  registry: [],

  *rows({ state: { wallets } }) {
    for (let wallet = 1; wallet <= wallets.count; wallet += 1) {
      const row: Record<string, unknown> = {
        owner: wallets.owner(wallet).slice(),
        unclaimedMicroPat: wallets.get(wallet, F.unclaimedMicroPat),
      };
      for (const [field, word] of PAIRS) row[field] = wallets.get(wallet, word);
      yield { table: 'wallet', row: row as unknown as Row };
    }
  },

  intake({ state: { wallets } }) {
    return {
      take: {
        wallet: (row) => {
          need(!wallets.isFull, 'wallet', 'more wallets than eight times maxAccounts');
          const wallet = wallets.register(row.owner);
          for (const [field, word] of PAIRS) wallets.set(wallet, word, row[field] as number);
          wallets.addUnclaimed(wallet, row.unclaimedMicroPat);
        },
      },
    };
  },
};
