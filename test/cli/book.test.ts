/**
 * Catches `patx book` as a process saying anything but what docs/book.md shows, a line that is lost or read as two because
 * of where the stream was cut, a line without end that fills memory, input that ends it with a stack trace, and a reader
 * that went away being an error. What the book itself does is in test/book.
 */
import { type StdioOptions, spawn, spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { LineSplitter } from '../../src/cli/line-splitter.js';
import { LINE_BYTES_MAX, REJECT_CODES } from '../../src/engine/core/index.js';
import { MAIN } from './patx.js';

const PATH = new URL('../../docs/book.md', import.meta.url);
const document = readFileSync(PATH, 'utf8');

function book(input: string, ...args: string[]): Record<string, unknown>[] {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, 'book', ...args], {
    input,
  });
  expect({ status, stderr: String(stderr) }).toEqual({ status: 0, stderr: '' });
  const lines = String(stdout).split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const order = (id: number, rest: object = {}): string =>
  JSON.stringify({ op: 'place', id, user: 'a', side: 'buy', price: 100, qty: 5, ...rest });

const EXAMPLE = /^```jsonl in\n([\s\S]*?)^```\n\n```jsonl out\n([\s\S]*?)^```/gm;
const examples = [...document.matchAll(EXAMPLE)].map(([, input = '', output = '']) => ({
  input,
  output,
}));

it('has examples', () => expect(examples.length).toBe(2));

test.each(examples)('does what the document shows: %#', ({ input, output }) => {
  const { stdout } = spawnSync(process.execPath, [MAIN, 'book', '--final'], { input });
  expect(String(stdout)).toBe(output);
});

