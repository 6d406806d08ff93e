/**
 * Subscriptions that outlive connections: each is asked for again after a break, under the id the new session gives it.
 *
 * One channel for each kind and series, whatever the number of readers; it exists as long as somebody reads, or its answer
 * is under way. Messages of a channel that is being asked for again are left out until the venue confirms it, so that
 * nothing from before mixes with what comes after. Few are asked for at a time: the venue bounds the questions of a session,
 * and a refusal that passes is asked again.
 */
import type { SessionMessage } from '../../schema/index.js';
import type { Requester } from '../connection/requests.js';
import { errorOf } from '../connection/session.js';
import type { ToldMessage } from '../names.js';

export interface ChannelTerms {
  /** One of CHANNEL_KIND. */
  readonly kind: number;
  /** 0 for channels of the whole venue. */
  readonly seriesId: number;
  /** Levels per side of book snapshots; 0 leaves it to the venue. */
  readonly depth?: number;
  /** One of SLOW_POLICY; 0 leaves it to the venue. */
  readonly slowPolicy?: number;
}

/** Who reads a channel. */
export interface ChannelReader {
  onMessage(message: ToldMessage): void;
  /** The venue left messages out; a snapshot follows where the channel has one. */
  onGap(skippedCount: number): void;
  /** The channel is interrupted: by a lost connection, or to be asked for again. */
  onInterrupted(): void;
  /** The venue refuses the subscription; the channel is over. */
  onRefused(error: Error): void;
}

/** How channels reach the venue; does nothing while there is no session. */
export interface ChannelPort {
  /** Throws when the message cannot be sent: then nothing is waited for. */
  ask(requester: Requester, message: SessionMessage): void;
  tell(message: SessionMessage): void;
}

/** What is asked for at once; a session may have twice as many questions and more. */
const ASKED_MAX = 24;
/** Before what was refused for now is asked for again. */
const RETRY_MS = 50;

class Channel {
  readonly key: string;
  readonly terms: ChannelTerms;
  readonly readers = new Set<ChannelReader>();
  /** 0 while the venue has not confirmed it. */
  channelId = 0;
  /** The venue has been asked and has not answered. */
  isAsked = false;

  constructor(terms: ChannelTerms) {
    this.key = keyOf(terms);
    this.terms = terms;
  }
}

export class Channels {
  private readonly port: ChannelPort;
  private readonly byKey = new Map<string, Channel>();
  private readonly byId = new Map<number, Channel>();
  /** To be asked for, in their order. */
  private readonly waiting = new Set<Channel>();
  private askedCount = 0;
  private retry: NodeJS.Timeout | undefined;
  private isOnline = false;
  /** Counts connections, so that what the last one failed is known as such. */
  private connection = 0;

  constructor(port: ChannelPort) {
    this.port = port;
  }

  /** Whether somebody reads a channel now. */
  isOpen(terms: ChannelTerms): boolean {
    return (this.byKey.get(keyOf(terms))?.readers.size ?? 0) > 0;
  }

  /** Reads a channel, asking for it if nobody does yet. Returns what ends the reading. */
  open(terms: ChannelTerms, reader: ChannelReader): () => void {
    const found = this.byKey.get(keyOf(terms));
    const channel = found ?? new Channel(terms);
    channel.readers.add(reader);
    if (found === undefined) {
      this.byKey.set(channel.key, channel);
      this.subscribe(channel);
    }
    return () => {
      if (channel.readers.delete(reader) && channel.readers.size === 0) this.leave(channel);
    };
  }

  /** Asks for a channel again: what was read of it no longer fits together. */
  restart(terms: ChannelTerms): void {
    const channel = this.byKey.get(keyOf(terms));
    if (channel === undefined || channel.channelId === 0) return;
    this.unsubscribe(channel);
    for (const reader of [...channel.readers]) reader.onInterrupted();
    this.subscribe(channel);
  }

