/**
 * Import direction between the rooms of src/. A room is a folder with one door, its index.ts.
 *
 * 1. A room imports only the rooms listed for it here. `cli` composes, so it may import all of them;
 *    nothing may import `gateway`, `api` or `desk`.
 * 2. Code outside a folder that has an index.ts imports that folder through it and not past it.
 * 3. A room that is not listed is an error: give it a place in the picture first.
 */
import { dirname, join } from 'node:path/posix';
import { importsOf } from '../rule.mjs';

/** @type {Record<string, readonly string[] | 'all'>} */
const MAY_IMPORT = {
  values: [],
  files: [],
  objects: ['values', 'files'],
  quality: ['values'],
  ingest: ['values', 'files', 'objects', 'quality'],
  uploads: ['objects'],
  exports: ['quality'],
  'own-account': ['schema'],
  content: [
    'values',
    'files',
    'schema',
    'own-account',
    'objects',
    'quality',
    'ingest',
    'uploads',
    'exports',
  ],
  prover: ['values', 'http', 'own-account', 'reader'],
  scorer: ['values', 'files', 'schema', 'engine/core', 'catalog', 'own-account', 'sigma'],
  http: ['values'],
  schema: ['values'],
  risk: ['values'],
  'engine/core': ['values', 'risk'],
  'engine/log': ['values', 'files', 'schema', 'engine/core'],
  release: ['values', 'schema', 'engine/core', 'engine/log'],
  quoting: ['values', 'schema', 'engine/core'],
  broker: ['values', 'risk', 'engine/core', 'engine/log', 'quoting'],
  attribution: ['values', 'engine/core'],
  backtest: [
    'values',
    'schema',
    'risk',
    'engine/core',
    'engine/log',
    'quoting',
    'broker',
    'attribution',
  ],
  'what-if': ['values', 'engine/core', 'engine/log', 'backtest'],
  surveillance: ['values', 'engine/core'],
  simulation: [
    'values',
    'risk',
    'engine/core',
    'engine/log',
    'quoting',
    'broker',
    'backtest',
    'surveillance',
  ],
  sigma: ['values'],
  settlement: ['values', 'files', 'schema', 'engine/core', 'engine/log'],
  catalog: ['values', 'engine/core'],
  reader: ['values', 'files', 'schema', 'engine/core', 'engine/log', 'catalog'],
  gateway: ['values', 'schema', 'engine/core', 'engine/log'],
  desk: [
    'values',
    'files',
    'schema',
    'engine/core',
    'engine/log',
    'attribution',
    'settlement',
    'catalog',
    'http',
  ],
  api: [
    'values',
    'schema',
    'http',
    'broker',
    'reader',
    'catalog',
    'content',
    'exports',
    'sigma',
    'prover',
    'scorer',
  ],
  client: ['values', 'schema'],
  cli: 'all',
};

/**
 * @param {string} path below src/
 * @returns {string} the room's name, such as `engine/core`
 */
function roomOf(path) {
  const [, first = '', second = ''] = path.split('/');
  return first === 'engine' ? `${first}/${second}` : first;
}

/**
 * The outermost folder the target lies in and the importing file does not, if it has a door.
 * @param {string} from
 * @param {string} target
 * @param {Set<string>} paths
 * @returns {string | undefined} the door's path
 */
function doorBetween(from, target, paths) {
  const folders = target.split('/').slice(0, -1);
  for (let depth = 1; depth <= folders.length; depth += 1) {
    const folder = folders.slice(0, depth).join('/');
    if (from.startsWith(`${folder}/`)) continue;
    if (paths.has(`${folder}/index.ts`)) return `${folder}/index.ts`;
  }
  return undefined;
}

/** @type {import('../rule.mjs').Rule} */
export const rooms = {
  name: 'rooms',
  covers: (path) => path.startsWith('src/') && path.endsWith('.ts'),
  *check(file, project) {
    const room = roomOf(file.path);
    const allowed = MAY_IMPORT[room];
    if (allowed === undefined) {
      yield { line: 1, message: `src/${room} is not a room this rule knows` };
      return;
    }
    const paths = new Set(project.files.map(({ path }) => path));
    for (const { specifier, line } of importsOf(file)) {
      if (!specifier.startsWith('.')) continue;
      const target = join(dirname(file.path), specifier.replace(/\.js$/, '.ts'));
      if (!target.startsWith('src/')) {
        yield { line, message: `${specifier} leaves src/` };
        continue;
      }
      const other = roomOf(target);
      if (other !== room && allowed !== 'all' && !allowed.includes(other)) {
        yield { line, message: `${room} may not import ${other}` };
        continue;
      }
      const door = doorBetween(file.path, target, paths);
      if (door !== undefined && door !== target) {
        yield { line, message: `${specifier} goes past the door ${door}` };
      } else if (other !== room && door === undefined) {
        yield { line, message: `${other} has no index.ts to be imported through` };
      }
    }
  },
};
