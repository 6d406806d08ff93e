/**
 * Opens a sealed signal with the platform's key, and says whether its text is what its envelope says. One that is not is *void*:
 * it stays in the chain, with the reason, and is neither delivered nor traded.
 *
 * Sealed: one byte 1, the sender's P-256 point (65 bytes, uncompressed), and the text under AES-256-GCM with its tag. Key and nonce
 * are HKDF-SHA-256 (RFC 5869) over the shared secret, without salt, 32 and 12 bytes; what they are bound to is also the associated
 * data: `patx-signal/1`, listing and sequence (4 bytes each, the highest first), the stamp.
 */
import {
  createDecipheriv,
  createHash,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { type Signal, signalSchema } from './signal.js';

const POINT_BYTES = 65;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const VERSION = 1;
/** DER of a P-256 public key up to its point, RFC 5480. */
const SPKI_PREFIX = Buffer.from('3059301306072a8648ce3d020106082a8648ce3d030107034200', 'hex');

/** What the journal says of a signal. */
export interface SealedSignal {
  readonly listingId: number;
  readonly sequence: number;
  readonly dataAsOfMs: number;
  readonly validUntilMs: number;
  /** Of the feed, hex. */
  readonly stamp: string;
  /** SHA-256 of the model's id, hex. */
  readonly modelHash: string;
  readonly sealed: Uint8Array;
}

export const VOID_REASONS = {
  NOT_SEALED: 'it cannot be opened with the key of the platform',
  NOT_JSON: 'its text is no JSON',
  MALFORMED: 'its text is no signal',
  OTHER_MODEL: 'its text names another model',
  OTHER_ENVELOPE: 'its text has another sequence, stamp or time than its envelope',
} as const;
export type VoidReason = keyof typeof VOID_REASONS;

export type OpenedSignal =
  | { readonly signal: Signal }
  | { readonly void: VoidReason; readonly detail: string };

const voided = (reason: VoidReason): OpenedSignal => ({
  void: reason,
  detail: VOID_REASONS[reason],
});

/** What a signal is bound to. */
export function signalBinding(of: {
  readonly listingId: number;
  readonly sequence: number;
  readonly stamp: string;
}): Buffer {
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32BE(of.listingId, 0);
  numbers.writeUInt32BE(of.sequence, 4);
  return Buffer.concat([Buffer.from('patx-signal/1'), numbers, Buffer.from(of.stamp, 'hex')]);
}

/** A new key of the platform, as PEM (PKCS #8). */
export function newFeedKey(): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
}

/** The key of the platform that opens signals. */
export class FeedKey {
  private readonly key: KeyObject;
  /** The point senders seal to, uncompressed, base64. */
  readonly publicKey: string;

  constructor(pem: string) {
    this.key = createPrivateKey(pem);
    const der = createPublicKey(this.key).export({ type: 'spki', format: 'der' });
    this.publicKey = der.subarray(SPKI_PREFIX.length).toString('base64');
  }

  open(entry: SealedSignal): OpenedSignal {
    const text = this.text(entry);
    if (text === undefined) return voided('NOT_SEALED');
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      return voided('NOT_JSON');
    }
    const { success, data: signal } = signalSchema.safeParse(json);
    if (!success) return voided('MALFORMED');
    const modelHash = createHash('sha256').update(signal.model_id).digest('hex');
    if (modelHash !== entry.modelHash) return voided('OTHER_MODEL');
    const isSame =
      signal.sequence === entry.sequence &&
      signal.stamp === entry.stamp &&
      signal.data_as_of === entry.dataAsOfMs &&
      signal.valid_until === entry.validUntilMs;
    return isSame ? { signal } : voided('OTHER_ENVELOPE');
  }

  private text(entry: SealedSignal): string | undefined {
    const sealed = Buffer.from(entry.sealed);
    if (sealed.length < 1 + POINT_BYTES + TAG_BYTES || sealed[0] !== VERSION) return undefined;
    const point = sealed.subarray(1, 1 + POINT_BYTES);
    const binding = signalBinding(entry);
    try {
      const der = Buffer.concat([SPKI_PREFIX, point]);
      const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
      const secret = diffieHellman({ privateKey: this.key, publicKey });
      const bytes = hkdfSync('sha256', secret, '', binding, KEY_BYTES + NONCE_BYTES);
      const keys = Buffer.from(bytes);
      const decipher = createDecipheriv(
        ...(['aes-256-gcm', keys.subarray(0, KEY_BYTES), keys.subarray(KEY_BYTES)] as const),
        { authTagLength: TAG_BYTES },
      );
      decipher.setAAD(binding);
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      const body = sealed.subarray(1 + POINT_BYTES, -TAG_BYTES);
      return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
    } catch {
      // Not every point is one of the curve, and not every tag fits.
      return undefined;
    }
  }
}
