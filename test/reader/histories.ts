/** Opens and closes histories for tests, in a directory of their own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { FrameSource } from '../../src/engine/log/index.js';
import { digestTables, HistoryReader } from '../../src/reader/index.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-history-'));
let made = 0;

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** A path nothing is at. */
export function newPath(): string {
  made += 1;
  return join(scratch, `${made}`, 'history.db');
}

export const openReader = (source: FrameSource, path: string): Promise<HistoryReader> =>
  HistoryReader.open({
    ...{ source, path, nowMs: Date.now, log: () => undefined },
  });

/** Follows to the end of a source; the reader is left open. */
export async function followed(source: FrameSource, path = newPath()): Promise<HistoryReader> {
  const reader = await openReader(source, path);
  await reader.run(new AbortController().signal);
  return reader;
}

/** Digests of all tables after following to the end of a source. */
export async function digestOf(source: FrameSource, path = newPath()) {
  const reader = await followed(source, path);
  const digests = digestTables(reader.database);
  reader.close();
  return digests;
}
