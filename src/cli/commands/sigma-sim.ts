/**
 * `patx sigma sim` and `prices`: paper trading computed again by whoever may read a feed. The same feed, prices and terms give
 * the same hash on every machine.
 */
import type { Command } from 'commander';
import {
  burnInReport,
  FeedTextError,
  type PriceSource,
  PriceSourceError,
  parseFeed,
  parsePriceSource,
  RECORDING_DAYS,
  RECORDING_START_MS,
  SIM_TERMS,
  type SignalEntry,
  sharpeRatio,
  simulateFeed,
  simulationSha,
  syntheticRecording,
} from '../../sigma/index.js';
import { CommandError, fileText } from '../command-error.js';
import { whole } from '../option-values.js';
import { recordingFile } from '../recording-file.js';

const CAPITAL_MAX = 1e12;
const DAYS_MAX = 3_653;
const SEED_MAX = 2 ** 32 - 1;
const YEAR_9999_MS = 253_402_300_799_000;

export function addSigmaSim(sigma: Command): void {
  sigma
    .command('prices')
    .description('print the synthetic price source that ships')
    .option('--seed <n>', 'of its prices', '1')
    .option('--from <date>', 'first day, UTC, as in 2026-01-01', dateMs, RECORDING_START_MS)
    .option('--days <n>', 'how many', whole(1, DAYS_MAX), RECORDING_DAYS)
    .action((flags: { readonly seed: string; readonly from: number; readonly days: number }) => {
      const span = { fromMs: flags.from, days: flags.days };
      process.stdout.write(syntheticRecording(seedOf(flags.seed), span));
    });
  sigma
    .command('sim')
    .description('trade a feed on paper, as the platform does; prints the result and its hash')
    .argument('<feed>', 'entries of the feed, a line of JSON each')
    .option('--prices <file>', 'CSV of a price source; the synthetic one when left out')
    .option('--capital <n>', 'money to begin with', String(SIM_TERMS.capital))
    .option('--json', 'print days and fills as JSON')
    .action(sim);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Midnight of a day, UTC. */
function dateMs(text: string): number {
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isFinite(ms)) return ms;
  throw new CommandError('bad-value', '--from is a day such as 2026-01-01');
}

interface SimFlags {
  readonly prices?: string;
  readonly capital: string;
  readonly json?: boolean;
}

function sim(file: string, flags: SimFlags): void {
  const capital = Number(flags.capital);
  if (!(capital > 0 && capital <= CAPITAL_MAX)) {
    throw new CommandError('bad-value', `--capital is more than 0 and at most ${CAPITAL_MAX}`);
  }
  const entries = readFeed(file);
  const source = readPrices(flags.prices ?? recordingFile());
  const terms = { ...SIM_TERMS, capital };
  const fromMs = entries[0]?.journalAtMs ?? 0;
  const lastMs = Math.max(
    0,
    ...source.assets.map((asset) => source.lastAt(asset, YEAR_9999_MS)?.atMs ?? 0),
  );
  const result = simulateFeed(entries, { source, terms, fromMs, untilMs: lastMs });
  if (flags.json === true) {
    print(JSON.stringify(result));
    return;
  }
  const { days, fills, signals, unfilled, unknownVolume } = result;
  const sharpe = sharpeRatio(days.map((day) => day.return));
  const gate = burnInReport(result, []);
  print(`signals ${signals}, fills ${fills.length}, unfilled ${unfilled}, days ${days.length}`);
  print(`equity ${(days.at(-1)?.equity ?? capital).toFixed(2)} of ${capital.toFixed(2)}`);
  print(
    sharpe.status === 'RATED'
      ? `Sharpe ratio a day ${sharpe.value.toFixed(4)}`
      : `Sharpe ratio unrated: ${sharpe.detail}`,
  );
  if (unknownVolume.length > 0) print(`unrated: volume of ${unknownVolume.join(', ')} is unknown`);
  print(`burn-in ${gate.isPassed ? 'passed' : 'not passed'}`);
  for (const { code, evidence, remedy } of gate.findings)
    print(`  ${code}: ${evidence}; ${remedy}`);
  print(`sha256 ${simulationSha(result)}`);
}

function readFeed(file: string): readonly SignalEntry[] {
  try {
    return parseFeed(fileText(file, 'the feed'));
  } catch (error) {
    if (!(error instanceof FeedTextError)) throw error;
    throw new CommandError('unreadable-file', `${file}: ${error.message}`, { cause: error });
  }
}

export function readPrices(file: string): PriceSource {
  try {
    return parsePriceSource(fileText(file, 'the price source'));
  } catch (error) {
    if (!(error instanceof PriceSourceError)) throw error;
    throw new CommandError('unreadable-file', `${file}: ${error.message}`, { cause: error });
  }
}

export function seedOf(text: string): number {
  const seed = Number(text);
  if (Number.isInteger(seed) && seed >= 0 && seed <= SEED_MAX) return seed;
  throw new CommandError('bad-value', `--seed is a whole number from 0 to ${SEED_MAX}`);
}
