/**
 * What is read with `for await`: bounded queues and conflated values.
 *
 * A queue keeps what has not been read yet, at most its capacity. What happens then is the reader's choice: the stream
 * fails (nothing is ever left out silently), or it drops the oldest and counts. A conflated stream keeps the newest value
 * only. One reader at a time; `return` (leaving the loop) ends the stream and lets go of what feeds it.
 */
import { PatxStreamError } from './errors.js';

export type OverflowPolicy = 'fail' | 'drop-oldest';

export interface StreamOptions {
  /** Most unread values; 1024 unless told. */
  readonly capacity?: number;
  /** `fail` unless told. */
  readonly onOverflow?: OverflowPolicy;
}

/** Where values come from and go to. */
export interface Sink<T> {
  push(value: T): void;
  /** Ends the stream with an error, after what is queued. */
  fail(error: Error): void;
  /** Ends the stream, after what is queued. */
  end(): void;
}

interface Waiting<T> {
  readonly resolve: (result: IteratorResult<T, undefined>) => void;
  readonly reject: (error: Error) => void;
}

const DEFAULT_CAPACITY = 1024;

abstract class Stream<T> implements AsyncIterableIterator<T, undefined>, Sink<T> {
  /** Values that were left out because the reader was too slow. */
  droppedCount = 0;
  private waiting: Waiting<T> | undefined;
  private isOver = false;
  private error: Error | undefined;
  private release: (() => void) | undefined;

  /** @param release called once when the stream is over */
  constructor(release: () => void) {
    this.release = release;
  }

  get isEnded(): boolean {
    return this.isOver;
  }

  push(value: T): void {
    if (this.isOver) return;
    const { waiting } = this;
    if (waiting === undefined) {
      this.keep(value);
      return;
    }
    this.waiting = undefined;
    waiting.resolve({ done: false, value });
  }

  fail(error: Error): void {
    if (this.isOver) return;
    this.error = error;
    this.finish();
  }

  end(): void {
    if (!this.isOver) this.finish();
  }

  next(): Promise<IteratorResult<T, undefined>> {
    const value = this.take();
    if (value !== undefined) return Promise.resolve({ done: false, value });
    if (this.error !== undefined) {
      const { error } = this;
      this.error = undefined;
      return Promise.reject(error);
    }
    if (this.isOver) return Promise.resolve({ done: true, value: undefined });
    if (this.waiting !== undefined) {
      return Promise.reject(new TypeError('a stream has one reader at a time'));
    }
    return new Promise((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.clear();
    this.error = undefined;
    this.end();
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  protected abstract keep(value: T): void;
  protected abstract take(): T | undefined;
  protected abstract clear(): void;

  private finish(): void {
    this.isOver = true;
    const { waiting, release, error } = this;
    this.waiting = undefined;
    this.release = undefined;
    if (waiting !== undefined) {
      if (error === undefined) waiting.resolve({ done: true, value: undefined });
      else {
        this.error = undefined;
        waiting.reject(error);
      }
    }
    release?.();
  }
}

/** Every value, in order. */
export class QueueStream<T> extends Stream<T> {
  private readonly capacity: number;
  private readonly onOverflow: OverflowPolicy;
  private values: (T | undefined)[] = [];
  private first = 0;

  constructor(release: () => void, options: StreamOptions = {}) {
    super(release);
    this.capacity = options.capacity ?? DEFAULT_CAPACITY;
    this.onOverflow = options.onOverflow ?? 'fail';
    if (!(this.capacity >= 1)) throw new RangeError('a stream holds at least one value');
  }

  /** Values that wait to be read. */
  get length(): number {
    return this.values.length - this.first;
  }

  protected override keep(value: T): void {
    if (this.length >= this.capacity) {
      if (this.onOverflow === 'fail') {
        const text = `more than ${this.capacity} values waited to be read`;
        this.fail(new PatxStreamError('OVERFLOW', text));
        return;
      }
      this.droppedCount += 1;
      this.take();
    }
    this.values.push(value);
  }

  protected override take(): T | undefined {
    const value = this.values[this.first];
    if (value === undefined) return undefined;
    this.values[this.first] = undefined;
    this.first += 1;
    if (this.first >= 64 && 2 * this.first >= this.values.length) {
      this.values = this.values.slice(this.first);
      this.first = 0;
    }
    return value;
  }

  protected override clear(): void {
    this.values = [];
    this.first = 0;
  }
}

/** The newest value; those in between are counted as dropped. */
export class LatestStream<T> extends Stream<T> {
  private value: T | undefined;

  protected override keep(value: T): void {
    if (this.value !== undefined) this.droppedCount += 1;
    this.value = value;
  }

  protected override take(): T | undefined {
    const { value } = this;
    this.value = undefined;
    return value;
  }

  protected override clear(): void {
    this.value = undefined;
  }
}
