/** Wallets the chain told of that have a place, in the order of their places. What is unclaimed in all is their sum. */
import { type CarryRow, UNKNOWN } from '../../../values/index.js';
import { WALLET_FIELD as F } from '../wallets/wallets.js';
import { type CarryPart, need, type WordPlan, wordPairs } from './part.js';

type Row = CarryRow<'wallet'>;

const WORDS: WordPlan<typeof F, Row> = {
  // Linked, so that strangers are counted.
  account: null,
  // Added, so that the sum follows.
  unclaimedMicroPat: null,
  netMicroPat: 'netMicroPat',
  requestSequence: 'requestSequence',
  requestMicroPat: 'requestMicroPat',
  ripeAtMs: 'ripeAtMs',
  number: null,
};
const PAIRS = wordPairs<typeof F, Row>(F, WORDS);

export const walletsPart: CarryPart = {
  columns: ['wallets', 'wallets.owner'],
  derived: [],
  registry: [],

  *rows({ state: { wallets } }) {
    for (let place = 1; place <= wallets.count; place += 1) {
      const wallet = wallets.numberAt(place);
      const row: Record<string, unknown> = {
        number: wallet,
        accountId: wallets.get(wallet, F.account),
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
          const hasRoom = wallets.count < wallets.capacity;
          need(hasRoom, 'wallet', 'more wallets than eight times maxAccounts');
          const wallet = row.number === UNKNOWN ? wallets.count + 1 : row.number;
          need(wallet > 0 && !wallets.exists(wallet), 'wallet', `number ${wallet} is there twice`);
          wallets.hear(Math.max(wallets.heard, wallet));
          wallets.take(wallet, row.owner);
          if (row.accountId !== 0) wallets.link(wallet, row.accountId);
          for (const [field, word] of PAIRS) wallets.set(wallet, word, row[field] as number);
          wallets.addUnclaimed(wallet, row.unclaimedMicroPat);
        },
      },
    };
  },
};
