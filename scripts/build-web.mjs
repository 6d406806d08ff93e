/**
 * Builds web/dist, the pages for people, and the guide from the documents. Built once: a digest of everything they are made of
 * lies beside them, and while it is the same nothing is done. A failed build leaves the last good one standing.
 */
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import config from '../web/vite.config.mjs';
import { writeGuide } from './guide.mjs';
import { ROOT } from './run.mjs';

const target = join(ROOT, 'web', 'dist');
const fresh = `${target}.${process.pid}.new`;
const stale = `${target}.${process.pid}.old`;
const STAMP = '.made-of';

/** Everything the pages are made of. */
const INPUTS = ['web/src', 'web/public', 'docs', 'src/client', 'src/schema', 'src/values'];
const FILES = [
  ...['web/index.html', 'web/vite.config.mjs', 'scripts/build-web.mjs', 'scripts/guide.mjs'],
  ...['package-lock.json', 'ARCHITECTURE.md', 'INVARIANTS.md', 'README.md', 'CONTRIBUTING.md'],
];

function digestOfInputs() {
  const hash = createHash('sha256');
  const inside = INPUTS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  );
  for (const path of [...inside.sort(), ...FILES.map((file) => join(ROOT, file))]) {
    hash.update(path.slice(ROOT.length)).update(readFileSync(path));
  }
  return hash.digest('hex');
}

try {
  const digest = digestOfInputs();
  const stamp = join(target, STAMP);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== digest) {
    await build({ ...config, configFile: false, build: { ...config.build, outDir: fresh } });
    writeGuide(fresh);
    // The server knows by it which addresses are pages.
    copyFileSync(join(ROOT, 'web/src/app/pages.json'), join(fresh, 'pages.json'));
    writeFileSync(join(fresh, STAMP), digest);
    if (existsSync(target)) renameSync(target, stale);
    renameSync(fresh, target);
  }
} catch (error) {
  console.error(`build of the pages: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
} finally {
  rmSync(fresh, { recursive: true, force: true });
  rmSync(stale, { recursive: true, force: true });
}
