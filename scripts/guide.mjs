/**
 * The documents as pages under /guide: each Markdown file of docs/ and of the root, with anchors at its headings as code hosts
 * make them. Links between documents lead to their pages; links to files that are no document lose their address. A page has no
 * script, and its style is a file.
 */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join, posix } from 'node:path';
import { Marked } from 'marked';
import { ROOT } from './run.mjs';

const ROOT_DOCUMENTS = ['README.md', 'ARCHITECTURE.md', 'INVARIANTS.md', 'CONTRIBUTING.md'];

/** @param {string} name of a document, such as docs/risk.md */
const pageName = (name) => basename(name, '.md').toLowerCase();

/** @param {string} text of a heading */
const anchorOf = (text) =>
  text
    .toLowerCase()
    .replace(/<[^>]*>|[`*]/g, '')
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(' ', '-');

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

/** @param {string} target folder of the built pages */
export function writeGuide(target) {
  const folder = join(target, 'guide');
  mkdirSync(folder, { recursive: true });
  const entries = readdirSync(join(ROOT, 'docs'));
  const names = [
    ...ROOT_DOCUMENTS,
    ...entries.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ];
  const pages = new Map(names.map((name) => [name, pageName(name)]));
  for (const name of entries.filter((one) => one.endsWith('.svg'))) {
    copyFileSync(join(ROOT, 'docs', name), join(folder, name));
  }
  copyFileSync(join(ROOT, 'web', 'src', 'styles', 'guide.css'), join(folder, 'guide.css'));
  const list = [...pages].map(([name, page]) => ({ page, title: titleOf(name) }));
  for (const [name, page] of pages) {
    writeFileSync(join(folder, `${page}.html`), pageOf(name, pages, list));
  }
  const sections = [...pages].flatMap(([name, page]) => sectionsOf(name, page));
  writeFileSync(join(folder, 'search-index.json'), JSON.stringify(sections));
  const found = '<h1>Search</h1><!--FOUND-->';
  writeFileSync(
    join(folder, 'search-frame.html'),
    framed('Search', { list, here: '', main: found }),
  );
}

/**
 * What the search looks through: each heading with the text below it.
 * @param {string} name
 * @param {string} page
 */
function sectionsOf(name, page) {
  const document = titleOf(name);
  const parts = textOf(name).split(/^(?=#{1,4} )/m);
  return parts.map((part) => {
    const [, heading = document] = /^#{1,4} (.*)/.exec(part) ?? [];
    const text = part.replace(/^#{1,4} .*/, '').replace(/\]\([^)]*\)/g, ']');
    return {
      ...{ page, document, heading: heading.replaceAll('`', '') },
      anchor: heading === document ? '' : anchorOf(heading),
      text: text
        .replace(/[`*|[\]]/g, ' ')
        .replace(/-{3,}/g, ' ')
        .replace(/\s+/g, ' ')
        .trim(),
    };
  });
}

/** @param {string} name */
const textOf = (name) => readFileSync(join(ROOT, name), 'utf8');
/** @param {string} name */
const titleOf = (name) => /^# (.*)$/m.exec(textOf(name))?.[1]?.replaceAll('`', '') ?? name;

/**
 * @param {string} name
 * @param {Map<string, string>} pages
 * @param {{ page: string, title: string }[]} list
 */
function pageOf(name, pages, list) {
  const here = pages.get(name);
  let tables = 0;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const text = this.parser.parseInline(tokens);
        return `<h${depth} id="${escaped(anchorOf(text.replace(/&[a-z]+;|&#\d+;/g, '')))}">${text}</h${depth}>\n`;
      },
      link({ href, tokens }) {
        const text = this.parser.parseInline(tokens);
        const address = addressOf(name, href, pages);
        return address === undefined ? text : `<a href="${escaped(address)}">${text}</a>`;
      },
      image({ href, text }) {
        return `<img src="/guide/${escaped(basename(href))}" alt="${escaped(text)}">`;
      },
      table(token) {
        tables += 1;
        const cell = (/** @type {{ tokens: never[] }} */ { tokens }, /** @type {string} */ tag) =>
          `<${tag}>${this.parser.parseInline(tokens)}</${tag}>`;
        const row = (/** @type {any[]} */ cells, /** @type {string} */ tag) =>
          `<tr>${cells.map((one) => cell(one, tag)).join('')}</tr>`;
        return `<div class="table" tabindex="0" role="region" aria-label="Table ${tables}"><table><thead>${row(token.header, 'th')}</thead><tbody>${token.rows.map((cells) => row(cells, 'td')).join('')}</tbody></table></div>\n`;
      },
      code({ text }) {
        return `<pre tabindex="0"><code>${escaped(text)}</code></pre>\n`;
      },
      html({ text }) {
        return escaped(text);
      },
    },
  });
  const main = /** @type {string} */ (marked.parse(textOf(name)));
  return framed(titleOf(name), { list, here: here ?? '', main });
}

/**
 * A page with the list of documents and the search.
 * @param {string} title
 * @param {{ list: { page: string, title: string }[], here: string, main: string }} parts
 */
function framed(title, { list, here, main }) {
  const links = list.map((one) => {
    const current = one.page === here ? ' aria-current="page"' : '';
    return `<li><a href="/guide/${one.page}"${current}>${escaped(one.title)}</a></li>`;
  });
  const question = here === '' ? '<!--QUESTION-->' : '';
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><link rel="icon" href="/favicon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/guide/guide.css"><title>${escaped(title)} · PATX</title></head><body>
<header><a href="/">PATX</a> <span>Guide</span>
<form action="/guide/search" role="search"><input type="search" name="q" maxlength="200" aria-label="Search the guide" placeholder="Search" value="${question}"> <button>Search</button></form></header>
<div class="columns"><nav aria-label="Documents"><ul>${links.join('')}</ul></nav>
<main>${main}</main></div></body></html>
`;
}

/**
 * @param {string} name of the document the link is in
 * @param {string} href
 * @param {Map<string, string>} pages
 */
function addressOf(name, href, pages) {
  if (/^https?:/.test(href)) return href;
  const [file = '', anchor] = href.split('#');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (file === '') return hash;
  const page = pages.get(posix.join(posix.dirname(name), file));
  if (page !== undefined) return `/guide/${page}${hash}`;
  return basename(file) === 'openapi.json' ? '/openapi.json' : undefined;
}
