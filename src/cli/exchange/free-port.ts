/**
 * Whether the gateway will be able to listen, asked before a venue is made for it. The port is let go again: who connects
 * before the exchange is open is to be refused, not kept waiting.
 */
import { createServer } from 'node:net';

/** Rejects with the system's error, which names the address, the port and what is wrong. */
export async function requireFreePort(host: string, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', reject);
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve()));
  });
}
