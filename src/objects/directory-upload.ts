/**
 * An unfinished upload in a directory: whole chunks in one file, what is left in a small one that is replaced.
 *
 * A chunk goes to the file only once a byte behind it is there, so the last one can be marked as the last. The tail is written
 * after the chunks before it are on disk; whatever a power cut leaves, the whole chunks that decrypt and the tail that follows
 * them are what was kept, and nothing that was answered is missing. Fails with ObjectError, or the system's error.
 */
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { syncDirectory } from '../files/index.js';
import {
  CHUNK_BYTES,
  ChunkRole,
  type FileKey,
  openChunk,
  SEALED_CHUNK_BYTES,
  sealChunk,
} from './chunk-cipher.js';
import { ObjectError } from './object-error.js';

const PRIVATE_MODE = 0o600;

export interface ChunkFileOptions {
  readonly path: string;
  readonly key: FileKey;
  readonly bytesMax: number;
}

/** What a finished file holds. */
export interface Finished {
  readonly contentHash: string;
  readonly sizeBytes: number;
  /** Chunks, with the last one, which may be empty. */
  readonly chunkCount: number;
}

export const tailPath = (path: string): string => `${path}.tail`;

/** The chunks of an upload, written to the end of a file. */
export class ChunkFile {
  private readonly options: ChunkFileOptions;
  private file: FileHandle;
  private readonly tail = Buffer.alloc(CHUNK_BYTES);
  private readonly hash: Hash = createHash('sha256');
  private tailBytes = 0;
  private chunks = 0;
  private durableBytes = 0;

  private constructor(options: ChunkFileOptions, file: FileHandle) {
    this.options = options;
    this.file = file;
  }

  static async create(options: ChunkFileOptions): Promise<ChunkFile> {
    const file = await open(options.path, 'wx+', PRIVATE_MODE);
    syncDirectory(dirname(options.path));
    return new ChunkFile(options, file);
  }

  /** Takes up an upload where it is durable. */
  static async resume(options: ChunkFileOptions): Promise<ChunkFile> {
    const chunkFile = new ChunkFile(options, await open(options.path, 'r+'));
    try {
      await chunkFile.recover();
    } catch (error) {
      await chunkFile.close();
      throw error;
    }
    return chunkFile;
  }

  get offsetBytes(): number {
    return this.durableBytes;
  }

  async append(bytes: AsyncIterable<Uint8Array>): Promise<number> {
    const begin = this.receivedBytes;
    try {
      for await (const piece of bytes) await this.take(piece);
    } finally {
      // What came before a connection broke is kept too.
      await this.checkpoint();
    }
    return this.durableBytes - begin;
  }

  /** Marks the last chunk; everything is on disk when it returns. */
  async finish(): Promise<Finished> {
    const sealed = sealChunk(this.options.key, this.chunks, ChunkRole.LAST, this.tailContent());
    await this.writeAt(sealed, this.chunks * SEALED_CHUNK_BYTES);
    await this.file.truncate(this.chunks * SEALED_CHUNK_BYTES + sealed.length);
    await this.file.sync();
    const contentHash = this.hash.copy().update(this.tailContent()).digest('hex');
    return { contentHash, sizeBytes: this.receivedBytes, chunkCount: this.chunks + 1 };
  }

  /** Closes the file; whether what is in memory is what is on disk, so that `reopen` may go on with it. */
  async close(): Promise<boolean> {
    await this.file.close();
    return this.durableBytes === this.receivedBytes;
  }

  /** Goes on after `close` without reading everything again. */
  async reopen(): Promise<this> {
    this.file = await open(this.options.path, 'r+');
    return this;
  }

  private get receivedBytes(): number {
    return this.chunks * CHUNK_BYTES + this.tailBytes;
  }

  private tailContent(): Buffer {
    return this.tail.subarray(0, this.tailBytes);
  }

  private async take(piece: Uint8Array): Promise<void> {
    const { bytesMax } = this.options;
    if (this.receivedBytes + piece.length > bytesMax) {
      throw new ObjectError('upload-too-large', `an object has at most ${bytesMax} bytes`);
    }
    let at = 0;
    while (at < piece.length) {
      if (this.tailBytes === CHUNK_BYTES) await this.flushTail();
      const count = Math.min(CHUNK_BYTES - this.tailBytes, piece.length - at);
      this.tail.set(piece.subarray(at, at + count), this.tailBytes);
      this.tailBytes += count;
      at += count;
    }
  }

  /** The tail is a whole chunk, and a byte follows it. */
  private async flushTail(): Promise<void> {
    const { key } = this.options;
    const sealed = sealChunk(key, this.chunks, ChunkRole.INNER, this.tail);
    await this.writeAt(sealed, this.chunks * SEALED_CHUNK_BYTES);
    this.hash.update(this.tail);
    this.chunks += 1;
    this.tailBytes = 0;
  }

  private async checkpoint(): Promise<void> {
    if (this.durableBytes === this.receivedBytes) return;
    await this.file.datasync();
    const { key, path } = this.options;
    const sealed = sealChunk(key, this.chunks, ChunkRole.TAIL, this.tailContent());
    const fresh = `${tailPath(path)}.next`;
    const file = await open(fresh, 'w', PRIVATE_MODE);
    try {
      await file.writeFile(sealed);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, tailPath(path));
    syncDirectory(dirname(path));
    this.durableBytes = this.receivedBytes;
  }

  private async recover(): Promise<void> {
    const { key, path } = this.options;
    const { size } = await this.file.stat();
    const sealed = Buffer.alloc(SEALED_CHUNK_BYTES);
    while ((this.chunks + 1) * SEALED_CHUNK_BYTES <= size) {
      await this.file.read(sealed, 0, SEALED_CHUNK_BYTES, this.chunks * SEALED_CHUNK_BYTES);
      const plain = opened(key, this.chunks, ChunkRole.INNER, sealed);
      if (plain === undefined) break;
      this.hash.update(plain);
      this.chunks += 1;
    }
    await this.file.truncate(this.chunks * SEALED_CHUNK_BYTES);
    const tail = await contentOf(tailPath(path));
    const plain = tail && opened(key, this.chunks, ChunkRole.TAIL, tail);
    if (plain !== undefined) {
      this.tail.set(plain);
      this.tailBytes = plain.length;
    }
    this.durableBytes = this.receivedBytes;
  }

  private async writeAt(sealed: Buffer, position: number): Promise<void> {
    let written = 0;
    while (written < sealed.length) {
      const left = sealed.length - written;
      const { bytesWritten } = await this.file.write(sealed, written, left, position + written);
      written += bytesWritten;
    }
  }
}

function opened(
  key: FileKey,
  index: number,
  role: ChunkRole,
  sealed: Uint8Array,
): Buffer | undefined {
  try {
    return openChunk(key, index, role, sealed);
  } catch (error) {
    if (error instanceof ObjectError && error.code === 'object-damaged') return undefined;
    throw error;
  }
}

async function contentOf(path: string): Promise<Buffer | undefined> {
  try {
    const file = await open(path, 'r');
    try {
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
