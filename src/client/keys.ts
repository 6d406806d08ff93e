/**
 * Ed25519 keys and signatures through WebCrypto, which Node 20 and current browsers have.
 *
 * A private key is its 32-byte seed, a public key its 32 bytes, so that keys can be kept as hex; PEM (PKCS #8 and SPKI)
 * is read and written for other tools. Anything that is not such a key throws a TypeError.
 */

/** Signs bytes with an Ed25519 key that may live elsewhere: 64 bytes. */
export type Sign = (message: Uint8Array) => Promise<Uint8Array> | Uint8Array;

export interface KeyPair {
  /** The 32-byte seed. */
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

const KEY_BYTES = 32;
/** PKCS #8 and SPKI around a raw Ed25519 key (RFC 8410): everything but its 32 bytes. */
const PKCS8_PREFIX = '302e020100300506032b657004220420';
const SPKI_PREFIX = '302a300506032b6570032100';

const { subtle } = globalThis.crypto;

/** A new key pair. */
export async function generateKeyPair(): Promise<KeyPair> {
  return keyPairOf(globalThis.crypto.getRandomValues(new Uint8Array(KEY_BYTES)));
}

/** The pair a private key belongs to; the same seed always gives the same pair. */
export async function keyPairOf(privateKey: Uint8Array): Promise<KeyPair> {
  const key = await subtle.importKey('pkcs8', pkcs8Of(privateKey), 'Ed25519', true, ['sign']);
  const { x } = await subtle.exportKey('jwk', key);
  if (x === undefined) throw new TypeError('the key has no public part');
  return { privateKey, publicKey: fromBase64(x.replaceAll('-', '+').replaceAll('_', '/')) };
}

/** A signer for a private key given as bytes, hex or PEM. */
export async function signerOf(privateKey: Uint8Array | string): Promise<Sign> {
  const seed = typeof privateKey === 'string' ? readPrivateKey(privateKey) : privateKey;
  const key = await subtle.importKey('pkcs8', pkcs8Of(seed), 'Ed25519', false, ['sign']);
  return async (message) => new Uint8Array(await subtle.sign('Ed25519', key, owned(message)));
}

/** Whether a signature over a message is that of a public key. */
export async function verifySignature(
  publicKey: Uint8Array,
  signature: Uint8Array,
  message: Uint8Array,
): Promise<boolean> {
  const key = await subtle.importKey('raw', owned(publicKey), 'Ed25519', false, ['verify']);
  return subtle.verify('Ed25519', key, owned(signature), owned(message));
}

/** Reads a private key from hex or PEM (PKCS #8). */
export function readPrivateKey(text: string): Uint8Array {
  return readKey(text, 'PRIVATE KEY', PKCS8_PREFIX);
}

/** Reads a public key from hex or PEM (SPKI). */
export function readPublicKey(text: string): Uint8Array {
  return readKey(text, 'PUBLIC KEY', SPKI_PREFIX);
}

/** A private key as PEM. */
export function privateKeyPem(privateKey: Uint8Array): string {
  return pemOf('PRIVATE KEY', PKCS8_PREFIX, privateKey);
}

/** A public key as PEM. */
export function publicKeyPem(publicKey: Uint8Array): string {
  return pemOf('PUBLIC KEY', SPKI_PREFIX, publicKey);
}

/** Lower-case hex. */
export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Bytes of a hex text, in either case. */
export function fromHex(text: string): Uint8Array {
  if (text.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(text)) throw new TypeError('no hex text');
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function readKey(text: string, label: string, prefix: string): Uint8Array {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/i.test(trimmed)) return fromHex(trimmed);
  const pem = new RegExp(`^-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----$`);
  const body = pem.exec(trimmed)?.[1];
  if (body === undefined) throw new TypeError(`no hex of 32 bytes and no PEM ${label}`);
  const hex = toHex(fromBase64(body.replaceAll(/\s/g, '')));
  if (!hex.startsWith(prefix) || hex.length !== prefix.length + 2 * KEY_BYTES) {
    throw new TypeError(`no Ed25519 ${label}`);
  }
  return fromHex(hex.slice(prefix.length));
}

function pemOf(label: string, prefix: string, key: Uint8Array): string {
  const body = toBase64(new Uint8Array([...fromHex(prefix), ...checked(key)]));
  return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----\n`;
}

function pkcs8Of(privateKey: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array([...fromHex(PKCS8_PREFIX), ...checked(privateKey)]);
}

function checked(key: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new TypeError(`a key has 32 bytes, not ${key.length}`);
  return key;
}

/** WebCrypto takes no views of shared memory, and the types say so. */
const owned = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes);

const toBase64 = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes));

const fromBase64 = (text: string): Uint8Array =>
  Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
