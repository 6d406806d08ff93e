/**
 * `patx upload FILE`: brings a file into the store of a running venue and has it measured as a revision: resumable, in pieces of
 * 8 MiB, by a token of the account's key. Prints the hash the file is known by, or that a revision was measured.
 */
import { openAsBlob, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Command } from 'commander';
import { type ApiOptions, ApiSession, refused, withApi } from '../api-session.js';
import { CommandError, jsonOf } from '../command-error.js';
import { whole } from '../option-values.js';

interface Options extends ApiOptions {
  readonly listing?: number;
  readonly revision?: number;
  readonly declaration?: string;
}

const PIECE_BYTES = 8_388_608;
const TRIES = 5;
const LOOK_MS = 200;
const VERSION = { 'Tus-Resumable': '1.0.0' };

export function addUpload(program: Command): void {
  withApi(
    program
      .command('upload')
      .description('upload a data file to a running venue, and have it measured as a revision')
      .argument('<file>', 'CSV, TSV, JSON lines, a JSON array of objects, or Parquet'),
  )
    .option('--listing <id>', 'listing of the revision (none: it is only uploaded)', whole(1))
    .option('--revision <n>', 'revision that has this content (1)', whole(1))
    .option('--declaration <file>', 'JSON of columns, types, keys, what is private (none)')
    .action(async (file: string, options: Options) => {
      const session = new ApiSession(options);
      const hash = await sent(session, file);
      if (options.listing === undefined) {
        process.stdout.write(`${hash}\n`);
        return;
      }
      const { revision = 1, declaration } = options;
      const path = `/market/listings/${options.listing}/revisions/${revision}/ingestion`;
      const said =
        declaration === undefined ? {} : { declaration: jsonOf(declaration, '--declaration') };
      await begun(session, path, said);
      process.stdout.write(`${await measured(session, path)}\n`);
    });
}

/** Begins to measure; a revision that was added just now is not known at once. */
async function begun(session: ApiSession, path: string, said: unknown): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await session.ask('POST', path, said);
      return;
    } catch (error) {
      const isUnknown = error instanceof Error && error.message.includes('UNKNOWN_REVISION');
      if (!isUnknown || tries >= TRIES) throw error;
      await sleep(LOOK_MS);
    }
  }
}

/** Sends a file; resolves with its hash. */
async function sent(session: ApiSession, file: string): Promise<string> {
  const { size } = statSync(file);
  const blob = await openAsBlob(file);
  const begun = await session.withToken('/market/uploads', {
    method: 'POST',
    headers: { ...VERSION, 'Upload-Length': String(size) },
  });
  const path = begun.headers.get('location');
  if (path === null) throw await refused(begun);
  let offset = 0;
  for (let tries = 0; ; tries += 1) {
    try {
      const answer = await session.withToken(path, {
        method: 'PATCH',
        headers: {
          ...{ ...VERSION, 'Upload-Offset': String(offset) },
          'Content-Type': 'application/offset+octet-stream',
        },
        body: blob.slice(offset, offset + PIECE_BYTES),
      });
      if (!answer.ok) throw await refused(answer);
      offset = Number(answer.headers.get('upload-offset'));
      tries = 0;
      const hash = answer.headers.get('patx-content-hash');
      if (hash !== null) return hash;
    } catch (error) {
      const isCut = error instanceof CommandError && error.code === 'not-reachable';
      if (tries >= TRIES || !isCut) throw error;
      await sleep(LOOK_MS * 2 ** tries);
      const head = await session.withToken(path, { method: 'HEAD', headers: VERSION });
      offset = Number(head.headers.get('upload-offset') ?? offset);
    }
  }
}

/** Waits for an ingestion; resolves with what to say of it. */
async function measured(session: ApiSession, path: string): Promise<string> {
  for (;;) {
    const { state, problem } = (await session.ask('GET', path)) as {
      state: string;
      problem: { code: string; detail: string; remedy: string } | null;
    };
    if (state === 'MEASURED') return 'measured';
    if (problem !== null && state !== 'MEASURING' && state !== 'RECORDING') {
      const { code, detail, remedy } = problem;
      throw new CommandError('file-refused', `${code}: ${detail}. ${remedy}`);
    }
    await sleep(LOOK_MS);
  }
}
