/**
 * Runs a bench program in a process of its own and reads the JSON lines it prints. Fails by throwing with what the
 * program wrote to its standard error when it ends with a failure or prints no JSON.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root: the benches run from dist/src/chunks, their tests from the source. */
export const ROOT = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '..' : '../../..', import.meta.url),
);
/** The folder of the built benches. */
export const BENCH_FOLDER = join(ROOT, 'dist', 'bench');
/** The built `patx`. */
export const MAIN_FILE = join(ROOT, 'dist', 'src', 'cli', 'main.js');

const OUTPUT_BYTES_MAX = 2 ** 26;

/** @param program path below dist/bench */
export function runJson<T>(program: string, args: readonly string[]): T[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(BENCH_FOLDER, program), ...args],
    { encoding: 'utf8', maxBuffer: OUTPUT_BYTES_MAX },
  );
  const rows = stdout.split('\n').filter((line) => line.startsWith('{'));
  if (status !== 0 || rows.length === 0) {
    throw new Error(`${program} ${args.join(' ')} ended with ${status}\n${stderr || stdout}`);
  }
  return rows.map((line) => JSON.parse(line) as T);
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] as number)) / 2;
}

/** What went wrong, in words. */
export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
