/**
 * `docs/openapi.json`, generated from the routes: `generate` writes it, `check` fails when it is not what the routes say.
 *
 * Clients in the field have the old document, so both refuse a change that is not an addition: an operation, parameter, answer or
 * field that went, a parameter that became necessary, a choice that is gone, a type that changed. What is meant all the same is
 * done by removing the file first.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { breakingChanges } from './openapi-changes.mjs';
import { ROOT } from './run.mjs';

const FILE = join(ROOT, 'docs', 'openapi.json');

/** @returns {Promise<{ [key: string]: unknown }>} the document of the built API */
async function current() {
  const { createApi, documentOf } = await import(join(ROOT, 'dist', 'src', 'api', 'index.js'));
  const nothing = () => false;
  return documentOf(
    createApi({
      reader: () => undefined,
      access: { scopeBits: () => 0, mayRead: nothing, maySeeAll: nothing },
      requestsPerMinute: 1,
      nowMs: Date.now,
      failed: () => undefined,
    }),
  );
}

const command = process.argv[2];
const document = await current();
const text = `${JSON.stringify(document, null, 1)}\n`;
const committed = existsSync(FILE) ? readFileSync(FILE, 'utf8') : undefined;
const broken = committed === undefined ? [] : breakingChanges(JSON.parse(committed), document);
if (broken.length > 0) {
  console.error('the API is no longer what its clients know:');
  for (const change of broken) console.error(`  ${change}`);
  process.exitCode = 1;
} else if (command === 'generate') {
  writeFileSync(FILE, text);
  console.log(`wrote ${relative(ROOT, FILE)}`);
} else if (committed !== text) {
  console.error('docs/openapi.json is not what the routes say: run npm run openapi:generate');
  process.exitCode = 1;
} else console.log('openapi.json: what the routes say, and nothing its clients know is gone');
