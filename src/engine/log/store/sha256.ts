/** SHA-256 in one place, through the one-shot call where this Node has it (about a third cheaper on small frames). */
import * as crypto from 'node:crypto';

const oneShot: typeof crypto.hash | undefined = crypto.hash;

/** SHA-256 of `bytes`, 32 bytes. */
export const sha256 = (bytes: Uint8Array): Uint8Array =>
  oneShot === undefined
    ? crypto.createHash('sha256').update(bytes).digest()
    : oneShot('sha256', bytes, 'buffer');

/** True when both are the same bytes. */
export const equalBytes = (left: Uint8Array, right: Uint8Array): boolean =>
  Buffer.compare(left, right) === 0;

/** Lower-case hexadecimal, for messages and manifests. */
export const hex = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
