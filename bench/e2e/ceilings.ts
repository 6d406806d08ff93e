/**
 * The ceilings of the end-to-end figures: servers without an exchange, and commits without a server. An end-to-end
 * figure above its ceiling would be a mistake of the measurement.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientEncoder } from '../../src/schema/index.js';
import { BENCH_FOLDER } from '../child.js';
import { restingOrder } from './orders.js';
import { RawClient } from './raw-client.js';
import { RawJournal } from './raw-journal.js';

const SERVER = join(BENCH_FOLDER, 'e2e', 'ceiling-server.js');

export interface Ceiling {
  readonly client: RawClient;
  close(): Promise<void>;
}

/** Starts a server that sends messages back, at once or when they are durable. */
export async function openCeiling(mode: 'echo' | 'journal'): Promise<Ceiling> {
  const child = fork(SERVER, [mode]);
  const url = await firstMessage(child);
  const client = await RawClient.openBare(url);
  const close = async () => {
    client.close();
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.disconnect();
    await ended;
  };
  return { client, close };
}

function firstMessage(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.once('message', (message) => resolve((message as { url: string }).url));
    child.once('exit', (code) => reject(new Error(`a ceiling's server ended with ${code}`)));
  });
}

export interface RawCommits {
  readonly commitsPerSecond: number;
  /** Orders per second that would be, one after the other. */
  readonly perSecond: number;
}

/** Commits frames that hold the bytes of so many orders, one after the other, without a socket. */
export async function rawCommits(ordersPerFrame: number, seconds: number): Promise<RawCommits> {
  const directory = mkdtempSync(join(tmpdir(), 'patx-commits-'));
  const journal = new RawJournal(directory);
  const encoder = new ClientEncoder();
  encoder.command(1_000_000_000, restingOrder(1_000_000_000));
  const order = encoder.bytes.slice();
  let commits = 0;
  const begunMs = performance.now();
  while (performance.now() - begunMs < seconds * 1_000) {
    for (let i = 0; i < ordersPerFrame; i += 1) journal.append(order);
    journal.commit();
    commits += 1;
  }
  const commitsPerSecond = (commits * 1_000) / (performance.now() - begunMs);
  await journal.close();
  rmSync(directory, { recursive: true, force: true });
  return { commitsPerSecond, perSecond: commitsPerSecond * ordersPerFrame };
}
