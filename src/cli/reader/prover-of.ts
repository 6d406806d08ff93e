/** The prover of an exchange, put together: its way out, what it looks at, and the store's account, which it speaks as. */
import { Egress } from '../../http/index.js';
import { OwnAccount, type OwnKey } from '../../own-account/index.js';
import { Prover } from '../../prover/index.js';
import { type HistoryReader, NoticeView } from '../../reader/index.js';
import type { CommandAnswer, SignedRequest } from '../../schema/index.js';
import { ensureKeyFile, readKeyFile } from '../keys.js';
import type { ProverThreadOptions } from './messages.js';
import type { ServiceOptions } from './reader-service.js';

const PAGE_ROWS = 4_096;

export function proverOf(
  { keyFile, bytesMax, isSandbox }: ProverThreadOptions & { readonly keyFile: string },
  venue: () => HistoryReader | undefined,
  parts: {
    readonly register: () => Promise<OwnKey | undefined>;
    readonly send: (request: SignedRequest) => Promise<CommandAnswer>;
    readonly log: ServiceOptions['log'];
  },
): Prover {
  return new Prover({
    ...{ bytesMax, nowMs: Date.now, log: parts.log },
    egress: new Egress({ isSandbox }),
    unproved: (after) => {
      const reader = venue();
      return reader && new NoticeView(reader.core).unproved(after, PAGE_ROWS);
    },
    account: () => {
      ensureKeyFile(keyFile);
      return new OwnAccount({
        ...{ name: 'prover', key: readKeyFile(keyFile), nowMs: Date.now, send: parts.send },
        register: async () => {
          const account = await parts.register();
          if (account !== undefined) return account;
          throw new Error('the venue has no account for its store');
        },
      });
    },
  });
}
