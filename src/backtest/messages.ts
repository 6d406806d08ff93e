/** What the backtest and its threads say to each other. Plain data, structured-cloned. */
import type { ParameterSet, ParameterSetErrorCode } from './parameter-sets.js';
import type { RunResult } from './run.js';
import type { Tape } from './tape.js';

/** Given to a thread when it starts. */
export interface ThreadOptions {
  readonly journalDirectory: string;
  readonly tape: Tape;
  readonly horizonMs: number;
  /** Shared: [0] is 1 once nobody waits for results any more. */
  readonly stop: Int32Array;
}

export interface ToThread {
  readonly index: number;
  readonly set: ParameterSet;
}

export type FromThread =
  | { readonly kind: 'progress'; readonly index: number; readonly commands: number }
  | { readonly kind: 'done'; readonly index: number; readonly result: RunResult }
  | {
      readonly kind: 'failed';
      readonly index: number;
      readonly message: string;
      readonly code: ParameterSetErrorCode | undefined;
    };
