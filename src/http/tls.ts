/**
 * TLS of a server from files, which are read again when they change: whoever is connected stays, whoever comes gets the new
 * certificate. A pair that does not fit, as it is for a moment while somebody writes it, changes nothing and is said.
 */
import { X509Certificate } from 'node:crypto';
import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createSecureContext } from 'node:tls';

export interface TlsFiles {
  /** PEM: the certificate, then those that lead to a known one. */
  readonly certPath: string;
  /** PEM: its private key. */
  readonly keyPath: string;
}

export interface TlsPair {
  readonly cert: string;
  readonly key: string;
}

const LOOK_MS = 1_000;

/** Reads a pair. Throws when a file cannot be read, or the key is not the certificate's. */
export function readTls({ certPath, keyPath }: TlsFiles): TlsPair {
  const pair = { cert: readFileSync(certPath, 'utf8'), key: readFileSync(keyPath, 'utf8') };
  createSecureContext(pair);
  return pair;
}

/** Looks at the files from now on; returns what ends it. */
export function watchTls(
  files: TlsFiles,
  renewed: (pair: TlsPair) => void,
  failed: (error: unknown) => void,
): () => void {
  let last = readTls(files);
  const look = (): void => {
    try {
      const pair = readTls(files);
      if (pair.cert === last.cert && pair.key === last.key) return;
      last = pair;
      renewed(pair);
    } catch (error) {
      failed(error);
    }
  };
  const paths = [files.certPath, files.keyPath];
  for (const path of paths) watchFile(path, { interval: LOOK_MS, persistent: false }, look);
  return () => {
    for (const path of paths) unwatchFile(path, look);
  };
}

const END_LOOK_MS = 60_000;

/**
 * Until when the certificate of a server counts, by its file as it is looked at once a minute; a file that cannot be read is one
 * that has ended. @param nowMs wall clock
 */
export function certificateEnd({ certPath }: TlsFiles, nowMs: () => number): () => number {
  let lookedMs = Number.NEGATIVE_INFINITY;
  let endsMs = 0;
  return () => {
    const atMs = nowMs();
    if (atMs - lookedMs < END_LOOK_MS) return endsMs;
    lookedMs = atMs;
    try {
      endsMs = Date.parse(new X509Certificate(readFileSync(certPath)).validTo);
    } catch {
      endsMs = 0;
    }
    return endsMs;
  };
}
