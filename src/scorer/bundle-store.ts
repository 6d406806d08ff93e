/**
 * Bundles creators handed in, by their stamp: what the gates are checked on, and what scores are computed again from. They hold what a
 * creator sells, so they lie encrypted (AES-256-GCM, the stamp as associated data) under a key of their own, beside nothing else.
 *
 * A bundle is on disk before it is said to be there, and is never replaced: a stamp is over everything that is in it. Bounded: each
 * bundle, and all of an owner's together. Fails with BundleStoreError; a file that does not decrypt is treated as lost.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  createPrivateFile,
  ensurePrivateFile,
  makePrivateDirectory,
  removeFile,
  requireFreeFor,
} from '../files/index.js';
import { bundleSchema, canonicalText, stampHashes } from '../sigma/index.js';

export const BUNDLE_BYTES_MAX = 8 * 1_048_576;
/** Of all bundles of an owner. */
export const OWNER_BYTES_MAX = 32 * BUNDLE_BYTES_MAX;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const CIPHER = 'aes-256-gcm';
const STAMP = /^[0-9a-f]{64}$/;
const ENDING = '.bundle';

export type BundleProblem = 'INVALID_FIELD' | 'WRONG_STAMP' | 'STORE_FULL';

export class BundleStoreError extends Error {
  override readonly name = 'BundleStoreError';
  readonly problem: BundleProblem;

  constructor(problem: BundleProblem, message: string) {
    super(message);
    this.problem = problem;
  }
}

export class BundleStore {
  private readonly directory: string;
  private readonly keyFile: string;
  private readonly kept = new Map<string, number>();
  private key: Buffer | undefined;

  /** @param directory of the bundles, made with the first one */
  constructor(directory: string, keyFile: string) {
    this.directory = directory;
    this.keyFile = keyFile;
    for (const name of existsSync(directory) ? readdirSync(directory) : []) {
      const stamp = name.slice(0, 0 - ENDING.length);
      if (name.endsWith(ENDING) && STAMP.test(stamp)) {
        this.kept.set(stamp, statSync(join(directory, name)).size);
      }
    }
  }

  has(stamp: string): boolean {
    return this.kept.has(stamp);
  }

  /**
   * Keeps a bundle; it is on disk when this returns.
   * @param text of a checked bundle, see `checkedBundle`
   * @param ownersStamps of everything its owner entered, for its share of the room
   */
  put(text: string, stamp: string, ownersStamps: readonly string[]): void {
    if (this.has(stamp)) return;
    const plain = Buffer.from(text);
    const used = [...new Set(ownersStamps)].reduce(
      (sum, one) => sum + (this.kept.get(one) ?? 0),
      0,
    );
    if (used + plain.length > OWNER_BYTES_MAX) {
      throw new BundleStoreError('STORE_FULL', `${used} bytes of ${OWNER_BYTES_MAX} are taken`);
    }
    makePrivateDirectory(this.directory);
    requireFreeFor(this.directory, plain.length);
    const sealed = this.seal(plain, stamp);
    createPrivateFile(this.fileOf(stamp), sealed);
    this.kept.set(stamp, sealed.length);
  }

  /** The JSON of a bundle; undefined where it is not there or cannot be read any more. */
  text(stamp: string): string | undefined {
    if (!this.has(stamp)) return undefined;
    try {
      return this.open(readFileSync(this.fileOf(stamp)), stamp);
    } catch {
      return undefined;
    }
  }

  /** Removes one that cannot be read, so that its creator can hand it in again. */
  forget(stamp: string): void {
    removeFile(this.fileOf(stamp));
    this.kept.delete(stamp);
  }

  private fileOf(stamp: string): string {
    return join(this.directory, `${stamp}${ENDING}`);
  }

  private theKey(): Buffer {
    if (this.key === undefined) {
      ensurePrivateFile(this.keyFile, () => randomBytes(KEY_BYTES).toString('hex'));
      this.key = Buffer.from(readFileSync(this.keyFile, 'utf8').trim(), 'hex');
    }
    return this.key;
  }

  private seal(plain: Uint8Array, stamp: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv(CIPHER, this.theKey(), nonce, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(stamp, 'hex'));
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([nonce, body, cipher.getAuthTag()]);
  }

  private open(sealed: Buffer, stamp: string): string {
    const nonce = sealed.subarray(0, NONCE_BYTES);
    const decipher = createDecipheriv(CIPHER, this.theKey(), nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(Buffer.from(stamp, 'hex'));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const body = sealed.subarray(NONCE_BYTES, -TAG_BYTES);
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  }
}

/**
 * The canonical JSON of a bundle that fits the schema and has the stamp of its entry, recomputed over everything that is in it.
 * @param text JSON as it came
 */
export function checkedBundle(text: string, entered: string): string {
  const bytes = Buffer.byteLength(text);
  if (bytes > BUNDLE_BYTES_MAX) {
    throw new BundleStoreError('INVALID_FIELD', `${bytes} bytes, at most ${BUNDLE_BYTES_MAX}`);
  }
  const bundle = bundleOf(text);
  const stamp = stampHashes(bundle).stamp_sha;
  if (stamp !== entered || bundle.stamp.stamp_sha !== entered) {
    throw new BundleStoreError('WRONG_STAMP', `the entry has ${entered}, the bundle ${stamp}`);
  }
  return canonicalText(bundle);
}

function bundleOf(text: string) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BundleStoreError('INVALID_FIELD', 'the body is no JSON');
  }
  const { success, data, error } = bundleSchema.safeParse(json);
  if (success) return data;
  const [issue] = error.issues;
  const at = issue?.path.join('.') || 'bundle';
  throw new BundleStoreError('INVALID_FIELD', `${at}: ${issue?.message ?? 'is malformed'}`);
}
