/**
 * Shows a fault of the storage engine (lmdb 3.5.6, and every version back to 2.9): a process that opens an environment, though
 * only to read, overwrites the shared number of the newest transaction with one it read a moment before. If the writer commits
 * in between, its next commit begins from an older state: it fails with "mdb_page_touch no parent", drops what was flushed, or the
 * process dies of SIGSEGV.
 *
 * One process appends and flushes, three others open and close the same environment for reading, for some seconds. Prints what
 * the writer kept of what it was told is flushed. Exits 1 when something is missing or a commit failed.
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { open } from 'lmdb';

const SECONDS = 6;
const READERS = 3;
/** @type {import('lmdb').RootDatabaseOptions} */
const OPTIONS = {
  ...{ overlappingSync: false, eventTurnBatching: false, noSubdir: false, maxDbs: 1 },
  encoding: 'binary',
  keyEncoding: 'binary',
};

/** @param {string} directory */
function openAgainAndAgain(directory) {
  for (const untilMs = Date.now() + SECONDS * 1_000; Date.now() < untilMs; ) {
    try {
      void open(directory, { ...OPTIONS, readOnly: true }).close();
    } catch {
      // Before the writer has made it, or after it broke.
    }
  }
}

async function append() {
  const directory = mkdtempSync(join(tmpdir(), 'patx-open-'));
  const environment = open(directory, { ...OPTIONS, mapSize: 2 ** 30 });
  const program = fileURLToPath(import.meta.url);
  let left = READERS;
  for (let i = 0; i < READERS; i += 1) {
    fork(program, [directory]).on('exit', () => {
      left -= 1;
    });
  }
  let flushed = 0;
  let failure = '';
  while (left > 0 && failure === '') {
    const key = Buffer.alloc(8);
    key.writeBigUInt64BE(BigInt(flushed));
    try {
      await environment.put(key, Buffer.alloc(300 + (flushed % 7) * 900));
      flushed += 1;
    } catch (error) {
      const why = /** @type {{ commitError?: Promise<unknown> }} */ (error).commitError;
      failure = await Promise.resolve(why).then(
        () => String(error),
        (cause) => String(cause),
      );
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  environment.resetReadTxn();
  const kept = [...environment.getKeys()].length;
  console.log(`flushed ${flushed}, kept ${kept}${failure === '' ? '' : `, then: ${failure}`}`);
  rmSync(directory, { recursive: true, force: true });
  process.exit(kept >= flushed && failure === '' ? 0 : 1);
}

const [, , directory] = process.argv;
if (directory === undefined) await append();
else openAgainAndAgain(directory);
