/** What a settler needs of the process it runs in. The core is a follower's: it has only what is durable. */
import type { Core } from '../../engine/core/index.js';
import type { ColdBodies, ColdKind } from '../../values/index.js';
import type { Trouble } from './report.js';

/** A command for the log, of the venue itself. */
export type ChainCommand = {
  [K in ColdKind]: { readonly name: K; readonly body: ColdBodies[K] };
}[ColdKind];

/** How a command ended; code 0 is done, also when it was done before. */
export interface CommandOutcome {
  readonly sequence: number;
  readonly code: number;
}

export type LogLevel = 'info' | 'warn' | 'error';

export interface SettlerHost {
  readonly core: Core;
  /** Running hash of all events up to the core's sequence. */
  eventHash(): Uint8Array;
  /**
   * Puts commands into the log in this order; resolves when they are durable. After the first that could not be taken or
   * that the core refused, none is: the outcomes are then fewer than the commands, the refused one's the last.
   */
  submit(commands: readonly ChainCommand[]): Promise<readonly CommandOutcome[]>;
  /** Resolves when the core is at least there. */
  followed(sequence: number): Promise<void>;
  /** Last sequence in the journal. */
  durableSequence(): number;
  /** It does not pass by itself: told when it begins. */
  stopped(trouble: Trouble): void;
  log(level: LogLevel, fields: Readonly<Record<string, unknown>>, message: string): void;
  nowMs(): number;
}
