/**
 * `npm run lint`: every checker over everything, as many at a time as there are cores. Each one's output is printed whole
 * when it ends, with its seconds. Exits 1 when any of them failed; a program that cannot be started has failed.
 */
import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { delimiter, join } from 'node:path';
import { buildCommands } from './commands.mjs';
import { ROOT } from './run.mjs';

/** The slowest first. Types are checked by the compiler of 7, three times faster; the rules read programs by the library of 6, which 7 has none of yet. What they read of the commands' declarations is made before them. */
const CHECKERS = [
  'node node_modules/typescript7/bin/tsc',
  'knip --no-gitignore',
  'biome check',
  'node scripts/lint/main.mjs',
  'node node_modules/typescript7/bin/tsc -p web',
  'node scripts/chain/build.mjs check',
];

const PATH = `${join(ROOT, 'node_modules', '.bin')}${delimiter}${process.env.PATH}`;

/**
 * @param {string} command
 * @returns {Promise<boolean>} whether it found nothing
 */
function check(command) {
  const started = performance.now();
  const child = spawn(command, {
    cwd: ROOT,
    env: { ...process.env, PATH },
    shell: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  return new Promise((resolve) =>
    child.once('close', (code) => {
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const result = code === 0 ? 'nothing found' : `failed (exit code ${code})`;
      process.stdout.write(`${said}-- ${command}: ${seconds} s, ${result}\n`);
      resolve(code === 0);
    }),
  );
}

buildCommands();
const waiting = [...CHECKERS];
let failed = 0;
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      if (!(await check(next))) failed += 1;
    }
  }),
);
process.exitCode = failed > 0 ? 1 : 0;
