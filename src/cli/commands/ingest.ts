/**
 * `patx ingest FILE`: measures a data file as a venue does at publishing, and writes nothing: profile, quality, sample, what looks
 * like personal data. Exit code 1 when the file is refused, with the reason, or when a venue would block it.
 */
import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import {
  IngestError,
  type IngestJob,
  type IngestOutcome,
  IngestPool,
  type IngestProgress,
  parseDeclaration,
} from '../../ingest/index.js';
import type { IngestResult } from '../../quality/index.js';
import { CommandError, jsonOf } from '../command-error.js';
import { timeMs } from '../option-values.js';
import { profileText } from './ingest-text.js';

interface Options {
  readonly declaration?: string;
  readonly reference?: string;
  readonly key?: string;
  readonly compare?: string;
  readonly now?: number;
  readonly json?: boolean;
  readonly progress: boolean;
}

export function addIngest(program: Command): void {
  program
    .command('ingest')
    .description('measure a data file as a venue does at publishing: profile, quality, sample')
    .argument('<file>', 'CSV, TSV, JSON lines, a JSON array of objects, or Parquet')
    .option(
      '--declaration <file>',
      'JSON of columns, types, keys, event time, what is private (none)',
    )
    .option('--reference <file>', 'table to compare with; needs --key and --compare (none)')
    .option('--key <columns>', 'columns, with commas between, that name a row in both tables')
    .option('--compare <columns>', 'columns compared; NAME~0.5 matches within 0.5')
    .option('--now <time>', 'time ages are counted to, with its zone (now)', timeMs)
    .option('--json', 'print the whole result as JSON')
    .option('--no-progress', 'say nothing on standard error while it runs')
    .addHelpText(
      'after',
      '\nFormats are told by their bytes. Formulas, limits and reasons: docs/data-quality.md.',
    )
    .action(async (file: string, options: Options) => {
      const { result } = await measured(file, options);
      const text = options.json ? `${JSON.stringify(result)}\n` : profileText(result);
      process.stdout.write(text);
      if (result.isBlocked) {
        const columns = undeclared(result).join(', ');
        throw new CommandError(
          'file-refused',
          `a venue blocks it: personal data that is not declared, in ${columns}`,
        );
      }
    });
}

const undeclared = ({ personalData }: IngestResult): string[] =>
  personalData
    .filter(({ isDeclared }) => !isDeclared)
    .map(({ column, category }) => `${column} (${category})`);

async function measured(file: string, options: Options): Promise<IngestOutcome> {
  for (const path of [file, options.reference]) {
    if (path !== undefined && !existsSync(path))
      throw new CommandError('unreadable-file', `${path} is not there`);
  }
  try {
    const declaration = parseDeclaration(
      options.declaration === undefined ? {} : jsonOf(options.declaration, '--declaration'),
    );
    const accuracy = accuracyOf(options);
    const job: IngestJob = {
      source: { kind: 'file', path: file },
      declaration,
      nowMs: options.now ?? Date.now(),
      secret: '',
      ...(accuracy === undefined ? {} : { accuracy }),
    };
    const isTold = options.progress && process.stderr.isTTY;
    return await new IngestPool().run(job, isTold ? { progress: tell } : {});
  } catch (error) {
    if (!(error instanceof IngestError)) throw error;
    const { field, row } = error.place;
    const place = [field && `at ${field}`, row && `in row ${row}`].filter(Boolean).join(' ');
    const reason = [error.message, place].filter(Boolean).join(' ');
    throw new CommandError('file-refused', `${reason}. ${error.remedy}`);
  }
}

function accuracyOf({ reference, key, compare }: Options): IngestJob['accuracy'] {
  if (reference === undefined) return undefined;
  if (key === undefined || compare === undefined)
    throw new CommandError('bad-value', '--reference needs --key and --compare');
  const columns = compare.split(',').map((text) => {
    const [name = '', tolerance] = text.split('~');
    if (tolerance === undefined) return { name };
    if (!/^\d+(\.\d+)?$/.test(tolerance))
      throw new CommandError('bad-value', `${text}: a tolerance is a number such as 0.5`);
    return { name, tolerance: Number(tolerance) };
  });
  const options = { name: reference, key: key.split(','), columns };
  return { source: { kind: 'file', path: reference }, options };
}

function tell({ stage, bytes, totalBytes, rows }: IngestProgress): void {
  const share = Math.floor((100 * bytes) / Math.max(1, totalBytes));
  process.stderr.write(`\r${stage} ${share} %, ${rows} rows `);
  if (bytes >= totalBytes) process.stderr.write('\n');
}
