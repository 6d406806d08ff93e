/**
 * Catches an example that does not compile, or does not do what it shows: each of examples/ is run as a process against one running exchange, in
 * TypeScript with the SDK and in Python, and the venue is asked what became of it.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import ts from 'typescript';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSandbox, type Sandbox } from '../../bench/e2e/sandbox.js';
import { PatxClient } from '../../src/client/index.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const FOLDER = join(ROOT, 'examples', 'typescript');
const run = promisify(execFile);
const scratch = mkdtempSync(join(tmpdir(), 'patx-examples-'));
let sandbox: Sandbox;
let provider: PatxClient;

beforeAll(async () => {
  sandbox = await openSandbox(1, undefined, ['--api-port', '0']);
  const privateKey = sandbox.key.export({ type: 'pkcs8', format: 'pem' }) as string;
  writeFileSync(join(scratch, 'me.pem'), privateKey, { mode: 0o600 });
  const { url } = sandbox;
  // Ids of its own: the examples are sessions of the same account.
  provider = await PatxClient.connect({
    ...{ url, accountId: sandbox.provider, keyId: 1, privateKey, idSpace: 1 },
  });
  await provider.place({ seriesId: 1, side: 'SELL', priceTicks: 1_000, quantityLots: 10 });
  await vi.waitFor(
    async () => {
      const series = await fetch(`${sandbox.apiUrl}/v1/series/1`);
      expect(((await series.json()) as { bestAskTicks: number }).bestAskTicks).toBe(1_000);
    },
    { timeout: 60_000, interval: 50 },
  );
}, 120_000);
afterAll(async () => {
  provider?.close();
  await sandbox.close();
  rmSync(scratch, { recursive: true, force: true });
});

async function said(program: string, file: string, account: number, args: readonly string[]) {
  const { stdout } = await run(program, [file, ...args], {
    env: {
      ...{ ...process.env, PYTHONPATH: join(ROOT, 'clients', 'python') },
      ...{ PATX_API: sandbox.apiUrl, PATX_GATEWAY: sandbox.url },
      ...{ PATX_ACCOUNT: String(account), PATX_KEY_FILE: join(scratch, 'me.pem') },
    },
    timeout: 60_000,
  });
  return stdout.trim().split('\n');
}

/** Runs an example in TypeScript as a reader would: with the SDK as it is packed. */
async function script(name: string, account: number, ...args: string[]): Promise<string[]> {
  const bundle = await rolldown({ input: join(FOLDER, `${name}.ts`), platform: 'node' });
  const names = { entryFileNames: '[name].mjs', chunkFileNames: '[name].mjs' };
  const dir = join(scratch, name);
  await bundle.write({ dir, format: 'esm', ...names });
  const file = join(dir, `${name}.mjs`);
  await bundle.close();
  return await said(process.execPath, file, account, args);
}

const python = (name: string, account: number, ...args: string[]): Promise<string[]> =>
  said('python3', join(ROOT, 'examples', 'python', `${name}.py`), account, args);

test('every example in TypeScript compiles strictly', { timeout: 60_000 }, () => {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, ROOT);
  const files = readdirSync(FOLDER).map((name) => join(FOLDER, name));
  expect(files.length).toBe(3);
  const paths = { 'patx-client': [join(ROOT, 'src', 'client', 'index.ts')] };
  const program = ts.createProgram(files, { ...options, paths });
  const problems = files.flatMap((name) => {
    const source = program.getSourceFile(name);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  expect(problems.map(({ messageText }) => messageText)).toEqual([]);
});

test('reading needs no account', { timeout: 60_000 }, async () => {
  const lines = ['series 1: 0 / 1000; trades: none'];
  expect(await script('read', 0)).toEqual(lines);
  expect(await python('read', 0)).toEqual(lines);
});

test('quoting leaves nothing behind', { timeout: 60_000 }, async () => {
  const said = [
    expect.stringMatching(/^offered by orders \d+ and \d+$/),
    'best offer moved to 889',
  ];
  // The offer of before is the same account's and goes with the others.
  expect(await script('quote', sandbox.provider, '1', '890')).toEqual([
    ...said,
    '3 orders taken back',
  ]);
  expect(await python('quote', sandbox.provider, '1', '890')).toEqual([
    ...said,
    '2 orders taken back',
  ]);
  const { openOrders } = await provider.queries.accountSnapshot();
  expect(openOrders).toEqual([]);
});

test('a lot is bought, exercised and delivered, and a second one by Python', {
  timeout: 90_000,
}, async () => {
  await provider.place({ seriesId: 1, side: 'SELL', priceTicks: 1_000, quantityLots: 10 });
  const lines = await script('buy-and-exercise', sandbox.consumer, '1');
  expect(lines[0]).toMatch(/^bought 1 of AUTO_INTENT\|7D\|0\.70-0\.85@\S+ at 1000 ticks$/);
  expect(lines[1]).toBe('exercised: 1 tickets');
  expect(lines[2]).toMatch(/^delivery \d+: \{$/);
  expect(lines.slice(2).join('\n')).toContain('TICKETED');
  const bought = await python('buy_one_lot', sandbox.consumer);
  expect(bought.at(2)).toBe('filled: 1 at 1000');
  const exercised = await python('exercise', sandbox.consumer, '1');
  expect(exercised[0]).toBe('exercised: 1 tickets');
  expect(exercised[1]).toMatch(/^delivery \d+ DELIVERY_STATE_TICKETED$/);
  expect(exercised).toHaveLength(3);
  expect(exercised[2]).toMatch(/^refused: [A-Z_]+$/);
  // Both are the provider's to serve.
  const { deliveries } = await provider.queries.accountSnapshot();
  expect(deliveries).toHaveLength(2);
});
