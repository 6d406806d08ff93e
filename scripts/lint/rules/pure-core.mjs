/**
 * The core and the risk checks are pure functions of state and command: a replay on another machine,
 * years later, must give the same bytes. So they may not reach a clock, chance, I/O, the locale or
 * arithmetic that differs between machines, and may not walk a Set or a Map in whatever order it was
 * filled. A walk that is sorted on the spot, `[...map.keys()].sort(byId)`, is allowed.
 */
import ts from 'typescript';
import { importsOf, lineOf, nodesOf } from '../rule.mjs';

const BANNED_GLOBALS = new Set([
  ...['Date', 'performance', 'process', 'global', 'globalThis', 'console', 'crypto', 'fetch'],
  ...['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'require', 'eval', 'Intl'],
  ...['Promise', 'WeakRef', 'FinalizationRegistry', 'Worker', 'Atomics', 'SharedArrayBuffer'],
]);
/** Exactly rounded by the language, or integer operations: equal on every machine. */
const EXACT_MATH = new Set([
  ...['abs', 'ceil', 'clz32', 'floor', 'imul', 'max', 'min', 'round', 'sign', 'sqrt', 'trunc'],
]);
const LOCALE_METHODS = /^(?:localeCompare|toLocale\w*)$/;
const UNORDERED = new Set([
  ...['Set', 'ReadonlySet', 'Map', 'ReadonlyMap', 'SetIterator', 'MapIterator'],
]);

/** @type {import('../rule.mjs').Rule} */
export const pureCore = {
  name: 'pure-core',
  covers: (path) => /^src\/(?:engine\/core|risk)\/.*\.ts$/.test(path),
  *check(file, { checker }) {
    for (const { specifier, line } of importsOf(file)) {
      if (!specifier.startsWith('.')) {
        yield { line, message: `${specifier}: imports nothing from outside the project` };
      }
    }
    for (const node of nodesOf(file)) {
      const message = impureName(node, checker) ?? unorderedWalk(node, checker);
      if (message !== undefined) yield { line: lineOf(node), message };
    }
  },
};

/**
 * @param {ts.Node} node
 * @param {ts.TypeChecker} checker
 * @returns {string | undefined}
 */
function impureName(node, checker) {
  if (ts.isAwaitExpression(node)) return 'await: the core answers in the call';
  if (ts.isForInStatement(node)) return 'for…in: the order of keys is not ours';
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.name.text;
    if (LOCALE_METHODS.test(name)) return `${name}() depends on the machine's locale`;
    if (node.expression.getText() === 'Math' && !EXACT_MATH.has(name) && !isConstant(name)) {
      return `Math.${name} is not exact on every machine`;
    }
  }
  if (
    ts.isIdentifier(node) &&
    node.text === 'Math' &&
    !ts.isPropertyAccessExpression(node.parent)
  ) {
    return 'Math is used by its functions, one by one';
  }
  if (isPower(node)) return '** is not exact on every machine';
  if (ts.isIdentifier(node) && BANNED_GLOBALS.has(node.text) && isGlobal(node, checker)) {
    return `${node.text} is not part of a pure function`;
  }
  return undefined;
}

/** @param {string} name */
const isConstant = (name) => name === name.toUpperCase();

/** @param {ts.Node} node */
function isPower(node) {
  if (!ts.isBinaryExpression(node)) return false;
  const { kind } = node.operatorToken;
  if (kind === ts.SyntaxKind.AsteriskAsteriskEqualsToken) return true;
  if (kind !== ts.SyntaxKind.AsteriskAsteriskToken) return false;
  return !(ts.isNumericLiteral(node.left) && ts.isNumericLiteral(node.right));
}

/**
 * Whether an identifier stands for the global of that name and not for a property, a type or a
 * variable of the module.
 * @param {ts.Identifier} node
 * @param {ts.TypeChecker} checker
 */
function isGlobal(node, checker) {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) return false;
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isPropertySignature(parent) || ts.isPropertyDeclaration(parent)) return false;
  if (ts.isMethodDeclaration(parent) || ts.isMethodSignature(parent)) return false;
  if (ts.isTypeReferenceNode(parent)) return false;
  const declared = checker.getSymbolAtLocation(node)?.declarations ?? [];
  return !declared.some((declaration) => declaration.getSourceFile() === node.getSourceFile());
}

/**
 * @param {ts.Node} node
 * @param {ts.TypeChecker} checker
 * @returns {string | undefined}
 */
function unorderedWalk(node, checker) {
  const walked = walkedExpression(node);
  if (walked === undefined || isSortedOnTheSpot(node)) return undefined;
  const name = unorderedTypeName(walked, checker);
  return name && `walks a ${name} in the order it was filled: keep a list, or sort on the spot`;
}

/**
 * @param {ts.Expression} expression
 * @param {ts.TypeChecker} checker
 */
function unorderedTypeName(expression, checker) {
  const type = checker.getTypeAtLocation(expression);
  const parts = type.isUnionOrIntersection() ? type.types : [type];
  return parts.map((part) => part.getSymbol()?.name ?? '').find((name) => UNORDERED.has(name));
}

/**
 * The expression whose elements a node visits one after the other.
 * @param {ts.Node} node
 * @returns {ts.Expression | undefined}
 */
function walkedExpression(node) {
  if (ts.isForOfStatement(node) || ts.isSpreadElement(node)) return node.expression;
  if (ts.isYieldExpression(node) && node.asteriskToken) return node.expression;
  if (ts.isVariableDeclaration(node) && ts.isArrayBindingPattern(node.name))
    return node.initializer;
  if (ts.isNewExpression(node)) {
    return UNORDERED.has(node.expression.getText()) ? node.arguments?.[0] : undefined;
  }
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) {
    return undefined;
  }
  const { expression: owner, name } = node.expression;
  if (name.text === 'forEach' || name.text === 'next') return owner;
  return name.text === 'from' ? node.arguments[0] : undefined;
}

/**
 * Whether the walk is `[...x].sort(…)`, `Array.from(x).sort(…)` or the same with toSorted.
 * @param {ts.Node} node
 */
function isSortedOnTheSpot(node) {
  const list = ts.isSpreadElement(node) ? node.parent : node;
  const access = list.parent;
  return ts.isPropertyAccessExpression(access) && /^(?:sort|toSorted)$/.test(access.name.text);
}
