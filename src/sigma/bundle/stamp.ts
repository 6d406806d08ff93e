/**
 * The lineage stamp: one hash over the hashes of a bundle's parts, signed by its creator. Listings and every signal carry it,
 * so that a signal can be traced to the very pack, indicators, configuration and policy that made it.
 */
import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { canonicalSha256 } from './canonical.js';
import type { Bundle, BundleParts, Lineage, Stamp } from './schema.js';

/** Signed before the hash, so that a signature over a stamp is none over anything else. */
const DOMAIN = 'patx-sigma-stamp/1\n';
/** DER of an Ed25519 public key up to its 32 raw bytes, RFC 8410. */
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

type Hashes = Omit<Stamp, 'public_key' | 'signature'>;

export function lineageOf(parts: BundleParts): Lineage {
  return {
    pack_sha: canonicalSha256(parts.pack),
    indicator_set_sha: canonicalSha256(parts.indicator_set),
    model_config_sha: canonicalSha256(parts.model_config),
    policy_sha: canonicalSha256(parts.policy),
  };
}

/** The hashes of a bundle's parts, recomputed. */
export function stampHashes(parts: BundleParts): Hashes {
  const hashes = {
    lineage: lineageOf(parts),
    model_card_sha: canonicalSha256(parts.model_card),
    sweep_sha: canonicalSha256(parts.sweep),
    backtest_sha: canonicalSha256(parts.backtest),
    thresholds_sha: canonicalSha256(parts.thresholds),
  };
  return { ...hashes, stamp_sha: canonicalSha256({ model_id: parts.model_id, ...hashes }) };
}

/** @param publicKey raw, hex */
export function signStamp(parts: BundleParts, key: KeyObject): Stamp {
  const hashes = stampHashes(parts);
  const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
  return {
    ...hashes,
    public_key: der.subarray(SPKI_PREFIX.length).toString('hex'),
    signature: sign(null, signedBytes(hashes.stamp_sha), key).toString('hex'),
  };
}

/** Whether the signature is one of the stated key over the stated stamp. Texts are hex of the right length. */
export function isSigned(stamp: Bundle['stamp']): boolean {
  const raw = Buffer.concat([SPKI_PREFIX, Buffer.from(stamp.public_key, 'hex')]);
  try {
    const key = createPublicKey({ key: raw, format: 'der', type: 'spki' });
    return verify(null, signedBytes(stamp.stamp_sha), key, Buffer.from(stamp.signature, 'hex'));
  } catch {
    // Not every 32 bytes are a point of the curve.
    return false;
  }
}

function signedBytes(stampSha: string): Buffer {
  return Buffer.from(DOMAIN + stampSha, 'utf8');
}
