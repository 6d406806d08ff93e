/**
 * `npm run release:freeze` freezes the core of this build: releases/core-N.mjs, one file without dependencies that folds every
 * journal its version wrote, and releases/core-N.json with its hash and a small journal that it must fold to the same hashes
 * for good. To be run when a release is made, after the last change of the core, and committed with it.
 *
 * A frozen file is never edited. Freezing a version again is refused, unless the file comes out as it is; `-- --replace` is for
 * a version that has not been released yet.
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown } from 'rolldown';
import { INPUT } from './bundle.mjs';
import { ROOT } from './run.mjs';

const RELEASES = join(ROOT, 'releases');
const GOLDEN = join(ROOT, 'test', 'engine', 'log', 'golden', 'journal.json');
/** Packages that are frozen with the core, which its codec needs. */
const WITHIN =
  /^(protobufjs|@protobufjs|long)(\/|$)|\/node_modules\/(protobufjs|@protobufjs|long)\//;
/** Rows of the golden journal's end in one part. */
const CARRY_BYTES_MAX = 65_536;

/**
 * @param {Uint8Array} bytes
 */
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The core of this build as one file. */
async function bundled() {
  const bundle = await rolldown({
    ...INPUT,
    input: { core: './src/release/frozen.ts' },
    // Packages of the store stay outside, and are not asked for, as the fold does not reach them.
    external: (id) => /^[^./]/.test(id) && !WITHIN.test(id),
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await bundle.generate({ format: 'esm', minify: true });
  await bundle.close();
  const outside = output.flatMap((file) => ('imports' in file ? file.imports : []));
  const wrong = outside.filter((name) => !name.startsWith('node:'));
  if (output.length !== 1 || wrong.length > 0) {
    throw new Error(`the bundle is of ${output.length} files and asks for ${wrong.join(', ')}`);
  }
  return Buffer.from(output[0].code);
}

/**
 * What the frozen core makes of the golden journal.
 * @param {import('../src/release/core-module.js').CoreModule} core
 */
function played(core) {
  const { frames } = JSON.parse(readFileSync(GOLDEN, 'utf8'));
  /** @type {Buffer[]} */
  const bytes = frames.map((/** @type {string} */ frame) => Buffer.from(frame, 'base64'));
  const stretch = core.begin(/** @type {Buffer} */ (bytes[0]));
  for (const frame of bytes) stretch.applyFrame(frame);
  const carried = Buffer.concat([...stretch.carry(CARRY_BYTES_MAX)]);
  return {
    frames,
    sequence: stretch.sequence,
    eventHash: Buffer.from(stretch.eventHash()).toString('hex'),
    stateHash: Buffer.from(stretch.stateHash()).toString('hex'),
    carrySha256: sha256(carried),
  };
}

const bytes = await bundled();
mkdirSync(RELEASES, { recursive: true });
const fresh = join(RELEASES, `fresh-${process.pid}.mjs`);
try {
  writeFileSync(fresh, bytes);
  const { core } = await import(pathToFileURL(fresh).href);
  const file = join(RELEASES, `core-${core.coreVersion}.mjs`);
  const isOther = existsSync(file) && !readFileSync(file).equals(bytes);
  if (isOther && !process.argv.includes('--replace')) {
    throw new Error(
      `core version ${core.coreVersion} is frozen already and comes out otherwise now: raise CORE_VERSION, or say --replace while no release has it`,
    );
  }
  const statement = {
    format: core.format,
    coreVersion: core.coreVersion,
    bytes: bytes.length,
    sha256: sha256(bytes),
    golden: played(core),
  };
  writeFileSync(file, bytes);
  writeFileSync(file.replace(/mjs$/, 'json'), `${JSON.stringify(statement, undefined, 2)}\n`);
  console.log(`core version ${core.coreVersion}: ${file}, ${bytes.length} bytes`);
} catch (error) {
  console.error(`freeze: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(fresh, { force: true });
}
