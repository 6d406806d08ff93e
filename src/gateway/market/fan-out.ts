/**
 * Copies a channel's messages of a turn into the frames of its subscribers, and keeps slow ones from holding anyone up.
 *
 * A subscriber whose queue is too long is conflated: its messages are left out and counted, and once the queue has gone
 * down it is told how many they were and gets a fresh snapshot. Invariant: a subscriber sees every message of a
 * channel, or a ChannelGap that says it did not. The order of subscribers rotates.
 */
import { ERROR_CATALOG } from '../../values/index.js';
import type { Context } from '../context.js';
import type { Outgoing } from '../outbox/outgoing.js';
import { SESSION_STATE, type Session } from '../session/session.js';
import type { Channel } from './channel.js';
import type { Subscription } from './subscription.js';
import type { SubscriptionTable } from './subscription-table.js';

const { SLOW_CONSUMER } = ERROR_CATALOG;

export class FanOut {
  private readonly context: Context;
  private readonly outgoing: Outgoing;
  private readonly subscriptions: SubscriptionTable;
  /** Sessions with conflated subscriptions. */
  private readonly gapped = new Set<Session>();
  private rotation = 0;

  constructor(context: Context, outgoing: Outgoing, subscriptions: SubscriptionTable) {
    this.context = context;
    this.outgoing = outgoing;
    this.subscriptions = subscriptions;
  }

  /** Copies what a channel has encoded. */
  copy(channel: Channel): void {
    const { messageCount } = channel;
    if (messageCount === 0) return;
    const subscriptions = this.subscriptions.ofChannel(channel);
    const count = subscriptions.length;
    const { metrics } = this.context;
    metrics.marketMessages += messageCount;
    metrics.marketCopies += messageCount * count;
    this.rotation += 1;
    const head = channel.head.bytes;
    const tail = channel.tail.bytes;
    const { sentTimeAt } = channel.head;
    for (let i = 0; i < count; i += 1) {
      const subscription = subscriptions[(i + this.rotation) % count] as Subscription;
      if (!this.takes(subscription)) continue;
      if (!this.outgoing.share(subscription.session, head, sentTimeAt, tail)) {
        this.outgoing.overflow(subscription.session);
      }
    }
  }

  /** Whether any subscriber is conflated. */
  get isConflating(): boolean {
    return this.gapped.size > 0;
  }

  /**
   * Lets conflated subscribers go on whose queues have gone down, as many snapshots at a time as leave room for what
   * comes next. The state is at a turn's end.
   */
  recover(): void {
    if (this.gapped.size === 0) return;
    const { marketQueueBytesLow } = this.context.limits;
    for (const session of [...this.gapped]) {
      if (session.state !== SESSION_STATE.ACTIVE) continue;
      for (const subscription of this.subscriptions.ofSession(session)) {
        if (this.outgoing.backlogBytes(session) > marketQueueBytesLow) break;
        if (subscription.isGapped && !this.restart(subscription)) break;
      }
    }
  }

  /** Forgets that a subscription is conflated. */
  forget(subscription: Subscription): void {
    if (!subscription.isGapped) return;
    const { session } = subscription;
    subscription.isGapped = false;
    subscription.skippedCount = 0;
    session.gappedCount -= 1;
    if (session.gappedCount === 0) this.gapped.delete(session);
  }

  /** Whether a subscriber gets the turn's messages; if not, they are counted as left out. */
  private takes(subscription: Subscription): boolean {
    const { channel, session } = subscription;
    if (!(subscription.isGapped || channel.isOverfull)) {
      if (!channel.mayConflate) return true;
      const backlog = this.outgoing.backlogBytes(session);
      if (backlog <= this.context.limits.marketQueueBytesMax) return true;
    }
    if (subscription.disconnects || !channel.mayConflate) {
      const detail = 'the queue of a subscription that is not to be conflated is full';
      this.outgoing.endLater(session, SLOW_CONSUMER.code, detail);
      return false;
    }
    this.gap(subscription);
    subscription.skippedCount += channel.messageCount;
    return false;
  }

  private gap(subscription: Subscription): void {
    if (subscription.isGapped) return;
    subscription.isGapped = true;
    subscription.session.gappedCount += 1;
    this.gapped.add(subscription.session);
    this.context.metrics.conflations += 1;
  }

  /** Tells a subscriber what it missed and where it goes on from; false when the frame is full. */
  private restart(subscription: Subscription): boolean {
    const { session, channel, skippedCount } = subscription;
    const out = this.outgoing.frame(session);
    const isWhole =
      out.message(0, channel.id, 'channelGap', { skippedCount }) &&
      channel.snapshot(out, subscription.depth);
    if (!isWhole) {
      this.outgoing.overflow(session);
      return false;
    }
    this.forget(subscription);
    return true;
  }
}
