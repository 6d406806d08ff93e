/**
 * Market data as streams: books, auctions, trades, quotes, the venue itself, drop copy.
 *
 * Readers of one channel share one subscription. Subscriptions are made again after a break; a book is then right
 * again by its snapshot, a quote by the quote that stands, and trades missed in between are counted in the stream's
 * `droppedCount`.
 */
import type { AuctionInfo, Quote, TradePrint } from '../../schema/index.js';
import { CHANNEL_KIND } from '../../values/index.js';
import type { Told, ToldMessage } from '../names.js';
import { LatestStream, QueueStream, type Sink, type StreamOptions } from '../streams.js';
import { BookFeed } from './book-feed.js';
import type { BookView } from './book-view.js';
import type { ChannelReader, Channels, ChannelTerms } from './channels.js';
import { type Feed, QuoteFeed } from './quote-feed.js';
import type { Symbols } from './symbols.js';

/** A change of the venue: a series, a parameter, the venue itself. */
export type VenueMessage = Extract<
  ToldMessage,
  {
    type:
      | 'seriesInfo'
      | 'parameterInfo'
      | 'parameterRequestInfo'
      | 'venueInfo'
      | 'killInfo'
      | 'indexPrint'
      | 'indexInfo'
      | 'cashInfo'
      | 'liquidationPrint';
  }
>;

export interface BookOptions {
  /** Levels per side of the snapshot, at least 10; the venue's default unless told. */
  readonly depth?: number;
  /** One of SLOW_POLICY. */
  readonly slowPolicy?: number;
}

interface Shared<T> {
  readonly feed: Feed<T>;
  close: () => void;
}

/** The checksum covers this many levels. */
const DEPTH_MIN = 10;

export class MarketData {
  private readonly channels: Channels;
  private readonly symbols: Pick<Symbols, 'of'>;
  private readonly shared = new Map<string, Shared<never>>();
  private readonly sinks = new Set<Sink<never>>();
  /** Set once nothing more will come. */
  private ended: { readonly error: Error | undefined } | undefined;

  /** @param symbols names the series of books; what the venue sends carries its symbol already */
  constructor(channels: Channels, symbols: Pick<Symbols, 'of'>) {
    this.channels = channels;
    this.symbols = symbols;
  }

  /** The book of a series whenever it has changed; the view is the same object each time. */
  book(seriesId: number, options: BookOptions = {}): LatestStream<BookView> {
    const { depth = 0, slowPolicy = 0 } = options;
    if (depth !== 0 && depth < DEPTH_MIN) throw new RangeError(`a depth is at least ${DEPTH_MIN}`);
    const terms = { kind: CHANNEL_KIND.BOOK, seriesId, depth, slowPolicy };
    return this.latest(
      terms,
      () => new BookFeed(seriesId, this.symbols, () => this.channels.restart(terms)),
    );
  }

  /** Where the call auction of a series stands, whenever that changes; its end is told with what it traded. */
  auctions(seriesId: number, options?: StreamOptions): QueueStream<Told<AuctionInfo>> {
    const terms = { kind: CHANNEL_KIND.BOOK, seriesId };
    const stream = this.queue<Told<AuctionInfo>>(terms, options, (message, into) => {
      if (message.type === 'auctionInfo') into.push(message.body);
    });
    // Who joins readers of the book gets no snapshot of its own.
    const book = this.shared.get(keyOf(terms)) as Shared<BookView> | undefined;
    const running = book?.feed.current?.auction;
    if (running !== undefined) stream.push(running);
    return stream;
  }

  /** The broker's quote of a series whenever it has changed. */
  quotes(seriesId: number): LatestStream<Told<Quote>> {
    return this.latest({ kind: CHANNEL_KIND.QUOTES, seriesId }, () => new QuoteFeed());
  }

