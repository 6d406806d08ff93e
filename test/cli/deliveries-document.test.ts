/**
 * Catches a document by which no delivery can be taken: the programs of docs/deliveries.md run against a `patx start` of their
 * own, which is stopped and started again between the exercise and the notice, and between the notice and the receipt; and a
 * consumer that keeps what is not what the notice says. That the programs compile is seen by test/client/documents.test.ts.
 *
 * Only what belongs to the reader's venue is put in: addresses, the numbers of the accounts, and their keys.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { afterAll, afterEach, expect, test } from 'vitest';
import { DELIVERY_STATE, PatxClient, SIDE } from '../../src/client/index.js';
import { DAY_MS, RULES } from '../support/venue.js';
import { patx } from './patx.js';
import { type Started, start, stopped } from './started.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Inside the package, so that `patx/client` is found as its users find it. */
mkdirSync(join(ROOT, 'reports'), { recursive: true });
const scratch = mkdtempSync(join(ROOT, 'reports', 'delivery-'));
const PROGRAMS = ['exercise', 'provider', 'consumer'] as const;
const document = readFileSync(join(ROOT, 'docs/deliveries.md'), 'utf8');
const programs = new Map(
  [...document.matchAll(/^```ts (\w+)\.ts\n([\s\S]*?)^```$/gm)].map(([, name = '', code = '']) => [
    name,
    code,
  ]),
);
const running: ChildProcess[] = [];
let venue: Started | undefined;

