/**
 * Reads a source tree for the lint rules: every text file, and for TypeScript modules the syntax
 * tree and a type checker. Never resolves anything outside the root except the compiler's own
 * library and installed typings.
 */
import { join } from 'node:path';
import ts from 'typescript';
import { loadTexts } from '../texts.mjs';

/**
 * @typedef {{ path: string, text: string, source: ts.SourceFile | undefined }} SourceFile
 * @typedef {{ root: string, files: SourceFile[], checker: ts.TypeChecker }} Project
 */

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
