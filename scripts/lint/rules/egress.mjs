/**
 * Requests leave by one way, `src/http/egress`: it resolves a name once, refuses addresses inside, follows no redirect and is
 * bounded. Other clients may not be used for what a stranger may name. Exempt are places whose addresses only an operator
 * sets on the command line, and the SDK, which is the user's own.
 */
import ts from 'typescript';
import { lineOf, nodesOf } from '../rule.mjs';

const EXEMPT = [
  /^src\/http\/egress\//,
  /^src\/cli\//,
  /^src\/client\//,
  /^src\/settlement\/chain\/(?:http-endpoint|host-lookup)\.ts$/,
];
const MODULES = new Set([
  'node:http',
  'node:https',
  'node:http2',
  'node:tls',
  'node:net',
  'node:dgram',
]);
const CLIENT_NAMES = new Set([
  'request',
  'get',
  'connect',
  'createConnection',
  'createSocket',
  'Agent',
]);
const CLIENT_MODULES = /^(?:undici|axios|got|node-fetch|ky|superagent)(?:\/|$)/;
const CLIENT_GLOBALS = new Set(['fetch', 'EventSource', 'XMLHttpRequest']);

/**
 * @param {ts.ImportDeclaration} node
 * @returns {Generator<import('../rule.mjs').Complaint>}
 */
function* clientsIn(node) {
  if (!ts.isStringLiteral(node.moduleSpecifier)) return;
  const name = node.moduleSpecifier.text;
  if (CLIENT_MODULES.test(name)) {
    yield { line: lineOf(node), message: `${name} is a client; use src/http/egress` };
  }
  const clause = node.importClause;
  if (!MODULES.has(name) || clause === undefined || clause.isTypeOnly) return;
  const bindings = clause.namedBindings;
  if (clause.name !== undefined || (bindings !== undefined && ts.isNamespaceImport(bindings))) {
    yield { line: lineOf(node), message: `import what you need of ${name} by name` };
    return;
  }
  for (const element of bindings?.elements ?? []) {
    const imported = (element.propertyName ?? element.name).text;
    if (element.isTypeOnly || !CLIENT_NAMES.has(imported)) continue;
    yield { line: lineOf(element), message: `${imported} of ${name}: use src/http/egress` };
  }
}

/** @type {import('../rule.mjs').Rule} */
export const egress = {
  name: 'egress',
  covers: (path) => /^src\/.*\.ts$/.test(path) && !EXEMPT.some((exempt) => exempt.test(path)),
  *check(file) {
    for (const node of nodesOf(file)) {
      if (ts.isImportDeclaration(node)) yield* clientsIn(node);
      if (!ts.isCallExpression(node) && !ts.isNewExpression(node)) continue;
      if (ts.isIdentifier(node.expression) && CLIENT_GLOBALS.has(node.expression.text)) {
        yield { line: lineOf(node), message: `${node.expression.text}: use src/http/egress` };
      }
    }
  },
};
