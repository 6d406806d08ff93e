/**
 * The API's reference as one page without script, made from the OpenAPI document alone: every operation with what it takes and
 * gives, and every error. Nothing comes from another origin; its style is allowed by its hash.
 */
import { createHash } from 'node:crypto';
import { ERROR_CATALOG } from '../../values/index.js';
import {
  type ApiDocument,
  answerOf,
  type Described,
  fieldsOf,
  isPublic,
  type JsonSchema,
  operationsOf,
} from './operations.js';

const STYLE = `
:root { color-scheme: light dark; --line: #8886; --soft: #8881; }
body { font: 15px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
code, .path { font-family: ui-monospace, monospace; }
nav a { display: inline-block; margin-right: 1rem; }
article { border-top: 1px solid var(--line); padding: .5rem 0 1rem; }
table { border-collapse: collapse; width: 100%; font-size: 14px; }
th, td { text-align: left; vertical-align: top; padding: .15rem .75rem .15rem 0; border-bottom: 1px solid var(--soft); }
.method { font-weight: 600; } .who { float: right; }
@media (max-width: 30rem) { .who { float: none; display: block; } }
`;

/** What the page may load: nothing, but its own style. */
export const PAGE_POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'`;

export function referencePage(given: object): string {
  const document = given as ApiDocument;
  const operations = operationsOf(document);
  const tags = [...new Set(operations.map(({ operation }) => operation.tags?.[0] ?? ''))];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${text(document.info.title)}</title><style>${STYLE}</style></head><body>
<h1>${text(document.info.title)}</h1><p>${text(document.info.description ?? '')}</p>
<nav>${tags.map((tag) => `<a href="#${text(tag)}">${text(tag)}</a>`).join('')}<a href="#errors">Errors</a><a href="/openapi.json">openapi.json</a></nav>
<main>${tags.map((tag) => section(document, tag, operations)).join('')}
<section id="errors"><h2>Errors</h2>${errors()}</section></main></body></html>`;
}

function section(document: ApiDocument, tag: string, operations: readonly Described[]): string {
  const own = operations.filter(({ operation }) => operation.tags?.[0] === tag);
  return `<section id="${text(tag)}"><h2>${text(tag)}</h2>${own.map((one) => article(document, one)).join('')}</section>`;
}

function article(document: ApiDocument, { method, path, operation }: Described): string {
  const parameters = (operation.parameters ?? []).map(({ name, description, required, schema }) => [
    name,
    `${typeOf(schema)}${required === true ? '' : ', may be left out'}`,
    description ?? schema?.description ?? '',
  ]);
  const fields = fieldsOf(document, answerOf(document, operation)).map(([name, schema]) => [
    name,
    typeOf(schema),
    schema.description ?? '',
  ]);
  return `<article id="${text(operation.operationId ?? '')}"><span class="who">${isPublic(operation) ? 'public' : 'signed'}</span>
<h3><span class="method">${method}</span> <span class="path">${text(path)}</span></h3><p>${text(operation.summary ?? '')}</p>
${table('Takes', parameters)}${table('Gives', fields)}</article>`;
}

function errors(): string {
  const rows = Object.entries(ERROR_CATALOG).map(
    ([name, { code, meaning, remedy }]) =>
      `<tr id="error-${name}"><td>${code}</td><td><code>${name}</code></td><td>${text(meaning)}</td><td>${text(remedy)}</td></tr>`,
  );
  return `<table><thead><tr><th>Code</th><th>Name</th><th>Meaning</th><th>What to do</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function table(title: string, rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return '';
  const body = rows.map(([name = '', type = '', what = '']) => {
    const cells = `<td><code>${text(name)}</code></td><td>${text(type)}</td><td>${text(what)}</td>`;
    return `<tr>${cells}</tr>`;
  });
  return `<table><thead><tr><th>${title}</th><th>Type</th><th>Meaning</th></tr></thead><tbody>${body.join('')}</tbody></table>`;
}

function typeOf(schema: JsonSchema | undefined): string {
  if (schema?.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? '';
  const { type, enum: choices, minimum, maximum, default: otherwise } = schema ?? {};
  const kind = choices === undefined ? [type ?? ''].flat().join(' or ') : choices.join(', ');
  const range =
    minimum === undefined && maximum === undefined ? '' : ` ${minimum ?? ''}…${maximum ?? ''}`;
  return `${kind}${range}${otherwise === undefined ? '' : `, ${String(otherwise)} if not given`}`;
}

/** A text as HTML. */
const text = (raw: string): string =>
  raw
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
