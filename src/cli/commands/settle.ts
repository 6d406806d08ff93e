/**
 * `patx settle`: settlement as an operator sees it. `status`, `pause`, `resume` and `retry` go through files beside the
 * settler's disk, so they need no network and work whether the exchange runs or not; what is asked for while it does not run is done
 * when it does. `reconcile` trusts neither: it replays the journal to what the chain settled last, adds what the chain's own
 * logs say came and went, and compares every account; and every holder's rights with the journal at their own sequence.
 * `rebuild` makes that disk anew when it is lost; `permit` and `consent` sign for the contract. Exit code 1 when something does not agree, or settlement has stopped.
 */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { isBeingWritten } from '../../engine/log/index.js';
import type { SettlerReport, Spoken } from '../../settlement/index.js';
import { dataDirectory } from '../data-directory.js';
import { type PlaceOptions, type Result, reconciled } from '../settle-compare.js';
import { patText } from '../text-table.js';
import { addSettleDeploy } from './settle-deploy.js';
import { addSettleRebuild } from './settle-rebuild.js';
import { addSettleSign } from './settle-sign.js';

interface SettleOptions {
  readonly data: string;
  readonly json?: boolean;
}

interface ReconcileOptions extends SettleOptions, PlaceOptions {}

export function addSettle(program: Command): void {
  const settle = program.command('settle').description('settlement on chain, as an operator');
  withData(settle.command('status'))
    .description('what the settler said last')
    .option('--json', 'as JSON')
    .action(async (options: SettleOptions) => {
      const spoken = await spokenAt(options.data);
      const report = spoken.report as SettlerReport | undefined;
      const { isPaused } = spoken.control;
      if (report === undefined) throw new Error('the settler has not run yet');
      const isRunning = isBeingWritten(dataDirectory(options.data).journal);
      const text = options.json
        ? `${JSON.stringify({ ...report, isRunning })}\n`
        : describe(report, { isPaused, isRunning });
      process.stdout.write(text);
      if (report.state === 'STOPPED') process.exitCode = 1;
    });
  withData(settle.command('pause'))
    .description('make no further batch; those on their way go on, deposits and withdrawals too')
    .action((options: SettleOptions) => control(options.data, { isPaused: true }));
  withData(settle.command('resume'))
    .description('make batches again')
    .action((options: SettleOptions) => control(options.data, { isPaused: false }));
  withData(settle.command('retry'))
    .description('go on from a halted batch or a mismatch, after somebody has looked')
    .action((options: SettleOptions) => control(options.data, { retry: true }));
  withData(settle.command('reconcile'))
    .description(
      'compare every account and all rights on chain with the journal; trusts nothing of the settler',
    )
    .option('--status <url>', 'status page of the running exchange', 'http://127.0.0.1:9464')
    .option('--chain <url>', 'URL of a node, if the exchange does not run')
    .option('--rights <0x…>', 'address of AccessRights, where it is not to be found')
    .option('--json', 'as JSON')
    .action(async (options: ReconcileOptions) => {
      const result = await reconciled(options);
      const text = options.json ? `${JSON.stringify(result)}\n` : describeResult(result);
      process.stdout.write(text);
      if (result.problems.length > 0) process.exitCode = 1;
    });
  addSettleDeploy(settle);
  addSettleRebuild(settle);
  addSettleSign(settle);
}

function withData(command: Command): Command {
  return command.option('--data <dir>', 'data directory', './data');
}

async function spokenAt(data: string): Promise<Spoken> {
  const { settlement } = dataDirectory(data);
  if (!existsSync(settlement)) throw new Error(`${settlement} is not there: nothing was settled`);
  const room = await import('../../settlement/index.js');
  return new room.Spoken(settlement);
}

async function control(
  data: string,
  asked: { isPaused?: boolean; retry?: boolean },
): Promise<void> {
  const spoken = await spokenAt(data);
  const { isPaused, retries } = spoken.control;
  spoken.saveControl({
    isPaused: asked.isPaused ?? isPaused,
    // More than any that was carried out, though this file was lost since.
    retries: asked.retry ? Math.max(retries + 1, Date.now()) : retries,
  });
}

interface Now {
  readonly isPaused: boolean;
  /** Whether the exchange runs; if not, the report is as old as its end. */
  readonly isRunning: boolean;
}

function describe(report: SettlerReport, { isPaused, isRunning }: Now): string {
  const { trouble } = report;
  const asked = isPaused && report.state !== 'PAUSED' ? ' (to be paused)' : '';
  const lines = [
    isRunning
      ? `state        ${report.state}${asked}`
      : `state        NOT RUNNING; ${report.state}${asked} when it ended; start the exchange to go on`,
    `last batch   ${report.lastBatchAtMs === 0 ? 'none yet' : `${new Date(report.lastBatchAtMs).toISOString()}`}`,
    `chain        ${report.chainId}, clearing ${report.clearing}`,
    `blocks       ${report.headBlock}, final ${report.finalBlock}, in the ledger ${report.scannedBlock}; ${report.reorgs} reorgs`,
    `deposits     ${report.depositSequence}; ${report.pendingDeposits} of ${patText(report.pendingMicroPat)} PAT not final`,
    `withdrawals  ${report.requestSequence} requested`,
    `batch        ${report.batchId} ${report.batchState}, ledger to ${report.ledgerSequence}; ${report.batchesInFlight} on their way`,
    `rights       ${rightsText(report)}`,
    `compared     batch ${report.reconciledBatchId} at block ${report.reconciledBlock}: ${report.accountsOnChain} accounts, ${patText(report.accountsMicroPat)} PAT owed, ${patText(report.tokenMicroPat)} held`,
  ];
  if (report.walletsSetAside > 0) {
    lines.push(
      `set aside    ${report.walletsSetAside} wallets that found no place in the ledger, with ${patText(report.setAsideMicroPat)} PAT; each is taken in when it is linked`,
    );
  }
  if (trouble !== undefined) {
    const since = new Date(trouble.sinceMs).toISOString();
    lines.push(`trouble      ${trouble.code} since ${since}: ${trouble.detail}`);
  }
  return `${lines.join('\n')}\n`;
}

function rightsText(report: SettlerReport): string {
  if (report.rightsContract === '') return 'in the ledger alone';
  const { rightsBatchId, rightsBatchState, rightsLedgerSequence, rightLotsOnChain } = report;
  // A process that just started has figures once it compared.
  const what =
    report.seriesOnChain > 0 ? `${report.seriesOnChain} series, ${rightLotsOnChain} lots ` : '';
  const compared = `${what}compared after batch ${report.reconciledRightsBatchId}`;
  return `batch ${rightsBatchId} ${rightsBatchState}, ledger to ${rightsLedgerSequence}; ${compared}`;
}

function describeResult(result: Result): string {
  const { problems, rights } = result;
  const lines = [
    `block        ${result.blockNumber}, batch ${result.batchId}`,
    `accounts     ${result.accountCount} with ${patText(result.accountsMicroPat)} PAT`,
    `held         ${patText(result.tokenMicroPat)} PAT`,
    rights === undefined
      ? 'rights       in the ledger alone'
      : `rights       batch ${rights.batchId}: ${rights.seriesCount} series, ${rights.heldLots} lots with ${rights.holderCount} holders`,
    problems.length === 0
      ? 'result       every account on chain is what the journal says'
      : `DOES NOT AGREE\n  ${problems.join('\n  ')}`,
  ];
  return `${lines.join('\n')}\n`;
}
