/**
 * Chunks of a file: up to 1 MiB each under AES-256-GCM, with the file's id, the chunk's index and what it is as associated data,
 * so that a chunk that is moved, cut off, repeated or taken from another file does not decrypt.
 *
 * A nonce is random: a chunk that is written anew (the tail of an upload) is never written twice under one nonce. A data key
 * writes at most 2^32 chunks, far from where random nonces meet. Layout: nonce (12), ciphertext, tag (16).
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { ObjectError } from './object-error.js';

export const CHUNK_BYTES = 1_048_576;
export const KEY_BYTES = 32;
export const FILE_ID_BYTES = 16;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** What a chunk takes beside its plain bytes. */
export const OVERHEAD_BYTES = NONCE_BYTES + TAG_BYTES;
export const SEALED_CHUNK_BYTES = CHUNK_BYTES + OVERHEAD_BYTES;
const CIPHER = 'aes-256-gcm';

/** What a chunk is: one with others behind it, the file's last, or the end of an unfinished upload. */
export const ChunkRole = { INNER: 0, LAST: 1, TAIL: 2 } as const;
export type ChunkRole = (typeof ChunkRole)[keyof typeof ChunkRole];

export interface FileKey {
  readonly key: Uint8Array;
  readonly fileId: Uint8Array;
}

export function sealChunk(
  { key, fileId }: FileKey,
  index: number,
  role: ChunkRole,
  plain: Uint8Array,
): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(associated(fileId, index, role));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([nonce, body, cipher.getAuthTag()]);
}

/** Fails with object-damaged. */
export function openChunk(
  { key, fileId }: FileKey,
  index: number,
  role: ChunkRole,
  sealed: Uint8Array,
): Buffer {
  if (sealed.length < OVERHEAD_BYTES)
    throw new ObjectError('object-damaged', `chunk ${index} is cut`);
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
  const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(associated(fileId, index, role));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
  const plain = decipher.update(body);
  try {
    decipher.final();
  } catch (cause) {
    throw new ObjectError('object-damaged', `chunk ${index} does not decrypt`, { cause });
  }
  return plain;
}

function associated(fileId: Uint8Array, index: number, role: ChunkRole): Buffer {
  const data = Buffer.alloc(FILE_ID_BYTES + 9);
  data.set(fileId);
  data.writeBigUInt64BE(BigInt(index), FILE_ID_BYTES);
  data[FILE_ID_BYTES + 8] = role;
  return data;
}
