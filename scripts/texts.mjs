/**
 * Reads the text files of a tree that people write: no dependencies, nothing generated, no fixtures,
 * nothing that builds and runs leave behind. Paths are relative to the root, use forward slashes and
 * are sorted, so that whatever is found in them is reported in the same order everywhere.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, extname, join, relative, sep } from 'node:path';

const SKIPPED_FOLDERS = /^(?:\.git|\.stryker-tmp|node_modules|generated|fixtures|dist|releases)$/;
/** What builds, tests and runs leave behind at the root. */
const LEFT_BEHIND = /^(?:dist|dist\..*|coverage|reports|data)$/;
const TEXT_EXTENSIONS = new Set([
  ...[
    '.ts',
    '.tsx',
    '.mjs',
    '.js',
    '.json',
    '.md',
    '.yml',
    '.yaml',
    '.toml',
    '.proto',
    '.sol',
    '.sh',
  ],
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
