/** The channels somebody subscribes to: found by series while events are walked, opened and closed with interest. */
import { CHANNEL_KIND } from '../../values/index.js';
import type { Context } from '../context.js';
import type { ReportEncoder } from '../outbox/report-encoder.js';
import type { VenueFacts } from '../views/venue-facts.js';
import { BookChannel } from './book-channel.js';
import type { Channel } from './channel.js';
import { DropCopyChannel } from './drop-copy-channel.js';
import { QuoteChannel } from './quote-channel.js';
import { TradeChannel } from './trade-channel.js';
import { VenueChannel } from './venue-channel.js';

export class ChannelRegistry {
  /** By series. */
  readonly books: (BookChannel | undefined)[];
  readonly trades: (TradeChannel | undefined)[];
  readonly quotes: (QuoteChannel | undefined)[];
  venue: VenueChannel | undefined = undefined;
  dropCopy: DropCopyChannel | undefined = undefined;
  private readonly context: Context;
  private readonly encoder: ReportEncoder;
  private readonly facts: VenueFacts;
  private lastId = 0;

  constructor(context: Context, encoder: ReportEncoder, facts: VenueFacts) {
    this.context = context;
    this.encoder = encoder;
    this.facts = facts;
    const size = context.state.limits.maxSeries + 1;
    this.books = new Array<BookChannel | undefined>(size).fill(undefined);
    this.trades = new Array<TradeChannel | undefined>(size).fill(undefined);
    this.quotes = new Array<QuoteChannel | undefined>(size).fill(undefined);
  }

  find(kind: number, seriesId: number): Channel | undefined {
    switch (kind) {
      case CHANNEL_KIND.BOOK:
        return this.books[seriesId];
      case CHANNEL_KIND.TRADES:
        return this.trades[seriesId];
      case CHANNEL_KIND.QUOTES:
        return this.quotes[seriesId];
      case CHANNEL_KIND.VENUE:
        return this.venue;
      default:
        return this.dropCopy;
    }
  }

  /** The channel of a kind and series, opened if need be. `sequence` is where the state stands. */
  ensure(kind: number, seriesId: number, sequence: number): Channel {
    return this.find(kind, seriesId) ?? this.open(kind, seriesId, sequence);
  }

  private open(kind: number, seriesId: number, sequence: number): Channel {
    const { context } = this;
    this.lastId += 1;
    const id = this.lastId;
    switch (kind) {
      case CHANNEL_KIND.BOOK: {
        const channel = new BookChannel(id, seriesId, context.core, sequence);
        this.books[seriesId] = channel;
        return channel;
      }
      case CHANNEL_KIND.TRADES: {
        const channel = new TradeChannel(id, seriesId);
        this.trades[seriesId] = channel;
        return channel;
      }
      case CHANNEL_KIND.QUOTES: {
        const channel = new QuoteChannel(id, seriesId, context.core, sequence);
        this.quotes[seriesId] = channel;
        return channel;
      }
      case CHANNEL_KIND.VENUE:
        this.venue = new VenueChannel(id, context, this.facts, sequence);
        return this.venue;
      default:
        this.dropCopy = new DropCopyChannel(id, this.encoder, context.limits.queueBytesMax);
        return this.dropCopy;
    }
  }

  /** Forgets a channel nobody subscribes to any more. */
  close({ kind, seriesId }: Channel): void {
    if (kind === CHANNEL_KIND.BOOK) this.books[seriesId] = undefined;
    else if (kind === CHANNEL_KIND.TRADES) this.trades[seriesId] = undefined;
    else if (kind === CHANNEL_KIND.QUOTES) this.quotes[seriesId] = undefined;
    else if (kind === CHANNEL_KIND.VENUE) this.venue = undefined;
    else this.dropCopy = undefined;
  }
}
