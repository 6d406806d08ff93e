/**
 * Would catch: `patx parameter` that does not work as a command: a change that is not made or made against another
 * version than was seen, an approval by the same person, a rollback of the wrong version, a refusal without its reason.
 * The real command against a venue behind a real socket.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BrokerDesk } from '../../src/broker/index.js';
import type { ParameterInfo, ParameterRequestInfo } from '../../src/client/index.js';
import { KEY_SCOPE } from '../../src/values/index.js';
import {
  OPERATOR,
  type Party,
  startExchange,
  type TestExchange,
} from '../gateway/support/exchange.js';
import { patxAs } from './patx.js';

const scratch = mkdtempSync(join(tmpdir(), 'patx-parameter-'));
const GUARDED = 'broker_series_exposure_ppm';
const WHY = ['--reason', 'a test'];

let exchange: TestExchange;
let first: Party;
let second: Party;
let ticks: NodeJS.Timeout;

const patx = (party: Party, ...args: readonly string[]) =>
  patxAs(exchange, party, scratch, ['parameter', ...args]);

async function listed(
  ...args: readonly string[]
): Promise<{ parameters: ParameterInfo[]; waiting: ParameterRequestInfo[] }> {
  const said = await patx(first, 'list', ...args, '--json');
  expect(said).toMatchObject({ status: 0, err: '' });
  return JSON.parse(said.out);
}

beforeAll(async () => {
  exchange = await startExchange({
    previewQuotes: (change) => desk.preview(change),
  });
  const { accountId } = exchange.broker;
  exchange.fund(accountId, 10_000_000_000);
  exchange.submit(accountId, 'moveCollateral', { amountMicroPat: 5_000_000_000 });
  const desk = new BrokerDesk({ sequencer: exchange.sequencer });
  ticks = setInterval(() => desk.tick(Math.floor(exchange.nowMs())), 20);
  first = exchange.operator;
  second = exchange.open(OPERATOR, [KEY_SCOPE.READ, KEY_SCOPE.OPERATE]);
  await exchange.sequencer.drain();
});

afterAll(async () => {
  clearInterval(ticks);
  await exchange.stop();
  rmSync(scratch, { recursive: true, force: true });
});

it('lists names, values and bounds, sets, and rolls back to what was before', async () => {
  const table = await patx(first, 'list', 'max_open');
  expect(table.out).toMatch(/max_open_orders +200 +count +0 +4_000_000 +0 +default/);
  expect(table.out).toMatch(/parameter +target +value +unit +min +max +version +by +four eyes\n/);
  expect(table.out).toMatch(/^max_open_orders: .+/m);
  expect(table.out).not.toContain('collar');
  expect((await patx(first, 'set', 'max_open_orders', '6_0', ...WHY)).out).toBe(
    'in force as version 1\n',
  );
  expect((await patx(first, 'set', 'max_open_orders', '70', ...WHY)).status).toBe(0);
  expect((await patx(first, 'rollback', 'max_open_orders', ...WHY)).out).toBe(
    'in force as version 3\n',
  );
  const { parameters } = await listed('max_open_orders', '--set');
  expect(parameters.at(-1)).toMatchObject({ value: 60, version: 3, undoesVersion: 2 });
}, 240_000);

it('lets a change wait for another operator, who approves it; its author cannot', async () => {
  const asked = await patx(first, 'set', GUARDED, '50000', ...WHY);
  expect(asked).toMatchObject({
    status: 0,
    out: 'waits as change 1 for a second operator: patx parameter approve 1\n',
  });
  const { waiting } = await listed('--waiting');
  expect(waiting).toMatchObject([{ parameterRequestId: 1, name: GUARDED, value: 50_000 }]);
  expect((await patx(first, 'list', '--waiting')).out).toMatch(/1 +broker_series.* +approval /);
  const own = await patx(first, 'approve', '1', ...WHY);
  expect(own.status).toBe(1);
  expect(own.err).toContain('SECOND_PERSON');
  expect((await patx(second, 'approve', '1', ...WHY)).out).toBe('approved: change 1\n');
  const { parameters } = await listed(GUARDED, '--set');
  expect(parameters.at(-1)).toMatchObject({ value: 50_000, approverId: second.accountId });
}, 240_000);

it('schedules a change and takes it back', async () => {
  const at = new Date(Date.now() + 86_400_000).toISOString();
  const asked = await patx(first, 'set', 'max_open_orders', '5', '--at', at, ...WHY);
  const [, id = ''] =
    /waits as change (\d+) until .*: patx parameter withdraw \1/.exec(asked.out) ?? [];
  expect((await listed('--waiting')).waiting).toMatchObject([{ effectiveTimeMs: Date.parse(at) }]);
  expect((await patx(first, 'withdraw', id, ...WHY)).status).toBe(0);
  expect((await listed('--waiting')).waiting).toEqual([]);
}, 240_000);

it('says what a change would do, and changes nothing', async () => {
  const before = await listed();
  const said = await patx(first, 'dry-run', 'collar_buy_ppm', '1100000');
  expect(said.status).toBe(0);
  expect(said.out).toMatch(/would be taken\nseries with another value: 1\n/);
  const refused = await patx(first, 'dry-run', 'collar_buy_ppm', '6000000');
  expect(refused.status).toBe(1);
  expect(refused.out).toMatch(/would be refused: PARAMETER_ORDER \(value\)/);
  expect(await listed()).toEqual(before);
}, 240_000);

it('shows from what to what the quotes would move', async () => {
  expect((await patx(first, 'set', 'base_value_micro_pat', '1000000', ...WHY)).status).toBe(0);
  await exchange.sequencer.drain();
  const said = await patx(first, 'dry-run', 'quote_margin_ppm', '2000000');
  expect(said.status).toBe(0);
  expect(said.out).toMatch(/series whose quote would move: 1, with none left: 0\n/);
  const [, before, after] = /\n1 +(\d+) → (\d+) +- → - +\d+ → \d+\n/.exec(said.out) ?? [];
  expect(Number(after)).toBeLessThan(Number(before));
}, 240_000);

it('refuses in one line: a stale version, a value out of range, an unknown name, words for numbers', async () => {
  const { value } = (await listed('max_open_orders')).parameters.at(-1) ?? { value: 0 };
  for (const [args, says] of [
    [['max_open_orders', '9', '--expect', '1'], /^patx: STALE_VERSION.*\n$/],
    [['max_open_orders', '99000000'], /^patx: PARAMETER_RANGE.*\n$/],
    [['max_open_order', '9'], /^patx: UNKNOWN_PARAMETER.*\n$/],
    [['max_open_orders'], /^patx: bad-value: either a value or --unset is expected\n$/],
    [['max_open_orders', 'many'], /A whole number of at least 0 is expected/],
    [['max_open_orders', '9', '--at', 'tomorrow'], /A time with its zone is expected/],
  ] as const) {
    const said = await patx(first, 'set', ...args, ...WHY);
    expect(said.status, args.join(' ')).toBe(1);
    expect(said.err).toMatch(says);
  }
  expect((await listed('max_open_orders')).parameters.at(-1)?.value).toBe(value);
}, 240_000);
