/**
 * Seals a signal for the platform, in Node and in browsers: nobody but the platform reads it, neither in the journal nor in any copy
 * of it. The form is defined in docs/sigma-market.md, *Sealed signals*.
 */

/** A signal as the platform takes it; times in milliseconds since 1970, weights as multiples of 10⁻⁶. */
export interface SignalText {
  readonly model_id: string;
  readonly sequence: number;
  readonly asset: string;
  readonly target_weight: number;
  readonly horizon: number;
  readonly valid_until: number;
  readonly data_as_of: number;
  /** Lineage stamp of the feed, hex. */
  readonly stamp: string;
  readonly revises?: number;
  readonly note?: string;
}

const VERSION = 1;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const BITS = 8;
const CURVE = { name: 'ECDH', namedCurve: 'P-256' } as const;

/**
 * @param publicKey what `GET /market/feeds/key` says: the point, uncompressed, base64
 * @returns bytes for `sealed` of the command PublishSignal
 */
export async function sealSignal(
  signal: SignalText,
  to: { readonly publicKey: string; readonly listingId: number },
): Promise<Uint8Array> {
  const { subtle } = globalThis.crypto;
  const point = fromBase64(to.publicKey);
  const platform = await subtle.importKey('raw', point, CURVE, false, []);
  const own = await subtle.generateKey(CURVE, false, ['deriveBits']);
  const ownPoint = new Uint8Array(await subtle.exportKey('raw', own.publicKey));
  const bits = KEY_BYTES * BITS;
  const secret = await subtle.deriveBits({ name: 'ECDH', public: platform }, own.privateKey, bits);
  const binding = bindingOf(signal, to.listingId);
  const material = await subtle.importKey('raw', secret, 'HKDF', false, ['deriveBits']);
  const by = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info: binding };
  const derived = await subtle.deriveBits(by, material, (KEY_BYTES + NONCE_BYTES) * BITS);
  const raw = derived.slice(0, KEY_BYTES);
  const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt']);
  const iv = derived.slice(KEY_BYTES);
  const text = new TextEncoder().encode(JSON.stringify(signal));
  const body = await subtle.encrypt({ name: 'AES-GCM', iv, additionalData: binding }, key, text);
  return Uint8Array.from([VERSION, ...ownPoint, ...new Uint8Array(body)]);
}

function bindingOf({ sequence, stamp }: SignalText, listingId: number): Uint8Array<ArrayBuffer> {
  const domain = new TextEncoder().encode('patx-signal/1');
  const numbers = new DataView(new ArrayBuffer(2 * 4));
  numbers.setUint32(0, listingId);
  numbers.setUint32(4, sequence);
  const hash = stamp.match(/../g) ?? [];
  return Uint8Array.from([
    ...domain,
    ...new Uint8Array(numbers.buffer),
    ...hash.map((pair) => Number.parseInt(pair, 16)),
  ]);
}

const fromBase64 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
