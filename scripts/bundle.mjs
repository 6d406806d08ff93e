/**
 * What dist/ is made of: every program and every door of src/, each a file under its own path, and the code they share
 * in dist/src/chunks. A command that starts reads a dozen files instead of hundreds, in half the time.
 *
 * Code that needs the path of another program names it from its folder's parent (`../desk/worker.js`): that holds for
 * the source as well as for a chunk. Packages are not bundled.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

/** Files that somebody starts, or imports from outside the build. */
const ENTRIES = [
  /^src\/cli\/main\.ts$/,
  /^src\/cli\/demo\/recording\.ts$/,
  /^src\/[^/]+\/(index|worker)\.ts$/,
  /^bench\/([^/]+\/)?main\.ts$/,
  /^bench\/library\.ts$/,
  /^bench\/.+\.bench\.ts$/,
  /^bench\/[^/]+\/measure\.ts$/,
  /^bench\/core\/(recovery|latency|deep-level|parts)\.ts$/,
  /^bench\/e2e\/(fan-out|ceiling-server)\.ts$/,
  /^bench\/gateway\/transport-client\.ts$/,
  /^bench\/settlement\/.+\.ts$/,
  /^test\/processes\/.+\.ts$/,
];

const files = ['src', 'bench', 'test/processes'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}/${path.replaceAll('\\', '/')}`,
  ),
);
const entries = files.filter((file) => ENTRIES.some((pattern) => pattern.test(file)));

/**
 * How this source is read, whatever is built of it.
 * @type {import('rolldown').InputOptions}
 */
export const SOURCE_OPTIONS = {
  cwd: ROOT,
  // Imports name the files as they are called when built.
  resolve: { extensionAlias: { '.js': ['.ts', '.js'] } },
  // A field that is only declared is not written before the constructor writes it: V8 takes a field that is written once
  // for a constant, which decision 17 builds on. tsconfig.json says the same.
  transform: {
    assumptions: { setPublicClassFields: true },
    typescript: { removeClassFieldsWithoutInitializer: true },
  },
  onLog(level, log) {
    if (level === 'warn') throw new Error(`the bundler warns: ${log.message}`);
  },
};

/** @type {import('rolldown').InputOptions} */
export const INPUT = {
  ...SOURCE_OPTIONS,
  input: Object.fromEntries(entries.map((file) => [file.slice(0, -'.ts'.length), `./${file}`])),
  platform: 'node',
  external: /^[^./]/,
};

/** @type {import('rolldown').OutputOptions} */
export const OUTPUT = {
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: 'src/chunks/[name].js',
  sourcemap: true,
};
