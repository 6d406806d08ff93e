/**
 * Who gets a signal first, and what a reader may see. All readers of a tier get an entry in one release; the order rotates by
 * one with every entry, so that over as many entries as there are readers each has been at every place once.
 */
import type { SignalEntry } from './signal.js';
import { releaseAtMs, TIER_TERMS, type Tier } from './tiers.js';

/** @param readers in any order; equal sets give equal orders */
export function releaseOrder(readers: readonly string[], sequence: number): readonly string[] {
  const sorted = readers.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  const first = sorted.length === 0 ? 0 : sequence % sorted.length;
  return [...sorted.slice(first), ...sorted.slice(0, first)];
}

export interface SignalPage {
  readonly entries: readonly SignalEntry[];
  /** Sequence of the last entry looked at; the next page follows it. */
  readonly cursor: number;
  /** Changes when the page does. */
  readonly etag: string;
  readonly hasMore: boolean;
}

export const PAGE_MAX = 500;

export interface PageQuery {
  readonly tier: Tier;
  readonly nowMs: number;
  /** 0 from the beginning. */
  readonly cursor: number;
  readonly limit: number;
  /** Of the policy, in its order. */
  readonly assets: readonly string[];
}

/** Entries a tier may see now. @param entries all of the feed, in the order of their sequence */
export function signalPage(entries: readonly SignalEntry[], query: PageQuery): SignalPage {
  const { tier, nowMs, assets } = query;
  const limit = Math.max(1, Math.min(PAGE_MAX, Math.trunc(query.limit) || 1));
  const shown = new Set(assets.slice(0, TIER_TERMS[tier].assetsMax ?? assets.length));
  const page: SignalEntry[] = [];
  let cursor = Math.max(0, Math.trunc(query.cursor) || 0);
  let hasMore = false;
  for (const entry of entries.slice(cursor)) {
    if (releaseAtMs(tier, entry.journalAtMs) > nowMs) break;
    if (page.length === limit) {
      hasMore = true;
      break;
    }
    cursor = entry.signal.sequence;
    if (shown.has(entry.signal.asset)) page.push(entry);
  }
  const last = page.at(-1)?.sha.slice(0, 32) ?? 'none';
  return { entries: page, cursor, etag: `"${cursor}-${page.length}-${last}"`, hasMore };
}
