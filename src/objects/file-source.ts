/** A plain file as a source of bytes, for what lies outside the store. Fails with the system's error. */
import { type FileHandle, open } from 'node:fs/promises';
import type { ByteSource } from './object-store.js';

export class FileSource implements ByteSource {
  readonly sizeBytes: number;
  private readonly file: FileHandle;

  private constructor(file: FileHandle, sizeBytes: number) {
    this.file = file;
    this.sizeBytes = sizeBytes;
  }

  static async open(path: string): Promise<FileSource> {
    const file = await open(path, 'r');
    const stats = await file.stat();
    if (!stats.isFile()) {
      await file.close();
      throw Object.assign(new Error(`${path} is not a file`), { code: 'EINVAL' });
    }
    return new FileSource(file, stats.size);
  }

  async read(start: number, end: number): Promise<Uint8Array> {
    const length = Math.max(0, Math.min(end, this.sizeBytes) - start);
    const bytes = new Uint8Array(length);
    let at = 0;
    while (at < length) {
      const { bytesRead } = await this.file.read(bytes, at, length - at, start + at);
      if (bytesRead === 0) break;
      at += bytesRead;
    }
    return bytes.subarray(0, at);
  }

  async close(): Promise<void> {
    await this.file.close();
  }
}
