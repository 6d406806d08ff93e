/**
 * Builds dist/: the compiled src/ and bench/, the programs the tests start as processes, and every
 * file beside them that the compiler does not emit (generated codecs, recordings, pages).
 * The new tree replaces the old one only when the compiler is content, so a failed build leaves the
 * last good one standing and no stale file survives a good one.
 */
import { chmodSync, cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, tryRun } from './run.mjs';

const target = join(ROOT, 'dist');
const fresh = `${target}.${process.pid}.new`;
const stale = `${target}.${process.pid}.old`;

/** @param {string} path */
const isCompiled = (path) => path.endsWith('.ts') && !path.endsWith('.d.ts');

const code = tryRun('tsc', '-p', 'tsconfig.build.json', '--outDir', fresh);
if (code !== 0) {
  rmSync(fresh, { recursive: true, force: true });
  process.exit(code);
}
for (const folder of ['src', 'bench', 'test/processes']) {
  if (!existsSync(join(ROOT, folder))) continue;
  cpSync(join(ROOT, folder), join(fresh, folder), {
    recursive: true,
    filter: (path) => !isCompiled(path),
  });
}
const main = join(fresh, 'src', 'cli', 'main.js');
if (existsSync(main)) chmodSync(main, 0o755);
if (existsSync(target)) renameSync(target, stale);
renameSync(fresh, target);
rmSync(stale, { recursive: true, force: true });
