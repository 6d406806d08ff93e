/**
 * `patx sigma`: what a creator of model feeds does on its own machine. `example` writes a bundle to learn from, `schema` prints
 * what a bundle holds, `check` runs the gates and ends with 1 if one of them fails; `sim` and `study` have files of their own.
 */
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import {
  type BundleReport,
  bundleJsonSchema,
  checkBundle,
  EXAMPLE_FILE,
  EXAMPLE_FILE_TEXT,
  exampleBundle,
  exampleFeed,
  feedText,
  type PackFiles,
} from '../../sigma/index.js';
import { CommandError } from '../command-error.js';
import { createKeyFile, readKeyFile } from '../keys.js';
import { recordingFile } from '../recording-file.js';
import { addSigmaPublish } from './sigma-publish.js';
import { addSigmaRecompute } from './sigma-recompute.js';
import { addSigmaSim, readPrices, seedOf } from './sigma-sim.js';
import { addSigmaStudy } from './sigma-study.js';

const BUNDLE_FILE = 'bundle.json';
const FEED_FILE = 'signals.jsonl';
const BUNDLE_BYTES_MAX = 256 * 1024 * 1024;
const PACK_FILE_BYTES_MAX = 1024 * 1024 * 1024;

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
  addSigmaPublish(sigma, checkedFile, linesOf);
  addSigmaRecompute(sigma);
  addSigmaSim(sigma);
  addSigmaStudy(sigma);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

function example(directory: string, flags: { readonly seed: string; readonly key?: string }): void {
  const seed = seedOf(flags.seed);
  const file = join(directory, BUNDLE_FILE);
  if (existsSync(file)) throw new CommandError('bad-value', `${file} exists; choose another place`);
  mkdirSync(join(directory, dirname(EXAMPLE_FILE)), { recursive: true });
  const key =
    flags.key === undefined
      ? createKeyFile(join(directory, 'creator.pem'))
      : readKeyFile(flags.key);
  writeFileSync(join(directory, EXAMPLE_FILE), EXAMPLE_FILE_TEXT);
  const bundle = exampleBundle({ seed }, key);
  writeFileSync(file, `${JSON.stringify(bundle, null, 1)}\n`);
  const stampSha = bundle.stamp.stamp_sha;
  const feed = exampleFeed(readPrices(recordingFile()), { modelId: bundle.model_id, stampSha });
  writeFileSync(join(directory, FEED_FILE), feedText(feed));
  print(`${file}: a synthetic bundle; try patx sigma check ${directory}`);
  print(
    `${join(directory, FEED_FILE)}: its signals; try patx sigma sim ${join(directory, FEED_FILE)}`,
  );
}

function check(path: string, flags: { readonly json?: boolean }): void {
  const { report } = checkedFile(path);
  const { bundle: _, ...rest } = report;
  print(flags.json === true ? JSON.stringify(rest, null, 1) : linesOf(report).join('\n'));
  if (!report.isPassed) process.exitCode = 1;
}

/** A bundle on disk, and what its gates find; its files are held against the stamp. */
export function checkedFile(path: string): {
  readonly report: BundleReport;
  readonly json: unknown;
} {
  if (!existsSync(path)) throw new CommandError('not-there', `${path} is not there`);
  const file = statSync(path).isDirectory() ? join(path, BUNDLE_FILE) : path;
  const json = parsed(file);
  return { report: checkBundle(json, { files: filesBeside(file) }), json };
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
