/**
 * Catches a Python client that cannot do what its example does, that signs otherwise than the venue checks, or whose own Ed25519
 * differs from Node's: run by python3 against a running exchange. Needs python3 and nothing that is not in it.
 */
import { execFile, execFileSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { openSandbox, type Sandbox } from '../../bench/e2e/sandbox.js';
import { send } from '../api/http-client.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ENVIRONMENT = { ...process.env, PYTHONPATH: join(ROOT, 'clients', 'python') };
const run = promisify(execFile);
let sandbox: Sandbox;
let url = '';

beforeAll(async () => {
  sandbox = await openSandbox(1, undefined, ['--api-port', '0']);
  url = sandbox.apiUrl ?? '';
  const party = { accountId: sandbox.consumer, keyId: 1, key: sandbox.key };
  await vi.waitFor(
    async () => {
      const known = await send(url, party, { method: 'GET', path: '/v1/account' });
      expect(known.status).toBe(200);
    },
    { timeout: 60_000, interval: 50 },
  );
}, 120_000);
afterAll(() => sandbox.close());

test('its own Ed25519 signs as Node does', () => {
  for (let i = 0; i < 3; i += 1) {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const { d = '', x = '' } = privateKey.export({ format: 'jwk' });
    const seed = Buffer.from(d, 'base64url').toString('hex');
    const message = Buffer.from(`message ${i}`);
    const code =
      'import sys; from patx_client import ed25519 as e; s = bytes.fromhex(sys.argv[1]); print(e.public_key(s).hex(), e.sign(s, bytes.fromhex(sys.argv[2])).hex())';
    const printed = execFileSync('python3', ['-c', code, seed, message.toString('hex')], {
      env: ENVIRONMENT,
    });
    const [own, signature] = printed.toString().trim().split(' ');
    expect(createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).type).toBe('public');
    expect(own).toBe(Buffer.from(x, 'base64url').toString('hex'));
    expect(signature).toBe(sign(null, message, privateKey).toString('hex'));
  }
});

test('the example buys by HTTP once, and by the gateway', async () => {
  const provider = { accountId: sandbox.provider, keyId: 1, key: sandbox.key };
  const sell = {
    ...{ seriesId: 1, side: 'SELL', orderType: 'LIMIT', timeInForce: 'GTC', priceTicks: 1_000 },
    ...{ quantityLots: 100, selfTradePrevention: 'CANCEL_TAKER' },
  };
  const placed = await send(url, provider, {
    ...{ method: 'POST', path: '/v1/orders', body: sell, key: 'offer' },
  });
  expect(placed.status).toBe(200);
  await vi.waitFor(async () => {
    const { bestAskTicks } = (await (await fetch(`${url}/v1/series/1`)).json()) as {
      bestAskTicks: number;
    };
    expect(bestAskTicks).toBe(1_000);
  });
  const file = join(sandbox.data, 'consumer.pem');
  writeFileSync(file, sandbox.key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  const { stdout } = await run('python3', [join(ROOT, 'examples', 'python', 'buy_one_lot.py')], {
    env: {
      ...{ ...ENVIRONMENT, PATX_API: url, PATX_GATEWAY: sandbox.url, PATX_KEY_FILE: file },
      PATX_ACCOUNT: String(sandbox.consumer),
    },
    timeout: 60_000,
  });
  const lines = stdout.trim().split('\n');
  expect(lines[0]).toMatch(/^by HTTP: (\d+) again: \1 True$/);
  expect(lines[1]).toBe('by the gateway: EXECUTION_TYPE_ACCEPTED');
  expect(lines[2]).toBe('filled: 1 at 1000');
  expect(lines[3]).toBe('refused: UNKNOWN_ORDER');
  // Two lots of 100,000 micro-PAT with 200 of fee each, of a billion PAT.
  expect(lines[4]).toBe(`available, micro-PAT: ${1_000_000_000_000_000 - 200_400}`);
}, 90_000);
