/**
 * The ceiling of the transport: messages of 64 bytes echoed over one loopback connection, client in a process of its
 * own, on both libraries. Nothing of the exchange is in between, so no end-to-end figure can pass these.
 *
 * Run it alone: node dist/bench/gateway/transport.bench.js [SECONDS].
 */
import { fork } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTransport, type Transport } from '../../src/gateway/transport/index.js';
import { BENCH_FOLDER } from '../child.js';
import type { EchoResult, EchoTask } from './transport-client.js';

const DEPTHS = [1, 64, 512, 4096];
const PAYLOAD_BYTES = 64;
const CLIENT_FILE = join(BENCH_FOLDER, 'gateway', 'transport-client.js');

/** One line of the result. */
export interface TransportResult {
  readonly transport: Transport['kind'];
  /** Messages under way at a time. */
  readonly depth: number;
  readonly messagesPerSecond: number;
  readonly p50Us: number;
  readonly p99Us: number;
  /** Share of one core the server took. */
  readonly serverCpuPercent: number;
}

const runClient = (task: EchoTask): Promise<EchoResult> =>
  new Promise((resolve, reject) => {
    const child = fork(CLIENT_FILE);
    child.once('message', (result) => resolve(result as EchoResult));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the client ended with ${code}`)));
    child.send(task);
  });

const measure = async (kind: Transport['kind'], seconds: number): Promise<TransportResult[]> => {
  const silent = { info: () => undefined, warn: () => undefined };
  const transport = await createTransport({
    choice: kind,
    log: silent,
    options: {
      host: '127.0.0.1',
      port: 0,
      path: '/v1',
      payloadBytesMax: 65_536,
      connectionsMax: 10,
      bufferedBytesMax: 8_388_608,
      idleTimeoutMs: 60_000,
      pendingMax: 1_000,
      proxies: new Set(),
    },
    handlers: {
      admits: () => true,
      onOpen: () => undefined,
      onMessage: (connection, bytes, messageKind) => {
        connection.send(bytes, messageKind);
      },
      onDrain: () => undefined,
      onClose: () => undefined,
    },
  });
  const { port } = await transport.listen();
  const results: TransportResult[] = [];
  for (const depth of DEPTHS) {
    const before = process.cpuUsage();
    const echo = await runClient({ port, depth, payloadBytes: PAYLOAD_BYTES, seconds });
    const used = process.cpuUsage(before);
    results.push({
      transport: kind,
      depth,
      messagesPerSecond: Math.round((1000 * echo.messages) / echo.elapsedMs),
      p50Us: Math.round(echo.p50Us),
      p99Us: Math.round(echo.p99Us),
      serverCpuPercent: Math.round((used.user + used.system) / (10 * echo.elapsedMs)),
    });
  }
  await transport.stop(0);
  return results;
};

/** Both libraries at every depth, `seconds` each. */
export const transportBench = async (seconds = 2): Promise<TransportResult[]> => [
  ...(await measure('uws', seconds)),
  ...(await measure('ws', seconds)),
];

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.table(await transportBench(Number(process.argv[2] ?? 2)));
  process.exit(0);
}
