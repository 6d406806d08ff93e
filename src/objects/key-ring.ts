/**
 * Key-encryption keys, and what is wrapped by them: a file's data key with what is known of the file.
 *
 * The ring is a private file of its own directory, apart from the files, so that a copy of the files opens nothing. It holds
 * the current key, and older ones only while a rotation runs; a record is bound to its name, so that records cannot be
 * exchanged. Also derives what must not be guessed from outside: addresses keyed by owner. Fails with ObjectError key-unknown,
 * object-damaged, or the system's error.
 */
import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePrivateFile, replacePrivateFile } from '../files/index.js';
import { KEY_BYTES } from './chunk-cipher.js';
import { ObjectError } from './object-error.js';

const RING_FILE = 'ring.json';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG = { authTagLength: 16 };

interface RingFile {
  /** Never rotated: addresses are derived from it. */
  readonly addressSecret: string;
  readonly current: number;
  readonly keys: Readonly<Record<string, string>>;
}

/** A wrapped record, as it lies on disk. */
export interface Wrapped {
  readonly keyId: number;
  readonly nonce: string;
  readonly body: string;
  readonly tag: string;
}

export class KeyRing {
  private readonly path: string;
  private ring: RingFile;

  /** Opens the ring of a directory, or makes one. */
  constructor(directory: string) {
    this.path = join(directory, RING_FILE);
    ensurePrivateFile(this.path, () =>
      JSON.stringify({
        addressSecret: randomBytes(KEY_BYTES).toString('hex'),
        current: 1,
        keys: { 1: randomBytes(KEY_BYTES).toString('hex') },
      } satisfies RingFile),
    );
    this.ring = JSON.parse(readFileSync(this.path, 'utf8')) as RingFile;
  }

  get currentKeyId(): number {
    return this.ring.current;
  }

  get keyIds(): readonly number[] {
    return Object.keys(this.ring.keys).map(Number);
  }

  /** Adds a key and makes it the current one. Durable when it returns. */
  addKey(): number {
    const current = this.ring.current + 1;
    const key = randomBytes(KEY_BYTES).toString('hex');
    this.write({ ...this.ring, current, keys: { ...this.ring.keys, [current]: key } });
    return current;
  }

  /** Destroys every key but the current one. */
  dropOldKeys(): void {
    const { current, keys } = this.ring;
    this.write({ ...this.ring, keys: { [current]: keys[current] as string } });
  }

  wrap(name: string, value: unknown): Wrapped {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.key(this.ring.current), nonce, TAG);
    cipher.setAAD(Buffer.from(name, 'utf8'));
    const body = Buffer.concat([cipher.update(JSON.stringify(value), 'utf8'), cipher.final()]);
    return {
      keyId: this.ring.current,
      nonce: nonce.toString('base64'),
      body: body.toString('base64'),
      tag: cipher.getAuthTag().toString('base64'),
    };
  }

  unwrap(name: string, wrapped: Wrapped): unknown {
    const nonce = Buffer.from(wrapped.nonce, 'base64');
    const decipher = createDecipheriv(CIPHER, this.key(wrapped.keyId), nonce, TAG);
    decipher.setAAD(Buffer.from(name, 'utf8'));
    try {
      decipher.setAuthTag(Buffer.from(wrapped.tag, 'base64'));
      const body = Buffer.from(wrapped.body, 'base64');
      return JSON.parse(
        Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8'),
      ) as unknown;
    } catch (cause) {
      throw new ObjectError('object-damaged', `the key record ${name} does not decrypt`, { cause });
    }
  }

  /** Where content of an owner lies: nobody without the ring can tell whether two owners hold the same. */
  address(owner: string, contentHash: string): string {
    const ownerKey = createHmac('sha256', Buffer.from(this.ring.addressSecret, 'hex'))
      .update(`owner\0${owner}`)
      .digest();
    return createHmac('sha256', ownerKey).update(contentHash).digest('hex');
  }

  private key(id: number): Buffer {
    const key = this.ring.keys[id];
    if (key === undefined) throw new ObjectError('key-unknown', `key ${id} is not in the ring`);
    return Buffer.from(key, 'hex');
  }

  private write(ring: RingFile): void {
    replacePrivateFile(this.path, JSON.stringify(ring));
    this.ring = ring;
  }
}
