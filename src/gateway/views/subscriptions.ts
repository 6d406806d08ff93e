/** Subscribing and unsubscribing, on the state at the end of a turn. Fails with a typed refusal. */
import type { Subscribe } from '../../schema/index.js';
import { CHANNEL_KIND, type ErrorName, SLOW_POLICY } from '../../values/index.js';
import type { Context } from '../context.js';
import { CHECKSUM_LEVELS } from '../market/book-checksum.js';
import type { Market } from '../market/market.js';
import { Subscription } from '../market/subscription.js';
import type { Outgoing } from '../outbox/outgoing.js';
import { maySeeAll } from '../session/scopes.js';
import type { Session } from '../session/session.js';

/** A refusal and the field it is about. */
export interface Refused {
  readonly name: ErrorName;
  readonly field: string;
}

/** Subscribes a session; the snapshot follows the confirmation. Answers why not, or undefined. */
export function subscribe(
  context: Context,
  parts: { readonly market: Market; readonly outgoing: Outgoing },
  question: { readonly session: Session; readonly requestId: number; readonly terms: Subscribe },
): Refused | undefined {
  const { state, limits } = context;
  const { market, outgoing } = parts;
  const { session, requestId, terms } = question;
  const { kind, seriesId, depth, slowPolicy } = terms;
  const hasSeries = kind <= CHANNEL_KIND.QUOTES;
  if (hasSeries && !state.series.exists(seriesId)) {
    return { name: 'UNKNOWN_SERIES', field: 'series_id' };
  }
  if (!hasSeries && seriesId !== 0) return { name: 'INVALID_FIELD', field: 'series_id' };
  if (kind === CHANNEL_KIND.DROP_COPY && !maySeeAll(session.role)) {
    return { name: 'ROLE', field: 'kind' };
  }
  if (market.subscriptions.count(session) >= limits.subscriptionsMax) {
    return { name: 'SUBSCRIPTION_LIMIT', field: '' };
  }
  const { channels } = market;
  const existing = channels.find(kind, seriesId);
  if (existing !== undefined && market.subscriptions.find(session, existing.id) !== undefined) {
    return { name: 'ALREADY_EXISTS', field: 'kind' };
  }
  const channel = channels.ensure(kind, seriesId, state.sequence);
  const subscription = new Subscription(session, channel, {
    depth: Math.min(Math.max(depth || limits.depthDefault, CHECKSUM_LEVELS), limits.depthMax),
    disconnects: slowPolicy === SLOW_POLICY.DISCONNECT,
  });
  market.add(subscription);
  const out = outgoing.frame(session);
  const isWhole =
    out.message(requestId, 0, 'subscribed', { channelId: channel.id, kind, seriesId }) &&
    channel.snapshot(out, subscription.depth);
  if (!isWhole) outgoing.overflow(session);
  return undefined;
}
