#!/usr/bin/env node
/** The `patx` command. Every failure is one line on standard error and exit code 1. */
import { Command } from 'commander';
import { CORE_VERSION } from '../engine/core/index.js';
import { raiseInliningBudget } from '../engine/log/index.js';
import { addBook } from './book-command.js';
import { addAccount } from './commands/account.js';
import { addBacktest } from './commands/backtest.js';
import { addDemo } from './commands/demo.js';
import { addDoctor } from './commands/doctor.js';
import { addJournal } from './commands/journal.js';
import { addKeygen } from './commands/keygen.js';
import { addPnl } from './commands/pnl.js';
import { addProof } from './commands/proof.js';
import { addReplay } from './commands/replay.js';
import { addSettle } from './commands/settle.js';
import { addStart } from './commands/start.js';
import { addVerify } from './commands/verify.js';

raiseInliningBudget();

const program = new Command('patx')
  .description('PATX: the exchange a data broker runs')
  .version(`0.1.0, core version ${CORE_VERSION}`)
  .showHelpAfterError();

addStart(program);
addDemo(program);
addVerify(program);
addReplay(program);
addPnl(program);
addProof(program);
addSettle(program);
addBacktest(program);
addJournal(program);
addKeygen(program);
addAccount(program);
addDoctor(program);
addBook(program);

program.parseAsync().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`patx: ${message}\n`);
  process.exitCode = 1;
});
