/** What the what-if and its threads say to each other. Plain data, structured-cloned. */
import type { ParameterSet, Tape } from '../backtest/index.js';
import type { Fit } from './fit.js';
import type { Observed } from './observed.js';
import type { Played } from './play.js';

/** Given to a thread when it starts. */
export interface ThreadOptions {
  readonly journalDirectory: string;
  readonly tape: Tape;
  readonly observed: Observed;
  readonly fit: Fit;
  readonly seed: number;
  /** Shared: [0] is 1 once nobody waits for results any more. */
  readonly stop: Int32Array;
}

export interface ToThread {
  readonly set: ParameterSet;
  readonly draw: number;
}

export type FromThread =
  | { readonly kind: 'done'; readonly played: Played }
  | { readonly kind: 'failed'; readonly error: unknown };
