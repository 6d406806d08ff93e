// Goal: the checks of documents and binaries fail on a tree that is wrong or empty. A check that
// passes whatever it sees would be caught here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { temporaryTree } from './tree.js';

/** Runs a check over a tree and returns its exit code and what it complained about. */
function runCheck(name: string, files: Record<string, string>) {
  const script = fileURLToPath(new URL(`../../scripts/${name}.mjs`, import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, temporaryTree(files)], {
    encoding: 'utf8',
  });
  return { status, complaints: stderr.split('\n').filter((line) => line !== '') };
}

describe('check-docs', () => {
  const manifest = { 'package.json': '{ "scripts": { "build": "tsc" } }' };

  test('passes links, headings and commands that exist', () => {
    const readme = '# A b!\n[up](#a-b) [more](docs/more.md#deep-down) [web](https://example.org)\n';
    const files = { 'README.md': `${readme}npm run build\n`, 'docs/more.md': '## Deep down\n' };
    expect(runCheck('check-docs', { ...manifest, ...files })).toEqual({
      status: 0,
      complaints: [],
    });
  });

  test('names a link, a heading and a command that do not exist', () => {
    const files = { 'README.md': '[a](gone.md) [b](#nowhere)\n`npm run missing`\n' };
    expect(runCheck('check-docs', { ...manifest, ...files })).toEqual({
      status: 1,
      complaints: [
        'docs: README.md: gone.md leads nowhere',
        'docs: README.md: #nowhere names no heading',
        'docs: README.md: `npm run missing` does not exist',
      ],
    });
  });

  test('fails when there is no document', () => {
    expect(runCheck('check-docs', manifest).status).toBe(1);
  });
});

describe('check-binaries', () => {
  const list = 'scripts/binaries.sha256';
  const path = (name: string) => `node_modules/uWebSockets.js/${name}.node`;
  const line = (name: string, bytes: string) =>
    `${createHash('sha256').update(bytes).digest('hex')}  ${path(name)}\n`;

  test('passes the binaries that are on the list', () => {
    const files = { [list]: line('a', 'good'), [path('a')]: 'good' };
    expect(runCheck('check-binaries', files).status).toBe(0);
  });

  test('names a binary that changed, one that is missing and one that is new', () => {
    const files = {
      [list]: line('a', 'good') + line('b', 'good'),
      [path('a')]: 'evil',
      [path('c')]: 'new',
    };
    const { status, complaints } = runCheck('check-binaries', files);
    expect(status).toBe(1);
    expect(complaints.map((text) => text.split(' (')[0])).toEqual([
      `binaries: ${path('b')} is missing`,
      `binaries: ${path('a')} has changed`,
      `binaries: ${path('c')} is not on the list`,
    ]);
  });

  test('fails when the package holds no binary', () => {
    const files = { [list]: '', 'node_modules/uWebSockets.js/package.json': '{}' };
    expect(runCheck('check-binaries', files).status).toBe(1);
  });
});
