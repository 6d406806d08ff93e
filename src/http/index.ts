/** The door of what every HTTP server of the venue has in common. */
export { boundConnections, PATIENCE } from './bounds.js';
export { type BoundedServer, serveBounded } from './serve.js';
export { readTls, type TlsFiles, type TlsPair, watchTls } from './tls.js';
