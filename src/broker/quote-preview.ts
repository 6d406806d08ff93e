/**
 * What a change of a parameter would do to the broker's quotes, worked out on copies of the quoter and without doing it.
 *
 * Two copies are brought to the same moment, one with the change. A quote moves where they differ in what would be sent;
 * what time and news alone would move is not the change's doing. What would be sent is fitted as it will be, to the lots,
 * PAT, limits and collar of the moment, in one command; a venue that needs several a turn may find another order of
 * series where a shared limit binds. Takes the time of two full requotes and of two copies.
 */
import { type Core, SERIES_FIELD as S } from '../engine/core/index.js';
import {
  findParameter,
  type ParameterChange,
  type QuoteDecision,
  type Quoter,
} from '../quoting/index.js';
import type { QuoteLevel, SeriesQuote } from '../values/index.js';
import { OwnQuote } from './own-quote.js';
import type { QuoteSender } from './quote-sender.js';

/** Moves that are listed, the largest first. */
const LISTED_MAX = 20;
/** Rounds until nothing is left to requote: dominance and a budget that binds take more than one. */
const ROUNDS_MAX = 16;

/** Best prices of a series before and after; 0 where there is none. */
export interface QuoteMove {
  readonly seriesId: number;
  readonly bidTicksBefore: number;
  readonly bidTicksAfter: number;
  readonly askTicksBefore: number;
  readonly askTicksAfter: number;
  readonly markTicksBefore: number;
  readonly markTicksAfter: number;
}

export interface QuoteMoves {
  /** Series whose quote would be another, at any level. */
  readonly movedQuotes: number;
  /** Those of them that would have none left. */
  readonly pulledQuotes: number;
  readonly moves: readonly QuoteMove[];
}

export interface PreviewMoment {
  readonly nowMs: number;
  readonly basedOnSequence: number;
}

/** The quotes a change would move; undefined when it is none of the quoter's parameters, or it would refuse it. */
export function previewChange(
  parts: { readonly core: Core; readonly quoter: Quoter; readonly sender: QuoteSender },
  change: Omit<ParameterChange, 'expectedVersion'>,
  moment: PreviewMoment,
): QuoteMoves | undefined {
  const { core, quoter, sender } = parts;
  if (findParameter(change.name) === undefined) return undefined;
  const without = settled(quoter.copy(), moment.nowMs);
  const changed = quoter.copy();
  if (!changed.onParameter({ ...change, expectedVersion: 0 }, moment.nowMs).ok) return undefined;
  const decided = [...settled(changed, moment.nowMs)].filter(([seriesId, decision]) => {
    const other = without.get(seriesId) ?? quoter.decisionFor(seriesId);
    return other === undefined || !isSame(other, decision);
  });
  const decisions = decided.map(([, decision]) => decision);
  const quotes = sender.preview(decisions, moment.nowMs, moment.basedOnSequence);
  const moves: QuoteMove[] = [];
  let pulledQuotes = 0;
  for (const [i, decision] of decisions.entries()) {
    const quote = quotes[i];
    if (quote === undefined) continue;
    const move = moveOf(core, decision, quote);
    moves.push(move);
    if (move.bidTicksAfter === 0 && move.askTicksAfter === 0) pulledQuotes += 1;
  }
  moves.sort((a, b) => sizeOf(b) - sizeOf(a) || a.seriesId - b.seriesId);
  return { movedQuotes: moves.length, pulledQuotes, moves: moves.slice(0, LISTED_MAX) };
}

/** What a copy decides until it has nothing left to do now: the last decision of each series, in order. */
function settled(copy: Quoter, nowMs: number): Map<number, QuoteDecision> {
  const decided = new Map<number, QuoteDecision>();
  for (let round = 0; round < ROUNDS_MAX; round += 1) {
    const { decisions, pending } = copy.run(nowMs, Number.MAX_SAFE_INTEGER);
    for (const decision of decisions) decided.set(decision.seriesId, decision);
    if (pending === 0) break;
  }
  return decided;
}

function isSame(a: QuoteDecision, b: QuoteDecision): boolean {
  return (
    a.fairValueTicks === b.fairValueTicks && areSame(a.bids, b.bids) && areSame(a.asks, b.asks)
  );
}

function areSame(a: readonly QuoteLevel[], b: readonly QuoteLevel[]): boolean {
  return (
    a.length === b.length &&
    a.every(
      (level, i) =>
        level.priceTicks === b[i]?.priceTicks && level.quantityLots === b[i]?.quantityLots,
    )
  );
}

function moveOf(core: Core, decision: QuoteDecision, quote: SeriesQuote): QuoteMove {
  const { seriesId, fairValueTicks } = decision;
  const standing = new OwnQuote(core);
  standing.read(seriesId);
  return {
    seriesId,
    bidTicksBefore: standing.bidTicks,
    bidTicksAfter: quote.bids[0]?.priceTicks ?? 0,
    askTicksBefore: standing.askTicks,
    askTicksAfter: quote.asks[0]?.priceTicks ?? 0,
    markTicksBefore: core.state.series.get(seriesId, S.markTicks),
    markTicksAfter: fairValueTicks,
  };
}

/** The larger relative move of the two sides; a side that comes or goes is a whole. */
function sizeOf(move: QuoteMove): number {
  return Math.max(
    sideSize(move.bidTicksBefore, move.bidTicksAfter),
    sideSize(move.askTicksBefore, move.askTicksAfter),
  );
}

function sideSize(before: number, after: number): number {
  if (before === after) return 0;
  return before === 0 || after === 0 ? 1 : Math.abs(after - before) / before;
}
