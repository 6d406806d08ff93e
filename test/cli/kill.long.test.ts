/**
 * Would catch: `patx kill` and `patx protection` that do not work as commands: a switch that is not set, said to be verified
 * without a count, or lifted by the same person; a protection that is not there. The real commands against a venue behind a
 * real socket.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SIDE } from '../../src/values/index.js';
import {
  newKey,
  type Party,
  startExchange,
  type TestExchange,
} from '../gateway/support/exchange.js';
import { patxAs } from './patx.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-kill-'));
const WHY = ['--reason', 'a test'];

let exchange: TestExchange;
let first: Party;
let second: Party;
let ticks: ReturnType<typeof setInterval>;

const patx = (party: Party, ...args: readonly string[]) =>
  patxAs(exchange, party, scratch, [...args]);

beforeAll(async () => {
  exchange = await startExchange();
  first = exchange.operator;
  second = exchange.openOperator();
  await exchange.sequencer.drain();
  // What the running venue does by itself: work goes on with time.
  ticks = setInterval(() => exchange.submit(0, 'advanceTime', {}), 50);
});

afterAll(async () => {
  clearInterval(ticks);
  await exchange.stop();
  rmSync(scratch, { recursive: true, force: true });
});

it('kills, lists, refuses the same person, releases', { timeout: 60_000 }, async () => {
  const buyer = exchange.openConsumer();
  exchange.openProvider();
  await exchange.sequencer.drain();
  const client = await exchange.logOn(buyer);
  await client.order({ clientOrderId: 1, side: SIDE.BUY, priceTicks: 90, lots: 1 });
  expect(exchange.core.state.orders.liveCount).toBe(1);
  expect((await patx(first, 'kill', 'list')).out).toBe('no kill switch is set\n');
  const set = await patx(first, 'kill', 'set', 'series', '1', ...WHY);
  expect(set).toEqual({ status: 0, out: 'killed: series 1, no live orders\n', err: '' });
  expect(exchange.core.state.orders.liveCount).toBe(0);
  expect((await patx(second, 'kill', 'list')).out).toMatch(/series 1 +0 +yes +2 +a test/);
  const same = await patx(first, 'kill', 'release', 'series', '1', ...WHY);
  expect(same).toMatchObject({ status: 1, out: '' });
  expect(same.err).toContain('SECOND_PERSON');
  const lifted = await patx(second, 'kill', 'release', 'series', '1', ...WHY);
  expect(lifted).toEqual({ status: 0, out: 'released: series 1\n', err: '' });
  expect(exchange.core.state.registry.kills).toEqual([]);
});

it.each([
  [['set', 'series'], 'needs the number'],
  [['set', 'global', '1'], 'has no number'],
  [['set', 'nothing'], 'global, account, series and quoter'],
  [['set', 'account', '99'], 'target_id'],
  [['release', 'quoter'], 'NOT_KILLED'],
] as const)('says what is wrong with %j', { timeout: 60_000 }, async (args, what) => {
  const said = await patx(first, 'kill', ...args, ...WHY);
  expect(said).toMatchObject({ status: 1, out: '' });
  expect(said.err).toContain(what);
});

it('names the key, the account and the place of a log-on that is refused', async () => {
  const stranger = { ...first, key: newKey() };
  const { status, err } = await patx(stranger, 'kill', 'list');
  expect(status).toBe(1);
  expect(err).toMatch(/^patx: BAD_SIGNATURE: .*2\.pem for account 2 at ws:\S+: The signature/);
});

it('sets, resets and removes the protection of an account', { timeout: 60_000 }, async () => {
  const { accounts, protections } = exchange.core.state;
  const limits = ['--window-ms', '60000', '--max-lots', '5', '--max-delta', '2.5'];
  const set = await patx(first, 'protection', 'set', '1', ...limits);
  expect(set).toEqual({ status: 0, out: 'protected: account 1\n', err: '' });
  expect(protections.highWater).toBe(1);
  const reset = await patx(first, 'protection', 'reset', '1');
  expect(reset.out).toBe('account 1 had not tripped\n');
  expect((await patx(first, 'protection', 'set', '1', '--window-ms', '60000')).err).toContain(
    'window_ms',
  );
  expect((await patx(first, 'protection', 'remove', '1')).out).toBe('not protected: account 1\n');
  expect(accounts.isTripped(1)).toBe(false);
});
