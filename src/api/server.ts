/**
 * The API's server: its own port, bounded in connections, in time for a request, and in what is left when it closes. Also
 * `/healthz` and `/metrics` of the reader, which say nothing of the market or of anybody.
 */
import type { ServerType } from '@hono/node-server';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { serveBounded, type TlsFiles } from '../http/index.js';
import type { HistoryReader } from '../reader/index.js';
import { type AppOptions, createApi } from './app.js';

export interface ServeOptions extends AppOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Without it, plain HTTP. */
  readonly tls?: TlsFiles | undefined;
}

export interface ApiServer {
  readonly port: number;
  /** Closes; resolves when nobody is connected any more. */
  close(): Promise<void>;
}

const CONNECTIONS = { connectionsMax: 2_048, perPlaceMax: 256 };
const HEADER_BYTES_MAX = 8_192;
/** Who is connected and asks nothing, or reads a file slowly, is not waited for longer. */
const CLOSE_MS = 1_000;
/** Farther behind than this the reader is not healthy. */
const LAG_COMMANDS_MAX = 1_000_000;

/** Serves the API; resolves with the port it listens on, rejects when it cannot. */
export async function serveApi(options: ServeOptions): Promise<ApiServer> {
  const api = createApi(options);
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'patx_reader_process_' });
  const gauges = new Map<string, Gauge>();
  api.get('/healthz', (c) => {
    const status = options.reader()?.status();
    const isHealthy = status !== undefined && status.lagCommands <= LAG_COMMANDS_MAX;
    const said = status === undefined ? 'restoring' : isHealthy ? 'ok' : 'behind';
    return c.json({ status: said, lagCommands: status?.lagCommands ?? 0 }, isHealthy ? 200 : 503);
  });
  api.get('/metrics', async (c) => {
    const reader = options.reader();
    for (const [name, value] of Object.entries(reader === undefined ? {} : readerNumbers(reader))) {
      let gauge = gauges.get(name);
      if (gauge === undefined) {
        const help = name.replaceAll('_', ' ');
        gauge = new Gauge({ name: `patx_${name}`, help, registers: [registry] });
        gauges.set(name, gauge);
      }
      gauge.set(value);
    }
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  const { port, server } = await serveBounded({
    ...{ fetch: api.fetch, hostname: options.host, port: options.port, bounds: CONNECTIONS },
    ...{ headerBytesMax: HEADER_BYTES_MAX, tls: options.tls, failed: options.failed },
  });
  return { port, close: () => closed(server) };
}

/** The reader's numbers, in the names Prometheus expects. */
export function readerNumbers(reader: HistoryReader): Record<string, number> {
  const status = reader.status();
  return {
    reader_sequence: status.sequence,
    reader_lag_commands: status.lagCommands,
    reader_progress: status.progress,
    reader_transactions_total: status.transactions,
    reader_longest_transaction_ms: Math.round(status.longestTransactionMs),
    reader_unexplained_movements_total: status.unexplainedMovements,
  };
}

async function closed(server: ServerType): Promise<void> {
  const isClosed = new Promise<void>((resolve) => server.close(() => resolve()));
  const cut = setTimeout(() => {
    if ('closeAllConnections' in server) server.closeAllConnections();
  }, CLOSE_MS);
  await isClosed;
  clearTimeout(cut);
}
