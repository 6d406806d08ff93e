/**
 * Catches a declaration that is not complete or contradicts another and is taken, and one that is complete and of which
 * something is not made: the generator reads copies of the schema in which one command is another.
 */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { documentText } from '../../scripts/commands/document.mjs';
import { withList } from '../../scripts/commands/envelopes.mjs';
import { type Model, readModel } from '../../scripts/commands/model.mjs';
import { shapesText, textsText } from '../../scripts/commands/schema.mjs';
import { bodiesText, kindsText } from '../../scripts/commands/values.mjs';

const PROTO = fileURLToPath(new URL('../../proto/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'patx-declarations-'));
const file = join(scratch, 'patx/v1/commands.proto');
let schema = '';

beforeAll(() => {
  cpSync(PROTO, scratch, { recursive: true });
  schema = readFileSync(file, 'utf8');
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const GOOD = `
// Says a word. And more of it.
message SayWord {
  option (patx.v1.command) = {
    kind: 1999
    origin: COMMAND_ORIGIN_ACCOUNT
    roles: [ACCOUNT_ROLE_OPERATOR]
    scopes: [KEY_SCOPE_OPERATE]
    client_id: true
    http: "POST /v1/words/{word}"
    cli: "say-word"
  };
  // Id in the operator's id space.
  uint64 client_request_id = 1;
  // The word.
  string word = 2 [(patx.v1.bounds) = {bytes_min: 1 bytes_max: 9}];
  // When.
  fixed64 said_time_ns = 3;
}
`;

/** The model of the schema with a command more. */
function modelWith(command: string): Model {
  writeFileSync(file, schema + command);
  return readModel(scratch);
}

test('of a complete declaration everything is made', () => {
  const model = modelWith(GOOD);
  expect(kindsText(model)).toContain('  SAY_WORD: 1999,\n');
  expect(kindsText(model)).toContain(
    "{ name: 'sayWord', kind: 1999, origin: ORIGIN.ACCOUNT, roles: [5], scopes: [4], clientId: true, twoPersons: false },",
  );
  expect(bodiesText(model)).toMatch(/ {2}sayWord: \{[^}]*readonly saidTimeMs: number;/);
  expect(shapesText(model)).toContain(
    "shapeOf<ColdBodies['sayWord']>('SayWord', {\n  clientRequestId: uint64(),\n  word: text(1, 9),\n  saidTimeMs: wholeTime(),\n});",
  );
  expect(textsText(model)).toContain('summary: "Says a word",');
  expect(withList(schema, model.commands)).toContain('    SayWord say_word = 1999;\n');
  expect(documentText(model)).toContain(
    '| [SayWord](#sayword) | `say-word` | OPERATOR | OPERATE |',
  );
});

test('the schema of now is that of the tables', () => {
  expect(modelWith('').commands.map(({ name }) => name)).toContain('renameAccount');
  expect(withList(schema, modelWith('').commands)).toBe(schema);
});

test.each<[what: string, was: string, is: string, complaint: RegExp]>([
  ['no number', '    kind: 1999\n', '', /SayWord kind undefined/],
  ["another's number", 'kind: 1999', 'kind: 42', /have 42/],
  ["a session's number", 'kind: 1999', 'kind: 83', /83 is a session's message/],
  ['a number without room', 'kind: 1999', 'kind: 2048', /not from 3 to 2047/],
  ['no origin', '    origin: COMMAND_ORIGIN_ACCOUNT\n', '', /says no origin/],
  ['roles of the venue', 'ORIGIN_ACCOUNT', 'ORIGIN_VENUE', /is the venue's/],
  ['no roles', '    roles: [ACCOUNT_ROLE_OPERATOR]\n', '', /needs roles, scopes/],
  ['no scopes', '    scopes: [KEY_SCOPE_OPERATE]\n', '', /needs roles, scopes/],
  ['no route', '    http: "POST /v1/words/{word}"\n', '', /needs roles, scopes, http/],
  ['a path without its field', '{word}', '{other}', /other from the path, which is not a field/],
  ["another's route", 'POST /v1/words/{word}', 'PUT /v1/phase', /both have PUT/],
  ["another's name in patx call", 'say-word', 'halt-series', /both have halt-series/],
  ['a client id that is not there', 'client_request_id', 'request_id', /no client id/],
  ['a text without bounds', ' [(patx.v1.bounds) = {bytes_min: 1 bytes_max: 9}]', '', /word needs/],
  ['a time that is not named as one', 'said_time_ns', 'said_time', /ends in _ns/],
  ['a number left out', 'said_time_ns = 3', 'said_time_ns = 4', /is not field 3/],
  ['no comment', '// Says a word. And more of it.\n', '\n', /has no comment/],
])('%s is refused', (_, was, is, complaint) => {
  expect(GOOD).toContain(was);
  expect(() => modelWith(GOOD.replace(was, is))).toThrow(complaint);
});
