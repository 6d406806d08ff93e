/**
 * `npm run dev [arguments of patx]`: compiles on every change and restarts `patx demo` (or the given
 * command) when the compiled code changed. Ends with Ctrl-C; both children end with it.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

await import('./build.mjs');
const given = process.argv.slice(2);
const command = given.length > 0 ? given : ['demo'];
const tsc = join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc');
const main = join(ROOT, 'dist', 'src', 'cli', 'main.js');

const children = [
  [tsc, '-p', 'tsconfig.build.json', '--watch', '--preserveWatchOutput'],
  ['--watch', main, ...command],
].map((args) => spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }));

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    for (const child of children) child.kill(signal);
  });
}
for (const child of children) {
  child.on('exit', (code) => {
    for (const other of children) other.kill();
    process.exitCode ||= code ?? 0;
  });
}
