/**
 * `npm start [-- arguments of patx demo]`: builds, and becomes the sandbox.
 *
 * One process, so that whoever is told to end is the sandbox itself: npm tells the shell, and a shell between it and two
 * commands would end alone. Where a shell stays in between all the same, or npm is killed, this process sees that its parent
 * has gone and stops as if it had been told.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT } from './run.mjs';

const PARENT_LOOK_MS = 500;

const parent = process.ppid;
const look = setInterval(() => {
  if (process.ppid === parent) return;
  clearInterval(look);
  process.kill(process.pid, 'SIGTERM');
}, PARENT_LOOK_MS);
look.unref();

console.log('building, which takes some seconds');
await import('./build.mjs');
if (process.exitCode === undefined) await import('./build-client.mjs');
if (process.exitCode === undefined) await import('./build-web.mjs');
if (process.exitCode === undefined) {
  const main = join(ROOT, 'dist', 'src', 'cli', 'main.js');
  process.argv = [process.execPath, main, 'demo', ...process.argv.slice(2)];
  await import(pathToFileURL(main).href);
}
