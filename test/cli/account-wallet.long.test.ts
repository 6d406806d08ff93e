/**
 * Catches a `patx account` that links the wrong wallet, or one without its signature, or shows something else than the
 * account has: the built command against a real gateway, signing by itself and by what comes on standard input.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { type Party, startExchange, type TestExchange } from '../gateway/support/exchange.js';
import { addressOf, walletOf } from '../gateway/support/wallet.js';
import { MAIN } from './patx.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-account-wallet-'));
const PAT = 1_000_000;
let exchange: TestExchange;

afterEach(() => exchange.stop());
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const file = (name: string, text: string): string => {
  const path = join(scratch, name);
  writeFileSync(path, text);
  return path;
};

async function start(): Promise<Party> {
  exchange = await startExchange({ onChain: true });
  exchange.linkAtOnce();
  return exchange.openConsumer(0);
}

/** Runs `patx account` as the party; `answer` gives what goes to standard input once so much came out. */
async function account(
  { accountId, key }: Party,
  args: readonly string[],
  answer?: (out: string) => Promise<string> | undefined,
): Promise<{ readonly status: number | null; readonly out: string; readonly err: string }> {
  const pem = file('account.pem', key.export({ type: 'pkcs8', format: 'pem' }) as string);
  const url = `ws://127.0.0.1:${exchange.gateway.port}/`;
  const own = ['--account', String(accountId), '--account-key', pem, '--url', url];
  const child = spawn(process.execPath, [MAIN, 'account', ...args, ...own]);
  const texts = { out: '', err: '' };
  let isAnswered = false;
  child.stdout.on('data', (chunk: Buffer) => {
    texts.out += chunk.toString();
    const reply = isAnswered ? undefined : answer?.(texts.out);
    if (reply === undefined) return;
    isAnswered = true;
    reply.then(
      (text) => child.stdin.end(`${text}\n`),
      () => child.kill(),
    );
  });
  child.stderr.on('data', (chunk: Buffer) => {
    texts.err += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { status, ...texts };
}

const linked = ({ accountId }: Party): string =>
  exchange.core.state.registry.account(accountId)?.wallet ?? '';

test('links with a key file, and shows wallet, balance and withdrawal', async () => {
  const party = await start();
  const wallet = walletOf(7);
  const key = file('wallet.key', wallet.privateKey);
  const done = await account(party, ['link-wallet', '--wallet-key', key]);
  expect(done).toMatchObject({ status: 0, out: `${wallet.address}\n` });
  const address = addressOf(wallet);
  expect(linked(party)).toBe(Buffer.from(address).toString('hex'));
  const { wallets } = exchange.core.state;
  const chainAccountId = wallets.count + 1;
  exchange.submit(0, 'registerWallet', { chainAccountId, address });
  const depositSequence = wallets.depositSequence + 1;
  const deposit = { depositSequence, chainAccountId, amountMicroPat: 9 * PAT };
  exchange.submit(0, 'creditDeposit', deposit);
  const request = { requestSequence: 1, chainAccountId, amountMicroPat: 4 * PAT };
  exchange.submit(0, 'holdWithdrawal', request);
  await exchange.sequencer.drain();
  const { status, out } = await account(party, ['show']);
  expect(status).toBe(0);
  expect(out).toMatch(/available\s+9\.00\nof it withheld\s+4\.00\n/);
  expect(out).toContain(`wallet ${wallet.address}, account ${chainAccountId} on chain`);
  expect(out).toContain('withdrawal 1 of 4.00 PAT, not yet acknowledged');
});

test('waits for the venue’s delay, says until when, and is taken back by its owner or an operator', async () => {
  exchange = await startExchange({ onChain: true });
  const party = exchange.openConsumer(0);
  const wallet = walletOf(7);
  const key = file('wallet.key', wallet.privateKey);
  const link = () => account(party, ['link-wallet', '--wallet-key', key]);
  const done = await link();
  expect(done).toMatchObject({ status: 0, out: `${wallet.address}\n` });
  expect(done.err).toMatch(/linked from 20\S+Z on; patx account cancel-link takes it back\n$/);
  expect(linked(party)).toBe('');
  const shown = await account(party, ['show']);
  expect(shown.out).toContain(`wallet ${wallet.address}, linked from 20`);
  expect(await account(party, ['cancel-link'])).toMatchObject({ status: 0 });
  expect((await account(party, ['cancel-link'])).err).toContain('waits for no link with a wallet');
  await link();
  const of = ['cancel-link', '--of', String(party.accountId)];
  expect(await account(exchange.openOperator(), of)).toMatchObject({ status: 0 });
  expect(exchange.core.state.registry.account(party.accountId)?.pendingLink).toBeNull();
});

test('links by a signature that is made elsewhere', async () => {
  const party = await start();
  const wallet = walletOf(8);
  const { status, out } = await account(
    party,
    ['link-wallet', '--address', wallet.address],
    (text) => {
      const end = text.search(/Expiration Time: .*\n/);
      if (end < 0) return undefined;
      return wallet.signMessage(text.trimEnd());
    },
  );
  expect(status).toBe(0);
  expect(out.trimEnd().endsWith(wallet.address)).toBe(true);
  expect(linked(party)).toBe(Buffer.from(addressOf(wallet)).toString('hex'));
});

test.each<[string, string[], RegExp]>([
  ['no wallet at all', [], /^patx: bad-value: name the wallet/],
  ['an address that is none', ['--address', '0x12'], /^patx: bad-value: --address is 0x12; 20 /],
  ['a key that is none', ['--wallet-key', 'nonsense'], /^patx: unreadable-file: .*no private key/],
  [
    'another address than the key',
    ['--address', walletOf(8).address, '--wallet-key', walletOf(7).privateKey],
    /^patx: bad-value: --address is not that of the key/,
  ],
])('refuses %s in one line, and links nothing', async (_what, options, says) => {
  const party = await start();
  const args = options.map((text, i) =>
    options[i - 1] === '--wallet-key' ? file('odd.key', text) : text,
  );
  const { status, err } = await account(party, ['link-wallet', ...args]);
  expect(status).toBe(1);
  expect(err).toMatch(says);
  expect(err.trimEnd().split('\n')).toHaveLength(1);
  expect(linked(party)).toBe('');
});

test('says why the venue refuses a foreign signature', async () => {
  const party = await start();
  const { status, err } = await account(
    party,
    ['link-wallet', '--address', walletOf(7).address],
    (text) =>
      text.includes('Expiration Time') ? walletOf(8).signMessage(text.trimEnd()) : undefined,
  );
  expect(status).toBe(1);
  expect(err).toContain('The signature of the challenge is not by the wallet');
  expect(linked(party)).toBe('');
});
