/** An HTTP server of the venue: plain, or with TLS from files that may change; bounded as all of them are. */
import { createServer } from 'node:https';
import { type ServerType, serve } from '@hono/node-server';
import { boundConnections, type ConnectionBounds, PATIENCE } from './bounds.js';
import { readTls, type TlsFiles, watchTls } from './tls.js';

export interface BoundedOptions {
  readonly fetch: Parameters<typeof serve>[0]['fetch'];
  readonly hostname: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly bounds: ConnectionBounds;
  readonly headerBytesMax?: number;
  readonly tls?: TlsFiles | undefined;
  /** Told when files changed and are no pair. */
  readonly failed?: (error: unknown) => void;
}

export interface BoundedServer {
  readonly port: number;
  readonly server: ServerType;
}

/** Resolves once it listens, rejects when it cannot. */
export function serveBounded(options: BoundedOptions): Promise<BoundedServer> {
  const { fetch, hostname, port, bounds, headerBytesMax, tls, failed = () => undefined } = options;
  const limits = headerBytesMax === undefined ? {} : { maxHeaderSize: headerBytesMax };
  const plain = { ...PATIENCE, ...limits };
  return new Promise((resolve, reject) => {
    const settings =
      tls === undefined
        ? { serverOptions: plain }
        : { createServer, serverOptions: { ...plain, ...readTls(tls) } };
    const server = serve(
      { fetch, hostname, port, ...settings } as Parameters<typeof serve>[0],
      (info) => resolve({ port: info.port, server }),
    );
    server.once('error', reject);
    boundConnections(server, bounds);
    if (tls === undefined || !('setSecureContext' in server)) return;
    const end = watchTls(tls, (pair) => server.setSecureContext(pair), failed);
    server.once('close', end);
  });
}
