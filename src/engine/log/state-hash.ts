/** SHA-256 over a whole state: every part's name, length and bytes, in order. */
import { createHash } from 'node:crypto';
import { type State, stateParts } from '../core/index.js';

/** Hash of a state; equal histories give equal hashes. */
export function stateHash(state: State): Uint8Array {
  const hash = createHash('sha256');
  for (const { name, bytes } of stateParts(state)) {
    hash.update(`${name}\u0000${bytes.length}\u0000`).update(bytes);
  }
  return hash.digest();
}
