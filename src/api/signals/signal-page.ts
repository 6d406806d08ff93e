/**
 * A page of signals as somebody entitled gets it, the same on every way there is: pull, stream and webhook. The door is the core's one
 * entitlement, asked anew each time.
 */
import { type Cells, feedOf, RECORD_CAUSES, seatsOf, signalsAfter } from '../../catalog/index.js';
import { nameOf } from '../../reader/index.js';
import { type FeedKey, TIER_TERMS, type Tier } from '../../sigma/index.js';
import type { Source } from '../context.js';
import { Problem } from '../problem.js';
import { recordedOf } from '../routes/feed-body.js';

const SEATS_LOOKED_AT = 100;
const COLUMNS = [
  ...['sequence', 'journal_sequence', 'time_ms', 'data_as_of_ms', 'valid_until_ms'],
  ...['stamp', 'sealed', 'sealed_hash', 'chain_hash'],
];

export interface SignalPage {
  readonly listingId: number;
  readonly tier: Tier;
  readonly data: readonly object[];
  /** Sequence of the last signal that was looked at. */
  readonly cursor: number;
  readonly hasMore: boolean;
}

/** Signals after a cursor, as a tier sees them; the caller has asked whether it may. */
export function signalPage(
  source: Source,
  asked: {
    readonly key: FeedKey;
    readonly listingId: number;
    readonly tier: Tier;
    readonly cursor: number;
    readonly limit: number;
  },
): SignalPage {
  const { key, listingId, tier, limit } = asked;
  const { database } = source.reader;
  const { delayMs, assetsMax } = TIER_TERMS[tier];
  const untilMs = source.venue.timeMs - delayMs;
  const rows = signalsAfter(database, COLUMNS, { listingId, after: asked.cursor, untilMs, limit });
  const [feed = {}] = [feedOf(database, ['model_hash'], listingId)];
  const report = recordedOf(source, listingId, RECORD_CAUSES.GATES);
  const assets = shownAssets(report, assetsMax);
  const data = rows.flatMap((row) => {
    const said = saidOf(key, row, { listingId, modelHash: String(feed.model_hash) });
    const { signal } = said;
    if (assets !== undefined && signal !== null && !assets.has(signal.asset)) return [];
    return [{ ...said, lineage: report?.lineage ?? null }];
  });
  const cursor = Number(rows.at(-1)?.sequence ?? asked.cursor);
  return { listingId, tier, data, cursor, hasMore: rows.length === limit };
}

/** The tier of whoever may read; its creator reads as PRO. Fails where the door is closed. */
export function tierOf(source: Source, accountId: number, listingId: number, nowMs: number): Tier {
  const { core, database } = source.reader;
  const resource = `listing:${listingId}`;
  const decision = core.entitlements.decide(accountId, 'read', resource, nowMs);
  if (!decision.allow) {
    throw new Problem('SEAT_NEEDED', `${decision.code}: account ${accountId}, ${resource}`);
  }
  const asked = { buyerId: accountId, beforeId: Number.MAX_SAFE_INTEGER, limit: SEATS_LOOKED_AT };
  const seats = seatsOf(database, ['s.listing_id', 's.tier', 's.ended_ms'], asked);
  const own = seats.find(
    (one) => Number(one['s.listing_id']) === listingId && Number(one['s.ended_ms']) === 0,
  );
  return own === undefined ? 'PRO' : (nameOf.feedTier(Number(own['s.tier'])) as Tier);
}

/** Assets of the policy a tier sees, in its order; undefined: all. Without a policy a bounded tier sees none. */
function shownAssets(
  report: Record<string, unknown> | null,
  assetsMax: number | null,
): ReadonlySet<string> | undefined {
  if (assetsMax === null) return undefined;
  const assets = Array.isArray(report?.assets) ? (report.assets as unknown[]).map(String) : [];
  return new Set(assets.slice(0, assetsMax));
}

function saidOf(
  key: FeedKey,
  row: Cells,
  feed: { readonly listingId: number; readonly modelHash: string },
) {
  const number = (name: string): number => Number(row[name]);
  const opened = key.open({
    ...feed,
    ...{ sequence: number('sequence'), stamp: String(row.stamp) },
    ...{ dataAsOfMs: number('data_as_of_ms'), validUntilMs: number('valid_until_ms') },
    sealed: Buffer.from(String(row.sealed), 'base64'),
  });
  const isVoid = 'void' in opened;
  return {
    ...{ sequence: number('sequence'), journalSequence: number('journal_sequence') },
    journalAtMs: number('time_ms'),
    signal: isVoid ? null : opened.signal,
    void: isVoid ? opened.void : '',
    ...{ stamp: String(row.stamp), sealedHash: String(row.sealed_hash) },
    chainHash: String(row.chain_hash),
  };
}
