/**
 * Keeps one book for its readers: takes snapshots and deltas in, and asks for the channel again when they do not fit.
 *
 * Readers are told of a book only while it is the venue's. A book that does not come right after several attempts in a
 * row fails its readers instead of asking for ever.
 */
import { PatxStreamError } from '../errors.js';
import type { ToldMessage } from '../names.js';
import type { Sink } from '../streams.js';
import { BookView } from './book-view.js';
import type { Feed } from './quote-feed.js';
import type { Symbols } from './symbols.js';

const RESTARTS_MAX = 5;

export class BookFeed implements Feed<BookView> {
  readonly view: BookView;
  readonly readers = new Set<Sink<BookView>>();
  /** How often the channel was asked for again because what came did not fit. */
  restartCount = 0;
  private readonly restart: () => void;
  private failuresInRow = 0;

  /** @param restart asks for the channel again */
  constructor(seriesId: number, symbols: Pick<Symbols, 'of'>, restart: () => void) {
    this.view = new BookView(seriesId, symbols);
    this.restart = restart;
  }

  get current(): BookView | undefined {
    return this.view.isLive ? this.view : undefined;
  }

  onMessage(message: ToldMessage): void {
    const { view } = this;
    if (message.type === 'bookSnapshot') {
      if (view.reset(message.body) === 'ok') this.tell();
      else this.recover();
    } else if (message.type === 'bookDelta') {
      // After an announced gap the deltas up to the snapshot are of no use.
      if (!view.isLive) return;
      if (view.apply(message.body) === 'ok') {
        this.failuresInRow = 0;
        this.tell();
      } else this.recover();
    } else if (message.type === 'auctionInfo') {
      view.setAuction(message.body);
      if (view.isLive) this.tell();
    }
  }

  onGap(): void {
    this.view.invalidate();
  }

  onInterrupted(): void {
    this.view.invalidate();
  }

  onRefused(error: Error): void {
    for (const reader of [...this.readers]) reader.fail(error);
  }

  private tell(): void {
    for (const reader of this.readers) reader.push(this.view);
  }

  private recover(): void {
    this.view.invalidate();
    this.failuresInRow += 1;
    this.restartCount += 1;
    if (this.failuresInRow <= RESTARTS_MAX) {
      this.restart();
      return;
    }
    const text = `the book of series ${this.view.seriesId} (${this.view.series}) does not match the venue's checksum`;
    for (const reader of [...this.readers]) reader.fail(new PatxStreamError('GAP', text));
  }
}
