/**
 * Salts of leaves: a keystream under a key that only the venue has, another one for every tree. An account learns its own
 * salt from its proof and nothing of another's, nor of its own in the next tree. Throws RangeError on a short secret.
 */
import { createCipheriv, createHmac } from 'node:crypto';
import { SALT_BYTES } from './hashing.js';

export const SECRET_BYTES = 32;

const LABEL = 'patx liabilities tree';
const IV_BYTES = 16;

/** Salts of accounts 1 to `accountCount`, one after the other, the first at 0. */
export function saltsOf(
  secret: Uint8Array,
  { ledgerSequence, accountCount }: { ledgerSequence: number; accountCount: number },
): Uint8Array {
  if (secret.length !== SECRET_BYTES) throw new RangeError(`a secret of ${secret.length} bytes`);
  const key = createHmac('sha256', secret).update(`${LABEL} ${ledgerSequence}`).digest();
  const cipher = createCipheriv('aes-256-ctr', key, Buffer.alloc(IV_BYTES));
  return cipher.update(Buffer.alloc(accountCount * SALT_BYTES));
}
