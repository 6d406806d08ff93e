// Writes proto/patx/v1/errors.proto and docs/errors.md from the error catalog (run after `npm run build`).
// With --check it only compares and exits 1 when a file is not fresh.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { ERROR_CATALOG } = await import(join(root, 'dist/src/values/index.js'));
const entries = Object.entries(ERROR_CATALOG);

const proto = `// Generated from src/values/error-catalog.ts by scripts/generate-errors.mjs; do not edit.
//
// Why something was refused. Numbers are forever. Meanings, remedies and whether to retry: docs/errors.md.
syntax = "proto3";

package patx.v1;

// Stable error numbers.
enum ErrorCode {
  // No error.
  ERROR_CODE_UNSPECIFIED = 0;
${entries.map(([name, e]) => `  // ${e.meaning}\n  ERROR_CODE_${name} = ${e.code};`).join('\n')}
}
`;

const docs = `# Errors

Generated from \`src/values/error-catalog.ts\`; do not edit. Numbers are forever. *Retry*: sending the same again later can
succeed. *Closes*: the session is closed after the answer.

| code | name | meaning | what to do | retry | closes |
|---|---|---|---|---|---|
${entries.map(([name, e]) => `| ${e.code} | \`${name}\` | ${e.meaning} | ${e.remedy} | ${e.retriable ? 'yes' : 'no'} | ${e.closesSession ? 'yes' : 'no'} |`).join('\n')}
`;

/** @type {[path: string, text: string][]} */
const files = [
  ['proto/patx/v1/errors.proto', proto],
  ['docs/errors.md', docs],
];
let stale = 0;
for (const [path, text] of files) {
  const full = join(root, path);
  if (process.argv.includes('--check')) {
    let current = '';
    try {
      current = readFileSync(full, 'utf8');
    } catch {
      // A missing file is stale.
    }
    if (current !== text) {
      console.error(`${path} is not fresh: run npm run errors:generate`);
      stale += 1;
    }
  } else {
    mkdirSync(dirname(full), { recursive: true });
    writeFileSync(full, text);
    console.log(`wrote ${path}`);
  }
}
process.exit(stale > 0 ? 1 : 0);
