/**
 * `patx backtest`: a journal's customers against other parameter sets, side by side with what happened. Prints a table,
 * and writes the whole as JSON and as a page of HTML; both depend on the journal and the sets alone.
 */
import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import { DEFAULT_HORIZON_MS } from '../../attribution/index.js';
import {
  type BacktestReport,
  backtest,
  backtestPage,
  expandGrid,
  parseAxis,
  readParameterSet,
} from '../../backtest/index.js';
import { journalDirectory } from '../command-error.js';
import { whole } from '../option-values.js';
import { patText, textTable } from '../text-table.js';

interface BacktestFlags {
  readonly data: string;
  readonly params?: readonly string[];
  readonly grid?: readonly string[];
  readonly threads: number;
  readonly horizonSeconds: number;
  readonly json?: string;
  readonly html?: string;
}

const THREADS_MAX = 256;
const DAY_SECONDS = 86_400;

export function addBacktest(program: Command): void {
  program
    .command('backtest')
    .description("play a journal's customers against other parameters (docs/backtest.md)")
    .option('--data <dir>', 'data directory', './data')
    .option('--params <file...>', 'parameter sets, JSON; none: the parameters as recorded')
    .option('--grid <name=a,b,c...>', 'every combination of these values, for each set')
    .option('--threads <n>', 'sets at a time', whole(1, THREADS_MAX), availableParallelism())
    .option(
      '--horizon-seconds <seconds>',
      'time after a trade whose moves count as adverse selection',
      whole(1, DAY_SECONDS),
      DEFAULT_HORIZON_MS / 1000,
    )
    .option('--json <file>', 'write the results as JSON')
    .option('--html <file>', 'write the results as a page with plots')
    .action(async (flags: BacktestFlags) => {
      const files = (flags.params ?? []).map(readParameterSet);
      const sets = files.length > 0 ? files : [{ name: 'recorded parameters', values: [] }];
      const begunMs = performance.now();
      const report = await backtest({
        journalDirectory: journalDirectory(flags.data),
        sets: expandGrid(sets, (flags.grid ?? []).map(parseAxis)),
        horizonMs: flags.horizonSeconds * 1000,
        threads: flags.threads,
        progress: (name, commands, ofCommands) => {
          const seconds = ((performance.now() - begunMs) / 1000).toFixed(1);
          const of = ofCommands === undefined ? '' : ` of ${ofCommands}`;
          process.stderr.write(`${seconds} s  ${name}: ${commands}${of} commands\n`);
        },
      });
      process.stdout.write(describe(report));
      if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(report)}\n`);
      if (flags.html !== undefined) writeFileSync(flags.html, backtestPage(report));
    });
}

function describe(report: BacktestReport): string {
  const rows = [
    { name: 'as recorded', ...report.recorded },
    ...report.runs.map(({ name, pnl, fills, samples }) => ({ name, pnl, fills, samples })),
  ].map(({ name, pnl: { total }, fills, samples }) => [
    name,
    patText(total.spreadMicroPat),
    patText(total.inventoryMicroPat),
    patText(total.decayMicroPat),
    patText(total.adverseMicroPat),
    patText(total.settlementMicroPat),
    patText(total.totalMicroPat),
    percent(fills.boughtLots, fills.orderedBuyLots),
    percent(fills.soldLots, fills.orderedSellLots),
    String(fills.boughtFromBrokerLots),
    String(fills.soldToBrokerLots),
    String(Math.max(0, ...samples.map(({ inventoryLots }) => inventoryLots))),
    percent(Math.max(0, ...samples.map(({ seriesUsePpm }) => seriesUsePpm)), 1_000_000),
  ]);
  const head = [
    'PAT',
    'spread',
    'inventory',
    'decay',
    'adverse',
    'settlement',
    'total',
    'buys filled',
    'sells filled',
    'lots sold',
    'lots bought',
    'most held',
    'most of a limit',
  ];
  return `${textTable(head, rows)}\n`;
}

function percent(part: number, of: number): string {
  return of === 0 ? '-' : `${((100 * part) / of).toFixed(1)} %`;
}
