/**
 * Would catch: an owner who cannot give a program a key that trades and links no wallet, or cannot take it back; a scope that
 * is misspelt and becomes another one. The real commands against a `patx start` of their own.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { PatxClient } from '../../src/client/index.js';
import { patx } from './patx.js';
import { start, stopped } from './started.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-account-keys-'));

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test('an owner has a key for everything, his program one that trades, until it is taken back', async () => {
  const data = join(scratch, 'data');
  const keyFile = (name: string) => join(scratch, `${name}.pem`);
  for (const name of ['owner', 'program']) await patx('keygen', keyFile(name));
  const exchange = start(data);
  const { gatewayUrl } = (await exchange.open) ?? { gatewayUrl: '' };
  const operator = ['--url', gatewayUrl, '--key', join(data, 'keys', 'operator.pem')];
  const who = ['--role', 'CONSUMER', '--name', 'me', '--account-key', keyFile('owner')];
  const opened = await patx('account', 'open', ...who, ...operator);
  const account = opened.out.trim();
  const add = ['account', 'add-key', account, '--account-key', keyFile('program'), ...operator];
  const misspelt = await patx(...add, '--scopes', 'read,trad');
  expect(misspelt).toMatchObject({ status: 1, out: '' });
  expect(misspelt.err).toMatch(/^patx: bad-value: scope trad is not one of READ, TRADE/);
  const forbidden = await patx(...add, '--scopes', 'read,operate');
  expect(forbidden.err).toMatch(/INVALID_FIELD/);
  expect(await patx(...add, '--scopes', 'read, trade')).toMatchObject({ status: 0, out: '2\n' });

  const logOn = (keyId: number, name: string) =>
    PatxClient.connect({
      ...{ url: gatewayUrl, accountId: Number(account), keyId, reconnect: false },
      privateKey: readFileSync(keyFile(name), 'utf8'),
    });
  const owner = await logOn(1, 'owner');
  const program = await logOn(2, 'program');
  const address = new Uint8Array(20).fill(7);
  // Where the venue has no chain the owner is told that, and the program that it may not.
  await expect(owner.wallet.challenge(address)).rejects.toThrow(/chain/i);
  await expect(program.wallet.challenge(address)).rejects.toThrow(/scope/i);
  expect(await patx('account', 'revoke-key', account, '2', ...operator)).toMatchObject({
    status: 0,
    out: '',
  });
  await expect(logOn(2, 'program')).rejects.toThrow();
  owner.close();
  program.close();
  expect(await stopped(exchange)).toMatchObject({ code: 0, err: '' });
}, 120_000);