  /** A session is logged on: asks for every channel. */
  online(): void {
    this.isOnline = true;
    for (const channel of this.byKey.values()) this.waiting.add(channel);
    this.askNext();
  }

  /** The session is gone. */
  offline(): void {
    this.isOnline = false;
    this.connection += 1;
    this.byId.clear();
    this.waiting.clear();
    this.askedCount = 0;
    clearTimeout(this.retry);
    this.retry = undefined;
    for (const channel of [...this.byKey.values()]) {
      channel.channelId = 0;
      channel.isAsked = false;
      if (channel.readers.size === 0) this.byKey.delete(channel.key);
      for (const reader of [...channel.readers]) reader.onInterrupted();
    }
  }

  /** Gives a message to the readers of its channel. */
  dispatch(message: ToldMessage): void {
    const channel = this.byId.get(message.channelId);
    if (channel === undefined) return;
    if (message.type === 'channelGap') {
      for (const reader of [...channel.readers]) reader.onGap(message.body.skippedCount);
      return;
    }
    for (const reader of [...channel.readers]) reader.onMessage(message);
  }

  private subscribe(channel: Channel): void {
    if (!this.isOnline) return;
    this.waiting.add(channel);
    this.askNext();
  }

  /** Asks for what waits, as far as it may. */
  private askNext(): void {
    if (this.retry !== undefined) return;
    for (const channel of this.waiting) {
      if (this.askedCount >= ASKED_MAX) return;
      this.waiting.delete(channel);
      this.ask(channel);
    }
  }

  private ask(channel: Channel): void {
    const { connection } = this;
    const { kind, seriesId, depth = 0, slowPolicy = 0 } = channel.terms;
    const requester: Requester = {
      onMessage: (message) => {
        if (message.type !== 'errorReport' && message.type !== 'subscribed') return false;
        this.answered(channel);
        if (message.type === 'subscribed') this.confirmed(channel, message.body.channelId);
        else if (message.body.retriable) this.askLater(channel);
        else this.refuse(channel, errorOf(message.body));
        this.askNext();
        return true;
      },
      onFailure: () => {
        // After a break the next session asks for every channel.
        if (this.connection === connection) this.answered(channel);
      },
    };
    channel.isAsked = true;
    this.askedCount += 1;
    try {
      this.port.ask(requester, { type: 'subscribe', body: { kind, seriesId, depth, slowPolicy } });
    } catch (error) {
      this.answered(channel);
      this.refuse(channel, error as Error);
    }
  }

  private answered(channel: Channel): void {
    channel.isAsked = false;
    this.askedCount -= 1;
  }

  private confirmed(channel: Channel, channelId: number): void {
    channel.channelId = channelId;
    this.byId.set(channelId, channel);
    // Nobody reads it any more.
    if (channel.readers.size === 0) this.leave(channel);
  }

  private askLater(channel: Channel): void {
    if (channel.readers.size === 0) {
      this.byKey.delete(channel.key);
      return;
    }
    this.waiting.add(channel);
    this.retry ??= setTimeout(() => {
      this.retry = undefined;
      this.askNext();
    }, RETRY_MS);
  }

  /** Nobody reads a channel: it is over, once its answer is here if that is under way. */
  private leave(channel: Channel): void {
    if (channel.isAsked) return;
    this.waiting.delete(channel);
    if (this.byKey.get(channel.key) === channel) this.byKey.delete(channel.key);
    this.unsubscribe(channel);
  }

  private unsubscribe(channel: Channel): void {
    const { channelId } = channel;
    if (channelId === 0) return;
    channel.channelId = 0;
    this.byId.delete(channelId);
    if (this.isOnline) this.port.tell({ type: 'unsubscribe', body: { channelId } });
  }

  private refuse(channel: Channel, error: Error): void {
    this.byKey.delete(channel.key);
    for (const reader of [...channel.readers]) reader.onRefused(error);
  }
}

const keyOf = ({ kind, seriesId }: ChannelTerms): string => `${kind}:${seriesId}`;
