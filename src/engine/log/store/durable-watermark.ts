/**
 * The sequence up to which the journal is durable, shared between the engine thread and its readers.
 *
 * Layout of the 16 shared bytes: signal (int32, a counter that changes with every publication and is what waiters
 * sleep on), state (int32), durable sequence (64-bit integer). One thread publishes, any number read.
 *
 * A waiter reads the signal, then the sequence and the state, and sleeps only while the signal is unchanged: a
 * publication between its look and its sleep wakes it at once, so nothing is missed and nothing spins. Sleeping does
 * not block the thread's event loop.
 */
import assert from 'node:assert/strict';

const SHARED_BYTES = 16;
const SIGNAL = 0;
const STATE = 1;
const SEQUENCE = 1;

// The state word is 0 while the publisher runs.
const STOPPED = 1;
const FAILED = 2;

/** What the publisher is doing. */
export type WatermarkState = 'running' | 'stopped' | 'failed';

/** How a wait ended. */
export type WaitOutcome = 'advanced' | 'timeout' | 'stopped' | 'failed';

/** What a follower asks: how far the journal is durable, and whether more comes. */
export interface Watermark {
  /** Last durable sequence, 0 before the first frame. */
  sequence(): number;
  state(): WatermarkState;
  /** Resolves once it is past `sequence`, the writer has stopped, or `timeoutMs` has gone by. */
  waitBeyond(sequence: number, timeoutMs: number): Promise<WaitOutcome>;
}

/** The part of ES2024's `Atomics` used here, not yet in the library types of this target. */
interface AsyncAtomics {
  waitAsync(
    cells: Int32Array,
    index: number,
    value: number,
    timeoutMs: number,
  ): { readonly async: boolean; readonly value: unknown };
}
const asyncAtomics = Atomics as unknown as AsyncAtomics;

export class DurableWatermark implements Watermark {
  /** Hand this to another thread and build a `DurableWatermark` on it there. */
  readonly buffer: SharedArrayBuffer;
  readonly #words: Int32Array;
  readonly #sequence: BigInt64Array;

  constructor(buffer: SharedArrayBuffer = new SharedArrayBuffer(SHARED_BYTES)) {
    assert.equal(buffer.byteLength, SHARED_BYTES);
    this.buffer = buffer;
    this.#words = new Int32Array(buffer);
    this.#sequence = new BigInt64Array(buffer);
  }

  /** Last durable sequence, 0 before the first frame. */
  sequence(): number {
    return Number(Atomics.load(this.#sequence, SEQUENCE));
  }

  state(): WatermarkState {
    const state = Atomics.load(this.#words, STATE);
    if (state === FAILED) return 'failed';
    return state === STOPPED ? 'stopped' : 'running';
  }

  /** Raises the watermark; it never falls. Publisher only. */
  publish(sequence: number): void {
    assert(Number.isSafeInteger(sequence) && sequence >= this.sequence());
    Atomics.store(this.#sequence, SEQUENCE, BigInt(sequence));
    this.#signal();
  }

  /** Tells the readers that nothing more comes: after a graceful close, or because a commit failed. */
  stop(state: 'stopped' | 'failed'): void {
    Atomics.store(this.#words, STATE, state === 'failed' ? FAILED : STOPPED);
    this.#signal();
  }

  /** Resolves once the watermark is past `sequence`, the publisher has stopped, or `timeoutMs` has gone by. */
  async waitBeyond(sequence: number, timeoutMs: number): Promise<WaitOutcome> {
    const seen = Atomics.load(this.#words, SIGNAL);
    const early = this.#outcomeNow(sequence);
    if (early !== undefined) {
      return early;
    }
    // The wait itself does not keep a thread alive; this timer does.
    const alive = setTimeout(() => undefined, timeoutMs);
    try {
      const wait = asyncAtomics.waitAsync(this.#words, SIGNAL, seen, timeoutMs);
      if (wait.async) {
        await wait.value;
      }
    } finally {
      clearTimeout(alive);
    }
    return this.#outcomeNow(sequence) ?? 'timeout';
  }

  #outcomeNow(sequence: number): WaitOutcome | undefined {
    if (this.sequence() > sequence) {
      return 'advanced';
    }
    const state = this.state();
    return state === 'running' ? undefined : state;
  }

  #signal(): void {
    Atomics.add(this.#words, SIGNAL, 1);
    Atomics.notify(this.#words, SIGNAL);
  }
}
