/**
 * The core's columns are read in the engine and in views: outside it, a module of a `views` folder or of the catalog turns words of
 * records into what others speak of, and nobody else knows at which word a thing lies. So a change of a record touches its desk and
 * the views.
 *
 * Rooms that knew columns before this rule are listed. One in which nobody knows any is complained about too, so that the list
 * only becomes shorter.
 */
import ts from 'typescript';
import { lineOf, nodesOf } from '../rule.mjs';

const CORE = /\/engine\/core\/index\.js$/;
/** Places of the words of a record. */
const PLACES = /^[A-Z]+_FIELD$/;
const VIEW = /^src\/(?:engine\/|catalog\/|.*\/views\/)/;

const READERS = new Set([
  ...['attribution', 'backtest', 'broker', 'desk', 'gateway'],
  ...['settlement', 'simulation', 'surveillance', 'what-if'],
]);

/** @param {string} path */
const roomOf = (path) => path.split('/')[1] ?? '';

/** @type {import('../rule.mjs').Rule} */
export const columns = {
  name: 'columns',
  covers: (path) => /^src\/.*\.ts$/.test(path) && !VIEW.test(path),
  *check(file, { files }) {
    const room = roomOf(file.path);
    if (!READERS.has(room)) {
      for (const { name, node } of placesIn(file)) {
        const message = `${name}: columns are read in the engine and in views`;
        yield { line: lineOf(node), message };
      }
    } else if (file.path === `src/${room}/index.ts`) {
      const inRoom = files.filter(({ path }) => roomOf(path) === room && columns.covers(path));
      if (inRoom.some((one) => placesIn(one).length > 0)) return;
      yield { line: 1, message: `src/${room} is on the list of columns and need not be` };
    }
  },
};

/** @param {import('../project.mjs').SourceFile} file */
function placesIn(file) {
  return [...nodesOf(file)].filter(ts.isImportSpecifier).flatMap((node) => {
    const { moduleSpecifier } = node.parent.parent.parent;
    const name = (node.propertyName ?? node.name).text;
    const isPlace =
      ts.isStringLiteral(moduleSpecifier) && CORE.test(moduleSpecifier.text) && PLACES.test(name);
    return isPlace ? [{ name, node }] : [];
  });
}
