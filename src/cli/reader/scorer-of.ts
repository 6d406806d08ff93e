/** The scorer of an exchange, put together: its key, its bundles, its thread, and how its commands get to the venue. */

import { OwnAccount, type OwnKey } from '../../own-account/index.js';
import type { CommandAnswer, SignedRequest } from '../../schema/index.js';
import {
  BundleStore,
  priceMark,
  Scorer,
  ScoringThread,
  type VenueView,
} from '../../scorer/index.js';
import { ensureKeyFile, readKeyFile } from '../keys.js';
import type { ScorerThreadOptions } from './messages.js';
import type { ServiceOptions } from './reader-service.js';

export function scorerOf(
  files: ScorerThreadOptions & { readonly feedKeyFile: string },
  venue: () => VenueView | undefined,
  parts: {
    readonly register: () => Promise<OwnKey | undefined>;
    readonly send: (request: SignedRequest) => Promise<CommandAnswer>;
    readonly log: ServiceOptions['log'];
  },
): Scorer {
  const thread = new ScoringThread(files);
  return new Scorer({
    ...{ venue, nowMs: Date.now, log: parts.log },
    bundles: new BundleStore(files.bundlesDirectory, files.bundlesKeyFile),
    // Its key is made with the first thing it records: a venue that was not begun leaves nothing behind.
    account: () => {
      ensureKeyFile(files.keyFile);
      return new OwnAccount({
        ...{ name: 'scorer', key: readKeyFile(files.keyFile), nowMs: Date.now, send: parts.send },
        register: async () => {
          const account = await parts.register();
          if (account !== undefined) return account;
          throw new Error('the venue has no account for its scorer');
        },
      });
    },
    thread,
    pricesMark: () => priceMark(files.pricesFile),
  });
}
