/**
 * Whether the gateway will be able to listen, asked before a venue is made for it. The port is let go again: who connects
 * before the exchange is open is to be refused, not kept waiting.
 */
import { createServer } from 'node:net';
import { explained } from '../explained.js';

/** Rejects with what is wrong with the address or the port. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error) =>
      reject(explained(error, { setting: '--gateway-host, --gateway-port' })),
    );
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });
}
