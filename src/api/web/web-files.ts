/**
 * The built pages, read once: few and small files that are kept in memory with their tag, so that a request touches no disk and
 * no path of a request reaches the file system. One is compressed when it is first asked for, and kept so: a start does not wait for it.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { gzipSync } from 'node:zlib';

export interface WebFile {
  readonly type: string;
  readonly etag: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly gzip: () => Uint8Array<ArrayBuffer>;
  /** Its name holds a digest of its content, so it never changes. */
  readonly isImmutable: boolean;
}

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const GZIP_LEVEL = 9;

/** The files below a folder by their path in an address, such as `/assets/main-Dx3k.js`; empty when nothing was built. */
export function webFilesOf(directory: string): ReadonlyMap<string, WebFile> {
  const files = new Map<string, WebFile>();
  for (const name of namesIn(directory)) {
    const path = `/${name.replaceAll('\\', '/')}`;
    const type = TYPES[extname(path)];
    if (type === undefined) continue;
    const bytes = new Uint8Array(readFileSync(join(directory, name)));
    const digest = createHash('sha256').update(bytes).digest('base64url').slice(0, 22);
    files.set(path, {
      ...{ type, bytes, gzip: compressedOnce(bytes), etag: `"${digest}"` },
      isImmutable: path.startsWith('/assets/'),
    });
  }
  return files;
}

function compressedOnce(bytes: Uint8Array): () => Uint8Array<ArrayBuffer> {
  let compressed: Uint8Array<ArrayBuffer> | undefined;
  return () => {
    compressed ??= new Uint8Array(gzipSync(bytes, { level: GZIP_LEVEL }));
    return compressed;
  };
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, encoding: 'utf8' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
