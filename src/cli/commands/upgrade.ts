/**
 * `patx upgrade`: takes a venue over to the core of this build, or to other limits, while nobody runs it; `--dry-run` does all
 * but write, `--back` undoes it while no command has come since.
 *
 * Ends with 1 and one line that names what is in the way; the venue is then as it was. Killed at any moment, the venue is the
 * old one or the new one, and the next `patx upgrade` or `patx start` says which.
 */
import type { Command } from 'commander';
import { z } from 'zod';
import { CORE_VERSION, DEFAULT_LIMITS } from '../../engine/core/index.js';
import { goBack, type UpgradeReport, upgrade } from '../../release/index.js';
import type { Limits } from '../../values/index.js';
import { CommandError, journalDirectory, jsonOf, warnOnStderr } from '../command-error.js';
import { dataDirectory } from '../data-directory.js';

interface UpgradeFlags {
  readonly data: string;
  readonly dryRun?: boolean;
  readonly back?: boolean;
  readonly limits?: string;
  readonly json?: boolean;
}

const limitsSchema = z.strictObject(
  Object.fromEntries(Object.keys(DEFAULT_LIMITS).map((name) => [name, z.int().optional()])),
);

export function addUpgrade(program: Command): void {
  program
    .command('upgrade')
    .description('take a venue over to the core of this build, or to other limits')
    .option('--data <dir>', 'data directory', './data')
    .option('--dry-run', 'do everything but write, and say what would be')
    .option('--back', 'take the last upgrade back, while no command has come since')
    .option('--limits <file>', 'JSON file with the limits that are to be others')
    .option('--json', 'print the report as JSON')
    .action(async (flags: UpgradeFlags) => {
      journalDirectory(flags.data);
      const { journal, snapshots } = dataDirectory(flags.data);
      if (flags.back) {
        const version = await goBack({ journal, snapshots });
        process.stdout.write(`the venue is folded by core version ${version} again\n`);
        return;
      }
      const report = await upgrade({
        journal,
        snapshots,
        limits: flags.limits === undefined ? undefined : limitsOf(flags.limits),
        isDryRun: flags.dryRun,
        warn: warnOnStderr,
      });
      process.stdout.write(flags.json ? `${JSON.stringify(report)}\n` : describe(report));
    });
}

function limitsOf(file: string): Partial<Limits> {
  const parsed = limitsSchema.safeParse(jsonOf(file, 'the limits'));
  if (parsed.success) return parsed.data as Partial<Limits>;
  const [issue] = parsed.error.issues;
  throw new CommandError('bad-value', `${file}: ${issue?.path.join('.')} ${issue?.message}`);
}

function describe(report: UpgradeReport): string {
  const { fromCoreVersion, toCoreVersion, fromSequence, toSequence, changedDefaults } = report;
  const from =
    report.snapshotSequence === 0 ? 'its beginning' : `the snapshot at ${report.snapshotSequence}`;
  const lines = [
    `core          version ${fromCoreVersion} up to sequence ${fromSequence}, version ${toCoreVersion} from there on`,
    `folded        ${report.foldedCommands} commands from ${from}`,
    `carried       ${report.rowsBytes} bytes in ${toSequence - fromSequence} commands, digest ${report.digest}`,
    'compared      every row the new core carries is the old one’s; no invariant is broken',
    ...Object.entries(report.limits).map(([name, value]) => `limit         ${name} ${value}`),
    ...changedDefaults.map(
      ({ name, before, after }) =>
        `default       ${name} was ${before}, ${after === null ? 'is no parameter any more' : `is ${after}`}`,
    ),
  ];
  const last = report.isDryRun
    ? 'nothing was written: `patx upgrade` without --dry-run does'
    : `the venue is upgraded: \`patx start\` goes on with core version ${CORE_VERSION}; \`patx upgrade --back\` takes it back until then`;
  return `${[...lines, last].join('\n')}\n`;
}
