/**
 * `patx download`: fetches a revision somebody may read, by short-lived links, in ranges; what was cut off goes on where it ended.
 * The file gets its name once its hash is the one the journal has.
 */
import { createHash } from 'node:crypto';
import {
  closeSync,
  createReadStream,
  existsSync,
  openSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import type { Command } from 'commander';
import { type ApiOptions, ApiSession, refused, withApi } from '../api-session.js';
import { CommandError } from '../command-error.js';
import { whole } from '../option-values.js';

interface Options extends ApiOptions {
  readonly listing: number;
  readonly revision: number;
}

interface FileLink {
  readonly path: string;
  readonly sizeBytes: number;
  readonly contentHash: string;
}

const RANGE_BYTES = 67_108_864;

export function addDownload(program: Command): void {
  withApi(
    program
      .command('download')
      .description('fetch a revision of a listing that the account may read')
      .argument('<file>', 'where it is written'),
  )
    .requiredOption('--listing <id>', 'the listing', whole(1))
    .option('--revision <n>', 'the revision', whole(1), 1)
    .action(async (file: string, options: Options) => {
      const session = new ApiSession(options);
      const part = `${file}.part`;
      const path = `/market/listings/${options.listing}/revisions/${options.revision}/links`;
      let link = (await session.ask('POST', path)) as FileLink;
      for (let from = sizeOf(part); from < link.sizeBytes; from = sizeOf(part)) {
        await range(session, link, from, part);
        link = (await session.ask('POST', path)) as FileLink;
      }
      if ((await hashOf(part)) !== link.contentHash) {
        throw new CommandError('not-verified', `${part} is not ${link.contentHash}: remove it`);
      }
      renameSync(part, file);
      process.stdout.write(`${link.contentHash}\n`);
    });
}

async function range(session: ApiSession, link: FileLink, from: number, part: string) {
  const last = Math.min(link.sizeBytes, from + RANGE_BYTES) - 1;
  const answer = await session.open(link.path, { headers: { range: `bytes=${from}-${last}` } });
  if (answer.status !== 206 || answer.body === null) throw await refused(answer);
  const file = openSync(part, 'a');
  try {
    for await (const piece of answer.body as unknown as AsyncIterable<Uint8Array>) {
      writeSync(file, piece);
    }
  } finally {
    closeSync(file);
  }
}

const sizeOf = (path: string): number => (existsSync(path) ? statSync(path).size : 0);

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer);
  return hash.digest('hex');
}
