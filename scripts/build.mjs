/**
 * Builds the code that is made of declarations, then dist/: the programs of src/ and bench/ and those the tests start as processes. Types are not looked at here;
 * `npm run lint` does that. `--types` adds the declarations of the SDK, for a package.
 * The new tree replaces the old one only when all of it is there, so a failed build leaves the last good one standing
 * and no stale file survives a good one.
 */
import { chmodSync, cpSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { INPUT, OUTPUT, PROGRAM_INPUT, PROGRAM_OUTPUT } from './bundle.mjs';
import { buildCommands } from './commands.mjs';
import { noticesOf } from './notices.mjs';
import { ROOT, tryRun } from './run.mjs';

const target = join(ROOT, 'dist');
const fresh = `${target}.${process.pid}.new`;
const stale = `${target}.${process.pid}.old`;

/**
 * @param {import('rolldown').InputOptions} input
 * @param {import('rolldown').OutputOptions} output
 * @returns {Promise<string[]>} paths of the modules in it
 */
async function bundle(input, output) {
  const built = await rolldown(input);
  const { output: files } = await built.write({ ...output, dir: fresh });
  await built.close();
  return files.flatMap((file) => ('moduleIds' in file ? file.moduleIds : []));
}

try {
  buildCommands();
  const [ofPrograms] = await Promise.all([
    bundle(PROGRAM_INPUT, PROGRAM_OUTPUT),
    bundle(INPUT, OUTPUT),
  ]);
  writeFileSync(join(fresh, 'THIRD-PARTY-NOTICES'), noticesOf(ofPrograms));
  cpSync(join(ROOT, 'releases'), join(fresh, 'releases'), { recursive: true });
  chmodSync(join(fresh, 'src', 'cli', 'main.js'), 0o755);
  if (process.argv.includes('--types')) {
    if (tryRun('tsc', '-p', 'tsconfig.client.json', '--outDir', fresh) !== 0) {
      throw new Error('the declarations of the SDK cannot be written');
    }
  }
  if (existsSync(target)) renameSync(target, stale);
  renameSync(fresh, target);
} catch (error) {
  console.error(`build: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
  rmSync(stale, { recursive: true, force: true });
}
