/**
 * A function takes at most four positional numbers: of five, two are confused one day, and no type says so. More go into an
 * object, or a column that both sides know.
 *
 * The core's hot path passes some by position, where an object a command was measured to cost. They are listed, by file and
 * name; a listed one that has four or fewer is complained about too, so that the list only becomes shorter.
 */
import ts from 'typescript';
import { lineOf, nodesOf } from '../rule.mjs';

const NUMBERS_MAX = 4;

/** @type {Readonly<Record<string, readonly string[]>>} */
const HOT = {
  'bench/yardstick/player.ts': ['rest', 'trade'],
  'bench/yardstick/reports.ts': ['accepted', 'acknowledged', 'modified', 'traded'],
  'src/engine/core/book/matches.ts': ['push'],
  'src/engine/core/book/node-pool.ts': ['remember'],
  'src/engine/core/clearing/clearing.ts': ['release', 'reserve'],
  'src/engine/core/clearing/forward.ts': ['release', 'reserve'],
  'src/engine/core/clearing/margin/cash.ts': ['release', 'reserve'],
  'src/engine/core/clearing/margin/option-clearing.ts': ['release', 'reserve'],
  'src/engine/core/clearing/spot.ts': ['release', 'reserve'],
  'src/engine/core/kernel/client-id-results.ts': ['record'],
  'src/engine/core/kernel/event-writer.ts': ['accepted', 'canceled', 'changed', 'result'],
  'src/engine/core/trading/advanced/amend.ts': ['check', 'shrink'],
  'src/engine/core/trading/advanced/arrival.ts': ['report'],
  'src/engine/core/trading/firm-quotes.ts': ['problem'],
  'src/engine/core/trading/maker-protection.ts': ['count', 'filled'],
  'src/engine/core/trading/matching.ts': ['clearDecrement', 'clearFill', 'reportTrade', 'setTaker'],
  'src/engine/core/trading/order-checks.ts': ['entry', 'run'],
  'src/engine/core/trading/order-entry.ts': ['reportChange', 'shrink'],
  'src/engine/core/trading/order-records.ts': ['end', 'enlist', 'release', 'reserve'],
};

/** @type {import('../rule.mjs').Rule} */
export const fewNumbers = {
  name: 'few-numbers',
  covers: (path) => /^(?:src|bench|web|packages)\/.*\.tsx?$/.test(path),
  *check(file) {
    const listed = HOT[file.path] ?? [];
    const found = new Set();
    for (const node of nodesOf(file)) {
      if (!ts.isFunctionLike(node)) continue;
      const numbers = node.parameters.filter(isNumber).length;
      if (numbers <= NUMBERS_MAX) continue;
      const name = node.name?.getText() ?? '';
      found.add(name);
      if (listed.includes(name)) continue;
      const message = `${name || 'a function'} takes ${numbers} positional numbers, at most ${NUMBERS_MAX} are allowed`;
      yield { line: lineOf(node), message };
    }
    for (const name of listed.filter((one) => !found.has(one))) {
      yield { line: 1, message: `${name} is on the list of few-numbers and need not be` };
    }
  },
};

/** @param {ts.ParameterDeclaration} parameter */
const isNumber = ({ type }) => type?.kind === ts.SyntaxKind.NumberKeyword;
