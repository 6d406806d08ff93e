/** Keeps the broker's quote of one series for its readers. */
import type { Quote } from '../../schema/index.js';
import type { Told, ToldMessage } from '../names.js';
import type { Sink } from '../streams.js';
import type { ChannelReader } from './channels.js';

/** A channel read once for any number of readers, who get the newest value when they come. */
export interface Feed<T> extends ChannelReader {
  readonly readers: Set<Sink<T>>;
  /** The newest value, unless there is none or it is out of date. */
  readonly current: T | undefined;
}

export class QuoteFeed implements Feed<Told<Quote>> {
  readonly readers = new Set<Sink<Told<Quote>>>();
  current: Told<Quote> | undefined;

  onMessage(message: ToldMessage): void {
    if (message.type !== 'quote') return;
    this.current = message.body;
    for (const reader of this.readers) reader.push(message.body);
  }

  /** The quote that stands follows. */
  onGap(): void {}

  onInterrupted(): void {
    this.current = undefined;
  }

  onRefused(error: Error): void {
    for (const reader of [...this.readers]) reader.fail(error);
  }
}
