/**
 * Everything that is made of the commands' declarations in proto/patx/v1/commands.proto, and of the tables an upgrade carries
 * in proto/patx/v1/carry.proto.
 *
 *   build      writes the code: src/values/generated and src/schema/generated, which are not committed. Part of every
 *              build and lint; a file that is as it should be is left alone.
 *   generate   also writes the lists in the envelopes of the schema, and docs/commands.md
 *   check      refuses lists and a document that are not what `generate` would write
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { carryTablesText } from './commands/carry.mjs';
import { documentText } from './commands/document.mjs';
import { withList } from './commands/envelopes.mjs';
import { readModel } from './commands/model.mjs';
import { shapesText, textsText } from './commands/schema.mjs';
import { bodiesText, kindsText } from './commands/values.mjs';
import { ROOT } from './run.mjs';

/** Writes the code that is made of the declarations. */
export function buildCommands(model = readModel()) {
  write('src/values/generated/command-kinds.ts', kindsText(model));
  write('src/values/generated/command-bodies.ts', bodiesText(model));
  write('src/values/generated/carry-tables.ts', carryTablesText());
  write('src/schema/generated/command-shapes.ts', shapesText(model));
  write('src/schema/generated/command-texts.ts', textsText(model));
}

/**
 * What is made of the declarations and committed, by its path.
 * @returns {[path: string, text: string][]}
 */
function committed(model = readModel()) {
  const { commands } = model;
  const proto = 'proto/patx/v1';
  const read = (/** @type {string} */ path) => readFileSync(join(ROOT, path), 'utf8');
  const accounts = commands.filter(({ origin }) => origin === 'ACCOUNT');
  return [
    [`${proto}/commands.proto`, withList(read(`${proto}/commands.proto`), commands)],
    [`${proto}/gateway.proto`, withList(read(`${proto}/gateway.proto`), accounts)],
    ['docs/commands.md', documentText(model)],
  ];
}

/**
 * Whole or not at all: others may build or read at the same time.
 * @param {string} path
 * @param {string} text
 */
function write(path, text) {
  const full = join(ROOT, path);
  if (isFresh(path, text)) return;
  mkdirSync(dirname(full), { recursive: true });
  const fresh = `${full}.${process.pid}.new`;
  writeFileSync(fresh, text);
  renameSync(fresh, full);
}

/**
 * @param {string} path
 * @param {string} text
 */
function isFresh(path, text) {
  const full = join(ROOT, path);
  return existsSync(full) && readFileSync(full, 'utf8') === text;
}

const verbs = {
  build: () => buildCommands(),
  generate() {
    for (const [path, text] of committed()) write(path, text);
    buildCommands();
  },
  check() {
    for (const [path, text] of committed()) {
      if (isFresh(path, text)) continue;
      console.error(`commands: ${path} is stale: npm run proto:generate`);
      process.exitCode = 1;
    }
  },
};

if (process.argv[1] === join(ROOT, 'scripts', 'commands.mjs')) {
  const verb = verbs[/** @type {keyof typeof verbs} */ (process.argv[2] ?? '')];
  if (verb === undefined) {
    console.error('usage: node scripts/commands.mjs build | generate | check');
    process.exitCode = 2;
  } else verb();
}
