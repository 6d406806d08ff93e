/**
 * The running hash of everything the core ever said: one SHA-256 over the hash before and the events of a turn.
 *
 * A frame's header carries the value before that frame, so whoever replays proves, frame by frame, that it said the
 * same.
 */
import { createHash } from 'node:crypto';
import { GENESIS_HASH } from './store/index.js';

export class EventChain {
  hash: Uint8Array;

  constructor(hash: Uint8Array = GENESIS_HASH) {
    this.hash = hash;
  }

  /** Takes the events of one frame in. */
  extend(events: Uint8Array): void {
    this.hash = createHash('sha256').update(this.hash).update(events).digest();
  }
}
