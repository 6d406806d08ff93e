/**
 * `node scripts/check-binaries.mjs [ROOT]` compares every native binary of the WebSocket package with scripts/binaries.sha256, so that the
 * code that faces the network is the code that was reviewed. The list has the form `sha256sum -c`
 * reads. A binary that is missing, changed or new is a failure; so is a package without binaries.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './run.mjs';

const root = process.argv[2] ?? ROOT;
const FOLDER = 'node_modules/uWebSockets.js';

const wanted = new Map(
  readFileSync(join(root, 'scripts', 'binaries.sha256'), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [hash = '', path = ''] = line.split('  ');
      return [path, hash];
    }),
);
const found = readdirSync(join(root, FOLDER))
  .filter((name) => name.endsWith('.node'))
  .map((name) => `${FOLDER}/${name}`);

const failures = [...wanted.keys()]
  .filter((path) => !found.includes(path))
  .map((path) => `${path} is missing`);
for (const path of found) {
  const hash = createHash('sha256')
    .update(readFileSync(join(root, path)))
    .digest('hex');
  if (!wanted.has(path)) failures.push(`${path} is not on the list (sha256 ${hash})`);
  else if (wanted.get(path) !== hash) failures.push(`${path} has changed (sha256 ${hash})`);
}
if (found.length === 0) failures.push(`${FOLDER} holds no binary`);

for (const failure of failures) console.error(`binaries: ${failure}`);
console.log(`binaries: ${found.length} compared, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
