/**
 * What dist/ is made of: every program and every door of src/, each a file under its own path, and the code they share.
 *
 * What `patx` runs, the command and its worker threads, is bundled with the packages it needs, and what no program uses of a room
 * or of a package is left out: a start reads some dozen files instead of hundreds. What tests, scripts and benches import
 * is bundled by itself, with the packages outside.
 *
 * Code that needs the path of another program names it from its folder's parent (`../desk/worker.js`): that holds for
 * the source as well as for a chunk.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

/** What `patx` runs: the command, and its worker threads. */
const PROGRAMS = [/^src\/cli\/main\.ts$/, /^src\/[^/]+\/worker\.ts$/];

/** Other files that somebody starts, or imports from outside the build. */
const ENTRIES = [
  /^src\/cli\/demo\/recording\.ts$/,
  /^src\/[^/]+\/index\.ts$/,
  /^bench\/([^/]+\/)?main\.ts$/,
  /^bench\/library\.ts$/,
  /^bench\/.+\.bench\.ts$/,
  /^bench\/[^/]+\/measure\.ts$/,
  /^bench\/core\/(recovery|latency|deep-level|parts)\.ts$/,
  /^bench\/e2e\/(fan-out|ceiling-server)\.ts$/,
  /^bench\/hostile\/(attacker|sink)\.ts$/,
  /^bench\/gateway\/transport-client\.ts$/,
  /^bench\/settlement\/.+\.ts$/,
  /^test\/processes\/.+\.ts$/,
];

const files = ['src', 'bench', 'test/processes'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
    (path) => `${folder}/${path.replaceAll('\\', '/')}`,
  ),
);

/**
 * The entries that match, by their names in dist/.
 * @param {readonly RegExp[]} patterns
 */
const entriesOf = (patterns) =>
  Object.fromEntries(
    files
      .filter((file) => patterns.some((pattern) => pattern.test(file)))
      .map((file) => [file.slice(0, -'.ts'.length), `./${file}`]),
  );

/** Whether a module is this project's, by its path. */
const isOwn = (/** @type {string} */ path) => path.startsWith(join(ROOT, 'src'));

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
  input: entriesOf(ENTRIES),
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

/**
 * Packages that stay outside the programs: those with native code, which is found from where they are installed; what `ws` takes
 * where it is installed; and large ones that few commands or requests load.
 */
const OUTSIDE = [
  ...['lmdb', 'libsql', 'uWebSockets.js', '@foundry-rs/anvil', 'bufferutil', 'utf-8-validate'],
  ...['ethers', '@modelcontextprotocol/sdk', '@simplewebauthn/server', '@tus/server', 'nodemailer'],
  ...['ajv', 'ajv-formats', 'hyparquet', 'hyparquet-compressors', 'hyparquet-writer', 'csv-parse'],
];

/** The words of zod's errors in fifty languages, of which the venue speaks one. */
const LOCALES = /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/;

/** @type {import('rolldown').InputOptions} */
export const PROGRAM_INPUT = {
  ...SOURCE_OPTIONS,
  input: entriesOf(PROGRAMS),
  platform: 'node',
  external: (id) => OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`)),
  // A module of ours whose names nobody takes is left out: none does anything else when it is loaded.
  treeshake: { moduleSideEffects: (id) => !isOwn(id) },
  plugins: [
    {
      name: 'one-language',
      load: (id) => (LOCALES.test(id) ? "export { default as en } from './en.js';" : null),
    },
  ],
  onLog(level, log) {
    // What the bundler thinks of packages is their authors' affair.
    const isOfPackage = log.id?.includes('node_modules') || log.message.includes('node_modules');
    if (level === 'warn' && !isOfPackage) throw new Error(`the bundler warns: ${log.message}`);
  },
};

/** @type {import('rolldown').OutputOptions} */
export const PROGRAM_OUTPUT = { ...OUTPUT, chunkFileNames: 'src/program/[name].js' };
