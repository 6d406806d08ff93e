/** Catches an AsyncAPI document of the gateway that is not valid, is not of this schema, or misses a message somebody can send. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Parser } from '@asyncapi/parser';
import { expect, test } from 'vitest';
import { COMMAND_TEXTS } from '../../src/schema/index.js';

const path = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url));

test('the document is valid, and has every command and both directions', async () => {
  const text = readFileSync(path('docs/asyncapi.yaml'), 'utf8');
  const { document, diagnostics } = await new Parser().parse(text);
  const errors = diagnostics.filter(({ severity }) => severity === 0);
  expect(errors.map(({ message, path: at }) => `${at.join('.')}: ${message}`)).toEqual([]);
  const ids =
    document
      ?.messages()
      .all()
      .map((message) => message.name()) ?? [];
  for (const { name } of COMMAND_TEXTS) {
    expect(ids).toContain(`${name[0]?.toUpperCase()}${name.slice(1)}`);
  }
  expect(ids).toEqual(expect.arrayContaining(['Challenge', 'Logon', 'BookDelta', 'ErrorReport']));
  const actions = document
    ?.operations()
    .all()
    .map((operation) => operation.action());
  expect(actions).toEqual(['send', 'receive']);
}, 120_000);

test('it is what the schema says now', () => {
  const said = execFileSync(process.execPath, [path('scripts/asyncapi.mjs'), 'check']);
  expect(String(said)).toContain('what the .proto files say');
}, 60_000);
