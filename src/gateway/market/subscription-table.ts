/**
 * Who subscribes to what: found by channel when a turn is copied, by session when one asks or ends.
 *
 * Invariant: a subscription stands in both tables or in neither; no list in them is empty.
 */
import type { Session } from '../session/session.js';
import type { Channel } from './channel.js';
import type { Subscription } from './subscription.js';

const NONE: readonly Subscription[] = [];

export class SubscriptionTable {
  private readonly byChannel = new Map<Channel, Subscription[]>();
  /** Each session's by the number of their channel. */
  private readonly bySession = new Map<Session, Map<number, Subscription>>();

  add(subscription: Subscription): void {
    const { session, channel } = subscription;
    const others = this.byChannel.get(channel);
    if (others === undefined) this.byChannel.set(channel, [subscription]);
    else others.push(subscription);
    const own = this.bySession.get(session);
    if (own === undefined) this.bySession.set(session, new Map([[channel.id, subscription]]));
    else own.set(channel.id, subscription);
  }

  remove(subscription: Subscription): void {
    const { session, channel } = subscription;
    const own = this.bySession.get(session);
    if (!own?.delete(channel.id)) return;
    if (own.size === 0) this.bySession.delete(session);
    const others = this.byChannel.get(channel) as Subscription[];
    const last = others.pop() as Subscription;
    if (last !== subscription) others[others.indexOf(subscription)] = last;
    if (others.length === 0) this.byChannel.delete(channel);
  }

  find(session: Session, channelId: number): Subscription | undefined {
    return this.bySession.get(session)?.get(channelId);
  }

  count(session: Session): number {
    return this.bySession.get(session)?.size ?? 0;
  }

  /** A copy, so that they can be taken away one by one. */
  ofSession(session: Session): readonly Subscription[] {
    const own = this.bySession.get(session);
    return own === undefined ? NONE : [...own.values()];
  }

  ofChannel(channel: Channel): readonly Subscription[] {
    return this.byChannel.get(channel) ?? NONE;
  }
}
