/** Ed25519 signatures of registered keys. */
import { createPublicKey, verify } from 'node:crypto';
import type { KeyRecord } from '../../engine/core/index.js';

/** Whether these bytes were signed by a key. A key that is no point of the curve has signed nothing. */
export function isSignedBy(key: KeyRecord, bytes: Uint8Array, signature: Uint8Array): boolean {
  const x = Buffer.from(key.publicKey, 'hex').toString('base64url');
  try {
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, bytes, publicKey, signature);
  } catch {
    return false;
  }
}
