// Goal: catch a dependency on Node in the modules a client in a browser loads.
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const folders = ['schema', 'values'].map((room) => {
  return fileURLToPath(new URL(`../../src/${room}/`, import.meta.url));
});

it('the schema and the shared values use nothing that only Node has', () => {
  const modules = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.startsWith('generated'))
      .map((name) => folder + name),
  );
  expect(modules.length).toBeGreaterThan(40);
  const bound = modules.filter((path) => {
    return /from '(?:node:|fs'|crypto')|\b(?:Buffer|process|require)\b[.(]/.test(
      readFileSync(path, 'utf8'),
    );
  });
  expect(bound).toEqual([]);
});
