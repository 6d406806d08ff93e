/**
 * Asks the storage engine itself about a data file that looks faulty to us, in a process of its own: the engine trusts
 * its file, and a damaged page can kill the process that reads it, or keep it busy for ever.
 */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { dataFileOf, withReaders } from './lmdb-environment.js';

/** Where the engine is, for a process that is given its program as text. */
const ENGINE = pathToFileURL(createRequire(import.meta.url).resolve('lmdb')).href;

/** A read of a sound file takes a second for some hundred megabytes; one that goes in circles has no end. */
const TIME_MIN_MS = 30_000;
const BYTES_PER_MS = 20_000;

const OPTIONS =
  "{ encoding: 'binary', keyEncoding: 'binary', overlappingSync: false, noSubdir: false, maxDbs: 1 }";

/** Reads every record, and writes it to another environment where one is named; prints how many there were. */
const PROGRAM = `
const [engine, from, to, mapBytes] = process.argv.slice(1);
const { open } = (await import(engine)).default;
const source = open(from, { ...${OPTIONS}, readOnly: true });
const target = to && open(to, { ...${OPTIONS}, mapSize: Number(mapBytes) });
let records = 0;
for (const { key, value } of source.getRange({})) {
  if (target) target.putSync(key, value);
  records += 1;
}
if (target) await target.close();
await source.close();
process.stdout.write(String(records));
`;

/** Where a copy goes. */
export interface CopyTarget {
  readonly directory: string;
  readonly mapBytes: number;
}

/**
 * Records the engine reads out of the environment in `directory`, which are copied where a target is given; undefined
 * when it cannot read them all.
 */
export const recordsReadFrom = (directory: string, target?: CopyTarget): number | undefined => {
  const { size } = statSync(dataFileOf(directory));
  const copy = target === undefined ? [] : [target.directory, String(target.mapBytes)];
  const { status, stdout } = withReaders(directory, (from) =>
    spawnSync(
      process.execPath,
      ['--input-type=module', '--eval', PROGRAM, '--', ENGINE, from, ...copy],
      {
        encoding: 'utf8',
        timeout: TIME_MIN_MS + Math.ceil(size / BYTES_PER_MS),
        killSignal: 'SIGKILL',
      },
    ),
  );
  return status === 0 && /^\d+$/.test(stdout) ? Number(stdout) : undefined;
};
