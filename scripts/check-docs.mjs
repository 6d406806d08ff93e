/**
 * `node scripts/check-docs.mjs [ROOT]` holds the documents to the tree: every relative link in a Markdown file leads to a file (and to a
 * heading, if it names one), and every `npm run X` it tells the reader to type exists.
 * Fails if it saw no document. What is generated from code is compared by its own generator.
 */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './run.mjs';
import { loadTexts } from './texts.mjs';

const root = process.argv[2] ?? ROOT;
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g;
const COMMAND = /npm run (?:--silent |-s )?([\w:-]+)/g;

/** @param {string} text Markdown */
const withoutCode = (text) => text.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');

/**
 * The anchors of a document's headings, as code hosts derive them.
 * @param {string} text Markdown
 */
function anchorsOf(text) {
  const headings = text.replace(/```[\s\S]*?```/g, '').match(/^#+ .*$/gm) ?? [];
  return headings.map((heading) =>
    heading
      .replace(/^#+ /, '')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replaceAll(' ', '-'),
  );
}

/**
 * @param {string} path of the document, relative to the root
 * @param {string} link as written
 * @returns {string | undefined} what is wrong with it
 */
function complaintAbout(path, link) {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [file = '', anchor] = link.split('#');
  const target = file === '' ? join(root, path) : join(root, dirname(path), file);
  if (!existsSync(target)) return `${link} leads nowhere`;
  if (anchor === undefined || statSync(target).isDirectory()) return undefined;
  const anchors = anchorsOf(readFileSync(target, 'utf8'));
  return anchors.includes(anchor) ? undefined : `${link} names no heading`;
}

const documents = loadTexts(root).filter(({ path }) => path.endsWith('.md'));
const failures = documents.length === 0 ? ['saw no document'] : [];
for (const { path, text } of documents) {
  for (const [, link = ''] of withoutCode(text).matchAll(LINK)) {
    const complaint = complaintAbout(path, link);
    if (complaint) failures.push(`${path}: ${complaint}`);
  }
  for (const [command, name = ''] of text.matchAll(COMMAND)) {
    if (!(name in scripts)) failures.push(`${path}: \`${command}\` does not exist`);
  }
}
for (const failure of failures) console.error(`docs: ${failure}`);
console.log(`docs: ${documents.length} documents, ${failures.length} failed`);
process.exitCode = failures.length > 0 ? 1 : 0;
