/**
 * Would catch: `npm start`'s sandbox that does not settle, or a venue that was killed and does not go on where it was; a
 * liabilities root on chain that is not the journal's; `patx settle` commands that do not reach the settler or do not tell.
 *
 * Processes and a chain as users have them; nothing is mocked.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SettlementView } from '../../src/desk/index.js';
import { end, isCompared, patx, refusal, settlement, startExchange } from './processes.js';

const CHAIN = ['--chain', 'local', '--chain-poll-ms', '50', '--settle-interval-ms', '500'];
/** What everybody in the sandbox pays in. */
const ALL_MICRO_PAT = 340_000_000 * 1_000_000;
let data: string;
let place: string[];

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'patx-settle-'));
  place = ['--data', data];
});

afterAll(() => rmSync(data, { recursive: true, force: true }));

it('settles the sandbox, is killed, goes on, and is what the journal says', {
  timeout: 480_000,
}, async () => {
  await patx('demo', ...place, '--seconds', '8', '--gateway-port', '0', '--http-port', '0');
  const report = JSON.parse(await patx('settle', 'status', ...place, '--json')) as SettlementView;
  expect(report).toMatchObject({ depositSequence: 8, pendingDeposits: 0, reorgs: 0 });
  expect(report.reconciledBatchId).toBeGreaterThan(0);

  // The last deposits may have come after the last batch of those few seconds.
  const first = await startExchange(...place, ...CHAIN);
  const before = await settlement(
    first,
    (one) => isCompared(one) && one.accountsMicroPat === ALL_MICRO_PAT,
  );
  expect(before.tokenMicroPat).toBe(ALL_MICRO_PAT);
  expect(before.batchId).toBeGreaterThanOrEqual(report.batchId ?? 0);
  expect(await patx('settle', 'reconcile', ...place, '--status', first.statusUrl)).toContain(
    'every account on chain is what the journal says',
  );
  const metrics = await (await fetch(`${first.statusUrl}/metrics`)).text();
  expect(metrics).toMatch(/^patx_settlement_state 0$/m);
  expect(metrics).toMatch(/^patx_settlement_deposit_sequence 8$/m);
  expect(metrics).toMatch(/^patx_settlement_reconciled_rights_batch_id [1-9]\d*$/m);
  expect(await patx('settle', 'status', ...place)).toMatch(
    /^rights +batch [1-9]\d* [A-Z]+.* [1-9]\d* series, [1-9]\d* lots compared after batch [1-9]/m,
  );
  expect(await patx('settle', 'status', ...place)).toMatch(/^state +SETTLING$/m);
  await end(first, 'SIGKILL');
  // What a dead venue said last is not what is.
  expect(await patx('settle', 'status', ...place)).toMatch(/^state +NOT RUNNING; SETTLING when/m);

  const second = await startExchange(...place, ...CHAIN);
  const after = await settlement(second, isCompared);
  expect(after.batchId).toBeGreaterThanOrEqual(before.batchId ?? 0);
  expect(after).toMatchObject({ depositSequence: 8, reorgs: 0 });
  await patx('settle', 'pause', ...place);
  await settlement(second, ({ state }) => state === 'PAUSED');
  await patx('settle', 'resume', ...place);
  await settlement(second, ({ state }) => state === 'SETTLING');
  const result = JSON.parse(
    await patx('settle', 'reconcile', ...place, '--json', '--status', second.statusUrl),
  ) as { problems: string[]; accountCount: number; rights: { heldLots: number } };
  expect(result).toMatchObject({ problems: [], accountCount: 10 });
  expect(result.rights.heldLots).toBeGreaterThan(0);
  await end(second);

  const last = JSON.parse(await patx('settle', 'status', ...place, '--json')) as SettlementView;
  const at = String(last.ledgerSequence);
  const proof = JSON.parse(await patx('proof', ...place, '--all', '--at', at, '--json')) as {
    posted: { liabilitiesRoot: string; liabilitiesSum: number };
    problems: string[];
  };
  expect(proof.problems).toEqual([]);
  expect(proof.posted.liabilitiesSum).toBe(ALL_MICRO_PAT);
  expect(proof.posted.liabilitiesRoot).toBe(last.liabilitiesRoot);
});

it('says what is missing', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'patx-none-'));
  expect(await refusal('settle', 'status', '--data', empty)).toContain('nothing was settled');
  rmSync(empty, { recursive: true, force: true });
});
