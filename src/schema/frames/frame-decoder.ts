/**
 * What reading one WebSocket message of a client gives, envelope by envelope. The binary and the JSON subprotocol
 * implement it alike.
 */
import type { Command } from '../../values/index.js';
import type { SessionMessage } from '../messages/session-messages.js';
import type { Problem } from '../problem.js';

/** What `next` found. */
export const ENVELOPE = {
  /** No envelope is left. */
  END: 0,
  /** The command is filled in. */
  COMMAND: 1,
  /** `session` holds a message. */
  SESSION: 2,
  /** `problem` says what is wrong with this envelope; after a fatal one nothing follows. */
  PROBLEM: 3,
} as const;

/** Most envelopes one WebSocket message may carry. */
export const ENVELOPES_MAX = 4_096;

export interface FrameDecoder {
  /** The envelope's request id, 0 if it has none that can be read. */
  readonly requestId: number;
  /** After ENVELOPE.SESSION. */
  readonly session: SessionMessage | undefined;
  /** After ENVELOPE.PROBLEM. */
  readonly problem: Problem | undefined;
  /** Reads the next envelope; fills everything of `command` except who acts and when. One of ENVELOPE. */
  next(command: Command): number;
}