it('lists every reason for a refusal as it is', () => {
  const rows = Object.entries(REJECT_CODES).map(
    ([code, { field, remedy }]) => `| \`${code}\` | ${field && `\`${field}\``} | ${remedy} |`,
  );
  const table = ['| code | field | what is right |', '|---|---|---|', ...rows].join('\n');
  const TABLE = /(<!-- codes: [^\n]*-->\n)[\s\S]*?(<!-- end -->)/;
  const written = document.replace(TABLE, (_all, begin, end) => `${begin}\n${table}\n\n${end}`);
  if (process.env.PATX_DOCS === 'write') writeFileSync(PATH, written);
  expect(TABLE.test(document)).toBe(true);
  expect(written).toBe(readFileSync(PATH, 'utf8'));
});

it('takes lines as editors and other systems leave them', () => {
  const text = `\ufeff${order(1)}\r\n\r\n   \n${order(2)}`;
  const final = book(text, '--final').at(-1);
  expect(final).toMatchObject({ bids: [[100, 10]], rejectedSteps: [] });
});

it('says of every bad line which it is, what is wrong with it and what would be right', () => {
  const long = order(7, { note: 'x'.repeat(LINE_BYTES_MAX) });
  const bad = [
    ...['{"op":"pla', '[]', 'null', '7', '"place"', '{}', '\u0000', long],
    ...[order(8, { qty: 0.5 }), order(9, { user: 'x'.repeat(100), side: 'b'.repeat(100) })],
    ...[order(10, { price: 2 ** 31, qty: { deep: [1] } }), order(11, { qty: '5' })],
    ...['{"op":"reduce","id":1,"user":"a","by":-1}', '{"op":"cancel","id":1e400,"user":"a"}'],
    ...[order(1), order(12, { price: 2_000_000_000, qty: 2 ** 40 })],
  ];
  const said = book([order(1), ...bad, order(2)].join('\n'), '--final');
  const final = said.pop();
  const refused = said.filter(({ event }) => event === 'rejected');
  expect(refused.map(({ step }) => step)).toEqual(bad.map((_, i) => i + 1));
  for (const { code, remedy } of refused) {
    expect(remedy).toBe(REJECT_CODES[code as keyof typeof REJECT_CODES].remedy);
  }
  const about = refused.map(({ code, field, value }) => [code, field, value]);
  expect(about.slice(0, 8)).toEqual([
    ['NOT_AN_OBJECT', undefined, '{"op":"pla'],
    ['NOT_AN_OBJECT', undefined, undefined],
    ['NOT_AN_OBJECT', undefined, null],
    ['NOT_AN_OBJECT', undefined, 7],
    ['NOT_AN_OBJECT', undefined, 'place'],
    ['BAD_OP', 'op', undefined],
    ['NOT_AN_OBJECT', undefined, '\u0000'],
    ['LINE_TOO_LONG', undefined, undefined],
  ]);
  expect(about.slice(8)).toEqual([
    ['BAD_QTY', 'qty', 0.5],
    ['BAD_SIDE', 'side', `${'b'.repeat(64)}…`],
    ['BAD_PRICE', 'price', 2 ** 31],
    ['BAD_QTY', 'qty', '5'],
    ['BAD_QTY', 'by', -1],
    ['BAD_ID', 'id', null],
    ['DUPLICATE_ID', 'id', 1],
    ['NOTIONAL_OVERFLOW', 'qty', 2 ** 40],
  ]);
  // An order that was refused has that for its status; the live one of a repeated id keeps its own.
  const status = { 1: 'open', 2: 'open', 8: 'rejected', 9: 'rejected', 10: 'rejected' };
  expect(final).toMatchObject({
    bids: [[100, 10]],
    status: { ...status, 11: 'rejected', 12: 'rejected' },
    trades: [],
  });
  expect(Object.keys(final?.status as object)).toHaveLength(7);
});

it('says that a directory is no input', () => {
  const directory = openSync(tmpdir(), 'r');
  const stdio: StdioOptions = [directory, 'pipe', 'pipe'];
  const { status, stderr } = spawnSync(process.execPath, [MAIN, 'book', '--final'], { stdio });
  closeSync(directory);
  const says = 'patx: unreadable-file: standard input is a directory, not JSON lines\n';
  expect([status, String(stderr)]).toEqual([1, says]);
});

it('ends quietly when whoever reads has gone', async () => {
  const child = spawn(process.execPath, [MAIN, 'book'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let complaints = '';
  child.stderr.on('data', (text) => {
    complaints += String(text);
  });
  child.stdin.on('error', () => undefined);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdout.once('data', () => child.stdout.destroy());
  const feeding = setInterval(() => {
    if (child.stdin.writable) child.stdin.write(`${order(1)}\n`.repeat(1_000));
  }, 5);
  expect(await ended).toBe(0);
  clearInterval(feeding);
  expect(complaints).toBe('');
});

it('finds the same lines however the stream is cut, and keeps no more than a line of it', () => {
  const LONGEST = 12;
  const piece = fc.oneof(
    fc.constantFrom('\n', '\r\n', '\r', '', 'é', '€'),
    fc.string({ maxLength: 16 }),
  );
  const cuts = fc.array(fc.nat(), { maxLength: 8 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), cuts, (pieces, at) => {
      const bytes = Buffer.from(pieces.join(''));
      const expected = bytes
        .toString('utf8')
        .split('\n')
        .map((line) => line.replace(/\r$/, ''))
        .map((line) => (Buffer.byteLength(line) > LONGEST ? undefined : line));
      if (bytes.length === 0 || bytes.at(-1) === 0x0a) expected.pop();
      const splitter = new LineSplitter(LONGEST);
      const places = [
        0,
        ...at.map((n) => n % (bytes.length + 1)).sort((a, b) => a - b),
        bytes.length,
      ];
      const lines = places
        .slice(1)
        .flatMap((to, i) => splitter.push(bytes.subarray(places[i], to)));
      expect([...lines, ...splitter.end()]).toEqual(expected);
    }),
  );
  const endless = new LineSplitter(LONGEST);
  for (let i = 0; i < 1_000; i += 1) expect(endless.push(Buffer.alloc(1_000, 'x'))).toEqual([]);
  expect((endless as unknown as { begun: Buffer[] }).begun).toEqual([]);
  expect(endless.push(Buffer.from('\nnext\n'))).toEqual([undefined, 'next']);
});
