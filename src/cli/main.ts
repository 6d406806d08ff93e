#!/usr/bin/env node
/**
 * The `patx` command. Every failure is one line on standard error and exit code 1.
 *
 * A command's module is loaded when it is the one that was asked for, so that a small one starts fast; help loads all.
 * Nothing is loaded before the signals of a service that starts are heard.
 */
import type { Command } from 'commander';
import { stopRequest } from './stop-request.js';

const VERSION = '0.1.0';

type Add = (program: Command) => void;

/** Commands that speak with a running exchange, or with files, and never run a core: they need none of it loaded. */
const WITHOUT_CORE: readonly string[] = [
  'call',
  'show',
  'parameter',
  'kill',
  'protection',
  'keygen',
  'account',
  'doctor',
  'ingest',
  'sigma',
  'mcp',
];

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<Add>>> = {
  start: async () => (await import('./commands/start.js')).addStart,
  demo: async () => (await import('./commands/demo.js')).addDemo,
  upgrade: async () => (await import('./commands/upgrade.js')).addUpgrade,
  verify: async () => (await import('./commands/verify.js')).addVerify,
  call: async () => (await import('./commands/call.js')).addCall,
  show: async () => (await import('./commands/show.js')).addShow,
  replay: async () => (await import('./commands/replay.js')).addReplay,
  parameter: async () => (await import('./commands/parameter.js')).addParameter,
  kill: async () => (await import('./commands/kill.js')).addKill,
  protection: async () => (await import('./commands/protection.js')).addProtection,
  pnl: async () => (await import('./commands/pnl.js')).addPnl,
  surveil: async () => (await import('./commands/surveil.js')).addSurveil,
  proof: async () => (await import('./commands/proof.js')).addProof,
  settle: async () => (await import('./commands/settle.js')).addSettle,
  'what-if': async () => (await import('./commands/what-if.js')).addWhatIf,
  backtest: async () => (await import('./commands/backtest.js')).addBacktest,
  simulate: async () => (await import('./commands/simulate.js')).addSimulate,
  sigma: async () => (await import('./commands/sigma.js')).addSigma,
  journal: async () => (await import('./commands/journal.js')).addJournal,
  archive: async () => (await import('./commands/archive.js')).addArchive,
  mcp: async () => (await import('./commands/mcp.js')).addMcp,
  read: async () => (await import('./commands/read.js')).addRead,
  keygen: async () => (await import('./commands/keygen.js')).addKeygen,
  account: async () => (await import('./commands/account.js')).addAccount,
  phase: async () => (await import('./commands/phase.js')).addPhase,
  sandbox: async () => (await import('./commands/sandbox.js')).addSandbox,
  doctor: async () => (await import('./commands/doctor.js')).addDoctor,
  book: async () => (await import('./commands/book.js')).addBook,
  ingest: async () => (await import('./commands/ingest.js')).addIngest,
  upload: async () => (await import('./commands/upload.js')).addUpload,
  download: async () => (await import('./commands/download.js')).addDownload,
};

/** What a process of ours makes is its owner's alone: journal, snapshots, logs and exports tell who trades what. */
const PRIVATE_UMASK = 0o077;

async function main([, , name = '']: readonly string[]): Promise<void> {
  process.umask(PRIVATE_UMASK);
  if (name === 'start') stopRequest();
  const { Command } = await import('commander');
  const program = new Command('patx')
    .description('PATX: the exchange a data broker runs')
    .showHelpAfterError();
  if (WITHOUT_CORE.includes(name)) program.version(VERSION);
  else {
    const { CORE_VERSION, raiseInliningBudget } = await import('./core-of-build.js');
    raiseInliningBudget();
    program.version(`${VERSION}, core version ${CORE_VERSION}`);
  }
  const asked = Object.hasOwn(COMMANDS, name) ? [COMMANDS[name]] : Object.values(COMMANDS);
  for (const load of asked) (await load?.())?.(program);
  await program.parseAsync();
}

main(process.argv).catch(async (error: unknown) => {
  const { lineOf } = await import('./explained.js');
  process.stderr.write(`patx: ${lineOf(error)}\n`);
  process.exitCode = 1;
});
