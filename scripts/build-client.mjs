/**
 * Builds packages/client/dist, the SDK as a package of its own, from src/client: `index.js` for Node and browsers, and
 * `ws.js`, the `ws` package, which Node loads when it connects. Nothing is left to install. `--types` adds the declarations.
 * A failed build leaves the last good one standing.
 */
import { copyFileSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { SOURCE_OPTIONS } from './bundle.mjs';
import { ROOT, tryRun } from './run.mjs';

const PACKAGE = join(ROOT, 'packages', 'client');
const target = join(PACKAGE, 'dist');
const fresh = `${target}.${process.pid}.new`;

/** The package's own `#ws`: the `ws` package in Node, nothing in browsers. */
const WS = '#ws';

/**
 * @param {string} name
 * @param {import('rolldown').InputOptions} options
 */
async function bundle(name, options) {
  // A module of ours whose names nobody takes is left out: none does anything else when it is loaded.
  const treeshake = { moduleSideEffects: false };
  const built = await rolldown({ ...SOURCE_OPTIONS, treeshake, ...options });
  await built.write({ file: join(fresh, name), format: 'esm', codeSplitting: false });
  await built.close();
}

async function bundleAll() {
  await bundle('index.js', {
    input: './src/client/index.ts',
    platform: 'neutral',
    external: WS,
    plugins: [
      {
        name: 'own-ws',
        resolveId: (id) => (id === 'ws' ? { id: WS, external: true } : null),
      },
    ],
  });
  // What `ws` takes where it is installed, and does without, stays outside.
  const external = [/^node:/, 'bufferutil', 'utf-8-validate'];
  await bundle('ws.js', { input: 'ws', platform: 'node', external });
  writeFileSync(
    join(fresh, 'no-ws.js'),
    '// Browsers have a WebSocket of their own.\nexport {};\n',
  );
}

/** What is bundled is under its own licence, which goes along. */
function writeNotices() {
  const ws = join(ROOT, 'node_modules', 'ws');
  const { version } = JSON.parse(readFileSync(join(ws, 'package.json'), 'utf8'));
  const licence = readFileSync(join(ws, 'LICENSE'), 'utf8');
  const notice = `dist/ws.js contains ws ${version} (https://github.com/websockets/ws):\n\n${licence}`;
  writeFileSync(join(fresh, 'THIRD-PARTY-NOTICES'), notice);
}

try {
  mkdirSync(fresh, { recursive: true });
  await bundleAll();
  writeNotices();
  copyFileSync(join(ROOT, 'LICENSE'), join(PACKAGE, 'LICENSE'));
  if (process.argv.includes('--types')) {
    if (tryRun('tsc', '-p', 'tsconfig.client.json', '--outDir', join(fresh, 'types')) !== 0) {
      throw new Error('the declarations of the SDK cannot be written');
    }
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(fresh, target);
} catch (error) {
  console.error(`build of the SDK: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
