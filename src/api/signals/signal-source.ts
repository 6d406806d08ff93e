/** What webhooks and streams are sent, of the reader as it stands: opened for whoever holds a seat, and asked anew each time. */
import type { SignalSource } from '../../hooks/index.js';
import type { FeedKey } from '../../sigma/index.js';
import type { Source } from '../context.js';
import { Problem } from '../problem.js';
import { signalPage, tierOf } from './signal-page.js';

/** The tier an account reads a feed at, or why it may not. */
export function tierOrNo(
  source: Source,
  accountId: number,
  listingId: number,
  nowMs: number,
): ReturnType<SignalSource['tierOf']> {
  try {
    return { tier: tierOf(source, accountId, listingId, nowMs) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { no: error.detail };
  }
}

export function signalSourceOf(source: Source, key: () => FeedKey, nowMs: number): SignalSource {
  return {
    newest: (listingId) => source.market.newestSignal(listingId),
    tierOf: (accountId, listingId) => tierOrNo(source, accountId, listingId, nowMs),
    next: (listingId, tier, cursor) => {
      const page = signalPage(source, { key: key(), listingId, tier, cursor, limit: 1 });
      return { cursor: page.cursor, signal: page.data[0] };
    },
  };
}
