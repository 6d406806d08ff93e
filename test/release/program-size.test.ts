/**
 * Catches a start that grows again by what it loads: every byte of a program is read, parsed and kept by each thread before the venue
 * is open. Counted over what the built programs import before anything is asked of them, so that no clock is in it.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../../bench/child.js';

const DIST = join(ROOT, 'dist', 'src');
const PROGRAM = join(DIST, 'program');
/** A static import or re-export, as the bundler writes them: one a line. */
const IMPORT = /^(?:import|export)\b[^;\n]*?"([^"\n]+)";$/gm;

/** The same, or one made later, of a file of the build. */
const OWN_IMPORT = /(?:^(?:import|export)\b[^;\n]*?|\bimport\()"(\.[^"\n]+)"/gm;

interface Loaded {
  readonly files: ReadonlySet<string>;
  /** Packages that are loaded from where they are installed. */
  readonly packages: ReadonlySet<string>;
  readonly bytes: number;
}

/** Everything a file of the build loads with itself. */
function loadedBy(entry: string): Loaded {
  const files = new Set<string>();
  const packages = new Set<string>();
  let bytes = 0;
  const waiting = [entry];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    if (files.has(file)) continue;
    files.add(file);
    const text = readFileSync(file, 'utf8');
    bytes += Buffer.byteLength(text);
    for (const [, name = ''] of text.matchAll(IMPORT)) {
      if (name.startsWith('.')) waiting.push(join(dirname(file), name));
      else if (!name.startsWith('node:')) packages.add(name);
    }
  }
  return { files, packages, bytes };
}

/** Source modules and packages in a set of files, by the comment the bundler opens each with. */
const modulesIn = (files: ReadonlySet<string>): string[] =>
  [...files].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^\/\/ ((?:src|node_modules)\/\S+)$/gm)].map(
      ([, name = '']) => name,
    ),
  );

const THREADS = [
  { thread: 'engine', entry: join(PROGRAM, 'start.js'), bytesMax: 3_300_000 },
  { thread: 'desk', entry: join(DIST, 'desk', 'worker.js'), bytesMax: 2_400_000 },
  { thread: 'reader', entry: join(DIST, 'cli', 'worker.js'), bytesMax: 3_500_000 },
];

test.each(THREADS)('the $thread thread loads at most $bytesMax bytes', ({ entry, bytesMax }) => {
  const { bytes, files, packages } = loadedBy(entry);
  // Half of it at least: a list of imports that is no longer understood would count nothing.
  expect(bytes).toBeGreaterThan(bytesMax / 2);
  expect(bytes).toBeLessThanOrEqual(bytesMax);
  expect(files.size).toBeLessThanOrEqual(80);
  // Native code alone: packages of hundreds of files are what a start was made of.
  expect([...packages]).toEqual(['lmdb']);
});

test('the engine loads nothing of the HTTP API, of the history or of model feeds', () => {
  const modules = modulesIn(loadedBy(join(PROGRAM, 'start.js')).files);
  expect(modules).toContain('src/engine/core/core.ts');
  const needless =
    /^(src\/(api|reader|catalog|sigma|scorer|content|ingest|simulation)|node_modules\/(hono|@hono|prom-client|ethers))\//;
  expect(modules.filter((name) => needless.test(name))).toEqual([]);
});

test('no program loads a door, whose code is another copy of its own', () => {
  const workers = readdirSync(DIST).map((room) => join(DIST, room, 'worker.js'));
  const chunks = readdirSync(PROGRAM).map((name) => join(PROGRAM, name));
  const programs = [join(DIST, 'cli', 'main.js'), ...workers.filter(existsSync), ...chunks];
  const code = programs.filter((file) => file.endsWith('.js'));
  expect(code.length).toBeGreaterThan(40);
  const imported = code.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(OWN_IMPORT)].map(([, name = '']) =>
      join(dirname(file), name),
    ),
  );
  expect(imported.length).toBeGreaterThan(100);
  expect(imported.filter((file) => dirname(file) !== PROGRAM)).toEqual([]);
});
