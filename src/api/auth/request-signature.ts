/**
 * Signed requests (RFC 9421) as the API sees them: which parts of a request a signature is over, and whose it is. What has to
 * be signed, and how, is said in `src/schema/http/signed-request.ts`. Fails with Problem BAD_SIGNATURE.
 */
import { createPublicKey, verify } from 'node:crypto';
import { claimOf, keyOfHeader, type SignedParts } from '../../schema/index.js';
import { Problem } from '../problem.js';

export interface Signer {
  readonly accountId: number;
  readonly keyId: number;
}

/** Public key of an account in hex; undefined when it has no such key. */
type KeyOf = (accountId: number, keyId: number) => string | undefined;

/** What of a request can be signed. */
export function partsOf({ method, url, headers }: Request): SignedParts {
  const { host, pathname: path, search: query } = new URL(url);
  const idempotencyKey = keyOfHeader(headers.get('idempotency-key') ?? '');
  if (idempotencyKey === undefined) {
    throw new Problem('INVALID_FIELD', 'is not UTF-8', 'idempotency-key');
  }
  return {
    ...{ method, path, query, authority: (headers.get('host') ?? host).toLowerCase() },
    contentDigest: headers.get('content-digest') ?? '',
    idempotencyKey,
  };
}

/** Checks the signature of a request; whoever signed it is returned. The venue checks the body's digest. */
export function checkSignature(request: Request, nowMs: number, keyOf: KeyOf): Signer {
  const { headers } = request;
  const signed = {
    ...partsOf(request),
    signatureInput: headers.get('signature-input') ?? '',
    signature: headers.get('signature') ?? '',
  };
  // A request without either header has no body, whatever the platform makes of it.
  const length = headers.get('content-length') ?? '0';
  const hasBody = length !== '0' || headers.has('transfer-encoding');
  const claim = claimOf(signed, hasBody, nowMs);
  if (typeof claim === 'string') throw refused(claim);
  const { accountId, keyId, base, signature } = claim;
  const publicKey = keyOf(accountId, keyId);
  if (publicKey === undefined || !isSigned(publicKey, base, Buffer.from(signature, 'base64'))) {
    throw refused('the signature does not fit the request and the key');
  }
  return { accountId, keyId };
}

/** Whether a text was signed by a raw Ed25519 key in hex. */
export function isSigned(publicKey: string, text: string, signature: Uint8Array): boolean {
  try {
    const x = Buffer.from(publicKey, 'hex').toString('base64url');
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
    return verify(null, Buffer.from(text, 'utf8'), key, signature);
  } catch {
    return false;
  }
}

const refused = (detail: string): Problem => new Problem('BAD_SIGNATURE', detail, 'signature');