afterEach(async () => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
  venue?.kill('SIGKILL');
  await venue?.ended;
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('the document has the programs of both sides', () => {
  expect([...programs.keys()]).toEqual(PROGRAMS);
  // Every block is one of them, so none goes unplayed.
  expect(document.match(/^```./gm)).toHaveLength(PROGRAMS.length);
});

/** A program of the document as a process, and what it has printed. */
class Running {
  readonly child: ChildProcess;
  out = '';
  errors = '';

  constructor(name: string, own: readonly (readonly [string, string])[]) {
    const code = programs.get(name) ?? '';
    const text = own.reduce((all, [shown, real]) => all.replaceAll(shown, real), code);
    const { ESNext } = ts.ModuleKind;
    const compilerOptions = { module: ESNext, target: ts.ScriptTarget.ES2023 };
    const { outputText } = ts.transpileModule(text, { compilerOptions });
    writeFileSync(join(scratch, `${name}.mjs`), outputText);
    this.child = spawn(process.execPath, [`${name}.mjs`], { cwd: scratch });
    running.push(this.child);
    this.child.stdout?.on('data', (data: Buffer) => {
      this.out += data.toString();
    });
    this.child.stderr?.on('data', (data: Buffer) => {
      this.errors += data.toString();
    });
  }

  async says(expected: RegExp): Promise<string> {
    const found = () => expected.exec(this.out)?.[1];
    const said = () => this.errors || (found() === undefined ? this.out : 'said');
    await expect.poll(said, { timeout: 90_000 }).toBe('said');
    return found() as string;
  }

  async ends(): Promise<void> {
    await expect.poll(() => this.child.exitCode, { timeout: 60_000 }).toBe(0);
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

test('rights are exercised, noticed, fetched, compared and signed for, over restarts of everything', async () => {
  const data = join(scratch, 'data');
  const key = (name: string) => join(scratch, `${name}.pem`);
  const [port, filePort] = [await freePort(), await freePort()];
  const url = `ws://127.0.0.1:${port}/`;
  const open = async (): Promise<void> => {
    venue = start(data, '--gateway-port', String(port));
    expect((await venue.open)?.gatewayUrl).toBe(url);
  };
  const restart = async (): Promise<void> => {
    expect(await stopped(venue as Started)).toMatchObject({ code: 0, err: '' });
    await open();
  };
  await open();

  const operatorKey = join(data, 'keys', 'operator.pem');
  const account = async (role: string, name: string): Promise<number> => {
    await patx('keygen', key(name));
    const who = ['--role', role, '--name', name, '--account-key', key(name)];
    const opened = await patx('account', 'open', ...who, '--url', url, '--key', operatorKey);
    expect(opened.status, opened.err).toBe(0);
    return Number(opened.out);
  };
  const connect = async (accountId: number, file: string): Promise<PatxClient> =>
    PatxClient.connect({ url, accountId, keyId: 1, privateKey: readFileSync(file, 'utf8') });
  const [consumerId, providerId] = [
    await account('CONSUMER', 'consumer'),
    await account('PROVIDER', 'provider'),
  ];
  const operator = await connect(2, operatorKey);
  let provider = await connect(providerId, key('provider'));
  await openMarket(operator, provider, [consumerId, providerId]);
  operator.close();

  /** Buys of the provider, at two prices. */
  const buy = async (): Promise<void> => {
    const consumer = await connect(consumerId, key('consumer'));
    for (const priceTicks of [100, 101]) {
      const order = { seriesId: 1, priceTicks, quantityLots: 2 };
      await provider.place({ ...order, side: SIDE.SELL });
      await consumer.place({ ...order, side: SIDE.BUY });
    }
    consumer.close();
  };
  await buy();
  const { balance } = await provider.queries.accountSnapshot();
  const earned = async (): Promise<number> => {
    const now = (await provider.queries.accountSnapshot()).balance;
    return (now?.availableMicroPat ?? 0) - (balance?.availableMicroPat ?? 0);
  };
  provider.close();

  const own: readonly (readonly [string, string])[] = [
    ['ws://127.0.0.1:9460/', url],
    ['PORT = 9700', `PORT = ${filePort}`],
    ['accountId: 5,', `accountId: ${consumerId},`],
    ['accountId: 6,', `accountId: ${providerId},`],
  ];
  // Two prices, one provider: one ticket.
  const exercise = async (): Promise<void> => {
    const program = new Running('exercise', own);
    expect(await program.says(/(4 lots of series 1: 1 tickets)\n/)).toBeDefined();
    await program.ends();
  };
  await exercise();
  await restart();
  const serving = new Running('provider', own);
  const deliveryId = await serving.says(/delivery (\d+): 40 records at http/);
  await restart();
  const taking = new Running('consumer', own);
  const bytes = await taking.says(/delivery \d+: (\d+) bytes, receipt signed/);
  expect(taking.out).toContain(`delivery ${deliveryId}: `);
  const received = readFileSync(join(scratch, `received-${deliveryId}`));
  expect(received.length).toBe(Number(bytes));
  expect(received.toString().split('\n')).toHaveLength(41);
  taking.child.kill('SIGKILL');

  provider = await connect(providerId, key('provider'));
  await expect.poll(earned, { timeout: 30_000 }).toBeGreaterThan(0);
  expect((await provider.queries.accountSnapshot()).deliveries).toEqual([]);

  // What is changed after the notice is not signed for, and nothing is kept of it.
  await buy();
  await exercise();
  const second = await expect
    .poll(() => [...serving.out.matchAll(/delivery (\d+): 40/g)].length, { timeout: 60_000 })
    .toBe(2)
    .then(() => readdirSync(join(scratch, 'served')).find((name) => name !== deliveryId));
  writeFileSync(join(scratch, 'served', second as string), 'something else');
  const wary = new Running('consumer', own);
  expect(await wary.says(/delivery (\d+): disputed/)).toBe(second);
  expect(readdirSync(scratch)).not.toContain(`received-${second}`);
  const { deliveries } = await provider.queries.accountSnapshot();
  expect(deliveries.map(({ state }) => state)).toEqual([DELIVERY_STATE.DISPUTED]);
  expect(serving.errors).toBe('');
  provider.close();
}, 300_000);

/** A series that trades, with a provider that has minted, and PAT for both. */
async function openMarket(
  operator: PatxClient,
  provider: PatxClient,
  accounts: readonly number[],
): Promise<void> {
  const segment = 'AUTO_INTENT';
  for (const targetAccountId of accounts) {
    await operator.operator.deposit({ targetAccountId, amountMicroPat: 10_000_000_000 });
  }
  const windowStartMs = Math.floor(Date.now() / 60_000) * 60_000;
  await operator.operator.defineContract({
    contract: `${segment}|7D|0.70-0.85`,
    rules: { ...RULES, disputeWindowMs: 2_000 },
  });
  await operator.operator.openSeries({ contractId: 1, windowStartMs });
  const { accountId: providerId } = provider;
  await operator.operator.setConfidence({ providerId, segment, confidencePpm: 800_000 });
  const capacity = { providerId, segment, capacityLots: 1_000 };
  const attestedUntilMs = Date.now() + 30 * DAY_MS;
  await operator.operator.attestCapacity({ ...capacity, attestedUntilMs });
  await provider.rights.mint({ seriesId: 1, quantityLots: 100 });
}
