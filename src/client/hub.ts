/**
 * One kind of event and whoever wants it: callbacks at once, streams at their own pace.
 *
 * A callback that throws is our caller's bug and stops the process, like any uncaught error in an event handler.
 */
import { LatestStream, QueueStream, type Sink, type StreamOptions } from './streams.js';

export class Hub<T> {
  private readonly sinks = new Set<Sink<T>>();

  /** Whether anybody wants it. */
  get isWanted(): boolean {
    return this.sinks.size > 0;
  }

  /** Calls back for each event, from now on. Returns what ends it. */
  on(callback: (value: T) => void): () => void {
    const sink: Sink<T> = { push: callback, fail: () => {}, end: () => {} };
    this.sinks.add(sink);
    return () => {
      this.sinks.delete(sink);
    };
  }

  /** A stream of every event, from now on. */
  queue(options?: StreamOptions): QueueStream<T> {
    const stream = new QueueStream<T>(() => this.sinks.delete(stream), options);
    this.sinks.add(stream);
    return stream;
  }

  /** A stream of the newest event. */
  latest(): LatestStream<T> {
    const stream = new LatestStream<T>(() => this.sinks.delete(stream));
    this.sinks.add(stream);
    return stream;
  }

  push(value: T): void {
    for (const sink of this.sinks) sink.push(value);
  }

  /** Ends every stream with an error; callbacks stay. */
  fail(error: Error): void {
    for (const sink of [...this.sinks]) sink.fail(error);
  }

  /** Ends every stream; callbacks stay. */
  end(): void {
    for (const sink of [...this.sinks]) sink.end();
  }
}
