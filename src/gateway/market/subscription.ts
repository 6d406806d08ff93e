/** One session's interest in one channel. */
import type { Session } from '../session/session.js';
import type { Channel } from './channel.js';

export class Subscription {
  readonly session: Session;
  readonly channel: Channel;
  /** Levels per side in snapshots of a book. */
  readonly depth: number;
  /** Ends the session rather than leave messages out. */
  readonly disconnects: boolean;
  /** Messages are being left out; a ChannelGap and a fresh snapshot end that. */
  isGapped = false;
  skippedCount = 0;

  constructor(
    session: Session,
    channel: Channel,
    terms: { readonly depth: number; readonly disconnects: boolean },
  ) {
    this.session = session;
    this.channel = channel;
    this.depth = terms.depth;
    this.disconnects = terms.disconnects;
  }
}
