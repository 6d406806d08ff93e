/**
 * The schema's tool: proto/patx/v1/*.proto is the source, everything else is derived from it.
 *
 *   generate   writes src/schema/generated/patx.{js,d.ts} and src/values/generated/carry-tables.ts
 *   check      lints the schema, refuses a change that breaks the baseline, and refuses generated
 *              code that is not what `generate` would write
 *   baseline   makes the present schema the one later changes are compared with; run at a release
 *
 * 64-bit fields decode to `Long` (protobufjs finds the `long` package by itself); a `bigint` is
 * not accepted by the encoder, so codecs convert at the boundary and never pass one on.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import protobuf from 'protobufjs';
import { ROOT, run, tryRun } from './run.mjs';

const PROTO = join(ROOT, 'proto');
const BASELINE = join(PROTO, 'baseline.binpb');
const GENERATED = join(ROOT, 'src', 'schema', 'generated');
const FILES = ['patx.js', 'patx.d.ts'];
/** What upgrades carry has a codec of its own, which knows the tables and no message by name. */
const CARRY = join(PROTO, 'patx', 'v1', 'carry.proto');
const CARRY_TABLES = join(ROOT, 'src', 'values', 'generated', 'carry-tables.ts');
const KINDS = { sint64: 'n', string: 't', bytes: 'b' };

/**
 * @param {string} folder where to write the code
 */
function generateInto(folder) {
  const sources = readdirSync(join(PROTO, 'patx', 'v1'))
    .filter((name) => name.endsWith('.proto') && name !== 'carry.proto')
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

/** The tables of carry.proto: of each its number and its fields, by name, as a letter for the type and the number. */
function carryTables() {
  const { root } = protobuf.parse(readFileSync(CARRY, 'utf8'), { keepCase: false });
  const rows = root.lookupType('patx.v1.CarryRow').fieldsArray.sort((a, b) => a.id - b.id);
  let text =
    '/** The tables an upgrade carries: written from proto/patx/v1/carry.proto by `npm run proto:generate`. */\n';
  text += 'export const CARRY_TABLES = {\n';
  for (const row of rows) {
    const fields = root.lookupType(`patx.v1.${row.type}`).fieldsArray.sort((a, b) => a.id - b.id);
    text += `  ${row.name}: {\n    number: ${row.id},\n    fields: {\n`;
    for (const { name, id, type, repeated } of fields) {
      const kind = repeated ? 'l' : KINDS[/** @type {keyof typeof KINDS} */ (type)];
      if (kind === undefined)
        throw new Error(`carry.proto: ${row.type}.${name} is of type ${type}`);
      text += `      ${name}: '${kind}${id}',\n`;
    }
    text += '    },\n  },\n';
  }
  return `${text}} as const;\n`;
}

function writeCarryTables() {
  mkdirSync(join(CARRY_TABLES, '..'), { recursive: true });
  writeFileSync(CARRY_TABLES, carryTables());
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
  if (!existsSync(CARRY_TABLES) || readFileSync(CARRY_TABLES, 'utf8') !== carryTables()) {
    failures.push('src/values/generated/carry-tables.ts is stale: npm run proto:generate');
  }
  for (const failure of failures) console.error(`proto: ${failure}`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

const verb = process.argv[2];
if (verb === 'generate') {
  generateInto(GENERATED);
  writeCarryTables();
} else if (verb === 'check') check();
else if (verb === 'baseline') run('buf', 'build', '--exclude-source-info', '-o', BASELINE);
else {
  console.error('usage: node scripts/proto.mjs generate | check | baseline');
  process.exitCode = 2;
}
