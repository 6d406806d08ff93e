/**
 * A finished object in a directory: reads ranges by decrypting the chunks they lie in. Keeps the last chunk, since small reads
 * follow each other. Once its key is destroyed an open one reads nothing more. Fails with ObjectError object-damaged,
 * object-unknown.
 */
import type { FileHandle } from 'node:fs/promises';
import {
  CHUNK_BYTES,
  ChunkRole,
  type FileKey,
  OVERHEAD_BYTES,
  openChunk,
  SEALED_CHUNK_BYTES,
} from './chunk-cipher.js';
import { ObjectError } from './object-error.js';
import type { ObjectSummary, StoredObject } from './object-store.js';

export interface DirectoryObjectParts extends ObjectSummary {
  readonly key: FileKey;
  readonly chunkCount: number;
  readonly file: FileHandle;
  readonly closed: (object: DirectoryObject) => void;
}

export class DirectoryObject implements StoredObject {
  readonly address: string;
  readonly owner: string;
  readonly contentHash: string;
  readonly sizeBytes: number;
  private readonly parts: DirectoryObjectParts;
  private keptIndex = -1;
  private kept: Uint8Array = new Uint8Array();
  private isDestroyed = false;

  constructor(parts: DirectoryObjectParts) {
    this.address = parts.address;
    this.owner = parts.owner;
    this.contentHash = parts.contentHash;
    this.sizeBytes = parts.sizeBytes;
    this.parts = parts;
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const to = Math.min(end, this.sizeBytes);
    const from = Math.max(0, Math.min(start, to));
    const bytes = new Uint8Array(to - from);
    for (let at = from; at < to; ) {
      const index = Math.floor(at / CHUNK_BYTES);
      const chunk = await this.chunk(index);
      const begin = at - index * CHUNK_BYTES;
      const part = chunk.subarray(begin, Math.min(chunk.length, begin + to - at));
      bytes.set(part, at - from);
      at += part.length;
    }
    return bytes;
  }

  /** Forgets the key. */
  destroy(): void {
    this.isDestroyed = true;
    this.parts.key.key.fill(0);
    this.kept.fill(0);
  }

  async close(): Promise<void> {
    this.parts.closed(this);
    await this.parts.file.close();
  }

  private async chunk(index: number): Promise<Uint8Array> {
    if (this.isDestroyed) throw new ObjectError('object-unknown');
    if (index === this.keptIndex) return this.kept;
    const { chunkCount, file, key } = this.parts;
    const plainBytes = Math.min(CHUNK_BYTES, this.sizeBytes - index * CHUNK_BYTES);
    const sealed = Buffer.alloc(plainBytes + OVERHEAD_BYTES);
    const { bytesRead } = await file.read(sealed, 0, sealed.length, index * SEALED_CHUNK_BYTES);
    const role = index === chunkCount - 1 ? ChunkRole.LAST : ChunkRole.INNER;
    this.kept = openChunk(key, index, role, sealed.subarray(0, bytesRead));
    this.keptIndex = index;
    return this.kept;
  }
}
