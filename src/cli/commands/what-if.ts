/**
 * `patx what-if`: what other parameters would have earned from a journal's customers, those who came and those who would have, with
 * an interval, and *cannot tell* where the journal does not say. Ctrl-C ends it.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { expandGrid, parseAxis, readParameterSet } from '../../backtest/index.js';
import { type WhatIfReport, whatIf } from '../../what-if/index.js';
import { CommandError, journalDirectory } from '../command-error.js';
import { whole } from '../option-values.js';
import { tieToParent } from '../parent-tie.js';
import { textTable } from '../text-table.js';

interface WhatIfFlags {
  readonly data: string;
  readonly params?: readonly string[];
  readonly grid?: readonly string[];
  readonly draws: number;
  readonly seed: number;
  readonly threads: number;
  readonly json?: string;
}

const DRAWS_MAX = 1_000;
const SEED_MAX = 2 ** 32 - 1;
const THREADS_MAX = 256;

export function addWhatIf(program: Command): void {
  program
    .command('what-if')
    .description('what other parameters would have earned, and how sure that is (docs/what-if.md)')
    .option('--data <dir>', 'data directory', './data')
    .option('--params <file...>', 'parameter sets, JSON')
    .option('--grid <name=a,b,c...>', 'every combination of these values, for each set')
    .option('--draws <n>', 'draws of the customers', whole(3, DRAWS_MAX), 12)
    .option('--seed <n>', 'of the draws', whole(0, SEED_MAX), 1)
    .option('--threads <n>', 'draws at a time', whole(1, THREADS_MAX), availableParallelism())
    .option('--json <file>', 'write the results as JSON')
    .action(run);
}

async function run(flags: WhatIfFlags): Promise<void> {
  tieToParent();
  const files = (flags.params ?? []).map(readParameterSet);
  const axes = (flags.grid ?? []).map(parseAxis);
  if (files.length + axes.length === 0) {
    throw new CommandError('bad-value', 'nothing to ask: name parameters by --params or --grid');
  }
  const sets = expandGrid(files.length > 0 ? files : [{ name: 'recorded', values: [] }], axes);
  const stopped = new AbortController();
  const stop = (): void => stopped.abort(new Error('stopped'));
  process.once('SIGINT', stop);
  let told = -1;
  const report = await whatIf({
    journalDirectory: journalDirectory(flags.data),
    sets,
    draws: flags.draws,
    seed: flags.seed,
    threads: flags.threads,
    signal: stopped.signal,
    progress: (done, of) => {
      const percent = Math.floor((100 * done) / of);
      if (percent < told + 5) return;
      told = percent;
      process.stderr.write(done === 0 ? 'reading the journal\n' : `${percent} % of ${of} draws\n`);
    },
  }).finally(() => process.off('SIGINT', stop));
  process.stdout.write(describe(report));
  if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(report)}\n`);
}

const number = (value: number): string => String(Math.round(value) + 0);

function describe(report: WhatIfReport): string {
  const { buys, sells, earnedPat, reproducedPat, unmodelledOrders, answers } = report;
  const rows = answers.map((one) => [
    one.set,
    one.verdict,
    number(one.morePat),
    `${number(one.fromPat)} to ${number(one.untilPat)}`,
    number(one.soldLots),
    number(one.boughtLots),
    number(one.unseenTraded),
    number(one.leftOut),
    one.reasons.join(' '),
  ]);
  const head = [
    'set',
    'verdict',
    'more, PAT',
    '90 % of it',
    'lots sold',
    'lots bought',
    'unseen',
    'left out',
    'why it cannot tell',
  ];
  const side = (name: string, one: WhatIfReport['buys']): string => {
    const seen = one.shownIfAll === 0 ? 1 : Math.min(1, one.shown / one.shownIfAll);
    const k = `${one.k.toFixed(1)} ± ${one.kError.toFixed(1)}`;
    return `${name}: ${one.takers} customers met the quote, a price worse by x keeps e^(-${k} x), ${(100 * seen).toFixed(0)} % show what they would pay`;
  };
  return `${[
    `earned ${number(earnedPat)} PAT, by the model ${number(reproducedPat)}; ${unmodelledOrders} orders are played as they were recorded`,
    side('buyers', buys),
    side('sellers', sells),
    textTable(head, rows),
  ].join('\n')}\n`;
}
