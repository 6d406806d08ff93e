/**
 * The schema's tool: proto/patx/v1/*.proto is the source, everything else is derived from it.
 *
 *   generate   writes src/schema/generated/patx.{js,d.ts}
 *   check      lints the schema, refuses a change that breaks the baseline, and refuses generated
 *              code that is not what `generate` would write
 *   baseline   makes the present schema the one later changes are compared with; run at a release
 *
 * 64-bit fields decode to `Long` (protobufjs finds the `long` package by itself); a `bigint` is
 * not accepted by the encoder, so codecs convert at the boundary and never pass one on.
 */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run, tryRun } from './run.mjs';

const PROTO = join(ROOT, 'proto');
const BASELINE = join(PROTO, 'baseline.binpb');
const GENERATED = join(ROOT, 'src', 'schema', 'generated');
const FILES = ['patx.js', 'patx.d.ts'];

/**
 * @param {string} folder where to write the code
 */
function generateInto(folder) {
  const sources = readdirSync(join(PROTO, 'patx', 'v1'))
    .filter((name) => name.endsWith('.proto'))
    .sort()
    .map((name) => join(PROTO, 'patx', 'v1', name));
  if (sources.length === 0) throw new Error('no .proto file found');
  mkdirSync(folder, { recursive: true });
  const code = join(folder, 'patx.js');
  const shape = ['-t', 'static-module', '-w', 'esm', '-r', 'patx', '-p', PROTO];
  const options = ['--no-service', '--no-typeurl', '--no-verify', '--no-convert', '-o', code];
  // Declarations are made from the comments, so they are written first; the code goes without.
  run('pbjs', ...shape, ...options, '--dts', ...sources);
  run('pbjs', ...shape, ...options, '--no-comments', ...sources);
}

function check() {
  const failures = [];
  if (tryRun('buf', 'lint') !== 0) failures.push('the schema does not pass buf lint');
  if (tryRun('buf', 'breaking', '--against', BASELINE) !== 0) {
    failures.push('the schema breaks proto/baseline.binpb');
  }
  const fresh = mkdtempSync(join(tmpdir(), 'patx-proto-'));
  try {
    generateInto(fresh);
    for (const name of FILES) {
      const committed = join(GENERATED, name);
      const wanted = readFileSync(join(fresh, name));
      if (!existsSync(committed) || !wanted.equals(readFileSync(committed))) {
        failures.push(`src/schema/generated/${name} is stale: npm run proto:generate`);
      }
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  for (const failure of failures) console.error(`proto: ${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

const verb = process.argv[2];
if (verb === 'generate') generateInto(GENERATED);
else if (verb === 'check') check();
else if (verb === 'baseline') run('buf', 'build', '--exclude-source-info', '-o', BASELINE);
else {
  console.error('usage: node scripts/proto.mjs generate | check | baseline');
  process.exitCode = 2;
}
