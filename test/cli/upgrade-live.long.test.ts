/**
 * Catches an upgrade that only a venue at rest lives through: one that settles on a chain is killed in mid-batch while a customer is
 * connected, is taken over with larger limits, and starts again. The settler must finish the batch and go on, what is on chain must
 * be what the journal says, and the customer's client must come back by itself, without a gap in what it is told.
 *
 * Processes and a chain as users have them; nothing is mocked.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { linkAtOnce } from '../../src/cli/demo/setup.js';
import { ensureKeyFile, rawPublicKey } from '../../src/cli/keys.js';
import { PatxClient } from '../../src/client/index.js';
import { FIRST_OPERATOR_ACCOUNT } from '../../src/engine/core/index.js';
import { type Exchange, end, patx, settlement, startExchange } from './processes.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-upgrade-live-'));
const data = join(scratch, 'data');
const CHAIN = [
  ...['--chain', 'local', '--chain-poll-ms', '50'],
  ...['--settle-interval-ms', '300', '--settle-heartbeat-ms', '1000'],
];
const MICRO_PER_PAT = 1_000_000;
let running: Exchange | undefined;
const clients: PatxClient[] = [];

afterAll(() => {
  for (const client of clients) client.close();
  running?.child.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
});

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

it('a venue that settles and is connected to is taken over, and all go on', async () => {
  const port = await freePort();
  const url = `ws://127.0.0.1:${port}/`;
  const start = async (): Promise<Exchange> => {
    running = await startExchange('--data', data, '--gateway-port', String(port), ...CHAIN);
    return running;
  };
  const first = await start();
  const operatorKey = join(data, 'keys', 'operator.pem');
  const customerKey = join(scratch, 'customer.pem');
  const connect = async (accountId: number, file: string): Promise<PatxClient> => {
    const privateKey = readFileSync(file, 'utf8');
    const client = await PatxClient.connect({ url, accountId, keyId: 1, privateKey });
    clients.push(client);
    return client;
  };
  const operator = await connect(FIRST_OPERATOR_ACCOUNT, operatorKey);
  const publicKey = rawPublicKey(ensureKeyFile(customerKey));
  await linkAtOnce(operator, publicKey, (id) => connect(id, customerKey));
  const terms = ['--role', 'CONSUMER', '--name', 'customer', '--account-key', customerKey];
  const as = ['--url', url, '--key', operatorKey];
  const accountId = Number(await patx('account', 'open', ...terms, ...as));
  const customer = await connect(accountId, customerKey);
  const gaps: unknown[] = [];
  customer.events.gaps.on((gap) => gaps.push(gap));
  const fund = async (pat: string, statusUrl: string): Promise<void> => {
    const keys = ['--account-key', customerKey, ...as];
    await patx('sandbox', 'fund', String(accountId), pat, ...keys, '--status', statusUrl);
  };
  await fund('1000', first.statusUrl);
  await settlement(first, ({ accountsMicroPat }) => accountsMicroPat === 1_000 * MICRO_PER_PAT);

  // More comes in, and a batch of it is on its way when the venue dies.
  const told = customer.accountSequence;
  await fund('500', first.statusUrl);
  await settlement(first, (one) => (one.batchId ?? 0) > (one.reconciledBatchId ?? 0));
  await end(first, 'SIGKILL');
  const limits = join(scratch, 'limits.json');
  writeFileSync(limits, '{"maxOrders":2097152}');
  expect(await patx('upgrade', '--data', data, '--limits', limits)).toContain('maxOrders');

  const second = await start();
  const after = await settlement(
    second,
    (one) =>
      one.accountsMicroPat === 1_500 * MICRO_PER_PAT && one.batchId === one.reconciledBatchId,
  );
  expect(after).toMatchObject({ state: 'SETTLING', reorgs: 0 });
  const reconciled = ['settle', 'reconcile', '--data', data, '--status', second.statusUrl];
  expect(await patx(...reconciled)).toContain('every account on chain is what the journal says');

  // Nobody connected him again but his own client.
  await expect.poll(() => customer.state).toBe('online');
  await expect.poll(() => customer.accountSequence).toBeGreaterThan(told);
  expect(gaps).toEqual([]);
  const { balance, asOfAccountSequence } = await customer.queries.accountSnapshot();
  expect(balance?.availableMicroPat).toBe(1_500 * MICRO_PER_PAT);
  expect(asOfAccountSequence).toBe(customer.accountSequence);
  for (const client of clients.splice(0)) client.close();
  await end(second);
  expect(await patx('verify', '--data', data)).toContain('each seam proved');
}, 300_000);
