/**
 * Runs a program of this project's tool chain and returns its exit code.
 * Programs are found in node_modules/.bin, so no script depends on what the machine has installed.
 * Fails loudly: a program that cannot be started or dies by a signal counts as exit code 1.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's root folder, whatever the current folder is. */
export const ROOT = fileURLToPath(new URL('..', import.meta.url));

/**
 * @param {string} program name of a program in node_modules/.bin
 * @param {string[]} args
 * @returns {number} exit code
 */
export function tryRun(program, ...args) {
  const path = join(ROOT, 'node_modules', '.bin', program);
  const result = spawnSync(path, args, { cwd: ROOT, stdio: 'inherit' });
  if (result.error) console.error(`${program}: ${result.error.message}`);
  return result.status ?? 1;
}

/**
 * Like {@link tryRun}, but ends this process when the program fails.
 * @param {string} program
 * @param {string[]} args
 */
export function run(program, ...args) {
  const code = tryRun(program, ...args);
  if (code !== 0) process.exit(code);
}
