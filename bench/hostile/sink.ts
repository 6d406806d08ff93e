/**
 * The venue's transport with nothing behind it, at the lowest priority: takes what an attacker sends and throws it away. What
 * an attack does to others beyond this is what the venue makes of it, and not that the machine has another program to run.
 * Started with `fork`; tells its parent where it listens, and ends when the parent goes.
 */
import { constants, setPriority } from 'node:os';
import { createTransport } from '../../src/gateway/transport/index.js';

setPriority(constants.priority.PRIORITY_LOW);
const transport = await createTransport({
  choice: 'auto',
  log: { info: () => undefined, warn: (fields, message) => console.error(message, fields) },
  options: {
    host: '127.0.0.1',
    port: 0,
    path: '/v1',
    payloadBytesMax: 8 * 1_048_576,
    connectionsMax: 10_000,
    bufferedBytesMax: 1_048_576,
    idleTimeoutMs: 60_000,
    pendingMax: 10_000,
    proxies: new Set(),
  },
  handlers: {
    admits: () => true,
    onOpen: () => undefined,
    onMessage: () => undefined,
    onDrain: () => undefined,
    onClose: () => undefined,
  },
});
const { port } = await transport.listen();
process.send?.({ url: `ws://127.0.0.1:${port}/v1` });
process.once('disconnect', () => process.exit(0));
