/**
 * Nothing that every order passes through makes a function that closes over its arguments: such a method allocates each time it is
 * entered, also where that function is never made. Two of them, for the commands of agents, once took a quarter of an order's time.
 * What is rare has a method of its own, listed here, or is made once with the object.
 */
import ts from 'typescript';
import { lineOf, nodesOf } from '../rule.mjs';

const FILES =
  /^src\/engine\/core\/(?:core|trading\/(?:matching|order-\w+|position-book|positions)|clearing\/(?:clearings|spot)|rights\/sources|book\/(?:book|matches|order-store|price-\w+|short-ladder|taker))\.ts$/;
/** Methods that no ordinary order passes through. */
const RARE = new Set(['relieve']);

/** @type {import('../rule.mjs').Rule} */
export const orderWay = {
  name: 'order-way',
  covers: (path) => FILES.test(path),
  *check(file) {
    for (const node of nodesOf(file)) {
      if (!ts.isArrowFunction(node) && !ts.isFunctionExpression(node)) continue;
      const method = methodOf(node);
      if (method === undefined || RARE.has(method)) continue;
      yield {
        line: lineOf(node),
        message: `${method} makes a function: each call of it allocates`,
      };
    }
  },
};

/**
 * Name of the method a node is in; undefined in a constructor, or in none.
 * @param {ts.Node} node
 */
function methodOf(node) {
  for (let at = node.parent; at !== undefined && !ts.isSourceFile(at); at = at.parent) {
    if (ts.isMethodDeclaration(at)) return at.name.getText();
  }
  return undefined;
}
