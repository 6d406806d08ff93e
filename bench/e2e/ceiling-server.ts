/**
 * What bounds the exchange from above: its transport with nothing behind it. Started with `fork` and one argument:
 * `echo` sends every message back at once; `journal` first commits the messages of a turn as raw bytes, one frame a
 * turn through the journal writer and blocking as the exchange does, and sends them back when they are durable. There
 * is no codec, no core, no report and no follower. Tells its parent where it listens, and ends when the parent goes.
 *
 * Fails by throwing when a commit fails or a turn brings more than a frame holds.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, createTransport } from '../../src/gateway/transport/index.js';
import { RawJournal } from './raw-journal.js';

interface Held {
  readonly connection: Connection;
  readonly bytes: Uint8Array;
}

const mode = process.argv[2];
const directory = mkdtempSync(join(tmpdir(), 'patx-ceiling-'));
const journal = mode === 'journal' ? new RawJournal(directory) : undefined;
const held: Held[] = [];

function hold(log: RawJournal, connection: Connection, message: Uint8Array): void {
  // The transport's buffer is not ours after this call.
  const bytes = message.slice();
  log.append(bytes);
  if (held.length === 0) setImmediate(endTurn, log);
  held.push({ connection, bytes });
}

function endTurn(log: RawJournal): void {
  log.commit();
  const [first] = held;
  // The bench has one connection.
  first?.connection.cork(() => {
    for (const { connection, bytes } of held) connection.send(bytes, 'binary');
  });
  held.length = 0;
}

const transport = await createTransport({
  choice: 'auto',
  log: { info: () => undefined, warn: (fields, message) => console.error(message, fields) },
  options: {
    host: '127.0.0.1',
    port: 0,
    path: '/v1',
    payloadBytesMax: 1_048_576,
    connectionsMax: 10,
    bufferedBytesMax: 64 * 1_048_576,
    idleTimeoutMs: 60_000,
    pendingMax: 1_000,
    proxies: new Set(),
  },
  handlers: {
    admits: () => true,
    onOpen: () => undefined,
    onMessage: (connection, bytes, kind) => {
      if (journal === undefined) connection.send(bytes, kind);
      else hold(journal, connection, bytes);
    },
    onDrain: () => undefined,
    onClose: () => undefined,
  },
});
const { port } = await transport.listen();
process.send?.({ url: `ws://127.0.0.1:${port}/v1` });
process.once('disconnect', () => {
  void journal?.close();
  rmSync(directory, { recursive: true, force: true });
  process.exit(0);
});
