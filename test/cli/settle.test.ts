/**
 * Would catch: `npm start`'s sandbox that does not settle, or a venue that was killed and does not go on where it was; a
 * liabilities root on chain that is not the journal's; `patx settle` commands that do not reach the settler or do not tell.
 *
 * Processes and a chain as users have them; nothing is mocked.
 */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SettlementView } from '../../src/desk/index.js';

const run = promisify(execFile);
const MAIN = join(process.cwd(), 'dist/src/cli/main.js');
const CHAIN = [
  ...['--chain', 'local', '--chain-poll-ms', '50', '--settle-interval-ms', '500'],
  ...['--gateway-port', '0', '--http-port', '0', '--log-level', 'warn'],
];
let data: string;

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'patx-settle-'));
});

afterAll(() => rmSync(data, { recursive: true, force: true }));

async function patx(...args: string[]): Promise<string> {
  return (await run(process.execPath, [MAIN, ...args, '--data', data])).stdout;
}

async function start(): Promise<{ child: ChildProcess; statusUrl: string }> {
  const child = fork(MAIN, ['start', '--data', data, ...CHAIN], { stdio: 'ignore' });
  return await new Promise((resolve, reject) => {
    child.once('message', (message) => {
      resolve({ child, statusUrl: (message as { statusUrl: string }).statusUrl });
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

/** The settler's report once it is as wanted. */
async function view(
  statusUrl: string,
  isWanted: (report: SettlementView) => boolean,
): Promise<SettlementView> {
  for (let left = 600; ; left -= 1) {
    const answer = await fetch(`${statusUrl}/settlement`).catch(() => undefined);
    const report = (await answer?.json()) as SettlementView | undefined;
    if (report !== undefined && isWanted(report)) return report;
    if (left === 0) throw new Error(`not so: ${JSON.stringify(report)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

const isCompared = (view: SettlementView): boolean =>
  view.state === 'SETTLING' &&
  (view.batchId ?? 0) > 0 &&
  view.batchId === view.reconciledBatchId &&
  (view.rightsBatchId ?? 0) > 0 &&
  view.rightsBatchId === view.reconciledRightsBatchId;

it('settles the sandbox, is killed, goes on, and is what the journal says', {
  timeout: 180_000,
}, async () => {
  await patx('demo', '--seconds', '8', '--gateway-port', '0', '--http-port', '0');
  const report = JSON.parse(await patx('settle', 'status', '--json')) as SettlementView;
  expect(report).toMatchObject({ depositSequence: 8, pendingDeposits: 0, reorgs: 0 });
  expect(report.accountsMicroPat).toBe(340_000_000 * 1_000_000);
  expect(report.tokenMicroPat).toBe(report.accountsMicroPat);

  const first = await start();
  const before = await view(first.statusUrl, isCompared);
  expect(before.batchId).toBeGreaterThanOrEqual(report.batchId ?? 0);
  expect(await patx('settle', 'reconcile', '--status', first.statusUrl)).toContain(
    'every account on chain is what the journal says',
  );
  const metrics = await (await fetch(`${first.statusUrl}/metrics`)).text();
  expect(metrics).toMatch(/^patx_settlement_state 0$/m);
  expect(metrics).toMatch(/^patx_settlement_deposit_sequence 8$/m);
  expect(metrics).toMatch(/^patx_settlement_reconciled_rights_batch_id [1-9]\d*$/m);
  expect(await patx('settle', 'status')).toMatch(
    /^rights +batch [1-9]\d* JOURNALED.* compared after batch [1-9]/m,
  );
  await end(first.child, 'SIGKILL');

  const second = await start();
  const after = await view(second.statusUrl, isCompared);
  expect(after.batchId).toBeGreaterThanOrEqual(before.batchId ?? 0);
  expect(after).toMatchObject({ depositSequence: 8, reorgs: 0 });
  await patx('settle', 'pause');
  await view(second.statusUrl, ({ state }) => state === 'PAUSED');
  await patx('settle', 'resume');
  await view(second.statusUrl, ({ state }) => state === 'SETTLING');
  const result = JSON.parse(
    await patx('settle', 'reconcile', '--json', '--status', second.statusUrl),
  ) as { problems: string[]; accountCount: number; rights: { heldLots: number } };
  expect(result).toMatchObject({ problems: [], accountCount: 10 });
  expect(result.rights.heldLots).toBeGreaterThan(0);
  await end(second.child, 'SIGTERM');

  const last = JSON.parse(await patx('settle', 'status', '--json')) as SettlementView;
  const at = String(last.ledgerSequence);
  const proof = JSON.parse(await patx('proof', '--all', '--at', at, '--json')) as {
    posted: { liabilitiesRoot: string; liabilitiesSum: number };
    problems: string[];
  };
  expect(proof.problems).toEqual([]);
  expect(proof.posted.liabilitiesSum).toBe(report.accountsMicroPat);
  expect(proof.posted.liabilitiesRoot).toBe(last.liabilitiesRoot);
});

it('says what is missing', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'patx-none-'));
  const failed = await run(process.execPath, [MAIN, 'settle', 'status', '--data', empty]).catch(
    (error: { stderr: string }) => error,
  );
  expect(failed.stderr).toContain('nothing was settled');
  rmSync(empty, { recursive: true, force: true });
});
