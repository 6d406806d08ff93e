/** Ed25519 signatures of registered keys. */
import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import type { KeyRecord } from '../../engine/core/index.js';

function publicKeyOf(key: KeyRecord): KeyObject {
  const x = Buffer.from(key.publicKey, 'hex').toString('base64url');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** Whether these bytes were signed by a key. A key that is no point of the curve has signed nothing. */
export function isSignedBy(key: KeyRecord, bytes: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(null, bytes, publicKeyOf(key), signature);
  } catch {
    return false;
  }
}

/** The same off this thread; `done` is called later, in a turn of its own. */
export function checkSignature(
  key: KeyRecord,
  bytes: Uint8Array,
  signature: Uint8Array,
  done: (fits: boolean) => void,
): void {
  try {
    verify(null, bytes, publicKeyOf(key), signature, (error, fits) => done(error === null && fits));
  } catch {
    setImmediate(done, false);
  }
}
