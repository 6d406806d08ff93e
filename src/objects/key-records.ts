/**
 * One small file for each object and upload: its data key and what is known of it, wrapped. Without its record the bytes of a
 * file are noise, so removing the record is removing the file, in every copy of the bytes too.
 *
 * A record is replaced whole and durably. Fails with ObjectError, or the system's error.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePrivateDirectory, removeFile, replacePrivateFile } from '../files/index.js';
import type { FileKey } from './chunk-cipher.js';
import type { KeyRing, Wrapped } from './key-ring.js';

const SUFFIX = '.key';

export interface FileRecord {
  readonly owner: string;
  readonly key: string;
  readonly fileId: string;
  /** What an upload was said to have. */
  readonly declaredBytes?: number;
  /** Of a finished object. */
  readonly contentHash?: string;
  readonly sizeBytes?: number;
  readonly chunkCount?: number;
}

export const fileKeyOf = ({ key, fileId }: FileRecord): FileKey => ({
  key: Buffer.from(key, 'hex'),
  fileId: Buffer.from(fileId, 'hex'),
});

export class KeyRecords {
  private readonly directory: string;
  private readonly ring: KeyRing;

  constructor(directory: string, ring: KeyRing) {
    this.directory = directory;
    this.ring = ring;
    makePrivateDirectory(directory);
  }

  write(name: string, record: FileRecord): void {
    replacePrivateFile(this.path(name), JSON.stringify(this.ring.wrap(name, record)));
  }

  read(name: string): FileRecord | undefined {
    if (!existsSync(this.path(name))) return undefined;
    return this.ring.unwrap(name, this.wrapped(name)) as FileRecord;
  }

  remove(name: string): void {
    removeFile(this.path(name));
  }

  names(): string[] {
    return readdirSync(this.directory)
      .filter((file) => file.endsWith(SUFFIX))
      .map((file) => file.slice(0, -SUFFIX.length));
  }

  /**
   * Wraps every record by a new key and destroys the old ones. Cut off, it leaves records under two keys that both open, and
   * is begun again by calling it again.
   */
  rotate(): void {
    const current = this.ring.addKey();
    for (const name of this.names()) {
      const record = this.read(name);
      if (record !== undefined && this.wrapped(name).keyId !== current) this.write(name, record);
    }
    this.ring.dropOldKeys();
  }

  private wrapped(name: string): Wrapped {
    return JSON.parse(readFileSync(this.path(name), 'utf8')) as Wrapped;
  }

  private path(name: string): string {
    return join(this.directory, `${name}${SUFFIX}`);
  }
}
