/**
 * A recorded document, computed again by whoever may read the feed: its own inputs, the signals it was made of, the prices and the
 * bundle. A judgement, score or drift that comes out with another hash was not made of these.
 */
import { type Bundle, checkBundle } from '../bundle/index.js';
import type { CapacityUse, PairedFill, PairedReturns } from '../measures/index.js';
import { parsePriceSource, pricesSha, type SimTerms } from '../sim/index.js';
import { withListingClaims } from './listing-claims.js';
import type { FeedRun, JournaledSignal } from './run-feed.js';

const DAY_MS = 86_400_000;

/** What a document says it was made of. */
export interface RecordedInputs {
  readonly sim: {
    readonly enteredMs: number;
    readonly untilMs: number;
    readonly sourceSha: string;
    readonly terms: SimTerms;
    readonly sha: string;
  };
  readonly inputs: {
    readonly stamp: string;
    readonly reviewMs: number;
    readonly ownersSharpes: readonly number[];
    readonly use: CapacityUse;
    readonly verified: PairedReturns;
    readonly reported: PairedReturns;
    readonly fills: readonly PairedFill[];
  };
}

export interface AgainFrom {
  readonly bundle: Bundle;
  /** In their order, without void ones. */
  readonly signals: readonly JournaledSignal[];
  /** CSV of the prices; lines behind the end of the document count for nothing. */
  readonly pricesText: string;
  /** The listing's document whose claims were checked; empty: it claims nothing. */
  readonly listingDocument?: unknown;
}

export function runAgain({ sim, inputs }: RecordedInputs, from: AgainFrom): FeedRun {
  const { bundle, signals, pricesText, listingDocument = {} } = from;
  const scale = Math.sqrt(bundle.backtest.period_ms / DAY_MS);
  const ownersSharpes = inputs.ownersSharpes.map((sharpe) => sharpe * scale);
  const { stamp: _, ...rest } = inputs;
  return {
    ...{ bundle, signals, ...rest, enteredMs: sim.enteredMs, terms: sim.terms },
    report: withListingClaims(checkBundle(bundle, { ownersSharpes }), listingDocument),
    source: parsePriceSource(pricesText),
    sourceSha: pricesSha(pricesText, sim.untilMs),
  };
}
