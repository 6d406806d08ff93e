/**
 * `patx sigma`: what a creator of model feeds does on its own machine. `example` writes a bundle to learn from, `schema` prints
 * what a bundle holds, `check` runs the gates and ends with 1 if one of them fails, `study` shows what the rules do to whom.
 */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import {
  type BundleReport,
  bundleJsonSchema,
  cellsOf,
  checkBundle,
  EXAMPLE_FILE,
  EXAMPLE_FILE_TEXT,
  exampleBundle,
  type PackFiles,
  RULE_TEXTS,
  runStudy,
  STUDY_HEAD,
} from '../../sigma/index.js';
import { CommandError } from '../command-error.js';
import { createKeyFile, readKeyFile } from '../keys.js';
import { markdownTable, textTable } from '../text-table.js';

const BUNDLE_FILE = 'bundle.json';
const BUNDLE_BYTES_MAX = 256 * 1024 * 1024;
const PACK_FILE_BYTES_MAX = 1024 * 1024 * 1024;
const STUDY_SEEDS_MAX = 1_000;
const SEED_MAX = 2 ** 32 - 1;

export function addSigma(program: Command): void {
  const sigma = program
    .command('sigma')
    .description(
      'model feeds: bundles, their gates, and the study of creators (docs/sigma-market.md)',
    );
  sigma
    .command('example')
    .description('write a synthetic bundle that passes every gate')
    .argument('<directory>', 'where to write it; must not hold one')
    .option('--seed <n>', 'of its numbers', '1')
    .option('--key <file>', "the creator's Ed25519 key; made in the directory when left out")
    .action(example);
  sigma
    .command('schema')
    .description('print the JSON Schema of a bundle')
    .action(() => print(JSON.stringify(bundleJsonSchema(), null, 2)));
  sigma
    .command('check')
    .description('run the gates over a bundle; ends with 1 if one fails')
    .argument('<bundle>', 'its directory, or its JSON file beside the files of the pack')
    .option('--json', 'print the report as JSON')
    .action(check);
  sigma
    .command('study')
    .description('let seeded creators into the market, with all rules and with each one off')
    .option('--seeds <n>', `seeds from 1 on, at most ${STUDY_SEEDS_MAX}`, '100')
    .option('--markdown', 'print Markdown')
    .option('--json', 'print JSON')
    .action(study);
}

function study(flags: {
  readonly seeds: string;
  readonly markdown?: boolean;
  readonly json?: boolean;
}): void {
  const count = Number(flags.seeds);
  if (!Number.isInteger(count) || count < 1 || count > STUDY_SEEDS_MAX) {
    throw new CommandError('bad-value', `--seeds is a whole number from 1 to ${STUDY_SEEDS_MAX}`);
  }
  let told = 0;
  const tables = runStudy({
    seeds: Array.from({ length: count }, (_, at) => at + 1),
    progress: (done, of) => {
      const percent = Math.floor((100 * done) / of);
      if (percent < told + 10) return;
      told = percent;
      process.stderr.write(`${percent} % of ${of} creators\n`);
    },
  });
  if (flags.json === true) {
    print(JSON.stringify(tables));
    return;
  }
  for (const { off, rows } of tables) {
    const title = off === undefined ? 'All rules' : `Without ${off}: ${RULE_TEXTS[off]}`;
    const cells = rows.map(cellsOf);
    print(flags.markdown === true ? `### ${title}\n` : title);
    print(
      flags.markdown === true ? markdownTable(STUDY_HEAD, cells) : textTable(STUDY_HEAD, cells),
    );
    print('');
  }
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function example(directory: string, flags: { readonly seed: string; readonly key?: string }): void {
  const seed = Number(flags.seed);
  if (!Number.isInteger(seed) || seed < 0 || seed > SEED_MAX) {
    throw new CommandError('bad-value', `--seed is a whole number from 0 to ${SEED_MAX}`);
  }
  const file = join(directory, BUNDLE_FILE);
  if (existsSync(file)) throw new CommandError('bad-value', `${file} exists; choose another place`);
  mkdirSync(join(directory, dirname(EXAMPLE_FILE)), { recursive: true });
  const key =
    flags.key === undefined
      ? createKeyFile(join(directory, 'creator.pem'))
      : readKeyFile(flags.key);
  writeFileSync(join(directory, EXAMPLE_FILE), EXAMPLE_FILE_TEXT);
  writeFileSync(file, `${JSON.stringify(exampleBundle({ seed }, key), null, 1)}\n`);
  print(`${file}: a synthetic bundle; try patx sigma check ${directory}`);
}

function check(path: string, flags: { readonly json?: boolean }): void {
  if (!existsSync(path)) throw new CommandError('not-there', `${path} is not there`);
  const file = statSync(path).isDirectory() ? join(path, BUNDLE_FILE) : path;
  const report = checkBundle(parsed(file), { files: filesBeside(file) });
  const { bundle: _, ...rest } = report;
  print(flags.json === true ? JSON.stringify(rest, null, 1) : linesOf(report).join('\n'));
  if (!report.isPassed) process.exitCode = 1;
}

function parsed(file: string): unknown {
  if (!existsSync(file)) throw new CommandError('not-there', `${file} is not there`);
  const { size } = statSync(file);
  if (size > BUNDLE_BYTES_MAX) {
    throw new CommandError('bad-value', `${file} has ${size} bytes, at most ${BUNDLE_BYTES_MAX}`);
  }
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new CommandError('unreadable-file', `${file} is no JSON: ${String(error)}`);
  }
}

function filesBeside(file: string): PackFiles {
  return (path) => {
    const full = join(dirname(file), path);
    const stats = statSync(full, { throwIfNoEntry: false });
    if (stats === undefined || !stats.isFile() || stats.size > PACK_FILE_BYTES_MAX)
      return undefined;
    return readFileSync(full);
  };
}

function linesOf({ gates, isPassed, deflatedSharpe }: BundleReport): readonly string[] {
  const lines = gates.flatMap(({ gate, state, findings }) => [
    `${gate.padEnd(14)} ${state.toLowerCase().replace('_', ' ')}`,
    ...findings.flatMap(({ code, field, evidence, meaning, remedy }) => [
      `  ${code} at ${field}: ${evidence}`,
      `    ${meaning}; ${remedy}`,
    ]),
  ]);
  if (deflatedSharpe?.status === 'RATED') {
    lines.push(
      `deflated Sharpe ratio ${deflatedSharpe.value.toFixed(4)} = ${deflatedSharpe.formula}`,
    );
  }
  lines.push(isPassed ? 'every gate passed' : 'a gate failed: this bundle cannot be submitted');
  return lines;
}
