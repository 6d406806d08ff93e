/**
 * The licences of packages that a bundle holds: what is bundled is under its own licence, which goes along.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const LICENCE = /^(licen[cs]e|copying)([.-].*)?$/i;

/**
 * @param {string} file a module of a package
 * @returns {string} the folder of the package: the nearest one that has a name and a version
 */
function packageOf(file) {
  for (let at = dirname(file); at !== dirname(at); at = dirname(at)) {
    const path = join(at, 'package.json');
    if (!existsSync(path)) continue;
    const { name, version } = JSON.parse(readFileSync(path, 'utf8'));
    if (name !== undefined && version !== undefined) return at;
  }
  throw new Error(`${file} is of no package`);
}

/** @param {string} folder of a package */
function noticeOf(folder) {
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((name) => LICENCE.test(name))
    .map((name) => readFileSync(join(folder, name), 'utf8').trim());
  /** @type {{ type: string }[]} */
  const older = about.licenses ?? [];
  const licence = about.license ?? older.map(({ type }) => type).join(', ');
  if (licence === '' && texts.length === 0) {
    throw new Error(`${about.name} ${about.version} is bundled and says nothing of its licence`);
  }
  return [`${about.name} ${about.version} (${licence})`, ...texts].join('\n\n');
}

/**
 * @param {Iterable<string>} modules paths of everything in a bundle
 * @returns {string} name, version and licence of every package that they are of, by name
 */
export function noticesOf(modules) {
  const files = [...modules].filter((path) => path.includes('node_modules') && existsSync(path));
  const folders = [...new Set(files.map(packageOf))].sort();
  return `${folders.map(noticeOf).join('\n\n----\n\n')}\n`;
}
