/**
 * Catches an account opened beside a running sandbox that cannot be given PAT: on the sandbox's chain, again, and without a
 * chain; and a refusal that does not say what to do. The built program, a real chain.
 */
import { createPrivateKey } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { linkAtOnce } from '../../src/cli/demo/setup.js';
import { rawPublicKey } from '../../src/cli/keys.js';
import { PatxClient } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { patx, type Said } from './patx.js';
import { type Started, start } from './started.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-sandbox-fund-'));
const running: Started[] = [];

afterAll(async () => {
  for (const one of running) one.kill('SIGKILL');
  await Promise.all(running.map(({ ended }) => ended));
  rmSync(scratch, { recursive: true, force: true });
});

/** A venue with an account beside it, and the commands its owner types. */
async function venue(name: string, ...args: readonly string[]) {
  const data = join(scratch, name);
  const started = start(data, ...args);
  running.push(started);
  const open = await started.open;
  if (open === undefined) throw new Error((await started.ended).err);
  const key = join(scratch, `${name}.pem`);
  expect((await patx('keygen', key)).status).toBe(0);
  const gateway = ['--url', open.gatewayUrl];
  const operator = [...gateway, '--key', join(data, 'keys', 'operator.pem')];
  const terms = ['--role', 'CONSUMER', '--name', 'me', '--account-key', key];
  const account = (await patx('account', 'open', ...terms, ...operator)).out.trim();
  const own = [...gateway, '--account-key', key];
  return {
    account,
    status: open.statusUrl,
    /** What a sandbox does as it sets itself up. */
    linkAtOnce: async () => {
      const logOn = (accountId: number, file: string) => {
        const session = { url: open.gatewayUrl, accountId, keyId: 1, reconnect: false as const };
        return PatxClient.connect({ ...session, privateKey: readFileSync(file, 'utf8') });
      };
      const first = await logOn(FIRST_OPERATOR_ACCOUNT, join(data, 'keys', 'operator.pem'));
      const publicKey = rawPublicKey(createPrivateKey(readFileSync(key)));
      await linkAtOnce(first, publicKey, (accountId) => logOn(accountId, key));
      first.close();
    },
    operatorKey: join(data, 'keys', 'operator.pem'),
    fund: (pat: string, ...more: readonly string[]): Promise<Said> =>
      patx('sandbox', 'fund', account, pat, ...own, ...operator.slice(2), ...more),
    deposit: () => patx('account', 'deposit', account, '5', ...operator),
    available: async () => {
      const { out } = await patx('account', 'show', '--account', account, ...own);
      return /available\s+([\d.,]+)/.exec(out)?.[1];
    },
  };
}

/** A dozen processes, one after the other. */
const TIMEOUT_MS = 300_000;

test(
  'on a chain: from a wallet of the account, again, and what is wrong says what to do',
  async () => {
    const one = await venue('chained', '--chain', 'local', '--chain-poll-ms', '50');
    const refused = await one.deposit();
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.err).toContain('CHAIN_BOUND');
    expect(refused.err).toContain('patx sandbox fund');
    const status = ['--status', one.status];
    await one.linkAtOnce();
    expect(await one.fund('1000', ...status)).toEqual({
      ...{ status: 0, out: `account ${one.account} has 1000 PAT more\n`, err: '' },
    });
    expect((await one.fund('0.5', ...status)).status).toBe(0);
    expect(await one.available()).toBe('1000.50');
    const away = await one.fund('1', '--status', 'http://127.0.0.1:1');
    expect(away).toMatchObject({ status: 1 });
    expect(away.err).toContain('npm start');
    const stranger = await one.fund('1', ...status, '--account-key', one.operatorKey);
    expect(stranger).toMatchObject({ status: 1 });
    expect(stranger.err).toContain('--account-key');
  },
  TIMEOUT_MS,
);

test(
  'without a chain: the operator books it',
  async () => {
    const one = await venue('plain', '--chain', 'none');
    expect((await one.fund('12.5', '--status', one.status)).status).toBe(0);
    expect(await one.available()).toBe('12.50');
  },
  TIMEOUT_MS,
);

test(
  'where a link waits, nothing is paid in, and it says until when',
  async () => {
    const one = await venue('waiting', '--chain', 'local', '--chain-poll-ms', '50');
    for (const _ of ['the link', 'the link that waits']) {
      const said = await one.fund('1000', '--status', one.status);
      expect(said).toMatchObject({ status: 1, out: '' });
      expect(said.err).toMatch(/^patx: link-pending: .*linked from \d{4}-.*wallet_link_delay_ms/);
    }
  },
  TIMEOUT_MS,
);
