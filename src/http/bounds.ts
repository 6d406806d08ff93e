/** Bounds of an HTTP server: how many connect, and how long somebody may take over a request. */
import type { Socket } from 'node:net';
import type { ServerType } from '@hono/node-server';

/** How long somebody may take over a request, and how soon that is noticed. */
export const PATIENCE = {
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  keepAliveTimeout: 5_000,
  connectionsCheckingInterval: 1_000,
};

/** Cuts off whoever connects when there are enough, in all or from one address. */
export function boundConnections(
  server: ServerType,
  connectionsMax: number,
  perAddressMax: number,
): void {
  const byAddress = new Map<string, number>();
  let all = 0;
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    const own = byAddress.get(address) ?? 0;
    if (all >= connectionsMax || own >= perAddressMax) {
      socket.destroy();
      return;
    }
    all += 1;
    byAddress.set(address, own + 1);
    // No timeout of the server's own looks at a socket that never said anything.
    const silent = setTimeout(() => {
      if (socket.bytesRead === 0) socket.destroy();
    }, PATIENCE.headersTimeout);
    socket.once('close', () => {
      clearTimeout(silent);
      all -= 1;
      const left = (byAddress.get(address) ?? 1) - 1;
      if (left === 0) byAddress.delete(address);
      else byAddress.set(address, left);
    });
  });
}
