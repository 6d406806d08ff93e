/** The program as a user has it, for tests of `patx settle`: commands, an exchange that runs, and what its settler says. */
import { type ChildProcess, execFile, fork } from 'node:child_process';
import { promisify } from 'node:util';
import type { SettlementView } from '../../src/desk/index.js';
import { MAIN } from './patx.js';

const run = promisify(execFile);

export interface Exchange {
  readonly child: ChildProcess;
  readonly gatewayUrl: string;
  readonly statusUrl: string;
}

/** What a command prints; throws when it fails. */
export async function patx(...args: readonly string[]): Promise<string> {
  return (await run(process.execPath, [MAIN, ...args])).stdout;
}

/** What a command that must fail says. */
export async function refusal(...args: readonly string[]): Promise<string> {
  const failed = await patx(...args).catch((error: { stderr: string }) => error);
  if (typeof failed === 'string') throw new Error(`did not fail: ${failed}`);
  return failed.stderr;
}

/** `patx start` on ports of its own; resolves when its gateway is open. */
export async function startExchange(...args: readonly string[]): Promise<Exchange> {
  const quiet = ['--gateway-port', '0', '--http-port', '0', '--log-level', 'warn'];
  const child = fork(MAIN, ['start', ...quiet, ...args], { stdio: 'ignore' });
  return await new Promise((resolve, reject) => {
    child.once('message', (message) => resolve({ child, ...(message as object) } as Exchange));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
}

/** Ends an exchange, and resolves when it has. */
export async function end(
  { child }: Exchange,
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await gone;
}

/** The settler's report once it is as wanted. */
export async function settlement(
  { statusUrl }: Exchange,
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

/** Whether all that was frozen so far, of money and of rights, is through and compared. */
export const isCompared = (one: SettlementView): boolean =>
  one.state === 'SETTLING' &&
  (one.batchId ?? 0) > 0 &&
  one.batchId === one.reconciledBatchId &&
  (one.rightsBatchId ?? 0) > 0 &&
  one.rightsBatchId === one.reconciledRightsBatchId;
