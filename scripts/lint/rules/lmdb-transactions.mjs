/**
 * `transactionSync(() => db.put(…))` returns the promise of the put, which makes lmdb return before
 * the commit: a write that was reported as done and is not on disk. The callback of a transaction
 * therefore always has a block body.
 */
import ts from 'typescript';
import { lineOf, nodesOf } from '../rule.mjs';

const TRANSACTIONS = new Set(['transaction', 'transactionSync', 'childTransaction']);

/** @type {import('../rule.mjs').Rule} */
export const lmdbTransactions = {
  name: 'lmdb-transactions',
  covers: (path) => /^(?:src|bench|test)\/.*\.ts$/.test(path),
  *check(file) {
    for (const node of nodesOf(file)) {
      if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) continue;
      if (!TRANSACTIONS.has(node.expression.name.text)) continue;
      const callback = node.arguments[0];
      if (callback && ts.isArrowFunction(callback) && !ts.isBlock(callback.body)) {
        yield {
          line: lineOf(callback),
          message: 'a transaction callback without a block body returns before the commit',
        };
      }
    }
  },
};
