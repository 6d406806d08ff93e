/**
 * Reads a source tree for the lint rules: every text file, and for TypeScript modules the syntax
 * tree and a type checker. Paths are relative to the root and use forward slashes, sorted, so that
 * findings come in the same order everywhere. Never resolves anything outside the root except the
 * compiler's own library and installed typings.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative, sep } from 'node:path';
import ts from 'typescript';

/**
 * @typedef {{ path: string, text: string, source: ts.SourceFile | undefined }} SourceFile
 * @typedef {{ root: string, files: SourceFile[], checker: ts.TypeChecker }} Project
 */

const SKIPPED_FOLDERS = /^(?:\.git|\.stryker-tmp|node_modules|generated|fixtures)$/;
/** What builds, tests and runs leave behind at the root. */
const LEFT_BEHIND = /^(?:dist|dist\..*|coverage|reports|data)$/;
const TEXT_EXTENSIONS = new Set([
  ...['.ts', '.mjs', '.js', '.json', '.md', '.yml', '.yaml', '.toml', '.proto', '.sol', '.sh'],
  ...['.html', '.css', '.sha256'],
]);
const TEXT_NAMES = new Set(['Dockerfile', 'LICENSE', 'NOTICE', 'run', '.npmrc', '.gitignore']);
const SKIPPED_NAMES = new Set(['package-lock.json']);

/**
 * @param {string} folder
 * @param {RegExp} [skipped] names of further folders to leave out
 * @returns {string[]} absolute paths of the text files below it
 */
function textFiles(folder, skipped) {
  /** @type {string[]} */
  const found = [];
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (SKIPPED_FOLDERS.test(entry.name) || skipped?.test(entry.name)) continue;
      found.push(...textFiles(path));
    } else if (TEXT_EXTENSIONS.has(extname(path)) || TEXT_NAMES.has(basename(path))) {
      if (!SKIPPED_NAMES.has(entry.name)) found.push(path);
    }
  }
  return found.sort();
}

/**
 * @param {string} root
 * @returns {{ path: string, text: string }[]} every text file, paths relative to the root
 */
export function loadTexts(root) {
  return textFiles(root, LEFT_BEHIND).map((path) => ({
    path: relative(root, path).split(sep).join('/'),
    text: readFileSync(path, 'utf8'),
  }));
}

/**
 * @param {string} root
 * @returns {Project}
 */
export function loadProject(root) {
  const texts = loadTexts(root);
  const program = ts.createProgram(
    texts.filter(({ path }) => path.endsWith('.ts')).map(({ path }) => join(root, path)),
    {
      target: ts.ScriptTarget.ES2023,
      lib: ['lib.es2023.d.ts'],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
      types: [],
      strict: true,
      skipLibCheck: true,
      noEmit: true,
    },
  );
  const files = texts.map(({ path, text }) => ({
    path,
    text,
    source: program.getSourceFile(join(root, path)),
  }));
  return { root, files, checker: program.getTypeChecker() };
}
