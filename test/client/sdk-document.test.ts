/**
 * Catches an SDK example that does not compile, does not run, or does not do what the document says: every fenced `ts`
 * block of docs/sdk.md and the README is type-checked as it stands and run as a program against a real exchange.
 *
 * Only what belongs to the reader's venue is put in: its address, the account's number and key, a price near its market.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, afterEach, expect, test } from 'vitest';
import { startExchange, type TestExchange } from '../gateway/support/exchange.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the package, so that `patx/client` is found as its users find it. */
mkdirSync(join(ROOT, 'reports'), { recursive: true });
const scratch = mkdtempSync(join(ROOT, 'reports', 'example-'));
const examples = ['docs/sdk.md', 'README.md'].flatMap((path) => {
  const text = readFileSync(join(ROOT, path), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ''], i) => ({
    name: `${path} ${i + 1}`,
    code,
  }));
});
let exchange: TestExchange | undefined;
let child: ChildProcess | undefined;

afterEach(async () => {
  child?.kill('SIGKILL');
  await exchange?.stop();
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('there are examples', () => expect(examples.length).toBeGreaterThan(0));

test.each(examples)('$name compiles', { timeout: 60_000 }, ({ code }) => {
  const file = join(scratch, 'example.ts');
  writeFileSync(file, code.replace("'patx/client'", "'../../src/client/index.js'"));
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const program = ts.createProgram([file], options);
  const source = program.getSourceFile(file);
  const problems = [
    ...program.getSyntacticDiagnostics(source),
    ...program.getSemanticDiagnostics(source),
  ];
  expect(
    problems.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  ).toEqual([]);
});

test.each(examples)('$name runs', { timeout: 60_000 }, async ({ code }) => {
  exchange = await startExchange();
  exchange.openProvider();
  const { accountId, key } = exchange.openConsumer();
  await exchange.sequencer.drain();
  writeFileSync(join(scratch, 'me.pem'), key.export({ type: 'pkcs8', format: 'pem' }));
  const own: readonly (readonly [string, string])[] = [
    ['ws://127.0.0.1:9460/', `ws://127.0.0.1:${exchange.gateway.port}/`],
    ['priceTicks: 12_500,', 'priceTicks: 100,'],
    ['accountId: 5,', `accountId: ${accountId},`],
  ];
  for (const [shown] of own) expect(code).toContain(shown);
  const text = own.reduce((all, [shown, real]) => all.replace(shown, real), code);
  const { ESNext } = ts.ModuleKind;
  const compilerOptions = { module: ESNext, target: ts.ScriptTarget.ES2023 };
  const { outputText } = ts.transpileModule(text, { compilerOptions });
  writeFileSync(join(scratch, 'example.mjs'), outputText);
  child = spawn(process.execPath, ['example.mjs'], { cwd: scratch });
  let out = '';
  let errors = '';
  child.stdout?.on('data', (data: Buffer) => {
    out += data.toString();
  });
  child.stderr?.on('data', (data: Buffer) => {
    errors += data.toString();
  });
  // The order is acknowledged, and rests in the book the stream shows.
  const done = /^order \d+ is on disk at journal sequence \d+\n[\s\S]*priceTicks: 100,/;
  await expect
    .poll(() => errors || (done.test(out) ? 'done' : out), { timeout: 20_000 })
    .toBe('done');
});
