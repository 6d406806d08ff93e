/**
 * The running hash of everything the core was told and said: SHA-256 over the hash before, the hash of a frame, the
 * number of bytes of its commands' events, and those events, or their digest when they are many.
 *
 * A frame's header carries the value before that frame, so whoever replays proves, frame by frame, that it said the
 * same. The digest is GMAC under a key that everybody knows: events are many times what a journal holds, and it takes
 * them in three times as fast as SHA-256. It misses what differs by accident with a chance of 2^-120. Against forgery
 * there is the frame's own SHA-256: the events follow from its commands (ADR 7).
 */
import { createCipheriv } from 'node:crypto';
import { GENESIS_HASH, HASH_BYTES, sha256 } from './store/index.js';

const CIPHER = 'aes-128-gcm';
const KEY = new Uint8Array(16);
const NONCE = new Uint8Array(12);
/** Events of up to so many bytes are hashed as they are: a cipher takes longer to make than SHA-256 to go over them. */
const PLAIN_BYTES_MAX = 8_192;
const LENGTH_AT = 2 * HASH_BYTES;
const EVENTS_AT = LENGTH_AT + 4;

export class EventChain {
  hash: Uint8Array;
  private readonly input = new Uint8Array(EVENTS_AT + PLAIN_BYTES_MAX);
  private readonly view = new DataView(this.input.buffer);

  constructor(hash: Uint8Array = GENESIS_HASH) {
    this.hash = hash;
  }

  /** Takes one frame, by its hash, and the events of its commands in. */
  extend(frameHash: Uint8Array, events: Uint8Array): void {
    const { input, view } = this;
    const body = events.length > PLAIN_BYTES_MAX ? digest(events) : events;
    input.set(this.hash, 0);
    input.set(frameHash, HASH_BYTES);
    view.setUint32(LENGTH_AT, events.length, true);
    input.set(body, EVENTS_AT);
    this.hash = sha256(input.subarray(0, EVENTS_AT + body.length));
  }
}

function digest(events: Uint8Array): Uint8Array {
  const mac = createCipheriv(CIPHER, KEY, NONCE).setAAD(events);
  mac.final();
  return mac.getAuthTag();
}
