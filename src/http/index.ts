/** The door of what every HTTP server of the venue has in common, and of the requests the venue makes itself. */
export { boundConnections, PATIENCE } from './bounds.js';
export * from './egress/index.js';
export * from './mail/index.js';
export { type BoundedServer, serveBounded } from './serve.js';
export { certificateEnd, readTls, type TlsFiles, type TlsPair, watchTls } from './tls.js';
export * from './webhooks/index.js';
