/**
 * Market data: takes what a turn changed, encodes it once for each channel somebody subscribes to, and copies it into
 * the frames of the subscribers. Channels without subscribers do not exist and cost a look into an array.
 */
import {
  TRADE_BUSTED as B,
  EVENT,
  type EventLog,
  LEVEL_STRIDE,
  TRADE as T,
} from '../../engine/core/index.js';
import type { Context } from '../context.js';
import type { Outgoing } from '../outbox/outgoing.js';
import type { PrivateEvent } from '../outbox/private-event.js';
import type { ReportEncoder } from '../outbox/report-encoder.js';
import type { Session } from '../session/session.js';
import { liquidationPrint } from '../views/margin-facts.js';
import type { VenueFacts } from '../views/venue-facts.js';
import type { Channel } from './channel.js';
import { ChannelRegistry } from './channel-registry.js';
import { FanOut } from './fan-out.js';
import type { Subscription } from './subscription.js';
import { SubscriptionTable } from './subscription-table.js';
import type { TradeMoment } from './trade-channel.js';

export class Market {
  readonly channels: ChannelRegistry;
  private readonly table = new SubscriptionTable();
  private readonly fanOut: FanOut;
  private readonly dirty: Channel[] = [];

  constructor(
    context: Context,
    outgoing: Outgoing,
    parts: { readonly encoder: ReportEncoder; readonly facts: VenueFacts },
  ) {
    this.channels = new ChannelRegistry(context, parts.encoder, parts.facts);
    this.fanOut = new FanOut(context, outgoing, this.table);
  }

  /** A private report of any account. */
  reported(event: PrivateEvent): void {
    const { dropCopy } = this.channels;
    if (dropCopy === undefined) return;
    this.mark(dropCopy);
    dropCopy.reported(event);
  }

  /** An event of the turn, private or public, at `words[at]`. */
  note(words: Float64Array, at: number, moment: TradeMoment): void {
    const { channels } = this;
    switch (words[at]) {
      case EVENT.TRADE:
      case EVENT.AUCTION_TRADE:
        return this.noteTrade(words, at, moment);
      case EVENT.TRADE_BUSTED: {
        const seriesId = words[at + B.series] as number;
        this.noteReference(seriesId);
        const channel = channels.trades[seriesId];
        if (channel === undefined) return;
        this.mark(channel);
        return channel.busted(words, at, moment);
      }
      case EVENT.MARK:
        this.noteReference(words[at + 1] as number);
        return this.noteQuote(words[at + 1] as number);
      case EVENT.QUOTE:
      case EVENT.QUOTER_STATE:
        return this.noteQuote(words[at + 1] as number);
      case EVENT.LIQUIDATION: {
        const { venue } = channels;
        if (venue?.liquidated(liquidationPrint(words, at, moment))) this.mark(venue);
        return;
      }
      case EVENT.SERIES: {
        const channel = channels.books[words[at + 1] as number];
        if (channel !== undefined) {
          channel.noteState(words[at + 2] as number);
          this.mark(channel);
        }
        if (channels.venue?.note(words, at)) this.mark(channels.venue);
        return;
      }
      default:
        if (channels.venue?.note(words, at)) this.mark(channels.venue);
    }
  }

  /** Encodes the turn and copies it to the subscribers. The state is at the turn's end. */
  sealTurn(events: EventLog, sequence: number): void {
    this.noteLevels(events);
    const { dirty } = this;
    for (const channel of dirty) {
      channel.close(sequence);
      this.fanOut.copy(channel);
      channel.reset();
    }
    dirty.length = 0;
  }

  /** Whether any subscriber is conflated. */
  get isConflating(): boolean {
    return this.fanOut.isConflating;
  }

  /** Lets conflated subscribers go on whose queues have gone down. The state is at a turn's end. */
  recover(): void {
    this.fanOut.recover();
  }

  /** What a session subscribes to. */
  get subscriptions(): Pick<SubscriptionTable, 'find' | 'count'> {
    return this.table;
  }

  add(subscription: Subscription): void {
    this.table.add(subscription);
  }

  /** Takes a subscription away, and the channel with its last one. */
  remove(subscription: Subscription): void {
    this.fanOut.forget(subscription);
    this.table.remove(subscription);
    const { channel } = subscription;
    if (this.table.ofChannel(channel).length === 0) this.channels.close(channel);
  }

  /** Ends every subscription of a session. */
  drop(session: Session): void {
    for (const subscription of this.table.ofSession(session)) this.remove(subscription);
  }

  private noteTrade(words: Float64Array, at: number, moment: TradeMoment): void {
    const seriesId = words[at + T.series] as number;
    const channel = this.channels.trades[seriesId];
    if (channel !== undefined) {
      this.mark(channel);
      channel.traded(words, at, moment);
    }
    const quotes = this.channels.quotes[seriesId];
    if (quotes !== undefined && words[at + T.broker] !== 0) this.mark(quotes);
  }

  private noteQuote(seriesId: number): void {
    const channel = this.channels.quotes[seriesId];
    if (channel !== undefined) this.mark(channel);
  }

  /** The price an auction clears around has moved, and with it where it would clear. */
  private noteReference(seriesId: number): void {
    const channel = this.channels.books[seriesId];
    if (channel?.isGathering) this.mark(channel);
  }

  private noteLevels(events: EventLog): void {
    const { levels, levelsLength } = events;
    const { books } = this.channels;
    for (let at = 0; at < levelsLength; at += LEVEL_STRIDE) {
      const channel = books[levels[at] as number];
      if (channel === undefined) continue;
      this.mark(channel);
      channel.touch(levels[at + 1] as number, levels[at + 2] as number);
    }
  }

  private mark(channel: Channel): void {
    if (channel.isDirty) return;
    channel.isDirty = true;
    this.dirty.push(channel);
  }
}
