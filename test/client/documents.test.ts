/**
 * Catches an example in the documents that does not compile, does not run, or does not do what the document says: every
 * fenced `ts` block of every Markdown file is type-checked as it stands against the package, the first program of the SDK's
 * README is run against a real exchange, and so is its delivery.
 *
 * Only what belongs to the reader's venue is put in: its address, the account's number and key, a price near its market.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { sign } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, afterEach, expect, test } from 'vitest';
import { loadTexts } from '../../scripts/texts.mjs';
import { DELIVERY_STATE, type PatxClient } from '../../src/client/index.js';
import { ticketBytes } from '../../src/schema/index.js';
import { newKey, rawKey, startExchange, type TestExchange } from '../gateway/support/exchange.js';
import { connect } from './connected.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const README = 'packages/client/README.md';
/** Inside the repository, so that packages are found as their users find them. */
mkdirSync(join(ROOT, 'reports'), { recursive: true });
const scratch = mkdtempSync(join(ROOT, 'reports', 'example-'));
const examples = loadTexts(ROOT)
  .filter(({ path }) => path.endsWith('.md'))
  .flatMap(({ path, text }) =>
    [...text.matchAll(/^```(?:ts|typescript)(?: \w+\.ts)?\n([\s\S]*?)^```$/gm)].map(
      ([, code = ''], index) => ({
        name: `${path} ${index + 1}`,
        file: join(scratch, `${path.replaceAll('/', '_')}-${index + 1}.mts`),
        code,
      }),
    ),
  );
let exchange: TestExchange | undefined;
let child: ChildProcess | undefined;

afterEach(async () => {
  child?.kill('SIGKILL');
  await exchange?.stop();
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

/** The code of an example as JavaScript. */
function asScript(code: string): string {
  const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
  return ts.transpileModule(code, { compilerOptions }).outputText;
}

const exampleWith = (text: string): string => {
  const found = examples.find(({ name, code }) => name.startsWith(README) && code.includes(text));
  if (found === undefined) throw new Error(`${README} has no example with ${text}`);
  return found.code;
};

test('the documents that have examples are found', () => {
  const countIn = (path: string): number =>
    examples.filter(({ name }) => name.startsWith(path)).length;
  expect(countIn(README)).toBeGreaterThan(4);
  expect(countIn('docs/deliveries.md')).toBe(3);
});

test('every example compiles', { timeout: 60_000 }, () => {
  for (const { file, code } of examples) {
    writeFileSync(file, code.replaceAll(/'patx(?:\/|-)client'/g, "'../../src/client/index.js'"));
  }
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const program = ts.createProgram(
    examples.map(({ file }) => file),
    options,
  );
  const problems = examples.flatMap(({ name, file }) => {
    const source = program.getSourceFile(file);
    return [
      ...program.getSyntacticDiagnostics(source),
      ...program.getSemanticDiagnostics(source),
    ].map(({ messageText }) => `${name}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
  expect(problems).toEqual([]);
});

test('the first program runs', { timeout: 60_000 }, async () => {
  const code = exampleWith('client.place');
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
  writeFileSync(join(scratch, 'example.mjs'), asScript(text));
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
  const done =
    /^[\d.]+ PAT to spend\norder \d+ is on disk at journal sequence \d+\n[\s\S]*AUTO_INTENT\|[\s\S]*priceTicks: 100,/;
  await expect
    .poll(() => errors || (done.test(out) ? 'done' : out), { timeout: 20_000 })
    .toBe('done');
});

test('the delivery is made, told and accepted', { timeout: 60_000 }, async () => {
  const file = join(scratch, 'delivery.mjs');
  writeFileSync(file, asScript(exampleWith('verifyTicket(')));
  const parts = (await import(file)) as {
    provide(provider: PatxClient, records: Uint8Array): Promise<void>;
    consume(consumer: PatxClient, fetchFrom: () => Promise<Uint8Array>): Promise<void>;
  };
  const desk = newKey();
  exchange = await startExchange({
    signer: {
      publicKey: rawKey(desk),
      sign: async (ticket) => sign(null, ticketBytes(ticket), desk),
    },
  });
  const provider = await connect(exchange, exchange.openProvider());
  const consumer = await connect(exchange, exchange.openConsumer());
  const order = { seriesId: 1, priceTicks: 100, quantityLots: 2 };
  await provider.rights.mint({ seriesId: 1, quantityLots: 5 });
  await provider.place({ ...order, side: 'SELL' });
  await consumer.place({ ...order, side: 'BUY' });
  const states: number[] = [];
  consumer.events.deliveries.on(({ state }) => states.push(state));
  const records = new TextEncoder().encode('records');
  await Promise.all([
    parts.provide(provider, records),
    parts.consume(consumer, async () => records),
  ]);
  const { TICKETED, NOTICED, ACCEPTED } = DELIVERY_STATE;
  await expect.poll(() => states).toEqual([TICKETED, NOTICED, ACCEPTED]);
});
