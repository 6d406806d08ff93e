/**
 * Results under a signature: Ed25519 over the canonical JSON (RFC 8785), so that who holds a result can prove who computed it
 * and that no byte changed. Fails with SignatureError, whose code says what does not fit.
 */
import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { IngestResult } from './result.js';
import { RULE_SET_VERSION } from './rule-set.js';

export interface SignedResult {
  readonly result: IngestResult;
  /** SHA-256 of the canonical result, hex. */
  readonly resultHash: string;
  readonly signature: {
    readonly algorithm: 'Ed25519';
    /** Raw public key, hex. */
    readonly publicKey: string;
    /** base64 */
    readonly value: string;
  };
}

export class SignatureError extends Error {
  override readonly name = 'SignatureError';
  readonly code: 'hash-differs' | 'wrong-key' | 'wrong-signature' | 'other-rule-set';

  constructor(code: SignatureError['code'], detail: string) {
    super(`${code}: ${detail}`);
    this.code = code;
  }
}

/** RFC 8785 text of a JSON value. */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('undefined has no JSON');
  return text;
}

export const sha256Hex = (bytes: string | Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

/** Raw public key of an Ed25519 key in hex. */
export function publicKeyHex(key: KeyObject): string {
  const { x } = createPublicKey(key).export({ format: 'jwk' });
  return Buffer.from(x as string, 'base64url').toString('hex');
}

export function signResult(result: IngestResult, privateKey: KeyObject): SignedResult {
  const text = canonicalJson(result);
  return {
    result,
    resultHash: sha256Hex(text),
    signature: {
      algorithm: 'Ed25519',
      publicKey: publicKeyHex(privateKey),
      value: sign(null, Buffer.from(text, 'utf8'), privateKey).toString('base64'),
    },
  };
}

/** Checks hash, key, signature and rule set; the result when all fit. `trusted` are public keys in hex. */
export function checkResult(signed: SignedResult, trusted: readonly string[]): IngestResult {
  const { result, signature, resultHash } = signed;
  const text = canonicalJson(result);
  if (sha256Hex(text) !== resultHash) {
    throw new SignatureError('hash-differs', 'the result is not the one its hash names');
  }
  if (!trusted.includes(signature.publicKey)) {
    throw new SignatureError('wrong-key', `${signature.publicKey} is no key of an ingestion`);
  }
  const x = Buffer.from(signature.publicKey, 'hex').toString('base64url');
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  if (!verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(signature.value, 'base64'))) {
    throw new SignatureError('wrong-signature', 'the signature does not fit the result');
  }
  if (result.quality.ruleSetVersion !== RULE_SET_VERSION) {
    throw new SignatureError(
      'other-rule-set',
      `it was measured by ${result.quality.ruleSetVersion}, this build measures by ${RULE_SET_VERSION}`,
    );
  }
  return result;
}
