/**
 * The running hash of everything the core was told and said: SHA-256 over the hash before, the hash of a frame, and the
 * digest of the events of its commands.
 *
 * A frame's header carries the value before that frame, so whoever replays proves, frame by frame, that it said the
 * same. The digest is GMAC under a key that everybody knows: events are many times what a journal holds, and it takes
 * them in three times as fast as SHA-256. It misses what differs by accident with a chance of 2^-120. Against forgery
 * there is the frame's own SHA-256: the events follow from its commands (ADR 7).
 */
import { createCipheriv, createHash } from 'node:crypto';
import { GENESIS_HASH } from './store/index.js';

const CIPHER = 'aes-128-gcm';
const KEY = new Uint8Array(16);
const NONCE = new Uint8Array(12);

export class EventChain {
  hash: Uint8Array;

  constructor(hash: Uint8Array = GENESIS_HASH) {
    this.hash = hash;
  }

  /** Takes one frame, by its hash, and the events of its commands in. */
  extend(frameHash: Uint8Array, events: Uint8Array): void {
    const mac = createCipheriv(CIPHER, KEY, NONCE).setAAD(events);
    mac.final();
    const hash = createHash('sha256').update(this.hash).update(frameHash);
    this.hash = hash.update(mac.getAuthTag()).digest();
  }
}