  /** Trades of a series, from now on. */
  trades(seriesId: number, options?: StreamOptions): QueueStream<Told<TradePrint>> {
    let lastTradeId = 0;
    return this.queue({ kind: CHANNEL_KIND.TRADES, seriesId }, options, (message, stream) => {
      if (message.type !== 'tradePrint') return;
      const trade = message.body;
      if (!trade.busted) {
        if (lastTradeId !== 0) stream.droppedCount += Math.max(0, trade.tradeId - lastTradeId - 1);
        lastTradeId = trade.tradeId;
      }
      stream.push(trade);
    });
  }

  /** Lives of series, changes of parameters, phases and kill switches. */
  venue(options?: StreamOptions): QueueStream<VenueMessage> {
    return this.queue({ kind: CHANNEL_KIND.VENUE, seriesId: 0 }, options, (message, stream) => {
      switch (message.type) {
        case 'seriesInfo':
        case 'parameterInfo':
        case 'parameterRequestInfo':
        case 'venueInfo':
        case 'killInfo':
        case 'indexPrint':
        case 'indexInfo':
        case 'cashInfo':
        case 'liquidationPrint':
          stream.push(message);
      }
    });
  }

  /** Every private report of every account; for the broker and operators. */
  dropCopy(options?: StreamOptions): QueueStream<ToldMessage> {
    const terms = { kind: CHANNEL_KIND.DROP_COPY, seriesId: 0 };
    return this.queue(terms, options, (message, stream) => stream.push(message));
  }

  /** Nothing more will come; with an error the streams fail. */
  end(error?: Error): void {
    this.ended = { error };
    for (const sink of [...this.sinks]) finish(sink, error);
  }

  /** A stream of the newest value of a feed that all readers of the channel share. */
  private latest<T>(terms: ChannelTerms, makeFeed: () => Feed<T>): LatestStream<T> {
    const key = keyOf(terms);
    const found = this.shared.get(key) as Shared<T> | undefined;
    const shared = found ?? { feed: makeFeed(), close: () => {} };
    const { feed } = shared;
    const stream: LatestStream<T> = new LatestStream(() => {
      this.sinks.delete(stream);
      feed.readers.delete(stream);
      if (feed.readers.size > 0) return;
      if (this.shared.get(key) === shared) this.shared.delete(key);
      shared.close();
    });
    feed.readers.add(stream);
    if (this.hasEnded(stream)) return stream;
    this.sinks.add(stream);
    if (found === undefined) {
      this.shared.set(key, shared as Shared<never>);
      const isJoining = this.channels.isOpen(terms);
      shared.close = this.channels.open(terms, feed);
      // Others read the channel already, and its snapshot is past.
      if (isJoining) this.channels.restart(terms);
    }
    const { current } = feed;
    if (current !== undefined) stream.push(current);
    return stream;
  }

  /** A stream of every message of a channel that `take` pushes. */
  private queue<T>(
    terms: ChannelTerms,
    options: StreamOptions | undefined,
    take: (message: ToldMessage, stream: QueueStream<T>) => void,
  ): QueueStream<T> {
    let close = (): void => {};
    const stream: QueueStream<T> = new QueueStream(() => {
      this.sinks.delete(stream);
      close();
    }, options);
    if (this.hasEnded(stream)) return stream;
    const reader: ChannelReader = {
      onMessage: (message) => take(message, stream),
      onGap: (skippedCount) => {
        // Trade ids count what is missing by themselves.
        if (terms.kind !== CHANNEL_KIND.TRADES) stream.droppedCount += skippedCount;
      },
      onInterrupted: () => {},
      onRefused: (error) => stream.fail(error),
    };
    this.sinks.add(stream);
    close = this.channels.open(terms, reader);
    return stream;
  }

  /** Ends a stream that comes after the end of all. */
  private hasEnded(stream: Sink<never>): boolean {
    if (this.ended === undefined) return false;
    finish(stream, this.ended.error);
    return true;
  }
}

function finish(sink: Sink<never>, error: Error | undefined): void {
  if (error === undefined) sink.end();
  else sink.fail(error);
}

const keyOf = ({ kind, seriesId }: ChannelTerms): string => `${kind}:${seriesId}`;
