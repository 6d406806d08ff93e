/**
 * Would catch: a venue whose settler lost its disk and goes on all the same, settling something twice; one that cannot be
 * brought back; a disk that is made anew without being what chain and journal say, or while it is not needed.
 *
 * Processes and a chain as users have them; nothing is mocked. It takes half a minute, so it runs with PATX_SLOW=1 only; the
 * same is tried without processes in test/settlement/rebuild.test.ts, every time.
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
  ...['--settle-heartbeat-ms', '1000'],
  ...['--gateway-port', '0', '--http-port', '0', '--log-level', 'warn'],
];
let data: string;

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'patx-rebuild-'));
});

afterAll(() => rmSync(data, { recursive: true, force: true }));

async function patx(...args: string[]): Promise<string> {
  return (await run(process.execPath, [MAIN, ...args, '--data', data])).stdout;
}

async function refusal(...args: string[]): Promise<string> {
  const failed = await patx(...args).catch((error: { stderr: string }) => error);
  if (typeof failed === 'string') throw new Error(`did not fail: ${failed}`);
  return failed.stderr;
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

async function view(
  statusUrl: string,
  isWanted: (report: SettlementView) => boolean,
): Promise<SettlementView> {
  for (let left = 1_200; ; left -= 1) {
    const answer = await fetch(`${statusUrl}/settlement`).catch(() => undefined);
    const report = (await answer?.json()) as SettlementView | undefined;
    if (report !== undefined && isWanted(report)) return report;
    if (left === 0) throw new Error(`not so: ${JSON.stringify(report)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function end(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

const isComparedBehind =
  (batchId: number) =>
  (one: SettlementView): boolean =>
    one.state === 'SETTLING' &&
    (one.batchId ?? 0) > batchId &&
    one.batchId === one.reconciledBatchId &&
    one.rightsBatchId === one.reconciledRightsBatchId;

it.runIf(process.env.PATX_SLOW === '1')(
  'stops when its disk is lost, and goes on once it is made anew and proven',
  {
    timeout: 300_000,
  },
  async () => {
    await patx('demo', '--seconds', '6', '--gateway-port', '0', '--http-port', '0');
    const before = JSON.parse(await patx('settle', 'status', '--json')) as SettlementView;
    expect(before.batchId).toBeGreaterThan(0);
    expect(before.rightsBatchId).toBeGreaterThan(0);
    rmSync(join(data, 'settlement'), { recursive: true });

    const { child, statusUrl } = await start();
    try {
      const lost = await view(statusUrl, ({ state }) => state === 'STOPPED');
      expect(lost.trouble).toMatchObject({ code: 'STORE_BEHIND' });
      expect(lost.trouble?.detail).toContain('patx settle rebuild');
      // An operator's word alone does not bring it back.
      await patx('settle', 'retry');
      const still = await view(statusUrl, ({ state }) => state === 'STOPPED');
      expect(still.batchId).toBe(0);

      const text = await patx('settle', 'rebuild', '--status', statusUrl, '--json');
      const rebuilt = JSON.parse(text) as { batchId: number; rightsBatchId: number };
      expect(rebuilt.batchId).toBeGreaterThanOrEqual(before.batchId ?? 0);
      expect(rebuilt.rightsBatchId).toBeGreaterThanOrEqual(before.rightsBatchId ?? 0);
      const after = await view(statusUrl, isComparedBehind(rebuilt.batchId));
      expect(after.reorgs).toBe(0);
      expect(after.accountsMicroPat).toBe(before.accountsMicroPat);
      expect(await patx('settle', 'reconcile', '--status', statusUrl)).toContain(
        'every account on chain is what the journal says',
      );
      expect(await refusal('settle', 'rebuild', '--status', statusUrl)).toContain('NOT_REBUILT');
    } finally {
      await end(child);
    }
  },
);
