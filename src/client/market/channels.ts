/**
 * Subscriptions that outlive connections: each is asked for again after a break, under the id the new session gives it.
 *
 * One channel for each kind and series, whatever the number of readers; it exists as long as somebody reads. Messages of a
 * channel that is being asked for again are left out until the venue confirms it, so that nothing from before mixes with
 * what comes after.
 */
import type { ServerMessage, SessionMessage } from '../../schema/index.js';
import type { Requester } from '../connection/requests.js';
import { errorOf } from '../connection/session.js';

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
  onMessage(message: ServerMessage): void;
  /** The venue left messages out; a snapshot follows where the channel has one. */
  onGap(skippedCount: number): void;
  /** The channel is interrupted: by a lost connection, or to be asked for again. */
  onInterrupted(): void;
  /** The venue refuses the subscription; the channel is over. */
  onRefused(error: Error): void;
}

/** How channels reach the venue; does nothing while there is no session. */
export interface ChannelPort {
  ask(requester: Requester, message: SessionMessage): void;
  tell(message: SessionMessage): void;
}

class Channel {
  readonly terms: ChannelTerms;
  readonly readers = new Set<ChannelReader>();
  /** 0 while the venue has not confirmed it. */
  channelId = 0;
  /** Counts subscriptions, so that the answer to an abandoned one is known as such. */
  attempt = 0;

  constructor(terms: ChannelTerms) {
    this.terms = terms;
  }
}

export class Channels {
  private readonly port: ChannelPort;
  private readonly byKey = new Map<string, Channel>();
  private readonly byId = new Map<number, Channel>();
  private isOnline = false;

  constructor(port: ChannelPort) {
    this.port = port;
  }

  /** Reads a channel, asking for it if nobody does yet. Returns what ends the reading. */
  open(terms: ChannelTerms, reader: ChannelReader): () => void {
    const key = `${terms.kind}:${terms.seriesId}`;
    const found = this.byKey.get(key);
    const channel = found ?? new Channel(terms);
    channel.readers.add(reader);
    if (found === undefined) {
      this.byKey.set(key, channel);
      this.subscribe(channel);
    }
    return () => {
      if (!channel.readers.delete(reader) || channel.readers.size > 0) return;
      if (this.byKey.get(key) === channel) this.byKey.delete(key);
      this.unsubscribe(channel);
    };
  }

  /** Asks for a channel again: what was read of it no longer fits together. */
  restart(terms: ChannelTerms): void {
    const channel = this.byKey.get(`${terms.kind}:${terms.seriesId}`);
    if (channel === undefined || channel.channelId === 0) return;
    this.unsubscribe(channel);
    for (const reader of [...channel.readers]) reader.onInterrupted();
    this.subscribe(channel);
  }

  /** A session is logged on: asks for every channel. */
  online(): void {
    this.isOnline = true;
    for (const channel of this.byKey.values()) this.subscribe(channel);
  }

  /** The session is gone. */
  offline(): void {
    this.isOnline = false;
    this.byId.clear();
    for (const channel of [...this.byKey.values()]) {
      channel.channelId = 0;
      channel.attempt += 1;
      for (const reader of [...channel.readers]) reader.onInterrupted();
    }
  }

  /** Gives a message to the readers of its channel. */
  dispatch(message: ServerMessage): void {
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
    const { kind, seriesId, depth = 0, slowPolicy = 0 } = channel.terms;
    channel.attempt += 1;
    const { attempt } = channel;
    const requester: Requester = {
      onMessage: (message) => {
        if (message.type === 'errorReport') {
          if (channel.attempt === attempt) this.refuse(channel, errorOf(message.body));
          return true;
        }
        if (message.type !== 'subscribed') return false;
        const { channelId } = message.body;
        if (channel.attempt !== attempt) {
          if (this.byId.get(channelId) === undefined) this.leave(channelId);
          return true;
        }
        channel.channelId = channelId;
        this.byId.set(channelId, channel);
        return true;
      },
      onFailure: () => {
        // No answer in time: ask again. After a break the next session asks for every channel.
        if (this.isOnline && channel.attempt === attempt) this.subscribe(channel);
      },
    };
    this.port.ask(requester, { type: 'subscribe', body: { kind, seriesId, depth, slowPolicy } });
  }

  private unsubscribe(channel: Channel): void {
    channel.attempt += 1;
    const { channelId } = channel;
    if (channelId === 0) return;
    channel.channelId = 0;
    this.byId.delete(channelId);
    if (this.isOnline) this.leave(channelId);
  }

  private leave(channelId: number): void {
    this.port.tell({ type: 'unsubscribe', body: { channelId } });
  }

  private refuse(channel: Channel, error: Error): void {
    const { kind, seriesId } = channel.terms;
    this.byKey.delete(`${kind}:${seriesId}`);
    for (const reader of [...channel.readers]) reader.onRefused(error);
  }
}
