/**
 * `npm run dev [arguments of patx]`: builds on every change and restarts `patx demo` (or the given
 * command) when the built code changed. Ends with Ctrl-C; the child ends with it.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { watch } from 'rolldown';
import { INPUT, OUTPUT } from './bundle.mjs';
import { ROOT } from './run.mjs';

await import('./build.mjs');
const given = process.argv.slice(2);
const command = given.length > 0 ? given : ['demo'];
const dist = join(ROOT, 'dist');

const watcher = watch({ ...INPUT, output: { ...OUTPUT, dir: dist } });
watcher.on('event', (event) => {
  if (event.code === 'ERROR') console.error(`build: ${event.error.message}`);
});
const args = ['--watch', join(dist, 'src', 'cli', 'main.js'), ...command];
const child = spawn(process.execPath, args, { cwd: ROOT, stdio: 'inherit' });

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => child.kill(signal));
}
child.on('exit', async (code) => {
  process.exitCode = code ?? 0;
  await watcher.close();
});
