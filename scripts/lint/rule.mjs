/**
 * What a lint rule is, and how rules are run.
 *
 * A rule that saw no file it covers is a failure: after a folder is renamed, a check that has
 * nothing left to check must not stay green.
 */
import ts from 'typescript';

/**
 * @typedef {import('./project.mjs').SourceFile} SourceFile
 * @typedef {import('./project.mjs').Project} Project
 * @typedef {{ line: number, message: string }} Complaint line counts from 1
 * @typedef {{ rule: string, path: string, line: number, message: string }} Finding
 * @typedef {{
 *   name: string,
 *   covers: (path: string) => boolean,
 *   check: (file: SourceFile, project: Project) => Iterable<Complaint>,
 * }} Rule
 */

/**
 * @param {readonly Rule[]} rules
 * @param {Project} project
 * @returns {Finding[]}
 */
export function runRules(rules, project) {
  /** @type {Finding[]} */
  const findings = [];
  for (const rule of rules) {
    const covered = project.files.filter((file) => rule.covers(file.path));
    if (covered.length === 0) {
      findings.push({ rule: rule.name, path: '.', line: 0, message: 'saw no file to check' });
    }
    for (const file of covered) {
      for (const complaint of rule.check(file, project)) {
        findings.push({ rule: rule.name, path: file.path, ...complaint });
      }
    }
  }
  return findings;
}

/**
 * Every node of a module, parents first.
 * @param {SourceFile} file
 * @returns {Generator<ts.Node>}
 */
export function* nodesOf(file) {
  if (file.source === undefined) return;
  /** @type {ts.Node[]} */
  const open = [file.source];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    /** @type {ts.Node[]} */
    const children = [];
    ts.forEachChild(node, (child) => {
      children.push(child);
    });
    open.push(...children.reverse());
  }
}

/**
 * @param {ts.Node} node
 * @returns {number} the line the node starts on, counted from 1
 */
export function lineOf(node) {
  const source = node.getSourceFile();
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}

/**
 * The modules a file names in imports, re-exports, import types and dynamic imports.
 * @param {SourceFile} file
 * @returns {Generator<{ specifier: string, line: number }>}
 */
export function* importsOf(file) {
  for (const node of nodesOf(file)) {
    const named = importedModule(node);
    if (named && ts.isStringLiteralLike(named)) {
      yield { specifier: named.text, line: lineOf(node) };
    }
  }
}

/**
 * @param {ts.Node} node
 * @returns {ts.Node | undefined}
 */
function importedModule(node) {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return node.moduleSpecifier;
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
    return node.argument.literal;
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return node.arguments[0];
  }
  return undefined;
}
